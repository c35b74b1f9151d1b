"""How busy each team is, day by day: planned, wanted, and how many people there are."""

from collections.abc import Sequence

import polars as pl

from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.telling.critical import Net

SCHEMA = {"team": pl.String, "day": pl.Int64, "planned": pl.Float64, "wanted": pl.Float64}


def load(of: Net, wanted: Sequence[tuple[float, float]], days: int) -> pl.DataFrame:
    """Count people at work by team and day, on average over the day.

    Args:
        of: the open gates of a plan.
        wanted: by row, start and end if every team had all the people it wants.
        days: how many days to tell, the plan's day first.

    Returns:
        team, day (0 is the plan's day), planned and wanted people; days on which a team has
        nothing to do are left out; sorted.
    """
    sums: dict[tuple[str, int], list[float]] = {}
    for row, team in enumerate(of.team):
        for place, spell in enumerate(((of.start[row], of.end[row]), wanted[row])):
            for day, share in _days(*spell, days):
                sums.setdefault((team, day), [0.0, 0.0])[place] += of.people[row] * share
    rows = [(team, day, *people) for (team, day), people in sorted(sums.items()) if any(people)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _days(start: float, end: float, days: int) -> list[tuple[int, float]]:
    """Cut a spell into days; what was before the plan's day is not told."""
    first, last = max(int(start // DAY_HOURS), 0), min(int(end // DAY_HOURS), days - 1)
    return [
        (day, (min(end, (day + 1) * DAY_HOURS) - max(start, day * DAY_HOURS)) / DAY_HOURS)
        for day in range(first, last + 1)
    ]
