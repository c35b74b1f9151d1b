"""A restart that turns out as it does, planned anew every day with what is known by then."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.defaults import HOURS
from blackstart.estate.search import compiled
from blackstart.estate.search.compiled import tasks_of
from blackstart.estate.search.part import part_of
from blackstart.estate.search.played import timed
from blackstart.estate.tables import GATES
from blackstart.estate.templates import OVERDUE_SHARE
from blackstart.estate.work import Work

Floats = npt.NDArray[np.float64]
Decide = Callable[[Work], tuple[Sequence[int], Mapping[int, int]]]


def rolled(work: Work, hours: Floats, until: Sequence[int], decide: Decide) -> Floats:
    """Play a restart day by day; give when each row ends, as far as it was played.

    Each midnight tells what has ended and what was begun when, and nothing of what is to come:
    `decide` sees the open gates as the product does, with what is left of their likely hours. A
    spare gate is taken up when the day's plan says so, or later; if it takes longer than likely,
    it is in the way of others as it would be.

    Args:
        work: the open gates at the beginning.
        hours: by row, the elapsed hours that it will really take.
        until: rows; it is played until all have ended.
        decide: from the open gates to their order of urgency, and who is kept behind whom.
    """
    end, start = np.full(len(hours), np.inf), np.full(len(hours), np.inf)
    now = 0.0
    while np.isinf(end[until]).any():
        rows = np.flatnonzero(np.isinf(end))
        begun = np.isfinite(start[rows])
        since = np.where(begun, start[rows], now) - now
        left = part(work, rows, since, begun)
        really = hours[rows] + since
        ranks, behind = decide(left)
        ends = _today(replace(left, behind=behind), ranks, really)
        passed, under_way = ends <= DAY_HOURS, (ends - really < DAY_HOURS) & ~begun
        start[rows[under_way]] = now + (ends - really)[under_way]
        end[rows[passed]] = now + ends[passed]
        now += DAY_HOURS
    return end


def _today(work: Work, ranks: Sequence[int], hours: Floats) -> Floats:
    """Play a day as it turns out; what is not begun on that day ends at infinity, or later."""
    planned = timed(work, ranks, work.elapsed(work.gates["hours_likely"].to_list()))
    held = {row: planned.start[row] for row in work.spare if planned.start[row] < DAY_HOURS}
    rows = [row for row in range(len(hours)) if row not in work.spare or row in held]
    open_now = replace(work, bounds=replace(work.bounds, held=held), spare=frozenset())
    key = np.array(ranks, dtype=np.float64)
    key[list(held)] += len(key) * len(GATES)
    tasks, ends = tasks_of(part_of(open_now, rows)), np.full(len(hours), np.inf)
    ends[rows] = compiled.ends(tasks, key[rows], hours[np.newaxis, rows])[0]
    return ends


def part(
    work: Work, rows: npt.NDArray[np.int64], since: Floats, begun: npt.NDArray[np.bool_]
) -> Work:
    """Cut work down to the rows that are open, less what was worked on those that are begun."""
    left = part_of(work, rows.tolist())
    worked = pl.Series(-since / np.array(left.stretch))
    return replace(
        left,
        gates=left.gates.with_columns(
            *(
                pl.max_horizontal(pl.col(name) - worked, pl.col(name) * OVERDUE_SHARE)
                for name in HOURS
            ),
            begun_hours=pl.when(pl.Series(begun)).then(pl.Series(since)),
        ),
        spare=left.spare.difference(np.flatnonzero(begun).tolist()),
    )
