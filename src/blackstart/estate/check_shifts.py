"""How long teams work, for the checker: it goes through the shifts one by one.

It shares no code with the planner's calendars.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import polars as pl

_MINUTES = 60
_FROM = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4}
_FROM |= {"saturday": 5, "sunday": 6}


class Shifts:
    """The hours that teams work.

    Args:
        teams: team, hours_per_day.
        shifts: team, weekday, starts, ends.
        days_off: team, day.
        day: hours count from its midnight.
    """

    def __init__(
        self, teams: pl.DataFrame, shifts: pl.DataFrame, days_off: pl.DataFrame, day: date
    ) -> None:
        hours = teams.select("team", "hours_per_day").iter_rows()
        self._pace: dict[str, float] = {team: per_day / 24 for team, per_day in hours}
        self._off = set(days_off.select("team", "day").iter_rows())
        self._day = day
        self._week: dict[str, list[tuple[int, int, int]]] = {}
        for row in shifts.iter_rows(named=True):
            spans = self._week.setdefault(row["team"], [])
            begin, end = _minute(row["starts"]), _minute(row["ends"])
            spans.append((_FROM[row["weekday"]], begin, end if end > begin else end + 24 * 60))

    @cached_property
    def _with_days_off(self) -> set[str]:
        return {team for team, _ in self._off}

    def __contains__(self, team: str) -> bool:
        """Tell whether a team has shifts or days off; others work evenly all day."""
        return team in self._week or team in self._with_days_off

    def worked(self, team: str, start: float, end: float) -> float:
        """Tell how many hours a team works between two moments, in hours after the day began."""
        if team not in self:
            return (end - start) * self._pace[team]
        return sum(self._pieces(team, start, end))

    def at_work(self, team: str, moment: float, slack: float) -> bool:
        """Tell whether a team is at work just after a moment."""
        return self.worked(team, moment, moment + 2 * slack) > 0

    def begun(self, team: str, end: float, hours: float, slack: float) -> float:
        """Tell when a team began at the latest that has worked so many hours at the end."""
        if team not in self:
            return end - hours / self._pace[team]
        start, hours = end, hours - slack
        while self.worked(team, start, end) < hours:
            start -= 24
        late = end
        while late - start > slack / 2:
            middle = (start + late) / 2
            if self.worked(team, middle, end) < hours:
                late = middle
            else:
                start = middle
        return start

    def _pieces(self, team: str, start: float, end: float) -> Iterator[float]:
        """Give the hours of each shift between two moments, overlapping shifts once."""
        upto, pace = start, 1.0 if team in self._week else self._pace[team]
        for begin, stop in sorted(self._spans(team, start, end)):
            begin, stop = max(begin, upto), min(stop, end)  # noqa: PLW2901 - cut to what is asked for
            if begin < stop:
                yield (stop - begin) * pace
                upto = stop

    def _spans(self, team: str, start: float, end: float) -> Iterator[tuple[float, float]]:
        for ahead in range(int(start // 24) - 1, int(end // 24) + 1):
            on = self._day + timedelta(days=ahead)
            if (team, on) not in self._off:
                for weekday, begin, stop in self._week.get(team, [(on.weekday(), 0, 24 * 60)]):
                    if weekday == on.weekday():
                        yield ahead * 24 + begin / _MINUTES, ahead * 24 + stop / _MINUTES


def _minute(time: Any) -> int:  # noqa: ANN401 - a cell of a frame
    hours, minutes = str(time).split(":")
    return int(hours) * _MINUTES + int(minutes)
