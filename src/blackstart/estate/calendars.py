"""The calendars of teams: from shifts and days off to moments at which they start and stop.

A day has 24 hours, also when the clocks change: the plan is not finer than that.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil

import numpy as np
import polars as pl

from blackstart.base.finding import Finding
from blackstart.estate import findings
from blackstart.estate.clock import DAY_HOURS, NO_CLOCK, WEEK_HOURS, Clock, Floats
from blackstart.estate.limit_tables import WEEKDAYS

# Further back and ahead than this, days off are not seen.
DAYS_SEEN = 731

Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """An ordinary week of a team.

    Attributes:
        spans: by weekday, when its shifts begin and end, hours after that day's midnight.
        pace: hours worked in an hour at work.
    """

    spans: tuple[tuple[Span, ...], ...]
    pace: float

    @classmethod
    def of(cls, shifts: pl.DataFrame, hours_per_day: float) -> "Week":
        """Read a team's rows of `team_shifts`; without any, its hours are spread over the day."""
        if shifts.is_empty():
            return cls(spans=(((0.0, DAY_HOURS),),) * len(WEEKDAYS), pace=hours_per_day / DAY_HOURS)
        spans: dict[str, list[Span]] = {weekday: [] for weekday in WEEKDAYS}
        for weekday, starts, ends in shifts.select("weekday", "starts", "ends").iter_rows():
            first, last = hours_of(starts), hours_of(ends)
            spans[weekday].append((first, last if last > first else last + DAY_HOURS))
        return cls(spans=tuple(tuple(sorted(each)) for each in spans.values()), pace=1.0)

    def on(self, days: Iterable[int], weekday: int) -> Iterator[Span]:
        """Give the shifts that begin on some days, counted from one that is such a weekday."""
        for day in days:
            for first, last in self.spans[(weekday + day) % len(WEEKDAYS)]:
                yield day * DAY_HOURS + first, day * DAY_HOURS + last


def hours_of(time: str) -> float:
    """Turn "08:30" into hours after midnight."""
    hours, minutes = time.split(":")
    return int(hours) + int(minutes) / 60


def clock(
    teams: pl.DataFrame, shifts: pl.DataFrame, days_off: pl.DataFrame, day: date, since: float
) -> Clock:
    """Work out when teams with shifts or days off start and stop.

    Args:
        teams: team, hours_per_day; their numbers are the rows.
        shifts: rows of the table `team_shifts`.
        days_off: rows of the table `team_days_off`.
        day: the plan's day; hours count from its midnight.
        since: the hour from which the past matters, 0 or less.
    """
    with_calendar = {*shifts["team"], *days_off["team"]}
    calendars = []
    for team, hours_per_day in teams.select("team", "hours_per_day").iter_rows():
        if team in with_calendar:
            week = Week.of(shifts.filter(pl.col("team") == team), hours_per_day)
            off = days_off.filter(pl.col("team") == team)["day"]
            calendars.append(_moments(week, set(off), day, since))
        else:
            calendars.append(NO_CLOCK.moments)
    first = np.concatenate(([0], np.cumsum([moments.shape[1] for moments in calendars])))
    if not first[-1]:
        return NO_CLOCK
    return Clock(
        moments=np.ascontiguousarray(np.concatenate(calendars, axis=1)),
        first=first.astype(np.int64),
    )


def overlaps(shifts: pl.DataFrame) -> Iterator[Finding]:
    """Find teams that have two shifts at the same time: the hours count once.

    Findings: BS-EST-015.
    """
    for team in shifts["team"].unique().sort():
        week = Week.of(shifts.filter(pl.col("team") == team), DAY_HOURS)
        spans = sorted(week.on(range(len(WEEKDAYS)), 0))
        around = (spans[0][0] + WEEK_HOURS, spans[0][1] + WEEK_HOURS)
        if any(later[0] < earlier[1] for earlier, later in pairwise([*spans, around])):
            yield findings.SHIFTS_OVERLAP.at(team, "two of its shifts are at the same time")


def _moments(week: Week, off: set[date], day: date, since: float) -> Floats:
    """List when a team starts and stops, until an ordinary week after its last day off."""
    back = min(ceil(-since / DAY_HOURS), DAYS_SEEN)
    seen = [ahead for each in off if (ahead := (each - day).days) <= DAYS_SEEN]
    stop = max([0, *seen]) + 2 + len(WEEKDAYS)
    begin, end = -back * DAY_HOURS, stop * DAY_HOURS
    days = [ahead for ahead in range(-back - 1, stop) if day + timedelta(days=ahead) not in off]
    moments = [(begin, 0.0)]
    for starts, stops in sorted(week.on(days, day.weekday())):
        first, last = max(starts, moments[-1][0]), min(stops, end)
        if first >= last:
            continue
        if first > moments[-1][0]:
            moments.append((first, moments[-1][1]))
        moments.append((last, moments[-1][1] + (last - first) * week.pace))
    if moments[-1][0] < end:
        moments.append((end, moments[-1][1]))
    return np.array(moments).T
