"""The part of the open gates that the search plays: what something valued hangs on.

The others are spare: were they taken up by whoever is free, they would keep people and things for
hours from gates that somebody waits for (`docs/concepts/planner.md` has the figures).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from heapq import heapify, heappop, heappush
from types import MappingProxyType

import polars as pl

from blackstart.estate.activities import Purpose
from blackstart.estate.tables import LAST_GATE
from blackstart.estate.work import Work


def spare(work: Work, why: Purpose, starters: Collection[str]) -> frozenset[int]:
    """Name the rows that nothing valued hangs on, and that are no self-starter's and not begun.

    Args:
        work: the open gates.
        why: what the restart is for; where nothing of any value waits, no row is spare.
        starters: services that need nothing; what they are worth is not in the inventory.
    """
    valued = {one for name, services in why.wanted.items() if why.value[name] for one in services}
    returns = pl.col("service").is_in(sorted(valued)) & (pl.col("gate") == LAST_GATE)
    if work.gates.filter(returns).is_empty():
        return frozenset()
    begun = pl.col("begun_hours").is_not_null()
    wanted = returns | begun | pl.col("service").is_in(sorted(starters))
    rows = work.gates.select(wanted.arg_true()).to_series().to_list()
    return frozenset(range(len(work.before))) - all_before(work, rows)


def all_before(
    work: Work, rows: Collection[int], behind: Mapping[int, int] = MappingProxyType({})
) -> set[int]:
    """Name the rows that have to end for some rows to end, these included.

    Args:
        work: the open gates.
        rows: some of them.
        behind: by row that is kept back, the row behind which it is kept.
    """
    found, new = set(rows), list(rows)
    while new:
        row = new.pop()
        others = (*work.before[row], *([behind[row]] if row in behind else []))
        before = [other for other in others if other not in found]
        found.update(before)
        new.extend(before)
    return found


def without_circles(work: Work, pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Keep rows behind others, pair by pair, as long as nothing waits for itself.

    Args:
        work: the open gates.
        pairs: a row that is kept back, and the one behind which it is kept.
    """
    behind: dict[int, int] = {}
    for row, other in pairs:
        if row not in all_before(work, [other], behind):
            behind[row] = other
    return behind


def needed_rows(work: Work) -> list[int]:
    """Name the rows that are not spare; whatever they wait for is among them."""
    return [row for row in range(len(work.before)) if row not in work.spare]


def spare_in_turn(work: Work, ranks: Sequence[int]) -> list[int]:
    """Name the spare rows, each behind what it waits for, else the most urgent first."""
    waits = {row: len(work.spare.intersection(work.before[row])) for row in work.spare}
    ready, turn = [(ranks[row], row) for row, count in waits.items() if not count], []
    heapify(ready)
    while ready:
        turn.append(heappop(ready)[1])
        for later in work.after[turn[-1]]:
            waits[later] -= 1
            if not waits[later]:
                heappush(ready, (ranks[later], later))
    return turn


def part_of(work: Work, rows: Sequence[int]) -> Work:
    """Cut the open gates down to some rows, upwards, and number these anew."""
    number = {row: place for place, row in enumerate(rows)}

    def cut(lists: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(number[one] for one in lists[row] if one in number) for row in rows)

    bounds = work.bounds
    return Work(
        gates=work.gates[list(rows)],
        before=cut(work.before),
        after=cut(work.after),
        team=tuple(work.team[row] for row in rows),
        people=tuple(work.people[row] for row in rows),
        stretch=tuple(work.stretch[row] for row in rows),
        team_people=work.team_people,
        bounds=replace(
            bounds,
            wants={number[row]: each for row, each in bounds.wants.items() if row in number},
            held={number[row]: until for row, until in bounds.held.items() if row in number},
        ),
        spare=frozenset(number[row] for row in work.spare if row in number),
        behind={
            number[row]: number[other]
            for row, other in work.behind.items()
            if row in number and other in number
        },
    )
