"""Due times and leads give back the order that they were read from, and a better one is found."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blackstart.estate.search import compiled, dues, kernels
from blackstart.estate.search.kernels import Aim, Dice
from blackstart.estate.search.leads import dues_of
from tests.estate.search.test_kernels import small
from tests.estate.test_schedule import Gate, work


def thrown(moves: int) -> Dice:
    """Throw dice for some moves."""
    random = np.random.default_rng(4)
    return Dice(even=random.random((moves, 6)), patience=random.standard_exponential(moves))


@settings(max_examples=30)
@given(st.permutations(range(30)), st.integers(0, 3))
def test_due_times_give_back_the_order(places: list[int], begun: int) -> None:
    """Of what activities hang on, and of the rest behind it; what is begun stays in front."""
    tasks, aim, hours, _ = small(3)
    key = np.array(places) / 30
    hanging = np.unique(aim.closure)
    apart = np.setdiff1d(np.arange(30), hanging)
    key[apart[:begun]] = -np.inf
    read = dues_of(tasks, aim, hours[0], key)
    again = np.empty(30)
    dues.urge(aim, read.due, read, again)
    assert np.argsort(again[hanging]).tolist() == np.argsort(key[hanging]).tolist()
    assert np.isneginf(again[apart[:begun]]).all()
    assert (again[apart[begun:]] > again[hanging].max()).all()


def test_the_way_to_a_return() -> None:
    """The second gate waits for the first; both ways end with the third; one hangs on nothing."""
    gates: list[Gate] = [
        (2.0, 0, 1, ()),
        (3.0, 0, 1, (0,)),
        (1.0, 1, 1, (1, 0)),
        (9.0, 1, 1, (0,)),
    ]
    tasks, rows = compiled.tasks_of(work(*gates, teams=(2, 1))), np.arange(3)
    last, first = np.array([2]), np.array([0, 1])
    aim = Aim(np.ones(1), last, first, rows, np.array([0, 3]), np.ones(1), rows, np.arange(4))
    hours, turn, way = np.array([2.0, 3.0, 1.0, 9.0]), np.arange(4), np.zeros(3)
    dues.ways(tasks, aim, turn, hours, way)
    assert way.tolist() == [6, 4, 1]
    assert compiled.ways(tasks, aim, turn, hours).tolist() == [6, 4, 1]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (0.1, [1 + 0.08 * np.log(2), 2.0]),
        (0.7, [2.0, 1.0]),
        (0.9, [2 + 0.01 * np.log(2), 2.0]),
    ],
)
def test_what_a_move_does(kind: float, found: list[float]) -> None:
    """Later by itself, in the other one's place, beside the other one."""
    due = np.array([1.0, 2.0])
    trial = due.copy()
    dues.shift(due, trial, 1.0, np.array([0.0, 0.9, kind, 0.6, 0.5, 0.0]))
    assert trial.tolist() == pytest.approx(found)


def test_a_better_order_is_found_with_and_without_a_compiler() -> None:
    """Same chance, same due times; less is lost than under those at the beginning."""
    tasks, aim, hours, key = small(3)
    read = [dues_of(tasks, aim, hours.mean(axis=0), key) for _ in range(2)]
    least = dues.search_dues(tasks, aim, hours, read[0], thrown(600), 600, 1e-2)
    fast = compiled.search_dues(tasks, aim, hours, read[1], thrown(600), 600, 1e-2)
    assert read[0].due.tolist() == read[1].due.tolist()
    found = compiled.ends(tasks, fast, hours)
    assert np.isclose(least, np.mean([kernels.lost(aim, end) for end in found]))
    first = compiled.ends(tasks, key, hours)
    assert least < np.mean([kernels.lost(aim, end) for end in first])
