"""Open gates and teams at work as arrays, and heaps in them.

Plain functions on arrays, so that they run with and without a compiler; `compiled.py` compiles
them.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


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
        wants: numbers of shared things, and how much of each is wanted, list by list; shape
            [2, wish].
        wants_first: by row, where its list begins; one more at the end.
        there: by thing, how much there is.
        held: by row, hours before which it is not ready; no rows when nothing is held.
        moments: as in `blackstart.estate.clock.Clock`.
        moments_first: by team, and of nobody, where its moments begin; one more at the end.
        behind: by row, another one that has to end before it too, though it does not need it: its
            people are kept free until then; below 0: none.
    """

    waits: Ints
    before: Ints
    before_first: Ints
    after: Ints
    after_first: Ints
    who: Ints
    team_people: Ints
    wants: Ints
    wants_first: Ints
    there: Ints
    held: Floats
    moments: Floats
    moments_first: Ints
    behind: Ints


class Floor(NamedTuple):
    """The teams at work; changed in place. One heap each: teams, nobody, things, what goes on.

    Attributes:
        waits: by row, how many rows it still waits for.
        after: rows that wait for the end of others, list by list, with those that are kept behind.
        after_first: by row, where its list begins; one more at the end.
        behind: by row, the first that is kept behind it, and by row that is kept, the next one
            behind the same row; below 0: none. Shape [2, row].
        queue: by row, its heap when it is ready; that of what goes on when it takes nobody and
            nothing, and so runs by itself.
        called: by team, and of nobody, whether it has to choose.
        heap: rows that are ready, by team; rows that were passed over, by thing; then what goes
            on: rows under way, teams that wait for a shift, holds.
        tally: how much is on a heap, and how many people of a team, or how much of a thing, are
            free; shape [2, heap].
        end: by row, hours after the plan's day began; then by team when its next shift begins, by
            row when its hold ends, and by row when it starts.
        aside: by row, the wish for which it was passed over; below 0: none.
        claimed: by wish, whether its row was passed over for it and not taken up since.
        waived: by row, whether it once let others go before it.
    """

    waits: Ints
    after: Ints
    after_first: Ints
    behind: Ints
    queue: Ints
    called: Bools
    heap: Ints
    tally: Ints
    end: Floats
    aside: Ints
    claimed: Bools
    waived: Bools


def floor_for(tasks: Tasks) -> Floor:
    """Make room for the teams to work in."""
    rows, teams, things = len(tasks.waits), len(tasks.team_people), len(tasks.there)
    queue = tasks.who[0].copy()
    for row in range(rows):
        if tasks.who[1, row] == 0:
            alone = tasks.wants_first[row] == tasks.wants_first[row + 1]
            queue[row] = teams + things + 1 if alone else teams
    return Floor(
        np.zeros(rows, np.int64),
        np.zeros(len(tasks.after) + rows, np.int64),
        np.zeros(rows + 1, np.int64),
        np.zeros((2, rows), np.int64),
        queue,
        np.zeros(teams + 1, np.bool_),
        np.zeros((teams + things + 2, rows + teams), np.int64),
        np.zeros((2, teams + things + 2), np.int64),
        np.zeros(3 * rows + teams, np.float64),
        np.zeros(rows, np.int64),
        np.zeros(tasks.wants.shape[1], np.bool_),
        np.zeros(rows, np.bool_),
    )


def line_up_behind(tasks: Tasks, floor: Floor) -> None:
    """Write down what waits for what: what a gate needs, and what it is kept behind."""
    waits, after, first, behind = floor.waits, floor.after, floor.after_first, floor.behind
    waits[:] = tasks.waits
    behind[0] = -1
    for row in range(len(waits)):
        other = tasks.behind[row]
        if other >= 0:
            waits[row] += 1
            behind[1, row], behind[0, other] = behind[0, other], row
    place = 0
    for row in range(len(waits)):
        first[row] = place
        for one in range(tasks.after_first[row], tasks.after_first[row + 1]):
            after[place] = tasks.after[one]
            place += 1
        later = behind[0, row]
        while later >= 0:
            after[place] = later
            place += 1
            later = behind[1, later]
    first[len(waits)] = place


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


# What the compiler has to know before it meets the others.
HELPERS = (floor_for, line_up_behind, push, pop)
