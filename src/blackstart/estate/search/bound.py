"""The restart as in `playing`, where gates share things or are held, or teams have shifts.

Plain functions on arrays, so that they run with and without a compiler; `compiled.py` compiles
them. `play_bound` is the rule of `blackstart.estate.schedule`, gate for gate and hour for hour.
What is called for every gate gets its arrays one by one; see `playing.play_free`.
"""

from blackstart.estate.clock import closes, opens
from blackstart.estate.search.arrays import (
    Bools,
    Floats,
    Floor,
    Ints,
    Tasks,
    line_up_behind,
    pop,
    push,
)


def is_bound(tasks: Tasks) -> bool:
    """Tell whether anything but people and what comes before holds gates back."""
    return bool(len(tasks.there) + len(tasks.held) + tasks.moments.shape[1] > 0)


def under_way(heap: Ints, tally: Ints, end: Floats, number: int, until: float) -> None:
    """Let something go on until a moment; numbers are those of `Floor.end`."""
    busy = len(heap) - 1
    end[number] = until
    push(heap, busy, tally[0, busy], end, number)
    tally[0, busy] += 1


def line_up(heap: Ints, tally: Ints, queue: int, key: Floats, row: int) -> None:
    """Put a row on a heap."""
    push(heap, queue, tally[0, queue], key, row)
    tally[0, queue] += 1


def offer_bound(
    row: int,
    now: float,
    queue: Ints,
    heap: Ints,
    tally: Ints,
    end: Floats,
    key: Floats,
    hours: Floats,
) -> None:
    """Put a gate that waits for nothing before its team, when no hold keeps it.

    Args:
        row: the gate.
        now: hours after the plan's day began.
        queue: as in `Floor`, as heap, tally and end.
        heap: see queue.
        tally: see queue.
        end: see queue.
        key: by row, its urgency.
        hours: by row, hours.
    """
    hold = len(end) - 2 * len(queue) + row
    if end[hold] > now:
        under_way(heap, tally, end, hold, end[hold])
    elif queue[row] < len(heap) - 1:
        line_up(heap, tally, queue[row], key, row)
    else:
        under_way(heap, tally, end, row, now + hours[row])
        end[hold + len(queue)] = now


def at_work(
    heap: Ints, tally: Ints, end: Floats, moments: Floats, first: Ints, team: int, now: float
) -> bool:
    """Tell whether a team has something ready and somebody free now; else wait for its shift.

    Args:
        heap: as in `Floor`, as tally and end.
        tally: see heap.
        end: see heap.
        moments: as in `Tasks`.
        first: moments_first of `Tasks`.
        team: its number.
        now: hours after the plan's day began.
    """
    if tally[0, team] == 0 or tally[1, team] == 0:
        return False
    if first[team] == first[team + 1]:
        return True
    opening = opens(moments, first[team], first[team + 1], now)
    alarm = (len(end) - len(first) + 2) // 3 + team
    if opening > now and end[alarm] != opening:
        under_way(heap, tally, end, alarm, opening)
    return bool(opening <= now)


def lacking(
    heap: Ints, tally: Ints, things: int, wants: Ints, wants_first: Ints, key: Floats, row: int
) -> int:
    """Name the first wish of a row that cannot be granted; below 0: all can.

    Args:
        heap: as in `Floor`.
        tally: as in `Floor`.
        things: the number of the first thing's heap.
        wants: as in `Tasks`.
        wants_first: as in `Tasks`.
        key: by row, its urgency.
        row: the gate.
    """
    for wish in range(wants_first[row], wants_first[row + 1]):
        queue = things + wants[0, wish]
        if tally[1, queue] < wants[1, wish]:
            return wish
        if tally[0, queue] > 0:
            other = heap[queue, 0]
            if key[other] < key[row] or (key[other] == key[row] and other < row):
                return wish
    return -1


def claim(tasks: Tasks, row: int, wish: int, key: Floats, floor: Floor) -> None:
    """Let no less urgent gate take any of a thing before this one."""
    if not floor.claimed[wish]:
        floor.claimed[wish] = True
        queue = len(tasks.team_people) + 1 + tasks.wants[0, wish]
        line_up(floor.heap, floor.tally, queue, key, row)


def call(tasks: Tasks, thing: int, now: float, key: Floats, floor: Floor) -> None:
    """Call the gates that wait for a thing and can have it.

    Args:
        tasks: the open gates.
        thing: its number.
        now: hours after the plan's day began.
        key: by row, its urgency.
        floor: the teams at work.
    """
    heap, tally, queue = floor.heap, floor.tally, len(tasks.team_people) + 1 + thing
    while tally[0, queue] > 0:
        row = heap[queue, 0]
        wish = floor.aside[row]
        if wish < 0 or tasks.wants[0, wish] != thing or tally[1, queue] < tasks.wants[1, wish]:
            return
        floor.aside[row] = -1
        team = floor.queue[row]
        line_up(heap, tally, team, key, row)
        can = at_work(heap, tally, floor.end, tasks.moments, tasks.moments_first, team, now)
        if can and tasks.who[1, row] <= tally[1, team]:
            floor.called[team] = True
            return
        floor.waived[row] = True
        floor.claimed[wish] = False
        pop(heap, queue, tally[0, queue], key)
        tally[0, queue] -= 1


def take(tasks: Tasks, row: int, now: float, key: Floats, floor: Floor) -> None:
    """Take what a row wants, and call those that can have the rest; see `call`."""
    tally, things = floor.tally, len(tasks.team_people) + 1
    first, last = tasks.wants_first[row], tasks.wants_first[row + 1]
    for wish in range(first, last):
        queue = things + tasks.wants[0, wish]
        tally[1, queue] -= tasks.wants[1, wish]
        if floor.claimed[wish]:
            floor.claimed[wish] = False
            pop(floor.heap, queue, tally[0, queue], key)
            tally[0, queue] -= 1
    for wish in range(first, last):
        call(tasks, tasks.wants[0, wish], now, key, floor)


def most_urgent(called: Bools, heap: Ints, key: Floats) -> int:
    """Name the team whose next gate is the most urgent; below 0: nobody is called."""
    team = -1
    for other in range(len(called)):
        if called[other]:
            row, top = heap[team, 0], heap[other, 0]
            if team < 0 or key[top] < key[row] or (key[top] == key[row] and top < row):
                team = other
    return team


def choose_bound(tasks: Tasks, now: float, key: Floats, hours: Floats, floor: Floor) -> None:
    """Let the teams take up ready gates, the most urgent first, until nobody can take up more.

    Args:
        tasks: the open gates.
        now: hours after the plan's day began.
        key: by row, its urgency.
        hours: by row, hours.
        floor: the teams at work.
    """
    called, heap, tally, end = floor.called, floor.heap, floor.tally, floor.end
    who, moments, first = tasks.who, tasks.moments, tasks.moments_first
    wants, wants_first, things = tasks.wants, tasks.wants_first, len(called)
    for team in range(things):
        called[team] = tally[0, team] > 0 and tally[1, team] > 0
        if called[team] and first[team] < first[team + 1]:
            called[team] = at_work(heap, tally, end, moments, first, team, now)
    for queue in range(things, len(heap) - 1):
        if tally[0, queue] > 0:
            call(tasks, queue - things, now, key, floor)
    team = most_urgent(called, heap, key)
    while team >= 0:
        row = heap[team, 0]
        wish = lacking(heap, tally, things, wants, wants_first, key, row)
        if wish >= 0:
            claim(tasks, row, wish, key, floor)
        if floor.waived[row] if wish >= 0 else who[1, row] > tally[1, team]:
            called[team] = False
        else:
            pop(heap, team, tally[0, team], key)
            tally[0, team] -= 1
            if wish >= 0:
                floor.aside[row] = wish
            else:
                tally[1, team] -= who[1, row]
                until = closes(moments, first[team], first[team + 1], now, hours[row])
                under_way(heap, tally, end, row, until)
                end[len(end) - len(hours) + row] = now
                if wants_first[row] < wants_first[row + 1]:
                    take(tasks, row, now, key, floor)
            called[team] = tally[0, team] > 0 and tally[1, team] > 0
        team = most_urgent(called, heap, key)


def send_home(tasks: Tasks, floor: Floor) -> None:
    """Begin anew: nothing is under way, all people and things are free."""
    teams, rows = len(tasks.team_people), len(tasks.waits)
    line_up_behind(tasks, floor)
    floor.tally[:] = 0
    floor.tally[1, :teams] = tasks.team_people
    floor.tally[1, teams] = 1  # of nobody there is always one
    floor.tally[1, teams + 1 : len(floor.heap) - 1] = tasks.there
    floor.end[:] = -1.0
    if len(tasks.held) > 0:
        floor.end[rows + teams : 2 * rows + teams] = tasks.held
    floor.aside[:] = -1
    floor.claimed[:] = False
    floor.waived[:] = False


def play_bound(tasks: Tasks, key: Floats, hours: Floats, floor: Floor) -> None:
    """Play the restart once; `floor.end` tells by row when it starts and ends.

    Args:
        tasks: the open gates.
        key: by row, its urgency; the smallest goes first.
        hours: by row, hours as `Work.elapsed` gives them.
        floor: room to work in.
    """
    waits, queue, heap, tally, end = floor.waits, floor.queue, floor.heap, floor.tally, floor.end
    who, wants, wants_first = tasks.who, tasks.wants, tasks.wants_first
    after, after_first = floor.after, floor.after_first
    rows, things, busy, now = len(waits), len(floor.called), len(heap) - 1, 0.0
    send_home(tasks, floor)
    for row in range(rows):
        if waits[row] == 0:
            offer_bound(row, now, queue, heap, tally, end, key, hours)
    choose_bound(tasks, now, key, hours, floor)
    while tally[0, busy] > 0:
        now = end[heap[busy, 0]]
        while tally[0, busy] > 0 and end[heap[busy, 0]] == now:
            row = pop(heap, busy, tally[0, busy], end)
            tally[0, busy] -= 1
            if row >= rows + things - 1:
                offer_bound(row - rows - things + 1, now, queue, heap, tally, end, key, hours)
            elif row < rows:
                tally[1, who[0, row]] += who[1, row]
                for wish in range(wants_first[row], wants_first[row + 1]):
                    tally[1, things + wants[0, wish]] += wants[1, wish]
                for later in after[after_first[row] : after_first[row + 1]]:
                    waits[later] -= 1
                    if waits[later] == 0:
                        offer_bound(later, now, queue, heap, tally, end, key, hours)
        choose_bound(tasks, now, key, hours, floor)


# What the compiler has to know before it meets the others.
HELPERS = (
    is_bound,
    under_way,
    line_up,
    offer_bound,
    at_work,
    lacking,
    claim,
    call,
    take,
    most_urgent,
    choose_bound,
    send_home,
    play_bound,
)
