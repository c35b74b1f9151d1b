"""No plan loses less than the bound says."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench._restart_bound import lower_bound
from blackstart.estate.search import compiled
from blackstart.estate.search.anneal import aim_of, losses
from blackstart.estate.search.kernels import Aim
from tests.estate.made import chain, dependencies, frame, planned, services
from tests.estate.test_schedule import Gate, work


def aim_for(*values: float) -> Aim:
    """Value the first gates one by one; all of them can move."""
    rows, first = np.arange(len(values)), np.arange(len(values) + 1)
    return Aim(
        value=np.array(values),
        last=rows,
        last_first=first,
        closure=rows,
        closure_first=first,
        chance=np.cumsum(values) / sum(values),
        service=rows,
        service_first=first,
    )


def test_on_one_machine_the_bound_is_met() -> None:
    """Values as the hours, one person: every order loses the same, and the bound is that."""
    gates: list[Gate] = [(1.0, 0, 1, ()), (2.0, 0, 1, ()), (4.0, 0, 1, ())]
    tasks, hours = compiled.tasks_of(work(*gates, teams=(1,))), np.array([1.0, 2.0, 4.0])
    aim = aim_for(1.0, 2.0, 4.0)
    assert lower_bound(tasks, aim, hours, 1) == pytest.approx(1 + 4 + 16)
    assert lower_bound(tasks, aim, hours, 20) == pytest.approx(1 * 1 + 2 * 3 + 4 * 7, rel=1e-3)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 5), st.integers(0, 1), st.integers(0, 2), st.sets(st.integers(0, 4))
        ),
        min_size=2,
        max_size=5,
    ),
    st.lists(st.integers(1, 9), min_size=5, max_size=5),
)
def test_no_order_is_better(drawn: list[tuple[int, int, int, set[int]]], values: list[int]) -> None:
    """All orders of a few gates, tried one by one, lose at least as much."""
    gates: list[Gate] = [
        (float(hours), team, people, tuple(sorted(other for other in before if other < row)))
        for row, (hours, team, people, before) in enumerate(drawn)
    ]
    tasks, aim = compiled.tasks_of(work(*gates, teams=(2, 3))), aim_for(*values[: len(gates)])
    hours = np.array([gate[0] for gate in gates])
    orders = permutations(np.arange(float(len(gates))))
    least = min(
        losses(aim, compiled.ends(tasks, np.array(order), hours[np.newaxis]))[0] for order in orders
    )
    assert lower_bound(tasks, aim, hours, 10) <= least * (1 + 1e-9)


def test_the_bound_of_an_estate() -> None:
    """Two services, one after the other: the plan is the best there is, and the bound says so."""
    made = planned(
        services=services("a", "b"),
        gates=frame("gates", *chain("a"), *chain("b")),
        dependencies=dependencies("b needs a for rebuild"),
        teams=frame("teams", {"people": 2}),
    )
    aim = aim_of(made.work, {"x": ("b",)}, {"x": 3})
    assert aim is not None
    hours = np.array(made.work.elapsed(made.work.gates["hours_likely"].to_list()))
    assert lower_bound(compiled.tasks_of(made.work), aim, hours, 5) == pytest.approx(3 * 32)
