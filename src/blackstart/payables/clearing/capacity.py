"""How long the desk has to work: people beside machines, and what one more would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

import polars as pl

from blackstart.base.calendar import Calendar
from blackstart.payables.clearing.handling import CLERK, OWNERS, SUPPLIER, handling

MINUTES_AN_HOUR = 60
# Whoever a dossier's table of teams does not name (assumption: one person, and of a day of seven
# and a half hours six at the desk).
PEOPLE_ASSUMED, HOURS_A_DAY_ASSUMED = 1, 6.0
PEOPLE_SOURCE = "assumption: one person a desk, six hours a day; a team of that name replaces it"
# What waits for the supplier is chased by our own clerks.
WORKED_BY = {SUPPLIER: CLERK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The people of a desk.

    Attributes:
        people: how many.
        hours_a_day: what one of them works a day.
    """

    people: int
    hours_a_day: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLoad:
    """What a desk has to clear.

    Attributes:
        owner: the desk.
        exceptions: how many invoices wait for it.
        hours: of people's time: low, likely, high.
        staff: who does it.
        assumed: true when nobody told who does it.
        clear_on: last day of the work: low, likely, high; empty: nobody is there.
        one_more_clear_on: the same with one more person.
    """

    owner: str
    exceptions: int
    hours: tuple[float, float, float]
    staff: Staff
    assumed: bool
    clear_on: tuple[date, date, date] | None
    one_more_clear_on: tuple[date, date, date] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Machines:
    """What reads documents.

    Attributes:
        waiting: documents that nobody has read.
        workers: how many are alive.
        an_hour: documents that one worker reads in an hour; None: none was read yet.
    """

    waiting: int
    workers: int
    an_hour: float | None

    def hours(self, more: int = 0) -> float | None:
        """Tell how long reading takes with so many more workers; None: nobody can tell."""
        if not self.waiting:
            return 0.0
        hands = self.workers + more
        return self.waiting / (self.an_hour * hands) if self.an_hour and hands else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What may become a debt today.

    Attributes:
        matched: invoices that match and wait to be posted.
        rate: how many a day may be posted; None: unknown.
        left: how many of today's are left; None: unknown.
        clear_on: day on which all of them are posted; None: unknown.
    """

    matched: int
    rate: int | None
    left: int | None
    clear_on: date | None


def loads(
    queue: pl.DataFrame, staff: Mapping[str, Staff], day: date, calendar: Calendar
) -> tuple[DeskLoad, ...]:
    """Estimate each desk's hours and the day on which its queue is cleared.

    What still comes is not counted. Rework and waiting for an answer are not either: the hours are
    those of the person who clears it.

    Args:
        queue: as `exceptions.exceptions` gives it.
        staff: by desk, who was told to be there.
        day: today; work begins today, or on the first working day after it.
        calendar: working days of the site.

    Returns:
        The desks that have something to clear, in the order of `OWNERS`.
    """
    waiting: dict[str, list[tuple[int, tuple[int, int, int]]]] = {}
    for owner, code, count in queue.group_by("owner", "code").len().sort("owner", "code").rows():
        own = waiting.setdefault(WORKED_BY.get(owner, owner), [])
        own.append((count, handling(code).minutes))
    return tuple(
        _load(owner, waiting[owner], staff.get(owner), day, calendar)
        for owner in OWNERS
        if owner in waiting
    )


def _load(
    owner: str,
    waiting: Sequence[tuple[int, tuple[int, int, int]]],
    told: Staff | None,
    day: date,
    calendar: Calendar,
) -> DeskLoad:
    low, likely, high = (
        sum(count * minutes[at] for count, minutes in waiting) / MINUTES_AN_HOUR for at in range(3)
    )
    who = told or Staff(people=PEOPLE_ASSUMED, hours_a_day=HOURS_A_DAY_ASSUMED)
    more = replace(who, people=who.people + 1)
    return DeskLoad(
        owner=owner,
        exceptions=sum(count for count, _ in waiting),
        hours=(low, likely, high),
        staff=who,
        assumed=told is None,
        clear_on=_clear((low, likely, high), who, day, calendar),
        one_more_clear_on=_clear((low, likely, high), more, day, calendar),
    )


def _clear(
    hours: tuple[float, float, float], who: Staff, day: date, calendar: Calendar
) -> tuple[date, date, date] | None:
    """Give the last day of the work: low, likely, high; None when nobody is there."""
    a_day = who.people * who.hours_a_day
    if not a_day:
        return None
    low, likely, high = (last_day(each, a_day, day, calendar) for each in hours)
    return low, likely, high


def last_day(amount: float, a_day: float, day: date, calendar: Calendar) -> date:
    """Give the working day on which work that begins today is done.

    Args:
        amount: what is to be done, in any unit; 0 or more.
        a_day: how much of it a day does; above 0.
        day: today.
        calendar: working days.
    """
    return calendar.later(day, max(ceil(amount / a_day), 1) - 1)


def posting(
    matched: int, rate: int | None, left: int | None, day: date, calendar: Calendar
) -> Posting:
    """Estimate when everything that matches is posted, at today's rate.

    Args:
        matched: invoices that match and wait to be posted.
        rate: how many a day may be posted; None: unknown.
        left: how many of today's are left; None: unknown.
        day: today.
        calendar: working days of the site.
    """
    after = max(matched - (left or 0), 0)
    clear = last_day(after, rate, day + timedelta(days=1), calendar) if rate else None
    on = day if not after and left is not None else clear
    return Posting(matched=matched, rate=rate, left=left, clear_on=on)
