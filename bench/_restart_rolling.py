"""A restart that turns out as it does, planned anew every day with what is known by then."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.defaults import HOURS
from blackstart.estate.search import compiled
from blackstart.estate.templates import OVERDUE_SHARE
from blackstart.estate.work import Work

Floats = npt.NDArray[np.float64]
Decide = Callable[[Work], Sequence[int]]


def rolled(work: Work, hours: Floats, until: Sequence[int], decide: Decide) -> Floats:
    """Play a restart day by day; give when each row ends, as far as it was played.

    Each midnight tells what has ended and what was begun when, and nothing of what is to come:
    `decide` sees the open gates as the product does, with what is left of their likely hours.

    Args:
        work: the open gates at the beginning.
        hours: by row, the elapsed hours that it will really take.
        until: rows; it is played until all have ended.
        decide: from the open gates to their order of urgency.
    """
    end, start = np.full(len(hours), np.inf), np.full(len(hours), np.inf)
    now = 0.0
    while np.isinf(end[until]).any():
        rows = np.flatnonzero(np.isinf(end))
        begun = np.isfinite(start[rows])
        since = np.where(begun, start[rows], now) - now
        left = part(work, rows, since, begun)
        key = np.array(decide(left), dtype=np.float64)
        really = hours[rows] + since
        ends = compiled.ends(compiled.tasks_of(left), key, really[np.newaxis])[0]
        passed, under_way = ends <= DAY_HOURS, (ends - really < DAY_HOURS) & ~begun
        start[rows[under_way]] = now + (ends - really)[under_way]
        end[rows[passed]] = now + ends[passed]
        now += DAY_HOURS
    return end


def part(
    work: Work, rows: npt.NDArray[np.int64], since: Floats, begun: npt.NDArray[np.bool_]
) -> Work:
    """Cut work down to the rows that are open, less what was worked on those that are begun."""
    number = {row: place for place, row in enumerate(rows.tolist())}

    def cut(lists: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(number[one] for one in lists[row] if one in number) for row in number)

    stretch = [work.stretch[row] for row in number]
    worked = pl.Series(-since / np.array(stretch))
    return Work(
        gates=work.gates[rows].with_columns(
            *(
                pl.max_horizontal(pl.col(name) - worked, pl.col(name) * OVERDUE_SHARE)
                for name in HOURS
            ),
            begun_hours=pl.when(pl.Series(begun)).then(pl.Series(since)),
        ),
        before=cut(work.before),
        after=cut(work.after),
        team=tuple(work.team[row] for row in number),
        people=tuple(work.people[row] for row in number),
        stretch=tuple(stretch),
        team_people=work.team_people,
    )
