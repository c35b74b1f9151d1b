"""The part of the open gates that the search plays at first: what something valued hangs on."""

import numpy as np

from blackstart.estate.search.arrays import Floats, Ints, Tasks
from blackstart.estate.search.compiled import flat
from blackstart.estate.search.kernels import Aim


def needed(aim: Aim, key: Floats) -> Ints:
    """Name the rows that something valued hangs on, and what is begun, for it keeps people busy.

    Args:
        aim: what the restart is for.
        key: by row, its urgency; what is begun has minus infinity.
    """
    found = np.isneginf(key)
    found[aim.closure] = True
    found[aim.last] = True
    return np.flatnonzero(found)


def part_of(tasks: Tasks, aim: Aim, rows: Ints) -> tuple[Tasks, Aim]:
    """Cut the open gates down to some rows, upwards, and number these anew."""
    number = np.full(len(tasks.waits), -1)
    number[rows] = np.arange(len(rows))
    before, before_first = _lists(tasks.before, tasks.before_first, rows, number)
    after, after_first = _lists(tasks.after, tasks.after_first, rows, number)
    wishes, wants_first = flat(
        range(*tasks.wants_first[row : row + 2].tolist()) for row in rows.tolist()
    )
    fewer = tasks._replace(
        waits=np.diff(before_first),
        before=before,
        before_first=before_first,
        after=after,
        after_first=after_first,
        who=np.ascontiguousarray(tasks.who[:, rows]),
        wants=np.ascontiguousarray(tasks.wants[:, wishes]),
        wants_first=wants_first,
        held=tasks.held[rows] if len(tasks.held) else tasks.held,
    )
    _, service, sizes = np.unique(aim.service[rows], return_inverse=True, return_counts=True)
    return fewer, aim._replace(
        last=number[aim.last],
        closure=number[aim.closure],
        service=service,
        service_first=np.concatenate(([0], np.cumsum(sizes))),
    )


def _lists(items: Ints, first: Ints, rows: Ints, number: Ints) -> tuple[Ints, Ints]:
    """Take the lists of some rows out of all, less what is not among these rows."""
    return flat(
        [one for one in number[items[first[row] : first[row + 1]]].tolist() if one >= 0]
        for row in rows.tolist()
    )
