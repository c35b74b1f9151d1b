"""The usual rule of dispatch: a gate that wants more people than are free is passed over.

The product's rule holds people back for it; this is what it is compared with.
"""

from heapq import heappop, heappush

import numpy as np
import numpy.typing as npt
from numba import njit

from blackstart.estate.search.arrays import Tasks

Floats = npt.NDArray[np.float64]


def ends(tasks: Tasks, key: Floats, hours: Floats) -> Floats:
    """Play the restart in every scenario; shapes as in `blackstart.estate.search.compiled.ends`."""
    made = np.empty(hours.shape)
    for scenario, drawn in enumerate(hours):
        _play(*tasks[:1], *tasks[3:7], key, drawn, made[scenario])
    return made


@njit(cache=True)
def _play(waits, after, after_first, who, team_people, key, hours, end):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, C901, PLR0912 - for the compiler
    waits, free = waits.copy(), team_people.copy()
    ready = [[(0.0, 0)] for _ in team_people]
    for heap in ready:
        heap.clear()
    busy = [(0.0, 0)]
    busy.clear()
    new = [row for row in range(len(waits)) if waits[row] == 0]
    now = 0.0
    while True:
        for row in new:
            heappush(ready[who[0, row]], (key[row], row))
        new.clear()
        for team in range(len(ready)):
            aside = [(0.0, 0)]
            aside.clear()
            while len(ready[team]) > 0:
                urgency, row = heappop(ready[team])
                if who[1, row] > free[team]:
                    aside.append((urgency, row))
                    if free[team] == 0:
                        break
                else:
                    free[team] -= who[1, row]
                    end[row] = now + hours[row]
                    heappush(busy, (end[row], row))
            for entry in aside:
                heappush(ready[team], entry)
        if len(busy) == 0:
            return
        now = busy[0][0]
        while len(busy) > 0 and busy[0][0] == now:
            row = heappop(busy)[1]
            free[who[0, row]] += who[1, row]
            for place in range(after_first[row], after_first[row + 1]):
                waits[after[place]] -= 1
                if waits[after[place]] == 0:
                    new.append(after[place])
