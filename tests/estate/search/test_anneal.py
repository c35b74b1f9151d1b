"""A better order is found, the same one each time, and what is begun is not overtaken."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from blackstart.estate.search import anneal as annealing
from blackstart.estate.search import compiled
from blackstart.estate.search.anneal import aim_of, anneal, keys, losses, ranks
from blackstart.estate.search.kernels import Aim
from tests.estate.made import chain, dependencies, frame, planned, services
from tests.estate.test_schedule import Gate, work

SAID = {
    "services": services("a", "b", "c"),
    "gates": frame("gates", *chain("a"), *chain("b"), *chain("c", hours_likely=1.0)),
    "dependencies": dependencies("b needs a for data"),
    "teams": frame("teams", {"people": 1}),
}


def test_the_search_finds_what_is_worth_more() -> None:
    """From the worst order of two services, it comes to the best; twice the same."""
    left = planned(**SAID).work
    aim = aim_of(left, {"x": ("b",), "y": ("c", "up")}, {"x": 1, "y": 50})
    assert aim is not None
    tasks, hours = (
        compiled.tasks_of(left),
        np.array([left.elapsed(left.gates["hours_likely"].to_list())]),
    )
    worst = keys(left, range(27))
    found = anneal(tasks, aim, hours, worst, 400, 7)
    before, after = (losses(aim, compiled.ends(tasks, key, hours)) for key in (worst, found.key))
    assert before.tolist() == [36 + 50 * 45]
    assert after.tolist() == [45 + 50 * 9]
    assert found.behind.tolist() == [-1] * 27  # nobody has to be kept back here
    again = anneal(tasks, aim, hours, worst, 400, 7)
    assert found.key.tolist() == again.key.tolist()


def test_a_search_in_rounds_is_no_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Due times and gates in turn, several times over."""
    monkeypatch.setattr(annealing, "PLAYS_A_ROUND", 100)
    left = planned(**SAID).work
    aim = aim_of(left, {"x": ("b",), "y": ("c",)}, {"x": 1, "y": 50})
    assert aim is not None
    tasks, worst = compiled.tasks_of(left), keys(left, range(27))
    hours = np.array([left.elapsed(left.gates["hours_likely"].to_list())])
    found = anneal(tasks, aim, hours, worst, 400, 7).key
    assert losses(aim, compiled.ends(tasks, found, hours)).tolist() == [45 + 50 * 9]


def test_nobody_is_kept_back_for_nothing() -> None:
    """A wait that saves nothing is left out; one that saves something stays."""
    gates: list[Gate] = [(2.0, 1, 1, ()), (1.0, 0, 1, (0,)), (9.0, 0, 1, ()), (1.0, 1, 1, (2,))]
    tasks = compiled.tasks_of(replace(work(*gates, teams=(1, 1)), behind={2: 0, 3: 0}))
    one, first = np.array([1]), np.array([0, 1])
    aim = Aim(np.ones(1), one, first, one, first, np.ones(1), np.arange(4), np.arange(5))
    hours = np.array([[gate[0] for gate in gates]])
    found = annealing.anneal(tasks, aim, hours, np.arange(4.0), 1, 1)
    assert found.behind.tolist() == [-1, -1, 0, -1]
    assert tasks.behind.tolist() == [-1, -1, 0, 0]


def test_what_the_restart_is_for() -> None:
    """Without value, or with nothing to wait for, there is nothing to search for."""
    left = planned(**SAID).work
    assert aim_of(left, {"x": ("up",), "y": ("c",)}, {"x": 5, "y": 0}) is None
    aim = aim_of(left, {"x": ("b",), "y": ("up",)}, {"x": 5, "y": 9})
    assert aim is not None
    assert (aim.value.tolist(), aim.last.tolist(), aim.service_first.tolist()) == (
        [5.0],
        [17],
        [0, 9, 18, 27],
    )
    assert aim.closure.tolist() == list(range(18))


def test_what_is_begun_stays_first() -> None:
    """A gate that was begun yesterday is not the search's to move, whatever else is worth."""
    yesterday = planned(-1, **SAID).plan.filter(pl.col("service") == "c")
    left = planned(**SAID, plan=yesterday).work
    aim = aim_of(left, {"x": ("b",), "y": ("c",)}, {"x": 900, "y": 1})
    assert aim is not None
    (begun,) = left.gates.with_row_index().filter(pl.col("begun_hours").is_not_null())["index"]
    assert begun not in aim.closure
    hours = np.array([left.elapsed(left.gates["hours_likely"].to_list())])
    found = anneal(compiled.tasks_of(left), aim, hours, keys(left, range(27)), 300, 7).key
    assert ranks(found)[begun] == 0
