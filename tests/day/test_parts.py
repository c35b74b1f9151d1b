"""The parts desk's step on whole tables: what leaves today, and that nothing leaves twice."""

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from blackstart.base.activity import PARTS
from blackstart.base.clock import SimulatedClock
from blackstart.base.table import Decision
from blackstart.base.today import Mode, Today, today
from blackstart.day.parts import ALLOCATE
from blackstart.day.step import upsert
from blackstart.day.tables import table
from tests.parts.made import days_ago, frame

MORNING = datetime(2025, 9, 25, 6, tzinfo=UTC)


def at(left: int | None, days: int = 0) -> Today:
    """Give the moment of a decision, with what the day can still ship; None: nobody knows."""
    clock = SimulatedClock(MORNING + timedelta(days=days))
    return today(clock, Mode.EXERCISE, {} if left is None else {PARTS: left})


def tables(*orders: dict[str, Any], **other: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Make the tables that the step reads."""
    found = {name: other.get(name, frame(name)) for name in ALLOCATE.reads}
    return {**found, "part_orders": frame("part_orders", *orders)}


def kept(frames: dict[str, pl.DataFrame], decision: Decision) -> dict[str, pl.DataFrame]:
    """Keep the rows of a decision, checked at the door."""
    for name, rows in decision.rows.items():
        assert table(name).schema.is_valid(rows)
    new = {
        name: upsert(frames[name], rows, table(name).key) for name, rows in decision.rows.items()
    }
    return {**frames, **new}


def facts(decision: Decision) -> Any:  # noqa: ANN401 - facts are nested JSON
    """Read a decision's facts."""
    return decision.facts


def test_what_is_there_leaves_and_the_rest_waits() -> None:
    """Five pieces for seven asked: five leave in two shipments, two wait."""
    frames = tables(
        {"line": "a", "quantity": 3},
        {"line": "b", "quantity": 4, "retailer": "R2", "ordered_on": days_ago(20)},
        part_stock=frame("part_stock", {"on_hand": 5}),
    )
    decision = ALLOCATE.decide(frames, at(100))
    assert decision.rows["allocations"].select("line", "quantity").rows() == [("a", 2), ("b", 3)]
    assert decision.takes == {PARTS: 2}
    assert not decision.findings
    assert facts(decision)["pieces"] == {"asked": 7, "back_ordered": 2, "shipped_today": 5}
    assert facts(decision)["now"] == {
        "capacity": 100,
        "lines_possible": 2,
        "lines": 2,
        "shipments": 2,
    }
    assert facts(decision)["unknown"] == []


def test_capacity_counts_order_lines() -> None:
    """One line may still leave: the older one, whole; the other one's pieces stay on the shelf."""
    frames = tables(
        {"line": "a", "quantity": 3},
        {"line": "b", "quantity": 4, "ordered_on": days_ago(20)},
        part_stock=frame("part_stock", {"on_hand": 9}),
    )
    decision = ALLOCATE.decide(frames, at(1))
    assert decision.rows["allocations"].select("line", "quantity").rows() == [("b", 4)]
    assert facts(decision)["now"]["lines_possible"] == 2
    tomorrow = ALLOCATE.decide(kept(frames, decision), at(1, days=1))
    assert tomorrow.rows["allocations"].select("line", "quantity").rows() == [("a", 3)]


def test_unknown_capacity_ships_nothing_and_says_so() -> None:
    """Without a rate nothing leaves and nothing is taken."""
    frames = tables({}, part_stock=frame("part_stock", {"on_hand": 9}))
    decision = ALLOCATE.decide(frames, at(None))
    assert decision.rows["allocations"].is_empty()
    assert decision.takes == {}
    assert facts(decision)["now"]["lines_possible"] == 1
    assert facts(decision)["unknown"] == [
        "The capacity of parts is unknown: nothing is shipped.",
    ]


def test_missing_tables_are_said() -> None:
    """Nothing known: nothing decided, and two sentences say why."""
    decision = ALLOCATE.decide(tables(), at(10))
    assert all(rows.is_empty() for rows in decision.rows.values())
    assert facts(decision)["unknown"] == [
        "No parts orders are known: nobody can tell who waits for parts.",
        "No parts stock is known: nothing can be given.",
    ]


def test_a_delivery_at_noon_leaves_in_a_second_wave() -> None:
    """What comes later on the day goes out in another shipment; the first one does not change."""
    frames = tables({"quantity": 4}, part_stock=frame("part_stock", {"on_hand": 1}))
    morning = ALLOCATE.decide(frames, at(10))
    delivered = frame("part_arrivals", {"quantity": 2})
    after = {**kept(frames, morning), "part_arrivals": delivered}
    noon = ALLOCATE.decide(after, at(9))
    evening = kept(after, noon)
    assert evening["allocations"]["quantity"].sum() == 3
    assert evening["shipments"].height == 2
    assert (
        evening["shipments"].join(morning.rows["shipments"], on=frames["shipments"].columns).height
    )
    assert facts(noon)["lines"]["shipped_today"] == 1


ORDER = st.fixed_dictionaries(
    {
        "retailer": st.sampled_from(("R1", "R2")),
        "part": st.sampled_from(("P1", "P2")),
        "order_class": st.sampled_from(("vor", "daily", "stock")),
        "quantity": st.integers(1, 6),
        "ordered_on": st.integers(-2, 2).map(days_ago),
        "job": st.sampled_from((None, "J1", "J2")),
    }
)
SHELF = st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 3))


@settings(max_examples=40)
@given(orders=st.lists(ORDER, max_size=10), shelf=SHELF, left=st.integers(0, 6))
def test_three_days_never_give_more_than_there_is_and_deciding_again_gives_nothing(
    orders: list[dict[str, Any]], shelf: tuple[int, int, int], left: int
) -> None:
    """Each day twice: the second time nothing is new; at the end no shelf is below nothing."""
    first, second, reserve = shelf
    frames = tables(
        *({**order, "line": f"L{place}"} for place, order in enumerate(orders)),
        part_stock=frame(
            "part_stock",
            {"on_hand": first, "reserve": reserve},
            {"part": "P2", "on_hand": second},
        ),
        part_arrivals=frame("part_arrivals", {"quantity": 3, "due_on": days_ago(-1)}),
    )
    for day in range(3):
        decision = ALLOCATE.decide(frames, at(left, day))
        frames = kept(frames, decision)
        again = ALLOCATE.decide(frames, at(left - decision.takes[PARTS], day))
        assert all(rows.is_empty() for rows in again.rows.values())
        assert again.takes == {PARTS: 0}
        assert {**again.facts, "now": 0} == {**decision.facts, "now": 0}
    by_part = dict(frames["allocations"].group_by("part").agg(pl.col("quantity").sum()).iter_rows())
    assert by_part.get("P1", 0) <= first + 3
    assert by_part.get("P2", 0) <= second
    asked = frames["part_orders"].join(
        frames["allocations"].group_by("line").agg(got=pl.col("quantity").sum()), on="line"
    )
    assert (asked["got"] <= asked["quantity"]).all()
    shipped = frames["allocations"].group_by("shipment").agg(pl.col("quantity").sum())
    pieces = frames["shipments"].select("shipment", quantity="pieces")
    assert shipped.sort("shipment").equals(pieces.sort("shipment"))
