"""From an order of urgency to due times and leads that give the same order, and can be moved."""

import numpy as np

from blackstart.estate.search import compiled
from blackstart.estate.search.arrays import Floats, Ints, Tasks
from blackstart.estate.search.dues import Dues
from blackstart.estate.search.kernels import Aim

# What a second activity needs too is due for it the longest way before its return, with so much to
# spare for waiting (measured: 1 and 2 do nearly as well).
SPARE = 1.5
# Behind all due times.
BEHIND = 1e3


def dues_of(tasks: Tasks, aim: Aim, hours: Floats, key: Floats) -> Dues:
    """Read due times and leads from an order.

    Args:
        tasks: the open gates.
        aim: what the restart is for.
        hours: by row, elapsed hours.
        key: by row, its urgency; the smallest goes first, what is begun has minus infinity.
    """
    end = compiled.ends(tasks, key, hours[np.newaxis])[0]
    way = (
        compiled.ways(tasks, aim, np.argsort(_in_turn(tasks)), hours) * SPARE / end[aim.last].max()
    )
    needed = np.unique(aim.closure)
    place = np.argsort(np.argsort(key, kind="stable")) / len(key)
    place = place / max(place[needed].max(initial=0.0), 1 / len(key))
    apart = np.where(np.isneginf(key), key, place + BEHIND)
    apart[needed] = np.inf
    parts = [slice(*pair) for pair in zip(aim.closure_first, aim.closure_first[1:], strict=False)]
    due = np.array([place[aim.closure[part]].max(initial=0.0) for part in parts])
    lead, taken = np.zeros(len(aim.closure)), np.zeros(len(key), dtype=np.bool_)
    for activity in np.argsort(due, kind="stable"):
        part = parts[activity]
        rows = aim.closure[part]
        again = np.maximum(place[rows], due[activity] - way[part])
        lead[part] = due[activity] - np.where(taken[rows], again, place[rows])
        taken[rows] = True
    return Dues(due=due, lead=lead, apart=apart)


def _in_turn(tasks: Tasks) -> Ints:
    """Put the rows into an order in which each comes after what must end before it."""
    waits, after, first = tasks.waits.tolist(), tasks.after.tolist(), tasks.after_first.tolist()
    rows = [row for row, count in enumerate(waits) if not count]
    for row in rows:  # grows while it is walked
        for later in after[first[row] : first[row + 1]]:
            waits[later] -= 1
            if not waits[later]:
                rows.append(later)
    return np.array(rows, dtype=np.int64)
