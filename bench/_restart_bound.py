"""How much better any plan could be: a lower bound on the value that is lost."""

from collections.abc import Iterator

import numpy as np
from numba import njit
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from blackstart.estate.search.arrays import Floats, Ints, Tasks
from blackstart.estate.search.compiled import ends
from blackstart.estate.search.kernels import Aim

# Starts from which sets of gates are looked at, by team.
THRESHOLDS = 30
# Sizes of such sets, about.
SIZES = 16
# A cut that is broken by less than this share is left out.
BROKEN_MIN = 1e-4


def lower_bound(tasks: Tasks, aim: Aim, hours: Floats, rounds: int) -> float:
    """Bound the value that is lost, whatever the order.

    A linear programme over hours of end: what comes before ends before, and a team cannot be done
    with a set of gates earlier in the mean than if its people worked on nothing else, on each gate
    from the first moment at which it can start, and never more people than it takes (mean busy
    time). Cuts are added where the solution breaks them.

    Args:
        tasks: the open gates.
        aim: what the restart is for.
        hours: by row, elapsed hours.
        rounds: of the programme; the cuts of one are the next one's limits.

    Returns:
        Value of a day times hours of return; no plan loses less.

    Source: Queyranne (1993) and Goemans et al. (2002) for one machine; here for people of a team.
    """
    # With more people than gates, everything starts as soon as it can.
    crowd = tasks._replace(team_people=np.full_like(tasks.team_people, tasks.who[1].sum()))
    head = ends(crowd, np.zeros(len(hours)), hours[np.newaxis])[0]
    # What is begun is in no closure and stays out of the cuts, which is on the safe side.
    rows = np.union1d(aim.closure, aim.last)
    cost = np.concatenate((np.zeros(len(hours)), aim.value))
    limits = np.concatenate((head, np.zeros(len(aim.value))))
    at_least = np.column_stack((limits, np.full(len(limits), np.inf)))
    left, right = _precedence(tasks, aim, hours)
    best = 0.0
    for _ in range(rounds):
        made = linprog(cost, A_ub=left, b_ub=right, bounds=at_least, method="highs")
        best = max(best, float(made.fun))
        cuts = list(_broken(tasks, rows, hours, head - hours, made.x))
        if not cuts:
            break
        left = vstack((left, csr_array(np.array([cut for cut, _ in cuts]))), format="csr")
        right = np.concatenate((right, [limit for _, limit in cuts]))
    return best


def _precedence(tasks: Tasks, aim: Aim, hours: Floats) -> tuple[csr_array, Floats]:
    """Say that what comes before ends before, and that an activity is back with its last gate."""
    first = np.repeat(np.arange(len(hours)), np.diff(tasks.after_first))
    back = len(hours) + np.repeat(np.arange(len(aim.value)), np.diff(aim.last_first))
    earlier, later = np.concatenate((first, aim.last)), np.concatenate((tasks.after, back))
    lines = np.arange(len(earlier))
    left = csr_array(
        (
            np.concatenate((np.ones(len(lines)), -np.ones(len(lines)))),
            (np.concatenate((lines, lines)), np.concatenate((earlier, later))),
        ),
        shape=(len(lines), len(hours) + len(aim.value)),
    )
    return left, np.concatenate((-hours[tasks.after], np.zeros(len(aim.last))))


def _broken(
    tasks: Tasks, rows: Ints, hours: Floats, start: Floats, solution: Floats
) -> Iterator[tuple[Floats, float]]:
    """Find for each team the sets whose mean busy time is most too early; give them as lines."""
    effort = tasks.who[1] * hours
    middle = solution[: len(hours)] - hours / 2
    for team, people in enumerate(tasks.team_people):
        own = rows[(tasks.who[0, rows] == team) & (effort[rows] > 0)]
        moments = np.unique(start[own])
        for threshold in moments[:: 1 + len(moments) // THRESHOLDS]:
            late = own[start[own] >= threshold]
            late = late[np.argsort(middle[late], kind="stable")]
            total = np.cumsum(effort[late])
            least = total * np.minimum.accumulate(start[late]) + total**2 / (2 * people)
            there = np.cumsum(effort[late] * middle[late])
            sizes = np.union1d(
                np.linspace(1, len(late), SIZES).astype(int), 1 + int(np.argmax(least - there))
            )
            made = [
                _least(start[late[:size]], hours[late[:size]], tasks.who[1, late[:size]], people)
                for size in sizes
            ]
            missing = np.array(made) - there[sizes - 1]
            most = int(np.argmax(missing))
            if missing[most] > BROKEN_MIN * made[most]:
                line, kept = np.zeros(len(solution)), late[: sizes[most]]
                line[kept] = -effort[kept]
                yield line, -float(made[most] + (effort[kept] * hours[kept]).sum() / 2)


@njit(cache=True)
def _least(start: Floats, hours: Floats, people: Ints, size: int) -> float:
    """Sum up work times its mean moment when gates flow through a team as early as can be.

    Each gate flows from its first possible start at the pace of its own people, none faster, and
    all together no faster than the team; what does not get through waits.
    """
    moments = np.concatenate((start, start + hours))
    change = np.concatenate((people, -people))
    pace, waiting, now, total = 0, 0.0, 0.0, 0.0
    for place in np.argsort(moments):
        span = moments[place] - now
        empty = min(span, waiting / (size - pace)) if pace < size else span
        total += (size if waiting > 0 else min(pace, size)) * empty * (now + empty / 2)
        total += min(pace, size) * (span - empty) * (now + (empty + span) / 2)
        waiting = max(waiting + (pace - size) * span, 0.0)
        now, pace = moments[place], pace + change[place]
    return total + waiting * (now + waiting / (2 * size))
