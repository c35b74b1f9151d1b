"""Who gets the pieces: tables in words, and what must hold whatever is ordered."""

from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blackstart.parts.allocate import share_out, within
from blackstart.parts.fair_share import proportional, whole
from blackstart.parts.tables import CLASSES
from tests.parts.made import days_ago, lines, shelf

PARTS = ("P1", "P2", "P3")
ORDERS = st.lists(
    st.fixed_dictionaries(
        {
            "retailer": st.sampled_from(("R1", "R2")),
            "part": st.sampled_from(PARTS),
            "order_class": st.sampled_from(CLASSES),
            "quantity": st.integers(0, 9),
            "ordered_on": st.integers(0, 3).map(days_ago),
            "job": st.sampled_from((None, "J1", "J2", "J3")),
        }
    ),
    max_size=24,
).map(lambda rows: [{**row, "line": f"L{place:02}"} for place, row in enumerate(rows)])
SHELVES = st.dictionaries(
    st.tuples(st.sampled_from(("S1", "S2")), st.sampled_from(PARTS)),
    st.tuples(st.integers(0, 30), st.integers(0, 6)),
).map(
    lambda found: [
        {"site": site, "part": part, "on_hand": on_hand, "reserve": reserve}
        for (site, part), (on_hand, reserve) in sorted(found.items())
    ]
)


def got(shared: pl.DataFrame) -> dict[str, int]:
    """Say how many pieces each line gets, from wherever."""
    return dict(shared.group_by("line").agg(pl.col("quantity").sum()).sort("line").iter_rows())


def ask(line: str, quantity: int, order_class: str = "daily", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any column
    """Name an order line."""
    return {"line": line, "quantity": quantity, "order_class": order_class, **more}


@pytest.mark.parametrize(
    ("asked", "there", "awards"),
    [
        pytest.param([ask("a", 3)], {"on_hand": 5}, {"a": 3}, id="enough"),
        pytest.param([ask("a", 3)], {"on_hand": 0}, {}, id="nothing there"),
        pytest.param(
            [ask("a", 2), ask("b", 4)], {"on_hand": 3}, {"a": 1, "b": 2}, id="in proportion"
        ),
        pytest.param([ask("a", 1), ask("b", 1)], {"on_hand": 1}, {"a": 1}, id="lowest line first"),
        pytest.param(
            [ask("a", 1), ask("b", 1, ordered_on=days_ago(1))],
            {"on_hand": 1},
            {"b": 1},
            id="oldest first",
        ),
        pytest.param(
            [ask("a", 9, "stock"), ask("b", 9), ask("c", 9, "vor")],
            {"on_hand": 12},
            {"b": 3, "c": 9},
            id="classes one after the other",
        ),
        pytest.param(
            [ask("a", 9), ask("b", 9, "vor")],
            {"on_hand": 12, "reserve": 2},
            {"a": 1, "b": 9},
            id="the reserve stays for vehicles off the road",
        ),
        pytest.param(
            [ask("a", 9, "vor")],
            {"on_hand": 5, "reserve": 5},
            {"a": 5},
            id="a vehicle off the road takes the reserve",
        ),
        pytest.param(
            [ask("a", 4, "vor"), ask("b", 2, "vor", job="J1")],
            {"on_hand": 4},
            {"a": 2, "b": 2},
            id="a repair that can be finished goes first",
        ),
        pytest.param(
            [ask("a", 2, "vor", job="J1"), ask("b", 2, "vor")],
            {"on_hand": 1},
            {"a": 1},
            id="what finishes no repair is shared",
        ),
    ],
)
def test_who_gets_what(
    asked: list[dict[str, Any]], there: dict[str, Any], awards: dict[str, int]
) -> None:
    """One part at one centre."""
    assert got(share_out(lines(*asked), shelf(there))) == awards


def test_every_row_says_why() -> None:
    """Who asks why a line got this many reads it in the row."""
    shared = share_out(
        lines(
            ask("a", 1, "vor", job="J7"),
            ask("b", 1, "vor"),
            ask("c", 4),
            ask("d", 6),
        ),
        shelf({"on_hand": 7}),
    )
    assert shared.select("line", "why").rows() == [
        ("a", "vor: repair J7 can be finished with it"),
        ("b", "vor: all that is open is there"),
        ("c", "daily: 2 of 4 open; 5 there for 10 asked, shared in proportion"),
        ("d", "daily: 3 of 6 open; 5 there for 10 asked, shared in proportion"),
    ]


def test_a_line_is_served_from_centre_after_centre() -> None:
    """The first centre by name gives what it has, the next one the rest."""
    shared = share_out(
        lines(ask("a", 3), ask("b", 3)), shelf({"on_hand": 4}, {"site": "S2", "on_hand": 9})
    )
    assert shared.select("line", "site", "quantity", "turn").rows() == [
        ("a", "S1", 3, 1),
        ("b", "S1", 1, 2),
        ("b", "S2", 2, 2),
    ]


def test_what_the_day_can_ship_goes_by_class_and_age() -> None:
    """Two lines may leave: the vehicle off the road and the older daily order, both whole."""
    shared = share_out(
        lines(
            ask("a", 1, "stock", ordered_on=days_ago(30)),
            ask("b", 1),
            ask("c", 3, ordered_on=days_ago(3)),
            ask("d", 1, "vor"),
        ),
        shelf({"on_hand": 4}, {"site": "S2", "on_hand": 9}),
    )
    assert got(within(shared, 2)) == {"c": 3, "d": 1}
    assert within(shared, 0).is_empty()


def test_great_numbers_do_not_wrap() -> None:
    """A billion pieces asked in each of a hundred lines is shared exactly."""
    asked = [ask(f"L{place:03}", 10**9) for place in range(100)]
    there = [{"site": f"S{place:02}", "on_hand": 10**9} for place in range(50)]
    assert set(got(share_out(lines(*asked), shelf(*there))).values()) == {5 * 10**8}


@given(
    claims=st.lists(st.tuples(st.integers(1, 12), st.integers(0, 2)), min_size=1, max_size=9),
    there=st.integers(0, 60),
)
def test_one_part_is_shared_as_the_rule_says(claims: list[tuple[int, int]], there: int) -> None:
    """The computation over all parts equals the rule for one part, line by line."""
    asked = [
        ask(f"L{place}", quantity, ordered_on=days_ago(age))
        for place, (quantity, age) in enumerate(claims)
    ]
    by_age = sorted(asked, key=lambda row: (row["ordered_on"], row["line"]))
    rule = whole(proportional(Fraction(there), [Fraction(row["quantity"]) for row in by_age]))
    expected = {row["line"]: pieces for row, pieces in zip(by_age, rule, strict=True) if pieces}
    assert got(share_out(lines(*asked), shelf({"on_hand": there}))) == dict(
        sorted(expected.items())
    )


@given(orders=ORDERS, shelves=SHELVES)
def test_what_must_hold_whatever_is_ordered(
    orders: list[dict[str, Any]], shelves: list[dict[str, Any]]
) -> None:
    """Never more than asked or there, the reserve kept, nothing held back, class before class."""
    asked, there = lines(*orders), shelf(*shelves)
    shared = share_out(asked, there)
    pieces = got(shared)
    assert all(
        1 <= pieces[row["line"]] <= row["quantity"] for row in orders if row["line"] in pieces
    )
    assert (shared["quantity"] > 0).all()

    taken = shared.join(asked.select("line", "order_class"), on="line")
    for row in shelves:
        here = taken.filter((pl.col("site") == row["site"]) & (pl.col("part") == row["part"]))
        others = here.filter(pl.col("order_class") != "vor")
        left = row["on_hand"] - here["quantity"].sum()
        assert left >= 0
        assert others.is_empty() or left >= row["reserve"]

    for part in PARTS:
        missing = {
            order_class: sum(
                row["quantity"] - pieces.get(row["line"], 0)
                for row in orders
                if row["part"] == part and row["order_class"] == order_class
            )
            for order_class in CLASSES
        }
        served = taken.filter(pl.col("part") == part)["order_class"].unique()
        lowest = max((CLASSES.index(name) for name in served), default=0)
        assert not any(missing[name] for name in CLASSES[:lowest])
        mine = [row for row in shelves if row["part"] == part]
        used = taken.filter(pl.col("part") == part)["quantity"].sum()
        left = sum(row["on_hand"] for row in mine) - used
        assert not missing["vor"] or left == 0
        if missing["daily"] or missing["stock"]:
            assert left <= sum(min(row["reserve"], row["on_hand"]) for row in mine)


@settings(max_examples=40)
@given(orders=ORDERS, shelves=SHELVES, shuffle=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    orders: list[dict[str, Any]],
    shelves: list[dict[str, Any]],
    shuffle: Any,  # noqa: ANN401 - Hypothesis's own
) -> None:
    """Shuffled orders and shelves give the same rows in the same order."""
    before = share_out(lines(*orders), shelf(*shelves))
    shuffle.shuffle(orders)
    shuffle.shuffle(shelves)
    after = share_out(
        lines(*orders).sample(fraction=1, shuffle=True, seed=1), shelf(*shelves).reverse()
    )
    assert before.equals(after)


@given(orders=ORDERS, shelves=SHELVES)
def test_a_finished_repair_lacks_nothing(
    orders: list[dict[str, Any]], shelves: list[dict[str, Any]]
) -> None:
    """Where a row says that a repair can be finished, every line of that repair is whole."""
    shared = share_out(lines(*orders), shelf(*shelves))
    pieces = got(shared)
    finished = shared.filter(pl.col("why").str.contains("finished"))["line"]
    repairs = {(row["retailer"], row["job"]) for row in orders if row["line"] in set(finished)}
    for row in orders:
        if (row["retailer"], row["job"]) in repairs and row["order_class"] == "vor":
            assert pieces.get(row["line"], 0) == row["quantity"]
