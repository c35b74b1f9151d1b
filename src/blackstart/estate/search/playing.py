"""The restart under an order of urgency, played very often.

Plain functions on arrays, so that they run with and without a compiler; `compiled.py` compiles
them. `play` is the rule of `blackstart.estate.schedule`, gate for gate and hour for hour.
"""

from blackstart.estate import clock
from blackstart.estate.search import arrays, bound
from blackstart.estate.search.arrays import (
    Floats,
    Floor,
    Ints,
    Tasks,
    floor_for,
    line_up_behind,
    pop,
    push,
)
from blackstart.estate.search.bound import is_bound, play_bound


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
        end[len(end) - len(hours) + row] = now
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
        end[len(end) - len(hours) + row] = now
        push(heap, busy, tally[0, busy], end, row)
        tally[0, busy] += 1


def play_free(tasks: Tasks, key: Floats, hours: Floats, floor: Floor) -> None:
    """Play the restart once, where only people and what comes before hold gates back.

    Arrays have names of their own here and go one by one to what is called: the compiler counts
    references wherever a bundle of arrays changes hands, which is ten times slower.

    Args:
        tasks: the open gates.
        key: by row, its urgency; the smallest goes first.
        hours: by row, hours as `Work.elapsed` gives them.
        floor: room to work in.
    """
    waits, called, heap, tally, end = floor.waits, floor.called, floor.heap, floor.tally, floor.end
    who, after, after_first, busy = tasks.who, floor.after, floor.after_first, len(floor.heap) - 1
    teams = len(tasks.team_people)
    line_up_behind(tasks, floor)
    tally[0] = 0
    tally[1, :teams] = tasks.team_people
    called[:] = True
    now = 0.0
    for row in range(len(waits)):
        if waits[row] == 0:
            offer(heap, tally, now, row, who, key, hours, end)
    while True:
        for team in range(teams):
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


def play(tasks: Tasks, key: Floats, hours: Floats, floor: Floor) -> None:
    """Play the restart once; `floor.end` tells when rows start and end. Arguments as above."""
    if is_bound(tasks):
        play_bound(tasks, key, hours, floor)
    else:
        play_free(tasks, key, hours, floor)


def play_all(tasks: Tasks, key: Floats, hours: Floats, times: Floats) -> None:
    """Play the restart in every scenario.

    Args:
        tasks: the open gates.
        key: by row, its urgency; the smallest goes first.
        hours: elapsed hours; shape [scenario, row].
        times: starts and ends, written; shape [2, scenario, row].
    """
    floor, rows = floor_for(tasks), hours.shape[1]
    for scenario in range(len(hours)):
        play(tasks, key, hours[scenario], floor)
        times[0, scenario] = floor.end[len(floor.end) - rows :]
        times[1, scenario] = floor.end[:rows]


# What the compiler has to know before it meets the others.
HELPERS = (*clock.HELPERS, *arrays.HELPERS, *bound.HELPERS, choose, offer, play_free, play)
