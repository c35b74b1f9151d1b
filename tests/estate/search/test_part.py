"""What something valued hangs on is played alone at first, as it is played among all."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.estate.bounds import Bounds
from blackstart.estate.search import compiled
from blackstart.estate.search.kernels import Aim
from blackstart.estate.search.part import needed, part_of
from blackstart.estate.work import Work
from tests.estate.bound_work import bound_works
from tests.estate.test_schedule import Gate, work

# The second row hangs on the first, the last on both; nothing valued hangs on the third.
FOUR: list[Gate] = [(2.0, 0, 1, ()), (3.0, 0, 1, (0,)), (4.0, 1, 1, ()), (1.0, 1, 1, (1, 0))]
LAST_ONE = Aim(
    value=np.ones(1),
    last=np.array([3]),
    last_first=np.array([0, 1]),
    closure=np.array([0, 1, 3]),
    closure_first=np.array([0, 3]),
    chance=np.ones(1),
    service=np.array([0, 0, 1, 2]),
    service_first=np.array([0, 2, 3, 4]),
)


@pytest.mark.parametrize(("begun", "rows"), [([], [0, 1, 3]), ([2], [0, 1, 2, 3])])
def test_what_something_valued_hangs_on(begun: list[int], rows: list[int]) -> None:
    """What is begun keeps people busy, whatever it is worth."""
    key = np.arange(4.0)
    key[begun] = -np.inf
    assert needed(LAST_ONE, key).tolist() == rows


def test_rows_are_numbered_anew() -> None:
    """Lists, services, things and holds are those of the rows that are left."""
    bounds = Bounds(there=(2, 5), wants={2: ((0, 1),), 3: ((0, 2), (1, 4))}, held={3: 30.0})
    tasks = compiled.tasks_of(replace(work(*FOUR, teams=(2, 1)), bounds=bounds))
    fewer, goal = part_of(tasks, LAST_ONE, np.array([0, 1, 3]))
    assert (fewer.waits.tolist(), fewer.before.tolist()) == ([0, 1, 2], [0, 1, 0])
    assert (fewer.after.tolist(), fewer.after_first.tolist()) == ([1, 2, 2], [0, 2, 3, 3])
    assert (fewer.who.tolist(), fewer.held.tolist()) == ([[0, 0, 1], [1, 1, 1]], [0.0, 0.0, 30.0])
    assert (fewer.wants.tolist(), fewer.wants_first.tolist()) == ([[0, 1], [2, 4]], [0, 0, 0, 2])
    assert (goal.last.tolist(), goal.closure.tolist()) == ([2], [0, 1, 2])
    assert (goal.service.tolist(), goal.service_first.tolist()) == ([0, 0, 1], [0, 2, 3])


@given(bound_works())
def test_the_part_with_all_rows_is_the_whole(drawn: tuple[Work, list[int], list[float]]) -> None:
    """With things, holds and shifts: nothing is lost on the way."""
    tasks = compiled.tasks_of(drawn[0])
    aim = LAST_ONE._replace(
        last=np.array([0]),
        closure=np.array([0]),
        closure_first=np.array([0, 1]),
        service=np.arange(len(tasks.waits)),
        service_first=np.arange(len(tasks.waits) + 1),
    )
    made = part_of(tasks, aim, np.arange(len(tasks.waits)))
    for ours, theirs in zip((*made[0], *made[1]), (*tasks, *aim), strict=True):
        assert (ours.dtype, ours.tolist()) == (theirs.dtype, theirs.tolist())


@given(st.permutations(range(4)))
def test_the_part_is_played_as_the_whole_without_the_others(places: list[int]) -> None:
    """What others do is nothing to it where they have people of their own."""
    gates, key = [*FOUR[:2], (4.0, 2, 1, ()), FOUR[3]], np.array(places, dtype=np.float64)
    tasks = compiled.tasks_of(work(*gates, teams=(2, 1, 1)))
    hours, rows = np.array([[gate[0] for gate in gates]]), np.array([0, 1, 3])
    fewer, _ = part_of(tasks, LAST_ONE, rows)
    whole = compiled.ends(tasks, key, hours)[:, rows]
    assert compiled.ends(fewer, key[rows], hours[:, rows]).tolist() == whole.tolist()
