"""The vehicle desk's two steps on whole tables: one invoice and one registration per car, ever."""

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from blackstart.base.activity import REGISTRATION
from blackstart.base.activity import WHOLESALE as WHOLESALING
from blackstart.base.clock import SimulatedClock
from blackstart.base.table import Decision
from blackstart.base.today import Mode, Today, today
from blackstart.day.step import Step, upsert
from blackstart.day.tables import table
from blackstart.day.vehicles import REGISTER, WHOLESALE
from tests.vehicles.made import cars, days_ago, frame, vin

MORNING = datetime(2025, 9, 25, 6, tzinfo=UTC)


def at(days: int = 0, **left: int) -> Today:
    """Give the moment of a decision, with what the day still allows."""
    return today(SimulatedClock(MORNING + timedelta(days=days)), Mode.EXERCISE, left)


def tables(*rows: dict[str, Any], **other: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Make the tables that the steps read, with one retailer."""
    empty = {name: frame(name) for name in {*WHOLESALE.reads, *REGISTER.reads}}
    return {**empty, "retailers": frame("retailers", {}), "vehicles": cars(*rows), **other}


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


def test_the_day_invoices_what_it_can() -> None:
    """Two of three cars get an invoice: the sold one first; the third one waits."""
    frames = tables({}, {"net_minor": 9_000_000}, {"sold_on": days_ago(1)})
    decision = WHOLESALE.decide(frames, at(wholesale=2))
    rows = decision.rows["wholesale_invoices"]
    assert rows.select("vin", "number").rows() == [(vin(2), "W-000002"), (vin(3), "W-000001")]
    assert decision.takes == {WHOLESALING: 2}
    assert facts(decision)["not_wholesaled"] == 1
    assert facts(decision)["cash_expected"] == {"GBP": "160000.00"}
    assert facts(decision)["now"] == {"capacity": 2, "invoices": 2}


def test_wholesale_opens_registration_on_the_same_day() -> None:
    """A sold car is blocked until it is wholesaled, and submitted afterwards."""
    frames = tables({"sold_on": days_ago(1)})
    blocked = REGISTER.decide(frames, at(registration=5))
    assert facts(blocked)["blocked"] == 1
    after = kept(kept(frames, blocked), WHOLESALE.decide(frames, at(wholesale=5)))
    decision = REGISTER.decide(after, at(registration=5))
    assert decision.takes == {REGISTRATION: 1}
    assert facts(decision)["submitted_today"] == 1
    assert facts(decision)["blocked"] == 0


@pytest.mark.parametrize(("step", "desk"), [(WHOLESALE, WHOLESALING), (REGISTER, REGISTRATION)])
def test_unknown_capacity_takes_nothing_and_says_so(step: Step, desk: str) -> None:
    """Without a rate the queue is shown and nothing leaves."""
    ready = {"sold_on": days_ago(1), "wholesaled_on": days_ago(40)}
    decision = step.decide(tables({}, ready), at())
    assert decision.takes == {}
    assert any(f"capacity of {desk} is unknown" in words for words in facts(decision)["unknown"])


def test_missing_tables_are_said() -> None:
    """No cars and no retailers: nothing decided, and sentences say why."""
    frames = tables(retailers=frame("retailers"))
    decision = WHOLESALE.decide(frames, at(wholesale=5))
    assert decision.rows["wholesale_invoices"].is_empty()
    assert facts(decision)["unknown"] == [
        "No vehicles are known: nobody can tell which cars wait.",
        "No retailers are known: nobody can be invoiced.",
    ]
    assert facts(REGISTER.decide(frames, at(registration=5)))["unknown"] == [
        "No vehicles are known: nobody can tell which cars wait.",
    ]


@pytest.mark.parametrize(("step", "desk"), [(WHOLESALE, WHOLESALING), (REGISTER, REGISTRATION)])
def test_deciding_again_decides_nothing_new(step: Step, desk: str) -> None:
    """Three days, each decided twice: no car twice, and the second time the same figures."""
    fleet = [{"sold_on": days_ago(place), "wholesaled_on": None} for place in range(4)]
    if step is REGISTER:
        fleet = [{**car, "wholesaled_on": days_ago(40)} for car in fleet]
    frames = tables(*fleet, {"hold": "recall", "sold_on": days_ago(1)})
    for day in range(3):
        decision = step.decide(frames, at(day, **{desk: 2}))
        frames = kept(frames, decision)
        again = step.decide(frames, at(day, **{desk: 2 - decision.takes[desk]}))
        assert again.takes == {desk: 0}
        assert kept(frames, again)[next(iter(again.rows))].equals(frames[next(iter(again.rows))])
        assert {**again.facts, "now": 0} == {**decision.facts, "now": 0}
        assert decision.takes[desk] == (2, 2, 0)[day]
