"""The kernels at the speed of machine code: see `blackstart.base.compiled`."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np

from blackstart.base.compiled import machine_code
from blackstart.estate.search import dues, gaps, kernels, playing, shortest
from blackstart.estate.search.arrays import Floats, Ints, Tasks
from blackstart.estate.search.kernels import Aim, Dice
from blackstart.estate.work import Work


def tasks_of(work: Work) -> Tasks:
    """Put the open gates into arrays."""
    before, before_first = flat(work.before)
    after, after_first = flat(work.after)
    bounds, rows = work.bounds, range(len(work.before))
    wants, wants_first = flat(tuple(chain(*bounds.wants.get(row, ()))) for row in rows)
    clocks = bounds.clock.first if len(bounds.clock.first) else np.zeros(len(work.team_people) + 1)
    return Tasks(
        waits=np.array([len(before) for before in work.before], dtype=np.int64),
        before=before,
        before_first=before_first,
        after=after,
        after_first=after_first,
        who=np.array([work.team, work.people], dtype=np.int64),
        team_people=np.array(work.team_people, dtype=np.int64),
        wants=np.ascontiguousarray(wants.reshape(-1, 2).T),
        wants_first=wants_first // 2,
        there=np.array(bounds.there, dtype=np.int64),
        held=np.array([bounds.held.get(row, 0.0) for row in rows if bounds.held], dtype=np.float64),
        moments=bounds.clock.moments,
        moments_first=np.append(clocks, clocks[-1]).astype(np.int64),
        behind=np.array([work.behind.get(row, -1) for row in rows], dtype=np.int64),
    )


def flat(lists: Iterable[Sequence[int]]) -> tuple[Ints, Ints]:
    """Put lists into one array; the second array tells where each begins, and the end."""
    kept = list(lists)
    first = np.concatenate(([0], np.cumsum([len(each) for each in kept])))
    return np.array([one for each in kept for one in each], dtype=np.int64), first.astype(np.int64)


def ends(tasks: Tasks, key: Floats, hours: Floats) -> Floats:
    """Play the restart in every scenario.

    Args:
        tasks: the open gates.
        key: by row, its urgency; the smallest goes first.
        hours: elapsed hours; shape [scenario, row].

    Returns:
        Hours after the plan's day began at which each row ends; shape [scenario, row].
    """
    made: Floats = times(tasks, key, hours)[1]
    return made


def times(tasks: Tasks, key: Floats, hours: Floats) -> Floats:
    """Play the restart in every scenario, as `ends`; starts and ends, shape [2, scenario, row]."""
    made = np.empty((2, *hours.shape))
    compiled(playing.play_all)(tasks, key, np.ascontiguousarray(hours), made)
    return made


def fill(tasks: Tasks, turn: Ints, hours: Floats, times: Floats) -> None:
    """Give spare gates their times; see `blackstart.estate.search.gaps.fill_all`."""
    compiled(gaps.fill_all)(tasks, turn, np.ascontiguousarray(hours), times)


def search(
    tasks: Tasks, aim: Aim, hours: Floats, key: Floats, dice: Dice, plays: int, warmth: float
) -> float:
    """Improve an order of urgency in place; see `blackstart.estate.search.kernels.search`."""
    each = np.ascontiguousarray(hours)  # code is made for one layout only: seconds saved
    best: float = compiled(kernels.search)(tasks, aim, each, key, dice, plays, warmth)
    return best


def ways(tasks: Tasks, aim: Aim, turn: Ints, hours: Floats) -> Floats:
    """Measure ways to returns; see `blackstart.estate.search.dues.ways`."""
    way = np.zeros(len(aim.closure))
    compiled(dues.ways)(tasks, aim, turn, hours, way)
    return way


def search_dues(
    tasks: Tasks, aim: Aim, hours: Floats, due: dues.Dues, dice: Dice, plays: int, warmth: float
) -> Floats:
    """Improve due times in place; give the urgency of each row that follows."""
    each, key = np.ascontiguousarray(hours), np.empty(len(tasks.waits))
    compiled(dues.search_dues)(tasks, aim, each, due, dice, plays, warmth)
    compiled(dues.urge)(aim, due.due, due, key)
    return key


def prepare() -> None:
    """Compile what plans need, once for an installation."""
    few = Tasks(
        waits=np.zeros(1, np.int64),
        before=np.zeros(0, np.int64),
        before_first=np.zeros(2, np.int64),
        after=np.zeros(0, np.int64),
        after_first=np.zeros(2, np.int64),
        who=np.array([[0], [1]]),
        team_people=np.ones(1, np.int64),
        wants=np.zeros((2, 0), np.int64),
        wants_first=np.zeros(2, np.int64),
        there=np.zeros(0, np.int64),
        held=np.zeros(0),
        moments=np.zeros((2, 0)),
        moments_first=np.zeros(3, np.int64),
        behind=np.full(1, -1),
    )
    one, first, key = np.zeros(1, np.int64), np.arange(2), np.zeros(1)
    aim = Aim(np.ones(1), one, first, one, first, np.ones(1), one, first)
    fill(few, one, np.ones((1, 1)), times(few, key, np.ones((1, 1))))
    dice = Dice(np.zeros((1, 6)), np.zeros(1))
    search(few, aim, np.ones((1, 1)), key, dice, 1, 0.0)
    due = dues.Dues(np.ones(1), ways(few, aim, one, np.ones(1)), np.ones(1))
    search_dues(few, aim, np.ones((1, 1)), due, dice, 1, 0.0)


def compiled(kernel: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a kernel, or find it compiled."""
    return machine_code(
        kernel, *playing.HELPERS, *kernels.HELPERS, *dues.HELPERS, *shortest.HELPERS, *gaps.HELPERS
    )
