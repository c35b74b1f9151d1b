"""When gates start and end under an order of urgency, on one set of hours or on many."""

from collections.abc import Sequence

import numpy as np

from blackstart.estate.schedule import Schedule, schedule
from blackstart.estate.search import compiled, gaps
from blackstart.estate.search.arrays import Floats
from blackstart.estate.search.part import needed_rows, part_of, spare_in_turn
from blackstart.estate.work import Work

# Fewer gates than this, over all scenarios, are played sooner than the compiler is imported
# (measured: 3 µs a gate, and half a second).
GATES_COMPILED_MIN = 100_000
# With so many open gates an order is searched for (`order.SEARCH_GATES_MIN`): the compiler is there
# already, and takes a twentieth of the time.
ROWS_COMPILED_MIN = 80


def timed(work: Work, ranks: Sequence[int], hours: Sequence[float]) -> Schedule:
    """Plan the open gates: the rule of `blackstart.estate.schedule`, and spare gates in its gaps.

    Args:
        work: the open gates.
        ranks: by row, its place in the order of urgency.
        hours: by row, hours as `Work.elapsed` gives them.
    """
    if not work.spare:
        return schedule(work, ranks, hours)
    rows, turn = needed_rows(work), spare_in_turn(work, ranks)
    part = schedule(part_of(work, rows), [ranks[row] for row in rows], [hours[row] for row in rows])
    times = np.zeros((2, 1, len(hours)))
    times[:, 0, rows] = part.start, part.end
    fill = compiled.fill if len(hours) >= ROWS_COMPILED_MIN else gaps.fill_all
    fill(compiled.tasks_of(work), np.array(turn), np.array([hours]), times)
    start, end = times[:, 0].tolist()
    order = sorted([*(rows[place] for place in part.order), *turn], key=start.__getitem__)
    return Schedule(order=tuple(order), start=tuple(start), end=tuple(end))


def played(work: Work, ranks: Sequence[int], hours: Floats) -> Floats:
    """Play the restart in every scenario as `timed` does.

    Args:
        work: the open gates.
        ranks: by row, its place in the order of urgency.
        hours: elapsed hours; shape [scenario, row].

    Returns:
        Hours after the plan's day began at which each row ends; shape [scenario, row].
    """
    if hours.size < GATES_COMPILED_MIN and len(work.before) < ROWS_COMPILED_MIN:
        ends = [timed(work, ranks, scenario).end for scenario in hours.tolist()]
        return np.array(ends, dtype=np.float64).reshape(hours.shape)
    key = np.array(ranks, dtype=np.float64)
    if not work.spare:
        return compiled.ends(compiled.tasks_of(work), key, hours)
    rows, times = needed_rows(work), np.zeros((2, *hours.shape))
    part = compiled.tasks_of(part_of(work, rows))
    times[:, :, rows] = compiled.times(part, key[rows], hours[:, rows])
    turn = np.array(spare_in_turn(work, ranks))
    compiled.fill(compiled.tasks_of(work), turn, hours, times)
    made: Floats = times[1]
    return made
