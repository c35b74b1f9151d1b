"""The shortest restart of everything, where steps take several scarce things at once.

Serial schedule generation with double justification (Valls, Ballestín and Quintanilla 2005) in a
small population of orders that are crossed at two points (Hartmann 1998). Plain functions on
arrays, to be compiled as those of `blackstart.estate.search.playing` are.
"""

from typing import NamedTuple

import numpy as np

from blackstart.estate.search.arrays import Bools, Ints

POPULATION = 600
# Children in a row, by head of the population, that bring nothing, until all begins anew.
PATIENCE = 100
# A pair of neighbours in 33 changes places in a child.
SWAP_ONE_IN = 33
# Lehmer's generator with the multiplier of Park, Miller and Stockmeyer (1993): the same numbers
# with and without a compiler.
MODULUS, MULTIPLIER = 2_147_483_647, 48_271


class Project(NamedTuple):
    """Steps and scarce things as arrays; the numbers of a list of lists are one array.

    Attributes:
        length: by step, in whole units of time.
        wants: how much a step takes of a thing while it lasts; shape [step, thing].
        there: by thing, how much there is.
        before: steps that must end before others, list by list.
        before_first: by step, where its list begins; one more at the end.
        after: steps that wait for the end of others, list by list.
        after_first: by step, where its list begins; one more at the end.
    """

    length: Ints
    wants: Ints
    there: Ints
    before: Ints
    before_first: Ints
    after: Ints
    after_first: Ints


class Pool(NamedTuple):
    """Orders that compete; changed in place.

    Attributes:
        orders: of steps, each after what it waits for; shape [place, step].
        ends: by place, when the last step ends.
        best: by step, its start in the best schedule so far.
        numbers: state of the generator, when the best schedule ends, children that brought nothing,
            and schedules made.
        start: by step, room to work in.
        late: by step, room to work in.
        use: how much is taken; shape [time, thing].
        child: an order.
        seen: by step, room to work in.
    """

    orders: Ints
    ends: Ints
    best: Ints
    numbers: Ints
    start: Ints
    late: Ints
    use: Ints
    child: Ints
    seen: Bools


def draw(pool: Pool, below: int) -> int:
    """Draw a number from 0 to `below`, that not included."""
    pool.numbers[0] = pool.numbers[0] * MULTIPLIER % MODULUS
    return int(pool.numbers[0] * below // MODULUS)


def serial(project: Project, order: Ints, start: Ints, use: Ints) -> int:
    """Start step by step as early as what comes before, and what is scarce, allows.

    Returns:
        When the last one ends.
    """
    length, wants, there = project.length, project.wants, project.there
    before, before_first = project.before, project.before_first
    use[:] = 0
    last = 0
    for step in order:
        begin, span = 0, length[step]
        for place in range(before_first[step], before_first[step + 1]):
            earlier = before[place]
            begin = max(begin, start[earlier] + length[earlier])
        at = begin
        while at < begin + span:
            for thing in range(len(there)):
                if use[at, thing] + wants[step, thing] > there[thing]:
                    begin = at + 1
            at += 1
        for busy in range(begin, begin + span):
            for thing in range(len(there)):
                use[busy, thing] += wants[step, thing]
        start[step] = begin
        last = max(last, begin + span)
    return int(last)


def justify(project: Project, mirror: Project, order: Ints, pool: Pool) -> int:
    """Push all steps as late as they go, then as early; the order becomes that of their starts.

    Returns:
        When the last one ends; never later than at first.
    """
    serial(project, order, pool.start, pool.use)
    # Steps without length end together with what they wait for: equals keep their order.
    back = order[::-1].copy()
    back = back[np.argsort(-(pool.start + project.length)[back], kind="mergesort")]
    last = serial(mirror, back, pool.late, pool.use)
    ahead = back[::-1].copy()
    ahead = ahead[np.argsort((last - pool.late - project.length)[ahead], kind="mergesort")]
    end = serial(project, ahead, pool.start, pool.use)
    order[:] = ahead[np.argsort(pool.start[ahead], kind="mergesort")]
    pool.numbers[3] += 3
    if end < pool.numbers[1]:
        pool.numbers[1], pool.numbers[2] = end, 0
        pool.best[:] = pool.start
    return end


def begin(project: Project, tail: Ints, order: Ints, pool: Pool) -> None:
    """Draw an order: of three steps that may come next, the one with the longest way to go."""
    waits = project.before_first[1:] - project.before_first[:-1]
    ready = pool.child
    count = 0
    for step in range(len(waits)):
        if waits[step] == 0:
            ready[count] = step
            count += 1
    for place in range(len(waits)):
        chosen = draw(pool, count)
        for _ in range(2):
            other = draw(pool, count)
            if tail[ready[other]] > tail[ready[chosen]]:
                chosen = other
        step = ready[chosen]
        order[place] = step
        count -= 1
        ready[chosen] = ready[count]
        for near in range(project.after_first[step], project.after_first[step + 1]):
            later = project.after[near]
            waits[later] -= 1
            if waits[later] == 0:
                ready[count] = later
                count += 1


def cross(project: Project, first: Ints, second: Ints, pool: Pool) -> None:
    """Make a child: a middle part in the second one's order, the rest in the first one's."""
    steps = len(first)
    head = draw(pool, steps)
    middle = min(steps, head + steps // 4 + draw(pool, steps // 2 + 1))
    pool.seen[:] = False
    pool.seen[first[:head]] = True
    pool.child[:head] = first[:head]
    count = head
    for part, upto in ((second, middle), (first, steps)):
        for step in part:
            if count < upto and not pool.seen[step]:
                pool.child[count] = step
                pool.seen[step] = True
                count += 1
    for place in range(steps - 1):
        if draw(pool, SWAP_ONE_IN) == 0:
            step, other = pool.child[place], pool.child[place + 1]
            after = project.after[project.after_first[step] : project.after_first[step + 1]]
            if not (after == other).any():
                pool.child[place], pool.child[place + 1] = other, step


def fittest(pool: Pool, sign: int, tries: int) -> int:
    """Draw places of the pool; give the one that ends first (sign 1) or last (sign -1)."""
    chosen = draw(pool, len(pool.ends))
    for _ in range(tries - 1):
        other = draw(pool, len(pool.ends))
        if sign * pool.ends[other] < sign * pool.ends[chosen]:
            chosen = other
    return chosen


def evolve(project: Project, mirror: Project, tail: Ints, pool: Pool, schedules: int) -> None:
    """Let the pool compete until it has made so many schedules in all; `pool.best` is the result.

    Args:
        project: the steps.
        mirror: the same, backwards in time.
        tail: by step, the way from its start to the end of all.
        pool: as `Pool` says; where its ends are 0, it begins anew.
        schedules: how many, those made before included.
    """
    while pool.numbers[3] < schedules:
        if pool.ends[0] == 0 or pool.numbers[2] > PATIENCE * len(pool.ends):
            pool.numbers[2] = 0
            for place in range(len(pool.ends)):
                begin(project, tail, pool.orders[place], pool)
                pool.ends[place] = justify(project, mirror, pool.orders[place], pool)
        first, second = fittest(pool, 1, 2), fittest(pool, 1, 2)
        cross(project, pool.orders[first], pool.orders[second], pool)
        end = justify(project, mirror, pool.child, pool)
        pool.numbers[2] += 1
        place = fittest(pool, -1, 4)
        known = False
        for other in range(len(pool.ends)):
            if pool.ends[other] == end and (pool.orders[other] == pool.child).all():
                known = True
        if end <= pool.ends[place] and not known:
            pool.orders[place] = pool.child
            pool.ends[place] = end


HELPERS = (draw, serial, justify, begin, cross, fittest)
