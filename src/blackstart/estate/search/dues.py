"""The search at large: when each activity is due, from which every gate's urgency follows.

An activity has a due time; each gate that it hangs on has a lead, by which it goes before that.
What several activities hang on takes the earliest. So one number moves all that an activity hangs
on, in its right order, and there are few numbers to find. Plain functions on arrays, to be compiled
as those of `blackstart.estate.search.kernels` are. Times are shares of the way to the last return.
"""

from math import log
from typing import NamedTuple

import numpy as np

from blackstart.estate.search.arrays import Floats, Ints, Tasks, floor_for
from blackstart.estate.search.kernels import Aim, Dice, first_losses, weigh

# Up to here, a move shifts an activity; up to there, two change places; else one goes beside
# another.
SHIFT, SWAP = 0.6, 0.8
# How far an activity is shifted in the mean at first, and beside another all along; in the end a
# tenth of it.
FAR, NEAR = 0.08, 0.01
COOLED = 0.1


class Dues(NamedTuple):
    """What urgency follows from.

    Attributes:
        due: by activity.
        lead: by place in `Aim.closure`, how long before the activity's due time its row goes.
        apart: by row, its urgency when no activity hangs on it; others have infinity.
    """

    due: Floats
    lead: Floats
    apart: Floats


def ways(tasks: Tasks, aim: Aim, turn: Ints, hours: Floats, way: Floats) -> None:
    """Measure by place in `Aim.closure` the longest way from the row's start to the return.

    Args:
        tasks: the open gates.
        aim: what the restart is for.
        turn: by row, a place after all that must end before it.
        hours: by row, hours that it takes.
        way: hours, written.
    """
    left, of = np.zeros(len(hours)), np.full(len(hours), -1)
    for activity in range(len(aim.value)):
        first, last = aim.closure_first[activity], aim.closure_first[activity + 1]
        for place in first + np.argsort(-turn[aim.closure[first:last]]):
            row = aim.closure[place]
            longest = 0.0
            for at in range(tasks.after_first[row], tasks.after_first[row + 1]):
                later = tasks.after[at]
                if of[later] == activity:
                    longest = max(longest, left[later])
            left[row], of[row] = longest + hours[row], activity
            way[place] = left[row]


def urge(aim: Aim, due: Floats, dues: Dues, key: Floats) -> None:
    """Write the urgency of each row, the smallest goes first."""
    key[:] = dues.apart
    for activity in range(len(due)):
        for place in range(aim.closure_first[activity], aim.closure_first[activity + 1]):
            row = aim.closure[place]
            key[row] = min(key[row], due[activity] - dues.lead[place])


def shift(due: Floats, trial: Floats, cooled: float, luck: Floats) -> None:
    """Change when something is due.

    Args:
        due: by activity, when it is due now.
        trial: the same, changed.
        cooled: share of the search's first shifts that is left.
        luck: six numbers between 0 and 1: activity, another one, kind of move, direction, how far.
    """
    one, other = int(luck[0] * len(due)), int(luck[1] * len(due))
    far = -log(1 - luck[4])
    if luck[3] < 1 / 2:
        far = -far
    if luck[2] < SHIFT:
        trial[one] = due[one] + far * FAR * cooled
    elif luck[2] < SWAP:
        trial[one], trial[other] = due[other], due[one]
    else:
        trial[one] = due[other] + far * NEAR


def search_dues(
    tasks: Tasks, aim: Aim, hours: Floats, dues: Dues, dice: Dice, plays: int, warmth: float
) -> float:
    """Improve due times by simulated annealing; the arguments are those of `kernels.search`.

    Args:
        tasks: the open gates.
        aim: what the restart is for.
        hours: elapsed hours; shape [scenario, row].
        dues: due times, changed to the best that were found.
        dice: chance; at least as many moves as `plays`.
        plays: how often the restart may be played, over all scenarios.
        warmth: at first, what loss is put up with, as a share of all; in the end a hundredth.

    Returns:
        The mean loss over the scenarios under the best due times.
    """
    floor, key = floor_for(tasks), dues.apart.copy()
    here, trial = dues.due.copy(), dues.due.copy()
    urge(aim, here, dues, key)
    now = first_losses(tasks, aim, hours, key, floor)
    then, best, current, played, moved = now.copy(), now.sum(), now.sum(), len(hours), 0
    while played < plays:
        bearable = current * warmth * 0.01 ** (played / plays) * dice.patience[moved]
        shift(here, trial, COOLED ** (played / plays), dice.even[moved])
        moved += 1
        urge(aim, trial, dues, key)
        worse, more = weigh(tasks, aim, hours, key, now, then, floor, bearable)
        played += more
        if worse <= bearable:
            here[:], now[:] = trial, then
            current = now.sum()
            if current < best:
                best = current
                dues.due[:] = here
        else:
            trial[:] = here
    return float(best) / len(hours)


# What the compiler has to know before it meets the search.
HELPERS = (urge, shift)
