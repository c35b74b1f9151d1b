"""What goes first: the cheapest way to the next thing that is worth having."""

from itertools import permutations
from operator import itemgetter

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.estate.search.urgency import Effort, by_row, effort_left, urgency
from tests.estate.made import chain, dependencies, frame, planned, services, signatures


def effort(**needs: tuple[int, str]) -> Effort:
    """Make services of their hours and the names of what each needs: a=(3, ""), b=(1, "a")."""
    names = tuple(sorted(needs))
    return Effort(
        services=names,
        needs=tuple(tuple(names.index(needed) for needed in needs[name][1]) for name in names),
        minutes=tuple(needs[name][0] * 60 for name in names),
        hours=tuple(float(needs[name][0]) for name in names),
    )


@pytest.mark.parametrize(
    ("made", "wanted", "value", "order"),
    [
        ({}, {}, {}, ""),
        ({"a": (3, ""), "b": (1, "")}, {}, {}, "ba"),  # nothing is known: the quick one
        ({"a": (3, ""), "b": (1, "")}, {"x": "a"}, {"x": 1}, "ab"),  # what is needed, first
        ({"a": (3, ""), "b": (1, "")}, {"x": "a", "y": "b"}, {"x": 4, "y": 1}, "ab"),
        ({"a": (3, ""), "b": (1, "")}, {"x": "a", "y": "b"}, {"x": 2, "y": 1}, "ba"),
        # d is worth most for its own hour, but hangs on nine hours of c
        (
            {"a": (2, ""), "b": (1, "a"), "c": (9, ""), "d": (1, "c")},
            {"x": "b", "y": "d"},
            {"x": 5, "y": 9},
            "abcd",
        ),
        # once a is done for x, z costs one hour only
        (
            {"a": (4, ""), "b": (1, "a"), "c": (1, "a"), "d": (2, "")},
            {"x": "b", "y": "d", "z": "c"},
            {"x": 9, "y": 3, "z": 2},
            "abcd",
        ),
        # within one activity: the longest way first
        ({"a": (1, ""), "b": (2, ""), "c": (9, "a")}, {"x": "bc"}, {"x": 1}, "acb"),
        # a service that is up is passed over
        ({"b": (2, ""), "c": (1, "")}, {"x": "zb"}, {"x": 1}, "bc"),
        # an activity that is worth nothing still goes before what nobody needs
        ({"a": (3, ""), "b": (1, "")}, {"x": "a"}, {"x": 0}, "ab"),
    ],
)
def test_order(
    made: dict[str, tuple[int, str]], wanted: dict[str, str], value: dict[str, int], order: str
) -> None:
    """The order of services with hours and needs, for activities with needs and values."""
    assert urgency(effort(**made), wanted, value) == tuple(order)


@given(
    st.lists(st.tuples(st.integers(0, 9), st.sets(st.integers(0, 5), max_size=3)), max_size=6),
    st.dictionaries(st.sampled_from("xyz"), st.sets(st.sampled_from("abcdef"), min_size=1)),
    st.tuples(*(st.integers(0, 99) for _ in "xyz")),
)
def test_nothing_goes_before_what_it_needs(
    made: list[tuple[int, set[int]]], wanted: dict[str, set[str]], values: tuple[int, ...]
) -> None:
    """Every service stands once in the order, after all that it waits for."""
    said = {
        "abcdef"[place]: (hours, "".join("abcdef"[other] for other in needs if other < place))
        for place, (hours, needs) in enumerate(made)
    }
    needed = {activity: sorted(names) for activity, names in wanted.items()}
    order = urgency(effort(**said), needed, dict(zip("xyz", values, strict=True)))
    assert sorted(order) == sorted(said)
    for service, (_, needs) in said.items():
        assert all(order.index(other) < order.index(service) for other in needs)


def test_the_rule_finds_the_best_order_of_small_estates() -> None:
    """One team, three activities on a shared directory: no order costs less."""
    made = effort(a=(4, ""), b=(1, "a"), c=(6, "a"), d=(3, ""), e=(2, "d"))
    wanted, value = {"x": "b", "y": "c", "z": "e"}, {"x": 30, "y": 24, "z": 20}

    def cost(order: tuple[str, ...]) -> float:
        done = dict.fromkeys(order, 0.0)
        clock = 0.0
        for service in order:
            clock += made.hours[made.services.index(service)]
            done[service] = clock
        return sum(value[activity] * done[wanted[activity]] for activity in wanted)

    feasible = [
        order
        for order in permutations("abcde")
        if order.index("a") < min(order.index("b"), order.index("c"))
        and order.index("d") < order.index("e")
    ]
    assert cost(urgency(made, wanted, value)) == min(map(cost, feasible))


def test_effort_is_what_is_left() -> None:
    """Two people for two hours are 240 minutes; passed gates and up services count no more."""
    rows = frame("gates", *chain("a"), *chain("b", people=2), *chain("c"))
    needs = dependencies("b needs a for data", "b needs c for test", "a needs c for test by hand")
    made = planned(
        services=services("a", "b", "c"),
        gates=rows,
        dependencies=needs,
        teams=frame("teams", {"hours_per_day": 12.0}),
        gate_signatures=signatures("a 4 pass 0", "c 9 pass 0"),
    )
    assert effort_left(made.work) == Effort(
        services=("a", "b"), needs=((), (0,)), minutes=(5 * 120, 9 * 240), hours=(20.0, 36.0)
    )


def test_what_is_begun_goes_first() -> None:
    """A gate that was begun yesterday goes before every other, whatever it is worth."""
    said = {
        "services": services("a", "b"),
        "gates": frame("gates", *chain("a"), *chain("b")),
        "teams": frame("teams", {"people": 1}),
    }
    yesterday = planned(-1, **said).plan
    begun = planned(**said, plan=yesterday.filter(pl.col("service") == "b")).work
    rows = zip(begun.gates.select("service", "gate").rows(), by_row(begun, "ab"), strict=True)
    assert dict(sorted(rows, key=itemgetter(1))[:2]) == {("b", "isolated"): 0, ("a", "isolated"): 9}
