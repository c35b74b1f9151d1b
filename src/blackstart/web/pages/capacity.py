"""The page of capacity: machines beside people, and what one more would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from blackstart.payables.clearing.capacity import PEOPLE_SOURCE, DeskLoad, Machines, Posting
from blackstart.payables.clearing.handling import MINUTES_SOURCE
from blackstart.web.pages.moment import written
from blackstart.web.pages.view import Grid
from blackstart.web.pages.words import UNKNOWN, day, number, some
from blackstart.work.capacity import Capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityPage:
    """How long machines and people have to work.

    Attributes:
        mode: EXERCISE or LIVE.
        incident: name of the incident.
        as_of: the moment that it is about, in words.
        machines: what reads documents, in sentences.
        posting: what may become a debt today, in a sentence.
        desks: people's hours, desk by desk.
        sources: what is assumed, and on whose word.
    """

    mode: str
    incident: str
    as_of: str
    machines: Sequence[str]
    posting: str
    desks: Grid
    sources: Sequence[str]


def capacity(seen: Capacity) -> CapacityPage:
    """Work out the page of capacity.

    Args:
        seen: what the desk has to do, and who does it.
    """
    return CapacityPage(
        mode=seen.mode,
        incident=seen.incident,
        as_of=written(seen.now),
        machines=_machines(seen.machines),
        posting=_posting(seen.posting, seen.day),
        desks=_desks(seen.desks, seen.day),
        sources=(
            MINUTES_SOURCE,
            PEOPLE_SOURCE,
            "what still comes, rework and waiting for an answer are not counted",
        ),
    )


def _machines(seen: Machines) -> Sequence[str]:
    pace = UNKNOWN if seen.an_hour is None else f"{number(seen.an_hour)} an hour each"
    return (
        (
            f"{some(seen.waiting, 'document')} to be read; {some(seen.workers, 'worker')} alive; "
            f"pace lately: {pace}."
        ),
        (
            f"Read in {_hours(seen.hours())}; with one more worker in {_hours(seen.hours(1))}. "
            "`blackstart worker` in another terminal is one more."
        ),
    )


def _hours(value: float | None) -> str:
    return f"a time that is {UNKNOWN}" if value is None else f"{number(value, 2)} hours"


def _posting(seen: Posting, today: date) -> str:
    done = UNKNOWN if seen.clear_on is None else day(seen.clear_on, today)
    verb = "matches and waits" if seen.matched == 1 else "match and wait"
    return (
        f"{some(seen.matched, 'invoice')} {verb} to be posted; {number(seen.left)} of today's "
        f"{number(seen.rate)} are left. At that rate all are posted on: {done}."
    )


def _desks(desks: Sequence[DeskLoad], today: date) -> Grid:
    return Grid(
        caption="People's hours, each with its range from low to high",
        heads=(
            *("Desk", "Exceptions", "Hours, likely", "Hours, range", "People"),
            *("Cleared on", "Range", "With one more person on"),
        ),
        rows=[_desk(one, today) for one in desks],
        numeric=frozenset({1, 2, 3}),
    )


def _desk(one: DeskLoad, today: date) -> tuple[str, ...]:
    low, likely, high = (number(each, 1) for each in one.hours)
    when, more = one.clear_on, one.one_more_clear_on
    return (
        one.owner,
        number(one.exceptions),
        likely,
        f"{low} to {high}",
        (
            f"{one.staff.people} at {number(one.staff.hours_a_day, 1)} hours a day"
            f"{' (assumed)' if one.assumed else ''}"
        ),
        day(when[1], today) if when else UNKNOWN,
        f"{day(when[0], today)} to {day(when[2], today)}" if when else UNKNOWN,
        day(more[1], today) if more else UNKNOWN,
    )
