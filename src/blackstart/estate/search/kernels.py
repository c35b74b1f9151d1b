"""What is played very often: the restart under an order of urgency, and the search for a better.

Plain functions on arrays, so that they run with and without a compiler; `compiled.py` compiles
them. `play` is the rule of `blackstart.estate.schedule`, gate for gate and hour for hour.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# Scenarios after which a move that looks bad is given up.
FEW_SCENARIOS = 4
# Shares of the other moves: of one gate, and of one gate or one service; the others close up.
ONE_GATE, ONE_SERVICE = 0.2, 0.7
# Share of the shifts that go earlier.
EARLIER = 0.6
# Share of the moves that take a gate that waited for its team on the way to a return.
HELD_UP = 0.5
# Shorter waits are rounding.
WAITED_HOURS_MIN = 1e-6


class Tasks(NamedTuple):
    """The open gates as arrays; lists of lists are one array and where each list begins.

    Attributes:
        waits: by row, how many rows must end before it.
        before: rows that must end before others, list by list.
        before_first: by row, where its list begins; one more at the end.
        after: rows that wait for the end of others, list by list.
        after_first: by row, where its list begins; one more at the end.
        who: the number of its team, and how many of the team it takes; shape [2, row].
        team_people: by team, how many can work at once.
    """

    waits: Ints
    before: Ints
    before_first: Ints
    after: Ints
    after_first: Ints
    who: Ints
    team_people: Ints


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


class Floor(NamedTuple):
    """The teams at work; changed in place.

    Attributes:
        waits: by row, how many rows it still waits for.
        called: by team, whether it has to choose.
        heap: rows that are ready, by team; then rows under way.
        tally: how many rows are on a heap, and how many people of a team are free; shape [2, heap].
        end: by row, hours after the plan's day began.
    """

    waits: Ints
    called: Bools
    heap: Ints
    tally: Ints
    end: Floats


def floor_for(tasks: Tasks) -> Floor:
    """Make room for the teams to work in."""
    rows, teams = len(tasks.waits), len(tasks.team_people)
    return Floor(
        np.zeros(rows, np.int64),
        np.zeros(teams, np.bool_),
        np.zeros((teams + 1, rows), np.int64),
        np.zeros((2, teams + 1), np.int64),
        np.zeros(rows, np.float64),
    )


def push(heap: Ints, at: int, size: int, key: Floats, row: int) -> None:
    """Add a row to a heap; the smallest key is on top, and of equals the smallest row.

    Args:
        heap: all heaps; shape [heap, place].
        at: which of them.
        size: how many rows are in it.
        key: by row.
        row: the row to add.
    """
    place = size
    while place > 0:
        above = (place - 1) >> 1
        other = heap[at, above]
        if key[other] < key[row] or (key[other] == key[row] and other < row):
            break
        heap[at, place] = other
        place = above
    heap[at, place] = row


def pop(heap: Ints, at: int, size: int, key: Floats) -> int:
    """Take the top off a heap; the arguments are those of `push`."""
    top = heap[at, 0]
    row = heap[at, size - 1]
    place, below = 0, 1
    while below < size - 1:
        other = heap[at, below]
        if below + 1 < size - 1:
            right = heap[at, below + 1]
            if key[right] < key[other] or (key[right] == key[other] and right < other):
                below += 1
                other = right
        if key[row] < key[other] or (key[row] == key[other] and row < other):
            break
        heap[at, place] = other
        place, below = below, 2 * below + 1
    heap[at, place] = row
    return int(top)


def choose(
    heap: Ints,
    tally: Ints,
    team: int,
    now: float,
    who: Ints,
    key: Floats,
    hours: Floats,
    end: Floats,
) -> None:
    """Take up a team's ready gates, most urgent first, until one wants more people than are free.

    Args:
        heap: as in `Floor`.
        tally: as in `Floor`.
        team: who chooses.
        now: hours after the plan's day began.
        who: as in `Tasks`.
        key: by row, its urgency.
        hours: by row, elapsed hours.
        end: by row, hours after the plan's day began, written.
    """
    busy = len(heap) - 1
    while tally[0, team] > 0 and who[1, heap[team, 0]] <= tally[1, team]:
        row = pop(heap, team, tally[0, team], key)
        tally[0, team] -= 1
        tally[1, team] -= who[1, row]
        end[row] = now + hours[row]
        push(heap, busy, tally[0, busy], end, row)
        tally[0, busy] += 1


def offer(
    heap: Ints,
    tally: Ints,
    now: float,
    row: int,
    who: Ints,
    key: Floats,
    hours: Floats,
    end: Floats,
) -> None:
    """Put a gate that is ready before its team; one that takes nobody runs by itself."""
    busy, team = len(heap) - 1, who[0, row]
    if who[1, row] > 0:
        push(heap, team, tally[0, team], key, row)
        tally[0, team] += 1
    else:
        end[row] = now + hours[row]
        push(heap, busy, tally[0, busy], end, row)
        tally[0, busy] += 1


def play(tasks: Tasks, key: Floats, hours: Floats, floor: Floor) -> None:
    """Play the restart once; `floor.end` tells by row when it ends.

    Arrays have names of their own here and go one by one to what is called: the compiler counts
    references wherever a bundle of arrays changes hands, which is ten times slower.

    Args:
        tasks: the open gates.
        key: by row, its urgency; the smallest goes first.
        hours: by row, elapsed hours.
        floor: room to work in.
    """
    waits, called, heap, tally, end = floor.waits, floor.called, floor.heap, floor.tally, floor.end
    who, after, after_first, busy = tasks.who, tasks.after, tasks.after_first, len(floor.called)
    waits[:] = tasks.waits
    tally[0] = 0
    tally[1, :busy] = tasks.team_people
    called[:] = True
    now = 0.0
    for row in range(len(waits)):
        if waits[row] == 0:
            offer(heap, tally, now, row, who, key, hours, end)
    while True:
        for team in range(busy):
            if called[team]:
                called[team] = False
                choose(heap, tally, team, now, who, key, hours, end)
        if tally[0, busy] == 0:
            return
        now = end[heap[busy, 0]]
        while tally[0, busy] > 0 and end[heap[busy, 0]] == now:
            row = pop(heap, busy, tally[0, busy], end)
            tally[0, busy] -= 1
            tally[1, who[0, row]] += who[1, row]
            called[who[0, row]] = True
            for place in range(after_first[row], after_first[row + 1]):
                later = after[place]
                waits[later] -= 1
                if waits[later] == 0:
                    called[who[0, later]] = True
                    offer(heap, tally, now, later, who, key, hours, end)


def play_all(tasks: Tasks, key: Floats, hours: Floats, ends: Floats) -> None:
    """Play the restart in every scenario; hours, and ends that are written: [scenario, row]."""
    floor = floor_for(tasks)
    for scenario in range(len(hours)):
        play(tasks, key, hours[scenario], floor)
        ends[scenario] = floor.end


def lost(aim: Aim, end: Floats) -> float:
    """Sum up what a day is worth times the hour of return."""
    total = 0.0
    for activity in range(len(aim.value)):
        back = 0.0
        for place in range(aim.last_first[activity], aim.last_first[activity + 1]):
            back = max(back, end[aim.last[place]])
        total += aim.value[activity] * back
    return total


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
            ready, cause = 0.0, -1
            for place in range(tasks.before_first[row], tasks.before_first[row + 1]):
                if end[tasks.before[place]] > ready:
                    ready, cause = end[tasks.before[place]], tasks.before[place]
            if end[row] - hours[row] > ready + WAITED_HOURS_MIN:
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


def search(
    tasks: Tasks, aim: Aim, hours: Floats, key: Floats, dice: Dice, plays: int, warmth: float
) -> float:
    """Improve an order of urgency by simulated annealing.

    Args:
        tasks: the open gates.
        aim: what the restart is for.
        hours: elapsed hours; shape [scenario, row].
        key: by row, its urgency, changed to the best that was found; the smallest goes first.
        dice: chance; at least as many moves as `plays`.
        plays: how often the restart may be played, over all scenarios.
        warmth: at first, what loss is put up with, as a share of all; in the end a hundredth.

    Returns:
        The mean loss over the scenarios under the best order.
    """
    floor = floor_for(tasks)
    scenarios = len(hours)
    now, trial, here = np.zeros(scenarios), key.copy(), key.copy()
    for scenario in range(scenarios):
        play(tasks, key, hours[scenario], floor)
        now[scenario] = lost(aim, floor.end)
    then, end = now.copy(), floor.end.copy()
    best, current, played, moved = now.sum(), now.sum(), scenarios, 0
    while played < plays:
        cooled = 0.01 ** (played / plays)
        bearable = current * warmth * cooled * dice.patience[moved]
        move(tasks, aim, here, trial, hours[scenarios - 1], end, dice.even[moved])
        moved += 1
        worse = 0.0
        for scenario in range(scenarios):
            play(tasks, trial, hours[scenario], floor)
            played += 1
            then[scenario] = lost(aim, floor.end)
            worse += then[scenario] - now[scenario]
            if worse > bearable and scenario + 1 >= FEW_SCENARIOS:
                break
        if worse <= bearable:
            here[:] = trial
            now[:] = then
            end[:] = floor.end
            current = now.sum()
            if current < best:
                best = current
                key[:] = here
        else:
            trial[:] = here
    return float(best) / scenarios


# What the compiler has to know before it meets the others.
HELPERS = (floor_for, push, pop, choose, offer, play, lost, held_up, move)
