"""What became of a decision that a page sent, and how a form becomes a wish."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from blackstart.base.finding import Finding
from blackstart.base.money import to_minor, to_scaled
from blackstart.payables.clearing.deciding import Wish
from blackstart.web.orders import Form, first
from blackstart.work.deciding import Decided

PERCENT_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedPage:
    """What became of a decision.

    Attributes:
        mode: EXERCISE or LIVE.
        incident: name of the incident.
        verdict: what was to be decided.
        person: who decided.
        kept: what was decided.
        faults: what was not, and why.
    """

    mode: str
    incident: str
    verdict: str
    person: str
    kept: Sequence[str]
    faults: Sequence[Finding]


def wishes(form: Form) -> list[Wish]:
    """Read what a form asks for: one wish for each reason among the invoices that were picked.

    Args:
        form: fields of the batch form, of an invoice's own form, or of the form of tolerances.
    """
    verdict, person, reason = (first(form, name) for name in ("verdict", "person", "reason"))
    if verdict == "tolerate":
        return [_tolerance(form, person, reason)]
    picked = [pick.partition("|")[::2] for pick in form.get("pick", [])]
    codes = dict.fromkeys(code for _, code in picked) if verdict == "accept" else {"": None}
    return [
        Wish(
            verdict=verdict,
            person=person,
            reason=reason,
            invoices=tuple(name for name, of in picked if verdict != "accept" or of == code),
            code=code,
            assigned_to=first(form, "assigned_to"),
        )
        for code in codes
    ]


def _tolerance(form: Form, person: str, reason: str) -> Wish:
    currency = first(form, "currency").upper()
    return Wish(
        verdict="tolerate",
        person=person,
        reason=reason,
        supplier=first(form, "supplier"),
        commodity=first(form, "commodity"),
        percent_micro=to_scaled(first(form, "percent"), PERCENT_DIGITS),
        amount_minor=to_minor(first(form, "up_to"), currency),
        currency=currency,
        valid_until=_day(first(form, "until")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def decided(mode: str, incident: str, form: Form, done: Iterable[Decided]) -> DecidedPage:
    """Work out the page that answers a form.

    Args:
        mode: EXERCISE or LIVE.
        incident: name of the incident.
        form: what was sent.
        done: what became of each wish.
    """
    became = list(done)
    return DecidedPage(
        mode=mode,
        incident=incident,
        verdict=first(form, "verdict"),
        person=first(form, "person"),
        kept=[one for each in became for one in each.kept],
        faults=[fault for each in became for fault in each.faults],
    )
