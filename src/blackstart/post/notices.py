"""Drafts the notices that colleagues, suppliers and retailers get at each step of the restart.

A draft is an `.eml` file without recipients: it can be carried on a stick and sent from any mailbox
that works, once its owner and a second reader have approved it.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import PackageLoader, StrictUndefined, select_autoescape
from jinja2.sandbox import SandboxedEnvironment

from blackstart.base import activity
from blackstart.base.canonical import stable_id
from blackstart.base.clock import SITE_ZONE, business_date, in_utc, iso_utc
from blackstart.base.event import Letter
from blackstart.base.today import Mode

HEADER_CHARS_MAX = 200
LABELS = {
    activity.INVOICING: "Entering invoices",
    activity.PAYING: "Paying suppliers",
    activity.PARTS: "Shipping parts",
    activity.WHOLESALE: "Invoicing vehicles to retailers",
    activity.REGISTRATION: "Registering vehicles",
}
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """An activity of the firm, as a notice tells it.

    Attributes:
        name: of the activity.
        mode: "down", "manual", "restored" or "boosted".
        rate: units a day that it can do now.
        unit: what the rate counts.
        returns_on: likely day of its return, the median; empty when nobody knows.
        returns_by: day by which it is back nine times out of ten, the upper end of the 80 % range;
            empty when it lies beyond the forecast.
    """

    name: str
    mode: str
    rate: int
    unit: str
    returns_on: date | None = None
    returns_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineState:
    """A production line, as a notice tells it.

    Attributes:
        line: its name.
        start_on: earliest start; empty when nobody knows.
        waits_for: what it waits for, in words; may be empty.
    """

    line: str
    start_on: date | None = None
    waits_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the notices of one moment are written from. A number that is empty is not known.

    Attributes:
        as_of: the instant, in UTC.
        mode: EXERCISE or LIVE.
        our_name: the firm's name.
        number: of this round of notices, 1 first.
        replaces: number of the notice that this one replaces; empty for the first.
        activities: what runs and what does not, in the order in which it is to be told.
        lines: production lines, in the order in which they are to be told.
        invoices_waiting: documents and invoices without a decision.
        payments_proposed: payments that wait for signatures.
        part_lines_waiting: part order lines without parts.
        wholesale_waiting: vehicles that wait for their wholesale invoice.
        registrations_waiting: vehicles that wait for registration.
        record_head: head hash of the record at that instant.
        synthetic: true when the figures are made up.
        zone: the site's time zone.
    """

    as_of: datetime
    mode: Mode
    our_name: str
    number: int
    replaces: int | None = None
    activities: tuple[Section, ...] = ()
    lines: tuple[LineState, ...] = ()
    invoices_waiting: int | None = None
    payments_proposed: int | None = None
    part_lines_waiting: int | None = None
    wholesale_waiting: int | None = None
    registrations_waiting: int | None = None
    record_head: str = ""
    synthetic: bool = False
    zone: str = SITE_ZONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who gets a notice, and which activities it tells them of; its template bears its name."""

    name: str
    activities: tuple[str, ...]


AUDIENCES = (
    Audience(name="colleagues", activities=activity.DESKS),
    Audience(name="suppliers", activities=(activity.INVOICING, activity.PAYING)),
    Audience(
        name="retailers", activities=(activity.PARTS, activity.WHOLESALE, activity.REGISTRATION)
    ),
)


def drafts(situation: Situation) -> tuple[Letter, ...]:
    """Draft one notice for each audience.

    The id of a draft comes from what it says, without its number and the record's head: on a day
    on which nothing else has changed, the same notice is not made again.

    Args:
        situation: what is told.
    """
    return tuple(_letter(audience, situation) for audience in AUDIENCES)


def text(audience: Audience, situation: Situation) -> str:
    """Write a notice as plain text."""
    told = [section for section in situation.activities if section.name in audience.activities]
    return (
        _templates()
        .get_template(f"notice_{audience.name}.txt")
        .render(
            s=situation,
            audience=audience.name,
            running=[section for section in told if section.mode in {"restored", "boosted"}],
            on_paper=[section for section in told if section.mode == "manual"],
            stopped=[section for section in told if section.mode == "down"],
        )
    )


def _letter(audience: Audience, situation: Situation) -> Letter:
    midnight = datetime.combine(business_date(situation.as_of, situation.zone), time(), UTC)
    same = replace(situation, as_of=midnight, number=0, replaces=None, record_head="")
    letter = stable_id("NOTICE", audience.name, text(audience, same))
    mark = "X-" if situation.mode is Mode.EXERCISE else ""
    return Letter(
        letter=letter,
        kind="notice",
        file=f"{mark}notice-{situation.number:03d}-{audience.name}.DRAFT.eml",
        body=_message(letter, audience, situation).as_bytes(policy=SMTP),
    )


def _message(letter: str, audience: Audience, situation: Situation) -> EmailMessage:
    """Wrap a notice as a mail without recipients, equal for equal situations."""
    marks = "[EXERCISE] [DRAFT]" if situation.mode is Mode.EXERCISE else "[DRAFT]"
    about = f"{situation.our_name}: notice {situation.number} to {audience.name}"
    message = EmailMessage(policy=SMTP)
    message["Date"] = in_utc(situation.as_of)
    message["Message-ID"] = f"<{letter}@blackstart.invalid>"
    message["Subject"] = _line(f"{marks} {about}")[:HEADER_CHARS_MAX]
    message["X-Unsent"] = "1"  # mail programs open it as a draft
    message["X-Blackstart-As-Of"] = iso_utc(situation.as_of)
    message["X-Blackstart-Audience"] = audience.name
    message["X-Blackstart-Mode"] = situation.mode.value
    message["X-Blackstart-Record-Head"] = _line(situation.record_head)[:HEADER_CHARS_MAX]
    message["X-Blackstart-State"] = "DRAFT"
    message.set_content(text(audience, situation), charset="utf-8", cte="quoted-printable")
    return message


@cache
def _templates() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=PackageLoader("blackstart.post"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_line,
    )
    environment.filters |= {
        "figure": _figure,
        "day": _day,
        "expected": _expected,
        "label": lambda name: LABELS.get(name, name),
        "moment": _moment,
    }
    return environment


def _line(value: object) -> str:
    """Make one line of printable signs: no name may add a line or a header of its own."""
    shown = str(value)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in shown).split())


def _figure(number: int | None) -> str:
    return "not known" if number is None else f"{number:,}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _moment(instant: datetime, zone: str) -> str:
    local = in_utc(instant).astimezone(ZoneInfo(zone))
    return f"{_day(local.date())}, {local:%H:%M} ({zone})"


def _expected(section: Section) -> str:
    if section.returns_on is None:
        return "We cannot name a day yet."
    if section.returns_by is None:
        return f"Expected about {_day(section.returns_on)}, perhaps much later."
    likely, late = _day(section.returns_on), _day(section.returns_by)
    return f"Expected about {likely}, and by {late} nine times out of ten."
