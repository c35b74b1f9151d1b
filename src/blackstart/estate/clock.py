"""When a team with shifts is at work, and when it has done its hours.

Plain functions on arrays, to be compiled as those of `blackstart.estate.search.playing` are. A
team's calendar is a list of moments at which it starts or stops, with the hours worked up to each;
after the last moment, the last week is repeated. A team without a calendar has an empty list.
"""

from math import ceil, floor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

DAY_HOURS = 24.0
WEEK_HOURS = 7 * DAY_HOURS
# Moments and hours that differ by less are the same: what is done at the end of a shift is not
# done at the beginning of the next.
SAME_HOURS = 1e-9


class Clock(NamedTuple):
    """The teams' calendars.

    Attributes:
        moments: hours after the plan's day began, and hours worked up to then; shape [2, moment].
        first: by team, where its moments begin; one more at the end.
    """

    moments: Floats
    first: Ints

    def of(self, team: int) -> tuple[Floats, int, int] | None:
        """Give the moments, and where those of a team begin and end, if it has a calendar."""
        if not len(self.first) or self.first[team] == self.first[team + 1]:
            return None
        return self.moments, int(self.first[team]), int(self.first[team + 1])

    def pace(self, team: int) -> float:
        """Tell how many hours pass in the mean while a team works one; without a calendar 1."""
        calendar = self.of(team)
        if calendar is None:
            return 1.0
        moments, first, last = calendar
        before = worked(moments, first, last, float(moments[0, last - 1]) - WEEK_HOURS)
        return WEEK_HOURS / float(moments[1, last - 1] - before)


NO_CLOCK = Clock(np.zeros((2, 0)), np.zeros(0, np.int64))


def find(values: Floats, first: int, last: int, value: float) -> int:
    """Find the last place, from `first` to before `last`, whose value is not above `value`."""
    low, high = first, last
    while high - low > 1:
        middle = (low + high) >> 1
        if values[middle] <= value:
            low = middle
        else:
            high = middle
    return low


def weeks_ahead(moments: Floats, last: int, now: float) -> int:
    """Tell how many weeks to go back from `now` to be among the moments."""
    beyond = now - moments[0, last - 1]
    return floor(beyond / WEEK_HOURS) + 1 if beyond >= 0 else 0


def opens(moments: Floats, first: int, last: int, now: float) -> float:
    """Tell from when on a team is at work: now, or when its next shift begins.

    Args:
        moments: as in `Clock`.
        first: where the team's moments begin; they are not empty.
        last: where they end.
        now: hours after the plan's day began, not before the first moment.
    """
    weeks = weeks_ahead(moments, last, now)
    place = find(moments[0], first, last - 1, now - weeks * WEEK_HOURS)
    if moments[1, place + 1] > moments[1, place]:
        return now
    return float(moments[0, place + 1] + weeks * WEEK_HOURS)


def worked(moments: Floats, first: int, last: int, now: float) -> float:
    """Tell how many hours a team has worked up to a moment among the moments; see `opens`."""
    place = find(moments[0], first, last - 1, now)
    span = moments[0, place + 1] - moments[0, place]
    share = (now - moments[0, place]) / span
    return float(moments[1, place] + share * (moments[1, place + 1] - moments[1, place]))


def closes(moments: Floats, first: int, last: int, now: float, hours: float) -> float:
    """Tell when a team that begins now has worked so many hours; see `opens`."""
    if first == last:
        return now + hours
    weeks = weeks_ahead(moments, last, now)
    target = worked(moments, first, last, now - weeks * WEEK_HOURS) + hours
    whole = moments[1, last - 1]
    if target > whole + SAME_HOURS:
        week = whole - worked(moments, first, last, moments[0, last - 1] - WEEK_HOURS)
        more = ceil((target - whole - SAME_HOURS) / week)
        target -= more * week
        weeks += more
    low, high = first, last - 1  # the first moment up to which all that is worked
    while low < high:
        middle = (low + high) >> 1
        if moments[1, middle] < target - SAME_HOURS:
            low = middle + 1
        else:
            high = middle
    at = moments[0, low]
    if low > first and target < moments[1, low] - SAME_HOURS:
        span = at - moments[0, low - 1]
        pace = span / (moments[1, low] - moments[1, low - 1])
        at -= (moments[1, low] - target) * pace
    return float(max(now, at + weeks * WEEK_HOURS))


# What the compiler has to know before it meets the others.
HELPERS = (find, weeks_ahead, opens, worked, closes)
