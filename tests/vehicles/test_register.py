"""The queue of registrations: who may go, who is blocked and why, who goes first."""

from typing import Any

import polars as pl
import pytest

from blackstart.vehicles.register import queue, submit
from blackstart.vehicles.tables import Registrations
from tests.vehicles.made import DAY, cars, days_ago, frame, vin

# Sold and wholesaled before the stop.
READY = {"sold_on": days_ago(5), "wholesaled_on": days_ago(40)}
TOMORROW = days_ago(-1)


def line_up(*rows: dict[str, Any], done: pl.DataFrame | None = None) -> pl.DataFrame:
    """Line up cars that are ready where a row says nothing else."""
    known = frame("registrations") if done is None else done
    ready = cars(*({**READY, **row} for row in rows))
    return queue(ready, frame("wholesale_invoices"), known, DAY)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"market": "DE"}, id="another country's register"),
        pytest.param({"sold_on": None}, id="nobody bought it"),
        pytest.param({"sold_on": TOMORROW}, id="sold tomorrow"),
        pytest.param({"built_on": TOMORROW}, id="not built"),
        pytest.param({"registered_on": days_ago(30)}, id="registered before the stop"),
    ],
)
def test_who_does_not_stand_in_the_queue(row: dict[str, Any]) -> None:
    """Only cars sold in the United Kingdom and not registered wait."""
    assert line_up(row).is_empty()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, None),
        ({"co2_g_per_km": 0}, None),
        ({"wholesaled_on": None}, "not wholesaled: sold out of trust if it were registered"),
        (
            {"wholesaled_on": TOMORROW},
            "not wholesaled: sold out of trust if it were registered",
        ),
        ({"hold": "recall"}, "on hold"),
        ({"list_price_minor": None}, "list price missing: DVLA rejects it"),
        ({"co2_g_per_km": None}, "CO2 missing: no rate of duty without it"),
        (
            {"hold": "recall", "list_price_minor": None},
            "on hold; list price missing: DVLA rejects it",
        ),
    ],
)
def test_what_blocks_a_registration(row: dict[str, Any], reason: str | None) -> None:
    """All reasons are named; an electric car's CO2 of 0 is known."""
    assert line_up(row)["reason"].to_list() == [reason]


def test_an_invoice_of_today_opens_the_way() -> None:
    """A car that was wholesaled since the stop is not blocked for that."""
    row = {**READY, "wholesaled_on": None}
    found = queue(cars(row), frame("wholesale_invoices", {}), frame("registrations"), DAY)
    assert found["reason"].to_list() == [None]


def test_promised_first_then_sold_first_then_vin() -> None:
    """An unknown promise comes after every known one."""
    found = line_up(
        {},
        {"sold_on": days_ago(9)},
        {"promised_on": TOMORROW},
        {"promised_on": DAY},
        {},
    )
    assert found["vin"].to_list() == [vin(place) for place in (4, 3, 2, 1, 5)]


def test_what_the_day_allows_is_submitted_and_the_rest_is_ranked() -> None:
    """One goes, two wait in order, the blocked one has no place."""
    rows = submit(
        line_up({}, {"hold": "recall"}, {}, {"promised_on": DAY}), frame("registrations"), DAY, 1
    )
    assert Registrations.is_valid(rows)
    assert rows.rows() == [
        (vin(1), 1, "waiting", None, None),
        (vin(2), 0, "blocked", "on hold", None),
        (vin(3), 2, "waiting", None, None),
        (vin(4), 0, "submitted", None, DAY),
    ]


def test_a_submitted_car_is_never_submitted_again() -> None:
    """Who has left the queue by a submission does not come back."""
    done = frame("registrations", {"state": "submitted", "rank": 0, "submitted_on": days_ago(1)})
    found = line_up({}, {}, done=done)
    assert found["vin"].to_list() == [vin(2)]
    assert submit(found, done, DAY, 0)["vin"].to_list() == [vin(2)]


def test_a_car_that_is_no_longer_sold_is_withdrawn() -> None:
    """A waiting row whose sale was taken back says so, and does so only once in effect."""
    before = frame("registrations", {})
    rows = submit(line_up({"sold_on": None}), before, DAY, 9)
    withdrawn = (
        vin(1),
        0,
        "withdrawn",
        "registered, or no longer sold in the United Kingdom",
        None,
    )
    assert rows.rows() == [withdrawn]
    assert submit(line_up({"sold_on": None}), rows, DAY, 9).equals(rows)
