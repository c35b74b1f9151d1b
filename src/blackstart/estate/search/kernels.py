"""The search for a better order of urgency, by playing the restart very often.

Plain functions on arrays, so that they run with and without a compiler; `compiled.py` compiles
them.
"""

from typing import NamedTuple

import numpy as np

from blackstart.estate.clock import closes
from blackstart.estate.search.arrays import Floats, Floor, Ints, Tasks, floor_for
from blackstart.estate.search.playing import play

# Scenarios after which a move that looks bad is given up.
FEW_SCENARIOS = 4
# Shares of the other moves: of one gate, and of one gate or one service; the others close up.
ONE_GATE, ONE_SERVICE = 0.2, 0.7
# Share of the shifts that go earlier.
EARLIER = 0.6
# Shares of the moves that keep people free for a gate that waited for its team on the way to a
# return, and of these and others that take such a gate earlier.
KEEP_FREE, HELD_UP = 0.25, 0.625
# Share of the gates for several people that let their people go on, instead of keeping others back.
LET_GO_ON = 0.5
# Shorter waits are rounding.
WAITED_HOURS_MIN = 1e-6


class Aim(NamedTuple):
    """What the restart is for, as arrays.

    Attributes:
        value: by activity, what a day of it is worth.
        last: rows whose end brings an activity back, list by list.
        last_first: by activity, where its list begins; one more at the end.
        closure: rows that have to end for an activity and are not begun, list by list.
        closure_first: by activity, where its list begins; one more at the end.
        chance: by activity, the values up to it, as a share of all.
        service: by row, the number of its service.
        service_first: by service, its first row; one more at the end.
    """

    value: Floats
    last: Ints
    last_first: Ints
    closure: Ints
    closure_first: Ints
    chance: Floats
    service: Ints
    service_first: Ints


class Dice(NamedTuple):
    """Chance, thrown beforehand: the search itself is pure.

    Attributes:
        even: between 0 and 1; shape [move, 6].
        patience: exponential; shape [move].
    """

    even: Floats
    patience: Floats


def lost(aim: Aim, end: Floats) -> float:
    """Sum up what a day is worth times the hour of return."""
    total = 0.0
    for activity in range(len(aim.value)):
        back = 0.0
        for place in range(aim.last_first[activity], aim.last_first[activity + 1]):
            back = max(back, end[aim.last[place]])
        total += aim.value[activity] * back
    return total


def soonest(tasks: Tasks, row: int, ready: float, hours: float) -> float:
    """Tell when a gate ends if its team takes it up as soon as it may begin.

    Args:
        tasks: the open gates.
        row: the gate.
        ready: when all that must end before it has ended, in hours after the plan's day began.
        hours: that it takes.
    """
    team = tasks.who[0, row] if tasks.who[1, row] > 0 else len(tasks.team_people)
    first, last = tasks.moments_first[team], tasks.moments_first[team + 1]
    begins = max(ready, tasks.held[row]) if len(tasks.held) > 0 else ready
    return closes(tasks.moments, first, last, begins, hours)


def last_before(tasks: Tasks, row: int, end: Floats) -> tuple[float, int]:
    """Tell when the last one of what a gate needs ended, and which it was; below 0: none."""
    ready, cause = 0.0, -1
    for place in range(tasks.before_first[row], tasks.before_first[row + 1]):
        if end[tasks.before[place]] > ready:
            ready, cause = end[tasks.before[place]], tasks.before[place]
    return ready, cause


def held_up(tasks: Tasks, aim: Aim, activity: int, hours: Floats, end: Floats, luck: float) -> int:
    """Draw a gate that waited for its team on the way that makes an activity return when it does.

    Args:
        tasks: the open gates.
        aim: what the restart is for.
        activity: its number.
        hours: by row, elapsed hours.
        end: by row, when it ended.
        luck: between 0 and 1. The row that it draws is below 0 when none waited.
    """
    waited, chosen, turn = 0, -1, -1
    for _ in range(2):  # they are counted, and then the one is found
        row = aim.last[aim.last_first[activity]]
        for place in range(aim.last_first[activity] + 1, aim.last_first[activity + 1]):
            if end[aim.last[place]] > end[row]:
                row = aim.last[place]
        count = 0
        while row >= 0:
            ready, cause = last_before(tasks, row, end)
            if end[row] > soonest(tasks, row, ready, hours[row]) + WAITED_HOURS_MIN:
                if count == turn:
                    chosen = row
                count += 1
            row = cause
        waited = count
        turn = int(luck * waited)
    return int(chosen)


def move(
    tasks: Tasks, aim: Aim, key: Floats, trial: Floats, hours: Floats, end: Floats, luck: Floats
) -> None:
    """Change the urgency of something that a valued activity hangs on.

    A gate that was held up goes earlier, alone or with its service; or one gate, or all gates of
    its service, go earlier or later; or all that the activity needs closes up to a gate of its own.

    Args:
        tasks: the open gates.
        aim: what the restart is for.
        key: by row, its urgency now.
        trial: the same, changed.
        hours: by row, elapsed hours of a restart under the present urgency.
        end: by row, when it ended in that restart.
        luck: six numbers between 0 and 1: activity, gate, kind of move, direction, how far, and
            whether it is a gate that was held up.
    """
    activity = min(np.searchsorted(aim.chance, luck[0]), len(aim.value) - 1)
    first, last = aim.closure_first[activity], aim.closure_first[activity + 1]
    if first == last:
        return
    row = aim.closure[first + int(luck[1] * (last - first))]
    shift = (luck[3] - EARLIER) * luck[4] * luck[4]
    if luck[5] < HELD_UP:
        row = held_up(tasks, aim, activity, hours, end, luck[1])
        if row < 0:
            return
        shift = -luck[4] * luck[4]
    service = aim.service[row]
    if luck[2] < ONE_GATE:
        trial[row] = key[row] + shift
    elif luck[2] < ONE_SERVICE or luck[5] < HELD_UP:
        for near in range(aim.service_first[service], aim.service_first[service + 1]):
            trial[near] = key[near] + shift
    else:
        for place in range(first, last):
            near = aim.closure[place]
            if key[near] > key[row]:
                trial[near] = key[row] + (key[near] - key[row]) * luck[3]


def is_before(tasks: Tasks, row: int, other: int) -> bool:
    """Tell whether a row has to end for another one to end, or is that one."""
    rows, found = len(tasks.waits), 1
    seen, stack = np.zeros(rows, np.bool_), np.zeros(len(tasks.before) + rows + 1, np.int64)
    stack[0] = other
    while found > 0 and not seen[row]:
        found -= 1
        one = stack[found]
        if one < 0 or seen[one]:
            continue
        seen[one] = True
        first, last = tasks.before_first[one], tasks.before_first[one + 1]
        stack[found : found + last - first] = tasks.before[first:last]
        stack[found + last - first] = tasks.behind[one]
        found += last - first + 1
    return bool(seen[row])


def let_go_on(tasks: Tasks, row: int, end: Floats) -> bool:
    """Keep a gate for several people behind the one whose people it waited for at last.

    Meanwhile those who are free go on with others, and do not wait with it.
    """
    start = end[len(end) - len(tasks.waits) + row]
    for other in range(len(tasks.waits)):
        same = tasks.who[0, other] == tasks.who[0, row] and tasks.who[1, other] > 0
        if same and end[other] == start and not is_before(tasks, row, other):
            tasks.behind[row] = other
            return True
    return False


def keep_back(tasks: Tasks, row: int, key: Floats, end: Floats, luck: float) -> bool:
    """Keep one of those that were in a gate's way behind what the gate itself waited for last."""
    ready, cause = last_before(tasks, row, end)
    starts, count, turn = len(end) - len(tasks.waits), 0, -1
    for _ in range(2 if cause >= 0 else 0):  # they are counted, and then the one is found
        count = 0
        for other in range(len(tasks.waits)):
            busy = tasks.who[0, other] == tasks.who[0, row] and tasks.who[1, other] > 0
            if busy and end[starts + other] < ready < end[other] and key[other] > -np.inf:
                if count == turn and not is_before(tasks, other, cause):
                    tasks.behind[other] = cause
                    return True
                count += 1
        turn = int(luck * count)
    return False


def keep_free(
    tasks: Tasks, aim: Aim, key: Floats, hours: Floats, end: Floats, luck: Floats
) -> bool:
    """Keep people free for a gate that waited for its team, or do so no longer.

    Args:
        tasks: the open gates; what is kept behind what is changed.
        aim: what the restart is for.
        key: by row, its urgency.
        hours: by row, elapsed hours of a restart.
        end: when rows ended and started in that restart, as in `Floor`.
        luck: as for `move`. Nothing was changed when it says so.
    """
    activity = min(np.searchsorted(aim.chance, luck[0]), len(aim.value) - 1)
    row = held_up(tasks, aim, activity, hours, end, luck[1])
    if row < 0 or key[row] == -np.inf:
        return False
    if tasks.behind[row] >= 0:
        tasks.behind[row] = -1
        return True
    if tasks.who[1, row] > 1 and luck[2] < LET_GO_ON:
        return let_go_on(tasks, row, end)
    return keep_back(tasks, row, key, end, luck[3])


def first_losses(tasks: Tasks, aim: Aim, hours: Floats, key: Floats, floor: Floor) -> Floats:
    """Play all scenarios under the first order; give the loss by scenario."""
    now = np.zeros(len(hours))
    for scenario in range(len(hours)):
        play(tasks, key, hours[scenario], floor)
        now[scenario] = lost(aim, floor.end)
    return now


def weigh(
    tasks: Tasks,
    aim: Aim,
    hours: Floats,
    trial: Floats,
    now: Floats,
    then: Floats,
    floor: Floor,
    bearable: float,
) -> tuple[float, int]:
    """Play scenario after scenario under a trial order, as long as it may still be taken.

    Args:
        tasks: the open gates.
        aim: what the restart is for.
        hours: elapsed hours; shape [scenario, row].
        trial: by row, its urgency.
        now: by scenario, what is lost under the present order.
        then: the same under the trial order, written.
        floor: room to work in.
        bearable: what more may be lost, over all scenarios.

    Returns:
        What more is lost, and how many scenarios were played.
    """
    worse = 0.0
    for scenario in range(len(hours)):
        play(tasks, trial, hours[scenario], floor)
        then[scenario] = lost(aim, floor.end)
        worse += then[scenario] - now[scenario]
        if worse > bearable and scenario + 1 >= FEW_SCENARIOS:
            return worse, scenario + 1
    return worse, len(hours)


def search(
    tasks: Tasks, aim: Aim, hours: Floats, key: Floats, dice: Dice, plays: int, warmth: float
) -> float:
    """Improve an order of urgency, and what is kept behind what, by simulated annealing.

    Args:
        tasks: the open gates; what is kept behind what is changed to the best that was found.
        aim: what the restart is for.
        hours: elapsed hours; shape [scenario, row].
        key: by row, its urgency, changed to the best that was found; the smallest goes first.
        dice: chance; at least as many moves as `plays`.
        plays: how often the restart may be played, over all scenarios.
        warmth: at first, what loss is put up with, as a share of all; in the end a hundredth.

    Returns:
        The mean loss over the scenarios under the best order.
    """
    floor, behind, kept = floor_for(tasks), tasks.behind.copy(), tasks.behind.copy()
    now, trial, here = first_losses(tasks, aim, hours, key, floor), key.copy(), key.copy()
    then, end, last = now.copy(), floor.end.copy(), hours[len(hours) - 1]
    best, current, played, moved = now.sum(), now.sum(), len(hours), 0
    while played < plays:
        cooled = 0.01 ** (played / plays)
        bearable = current * warmth * cooled * dice.patience[moved]
        luck = dice.even[moved]
        if luck[5] >= KEEP_FREE or not keep_free(tasks, aim, here, last, end, luck):
            move(tasks, aim, here, trial, last, end, luck)
        moved += 1
        worse, more = weigh(tasks, aim, hours, trial, now, then, floor, bearable)
        played += more
        if worse <= bearable:
            here[:], now[:], end[:], behind[:] = trial, then, floor.end, tasks.behind
            current = now.sum()
            if current < best:
                best = current
                key[:], kept[:] = here, behind
        else:
            trial[:], tasks.behind[:] = here, behind
    tasks.behind[:] = kept
    return float(best) / len(hours)


# What the compiler has to know before it meets the search.
HELPERS = (
    lost,
    soonest,
    last_before,
    held_up,
    move,
    is_before,
    let_go_on,
    keep_back,
    keep_free,
    first_losses,
    weigh,
)
