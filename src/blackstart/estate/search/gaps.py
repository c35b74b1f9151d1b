"""Spare gates in the gaps that the others leave: they never make another gate wait.

Each starts as soon as its people and things are there for it until it ends, the others' times being
what they are: serial schedule generation (Kelley 1963), known from computing centres as
conservative backfilling (Mu'alem and Feitelson 2001). Under drawn hours this knows how long a gap
will be, which nobody does: that flatters spare gates a little, and nothing valued.

Plain functions on arrays, so that they run with and without a compiler; `compiled.py` compiles
them.
"""

from typing import NamedTuple

import numpy as np

from blackstart.estate.clock import closes, find, opens
from blackstart.estate.search.arrays import Floats, Ints, Tasks


class Taken(NamedTuple):
    """How much is taken of every team and then of every thing, from moment to moment.

    Attributes:
        since: hours after the plan's day began, ascending, the first before all; shape [of, place].
        much: how much is taken from then on; shape [of, place].
        places: by team and thing, how many moments it has.
    """

    since: Floats
    much: Ints
    places: Ints


def cut_at(taken: Taken, of: int, moment: float) -> int:
    """Make sure that something can change at a moment; give its place."""
    since, much, places = taken.since[of], taken.much[of], taken.places[of]
    place = find(since, 0, places, moment)
    if since[place] == moment:
        return place
    for later in range(places, place + 1, -1):
        since[later], much[later] = since[later - 1], much[later - 1]
    since[place + 1], much[place + 1] = moment, much[place]
    taken.places[of] += 1
    return place + 1


def take_from(taken: Taken, of: int, start: float, end: float, amount: int) -> None:
    """Take some of a team or thing from a start to an end."""
    first, last = cut_at(taken, of, start), cut_at(taken, of, end)
    for place in range(first, last):
        taken.much[of, place] += amount


def free_from(taken: Taken, of: int, start: float, end: float, most: int) -> float:
    """Tell whether nobody takes more than `most` from a start to an end.

    Returns:
        The start if so; else the end of the first time in between at which too much is taken.
    """
    since, much, places = taken.since[of], taken.much[of], taken.places[of]
    place = find(since, 0, places, start)
    while place < places and (since[place] < end or since[place] <= start):
        if much[place] > most:
            return float(since[place + 1])
        place += 1
    return start


def all_free_from(tasks: Tasks, taken: Taken, row: int, start: float, end: float) -> float:
    """Tell the same of all that a gate takes; see `free_from`."""
    team, people, teams = tasks.who[0, row], tasks.who[1, row], len(tasks.team_people)
    if people > 0:
        free = free_from(taken, team, start, end, tasks.team_people[team] - people)
        if free > start:
            return free
    for wish in range(tasks.wants_first[row], tasks.wants_first[row + 1]):
        thing, amount = tasks.wants[0, wish], tasks.wants[1, wish]
        free = free_from(taken, teams + thing, start, end, tasks.there[thing] - amount)
        if free > start:
            return free
    return start


def book(tasks: Tasks, taken: Taken, row: int, start: float, end: float) -> None:
    """Take what a gate takes, from its start to its end."""
    if tasks.who[1, row] > 0:
        take_from(taken, tasks.who[0, row], start, end, tasks.who[1, row])
    for wish in range(tasks.wants_first[row], tasks.wants_first[row + 1]):
        thing = len(tasks.team_people) + tasks.wants[0, wish]
        take_from(taken, thing, start, end, tasks.wants[1, wish])


def fit(tasks: Tasks, taken: Taken, row: int, ready: float, hours: float) -> tuple[float, float]:
    """Tell when a gate starts and ends that disturbs nobody.

    Args:
        tasks: the open gates.
        taken: what others take.
        row: the gate.
        ready: when it may start, in hours after the plan's day began.
        hours: that it takes.
    """
    team = tasks.who[0, row] if tasks.who[1, row] > 0 else len(tasks.team_people)
    first, last = tasks.moments_first[team], tasks.moments_first[team + 1]
    start = ready
    while True:
        # Where the calendar begins anew, nobody need be at work: that is seen the next time round.
        free = opens(tasks.moments, first, last, start) if first < last else start
        end = closes(tasks.moments, first, last, start, hours)
        if free == start:
            free = all_free_from(tasks, taken, row, start, end)
        if free == start:
            return start, end
        start = free


def fill(tasks: Tasks, turn: Ints, hours: Floats, start: Floats, end: Floats) -> None:
    """Give spare gates their times.

    Args:
        tasks: the open gates.
        turn: the spare rows, the most urgent first, each behind what it waits for.
        hours: by row, hours as `Work.elapsed` gives them.
        start: by row, hours after the plan's day began; written for the spare rows.
        end: the same.
    """
    of, rows = len(tasks.team_people) + len(tasks.there), len(hours)
    taken = Taken(
        np.zeros((of, 2 * rows + 1)), np.zeros((of, 2 * rows + 1), np.int64), np.ones(of, np.int64)
    )
    taken.since[:, 0] = -np.inf
    spare = np.zeros(rows, np.bool_)
    spare[turn] = True
    for row in range(rows):
        if not spare[row]:
            book(tasks, taken, row, start[row], end[row])
    for row in turn:
        ready = tasks.held[row] if len(tasks.held) > 0 else 0.0
        for place in range(tasks.before_first[row], tasks.before_first[row + 1]):
            ready = max(ready, end[tasks.before[place]])
        start[row], end[row] = fit(tasks, taken, row, ready, hours[row])
        book(tasks, taken, row, start[row], end[row])


def fill_all(tasks: Tasks, turn: Ints, hours: Floats, times: Floats) -> None:
    """Do so in every scenario; hours [scenario, row], times [start and end, scenario, row]."""
    for scenario in range(len(hours)):
        fill(tasks, turn, hours[scenario], times[0, scenario], times[1, scenario])


# What the compiler has to know before it meets the others.
HELPERS = (cut_at, take_from, free_from, all_free_from, book, fit, fill)
