"""Circles are found, shown as circles, and cut where it costs least."""

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given

from blackstart.estate.cycles import untangle
from tests.estate.made import any_dependencies, dependencies


@pytest.mark.parametrize(
    ("said", "circles", "dropped"),
    [
        (["b needs a for rebuild", "c needs b for data"], [], []),
        (
            ["a needs b for rebuild", "b needs c for test", "c needs a for data"],
            ["a → b → c → a"],
            ["b needs c: test"],
        ),
        (
            ["a needs b for test", "b needs a for rebuild by hand"],
            ["a → b → a"],
            ["b needs a: workaround"],
        ),
        (
            ["a needs b for rebuild", "b needs a for rebuild"],
            ["a → b → a"],
            ["a needs b: rebuild"],
        ),
        (  # two circles through b, and a third that shares nothing with them
            [
                "a needs b for rebuild",
                "b needs a for data",
                "b needs c for rebuild",
                "c needs b for data",
                "y needs z for rebuild",
                "z needs y for test",
                "y needs a for test",
            ],
            ["a → b → a", "b → c → b", "y → z → y"],
            ["b needs a: data", "c needs b: data", "z needs y: test"],
        ),
    ],
)
def test_circles_are_cut_at_their_weakest_place(
    said: list[str], circles: list[str], dropped: list[str]
) -> None:
    """What people bridge by hand goes first, then test, then data, then rebuild."""
    left, cycles = untangle(dependencies(*said))
    assert sorted(cycle.show() for cycle in cycles) == circles
    assert (
        sorted(f"{cycle.service} needs {cycle.needs}: {cycle.strength}" for cycle in cycles)
        == dropped
    )
    assert left.height == len(said) - len(dropped)


def test_a_circle_says_what_the_plan_does_without() -> None:
    """The finding shows the circle, the way out, and that signatures still need the service."""
    _, (by_hand,) = untangle(dependencies("a needs b for test", "b needs a for data by hand"))
    _, (hard,) = untangle(dependencies("a needs b for test", "b needs a for data"))
    assert "people can bridge" in by_hand.finding().message
    assert hard.finding().code == "BS-EST-004"
    assert hard.finding().message == (
        "a → b → a: the plan does not wait for b before a is business-tested. Way out: say that "
        "people bridge it by hand (`workaround`), or take it out if it is wrong; until then nobody "
        "can sign that gate before b is reconnected"
    )


def test_a_long_chain_needs_no_deep_stack() -> None:
    """Five thousand services in one circle are found without recursion."""
    names = [f"s{number:04}" for number in range(5000)]
    said = [f"{name} needs {names[number - 1]} for data" for number, name in enumerate(names)]
    _, (cycle,) = untangle(dependencies(*said))
    assert len(cycle.services) == 5000
    assert (cycle.service, cycle.needs) == ("s0000", "s4999")


@given(any_dependencies())
def test_what_is_left_has_an_order(said: pl.DataFrame) -> None:
    """Nothing is left circular, every circle is real, and only circles lose a dependency."""
    left, cycles = untangle(said)
    edges = set(said.select("service", "needs").rows())
    for cycle in cycles:
        around = (*cycle.services, cycle.services[0])
        assert set(pairwise(around)) <= edges
    dropped = {(cycle.service, cycle.needs) for cycle in cycles}
    kept = left.select("service", "needs").rows()
    assert sorted(edges - dropped) == kept
    open_services = {name for edge in edges for name in edge}
    while free := open_services - {service for service, needs in kept if needs in open_services}:
        open_services -= free
    assert not open_services
