"""Draft the notices of a planning round: what runs again, said the same way to everybody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from blackstart.base.activity import DESKS
from blackstart.base.canonical import Json, sha256
from blackstart.base.clock import Clock, business_date
from blackstart.base.event import Event
from blackstart.post.dossier.folder import Dossier
from blackstart.post.notices import AUDIENCES, LineState, Section, Situation, drafts
from blackstart.store import outbox, record, steps
from blackstart.store.database import Connection, Store
from blackstart.work import sealing
from blackstart.work.once import Once

DRAFT = "notices.draft"

Facts = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a round of notices tells; while it stays the same, no new round is drafted."""

    day: date
    activities: tuple[Section, ...]
    lines: tuple[LineState, ...]
    waiting: Mapping[str, int | None]


def draft(store: Store, dossier: Dossier, clock: Clock, facts: Facts) -> Mapping[str, Json]:
    """Draft a notice for each audience, unless nothing that they tell has changed.

    Args:
        store: whose outbox they go to, as drafts.
        dossier: says who we are.
        clock: the operation's clock.
        facts: by step, what it decided.

    Returns:
        The number of the round, and the files of the drafts that hold now.
    """
    at = clock.now()
    told = told_in(facts, business_date(at))
    work = Once(store=store, step=DRAFT, inputs={"told": sha256(repr(told))}, at=at)
    return work.part("", partial(_draft, dossier, told, at))


def told_in(facts: Facts, day: date) -> Told:
    """Take what notices tell out of the steps' facts."""
    figures = facts["outlook.forecast"]["figures"]
    return Told(
        day=day,
        activities=tuple(_sections(facts["estate.plan"]["activities"], figures, day)),
        lines=tuple(_lines(facts["plants.outlook"]["lines"])),
        waiting={
            "invoices_waiting": _undecided(facts["invoices.decide"]["states"]),
            "payments_proposed": facts["payments.propose"]["payments"],
            "part_lines_waiting": facts["parts.allocate"]["lines"]["back_ordered"],
            "wholesale_waiting": facts["vehicles.wholesale"]["not_wholesaled"],
            "registrations_waiting": facts["vehicles.register"]["waiting"],
        },
    )


def _undecided(states: Mapping[str, Mapping[str, int]]) -> int:
    """Count what a clerk or the day's capacity still has to clear."""
    return sum(found.get(state, 0) for found in states.values() for state in ("held", "matched"))


def _sections(activities: Facts, figures: Facts, day: date) -> Iterator[Section]:
    for name in (name for name in DESKS if name in activities):
        found = activities[name]
        returns_on, returns_by = _returns(found, figures.get(f"return_day:{name}"), day)
        yield Section(
            name=name,
            mode=found["mode"],
            rate=found["rate"],
            unit=found["unit"],
            returns_on=returns_on,
            returns_by=returns_by,
        )


def _returns(
    activity: Mapping[str, Any], figure: Mapping[str, Any] | None, day: date
) -> tuple[date | None, date | None]:
    """Tell the likely day of a return and a late one: by the outlook, or else by the plan alone."""
    if figure is None:
        return _day(activity["returns_on"]), None
    return _ahead(day, figure["likely"]), _ahead(day, figure["high"])


def _ahead(day: date, days: float | None) -> date | None:
    return None if days is None else day + timedelta(days=days)


def _lines(lines: Mapping[str, Mapping[str, Any]]) -> Iterator[LineState]:
    for name, found in sorted(lines.items()):
        if found["kind"] == "final":
            start_on = _day(found["start_on"])
            yield LineState(line=name, start_on=start_on, waits_for=found["waits_for"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _draft(dossier: Dossier, told: Told, at: datetime, conn: Connection) -> Mapping[str, Json]:
    before = steps.last(conn, DRAFT)
    number = int(str(before.facts["number"])) + 1 if before else 1
    situation = _situation(conn, dossier, told, at, number)
    known = {kept.letter: kept.file for kept in outbox.listed(conn)}
    files = [_drafted(conn, situation, place, known) for place in range(len(AUDIENCES))]
    facts: dict[str, Json] = {"number": number, "drafts": files}
    record.append(
        conn, Event(at=at, actor="blackstart", act=DRAFT, subject=str(number), facts=facts)
    )
    return facts


def _situation(
    conn: Connection, dossier: Dossier, told: Told, at: datetime, number: int
) -> Situation:
    return Situation(
        as_of=at,
        mode=dossier.mode,
        our_name=dossier.our_name,
        synthetic=dossier.synthetic,
        zone=dossier.zone,
        number=number,
        record_head=str(sealing.head_in(conn)["root"] or ""),
        activities=told.activities,
        lines=told.lines,
        **told.waiting,
    )


def _drafted(conn: Connection, situation: Situation, place: int, known: Mapping[str, str]) -> str:
    """Draft one audience's notice; what it has been told already today is not said again."""
    scope = AUDIENCES[place].name
    last = steps.last(conn, DRAFT, scope)
    replaces = int(str(last.facts["number"])) if last else None
    letter = drafts(replace(situation, replaces=replaces))[place]
    if letter.letter in known:
        return known[letter.letter]
    outbox.put(conn, letter, situation.as_of, draft=True)
    facts = {"number": situation.number}
    steps.done(conn, DRAFT, inputs={}, facts=facts, at=situation.as_of, scope=scope)
    return letter.file
