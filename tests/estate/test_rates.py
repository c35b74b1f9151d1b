"""An activity runs restored when all its services are up, and never by wishful thinking."""

from datetime import date

import polars as pl
import pytest

from blackstart.estate.rates import quota, rate, return_days
from blackstart.estate.tables import Rates
from tests.estate.made import DAY, chain, day, frame, planned, services, signatures

NEEDS = frame("activity_needs", {"service": "erp"}, {"service": "bank"})


@pytest.mark.parametrize(
    ("up", "boosted_from", "rate_manual", "mode", "units"),
    [
        ((), None, 10, "manual", 10),
        (("erp",), None, 10, "manual", 10),
        (("erp",), DAY, 0, "down", 0),
        (("erp", "bank", "mail"), None, 0, "restored", 100),
        (("erp", "bank"), day(1), 10, "restored", 100),
        (("erp", "bank"), DAY, 10, "boosted", 150),
    ],
)
def test_modes(
    up: tuple[str, ...], boosted_from: date | None, rate_manual: int, mode: str, units: int
) -> None:
    """Which services are up, from when a boost is paid, what people can do on paper."""
    row = {"boosted_from": boosted_from, "rate_manual": rate_manual}
    runs = rate(frame("activities", row), NEEDS, up, DAY)
    assert runs.rows() == [("paying", mode, units)]


def test_an_activity_without_needs_is_run_by_hand() -> None:
    """Nobody can say that it is back, whatever is up."""
    runs = rate(frame("activities", {"activity": "mail"}, {}), NEEDS, ("erp", "bank"), DAY)
    assert runs.rows() == [("mail", "manual", 10), ("paying", "restored", 100)]


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ([], (100, 0)),
        ([{"used": 7}], (100, 7)),
        ([{"rate": 150, "used": 120}], (120, 120)),  # boosted this morning, restored now
        ([{"day": day(-1), "used": 9}], (100, 0)),
    ],
)
def test_what_is_used_stays_used(kept: list[dict[str, int]], expected: tuple[int, int]) -> None:
    """A quota never falls below what has been taken of it on that day."""
    runs = rate(frame("activities", {}), NEEDS, ("erp", "bank"), DAY)
    rows = quota(runs, frame("rates", *kept), DAY)
    assert rows.select("rate", "used").rows() == [expected]
    assert Rates.is_valid(rows)


def test_an_activity_returns_with_the_last_of_its_services() -> None:
    """Days of return come from the plan; one that needs nothing known has none."""
    needs = frame(
        "activity_needs",
        {"service": "a"},
        {"service": "b"},
        {"activity": "parts", "service": "a"},
    )
    made = planned(
        services=services("a", "b"),
        gates=frame("gates", *chain("a"), *chain("b")),
        activities=frame("activities", {}, {"activity": "parts"}, {"activity": "mail"}),
        activity_needs=needs,
        gate_signatures=signatures("a 9 pass -2"),
        teams=frame("teams", {}),
    )
    assert return_days(made.plan, needs).rows() == [
        ("parts", -48.0, day(-2)),
        ("paying", 18.0, DAY),
    ]
    assert made.plan.filter(pl.col("state") == "planned")["service"].unique().to_list() == ["b"]
