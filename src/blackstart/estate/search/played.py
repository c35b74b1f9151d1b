"""When gates end under an order of urgency, scenario by scenario."""

from collections.abc import Sequence

import numpy as np

from blackstart.estate.schedule import schedule
from blackstart.estate.search import compiled
from blackstart.estate.search.arrays import Floats
from blackstart.estate.work import Work

# Fewer gates than this, over all scenarios, are played sooner than the compiler is imported
# (measured: 3 µs a gate, and half a second).
GATES_COMPILED_MIN = 100_000
# With so many open gates an order is searched for (`order.SEARCH_GATES_MIN`): the compiler is there
# already, and takes a twentieth of the time.
ROWS_COMPILED_MIN = 150


def played(work: Work, ranks: Sequence[int], hours: Floats) -> Floats:
    """Play the restart in every scenario, by the rule of `blackstart.estate.schedule`.

    Args:
        work: the open gates.
        ranks: by row, its place in the order of urgency.
        hours: elapsed hours; shape [scenario, row].

    Returns:
        Hours after the plan's day began at which each row ends; shape [scenario, row].
    """
    if hours.size >= GATES_COMPILED_MIN or len(work.before) >= ROWS_COMPILED_MIN:
        return compiled.ends(compiled.tasks_of(work), np.array(ranks, dtype=np.float64), hours)
    ends = [schedule(work, ranks, scenario).end for scenario in hours.tolist()]
    return np.array(ends, dtype=np.float64).reshape(hours.shape)
