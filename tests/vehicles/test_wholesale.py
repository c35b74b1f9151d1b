"""Which cars are invoiced, in which order, under which number."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.base.money import AMOUNT_MINOR_MAX
from blackstart.vehicles.tables import WholesaleInvoices
from blackstart.vehicles.wholesale import bill, in_turn, unbilled
from tests.vehicles.made import DAY, cars, days_ago, frame, vin

ONE_RETAILER = frame("retailers", {})
TOMORROW = days_ago(-1)


def waiting(*rows: dict[str, Any], invoices: pl.DataFrame | None = None) -> pl.DataFrame:
    """Find the cars without an invoice."""
    known = frame("wholesale_invoices") if invoices is None else invoices
    return unbilled(cars(*rows), ONE_RETAILER, known, DAY)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"built_on": TOMORROW}, id="not built yet"),
        pytest.param({"wholesaled_on": days_ago(40)}, id="wholesaled before the stop"),
    ],
)
def test_cars_that_wait_for_no_invoice(row: dict[str, Any]) -> None:
    """What is not built, and what was wholesaled before the stop, is left alone."""
    assert waiting(row).is_empty()


@pytest.mark.parametrize(
    ("row", "blocked"),
    [
        ({}, None),
        ({"paid_on": TOMORROW}, None),
        ({"hold": "recall"}, "on hold"),
        ({"hold": "CoC missing", "retailer": None}, "on hold"),
        ({"paid_on": DAY}, "BS-VEH-004"),
        ({"retailer": None}, "BS-VEH-001"),
        ({"retailer": "R9"}, "BS-VEH-002"),
        ({"net_minor": 0}, "BS-VEH-003"),
        ({"net_minor": AMOUNT_MINOR_MAX, "tax_minor": 1}, "BS-VEH-003"),
    ],
)
def test_what_blocks_a_car(row: dict[str, Any], blocked: str | None) -> None:
    """The first reason in the list blocks; a hold is somebody's decision and comes first."""
    assert waiting(row)["blocked"].to_list() == [blocked]


def test_an_invoiced_car_is_never_invoiced_again() -> None:
    """A car with a wholesale invoice is not found a second time."""
    assert waiting({}, {}, invoices=frame("wholesale_invoices", {}))["vin"].to_list() == [vin(2)]


@pytest.mark.parametrize(
    ("rows", "order"),
    [
        pytest.param([{}, {"sold_on": days_ago(3)}], [2, 1], id="a customer waits"),
        pytest.param([{}, {"sold_on": TOMORROW, "net_minor": 1}], [1, 2], id="sold tomorrow"),
        pytest.param(
            [
                {"sold_on": days_ago(3)},
                {"sold_on": days_ago(1), "promised_on": TOMORROW},
                {"sold_on": days_ago(1), "promised_on": DAY},
            ],
            [3, 2, 1],
            id="promised first, unknown promise last",
        ),
        pytest.param([{"net_minor": 4}, {"net_minor": 9}], [2, 1], id="more cash first"),
        pytest.param(
            [{}, {"promised_on": DAY, "net_minor": 9}], [1, 2], id="no promise without a sale"
        ),
        pytest.param([{}, {"built_on": days_ago(60)}], [2, 1], id="the oldest first"),
        pytest.param([{}, {}], [1, 2], id="the lowest VIN first"),
        pytest.param([{"hold": "quality"}, {}], [2], id="not what is blocked"),
        pytest.param(
            [
                {"currency": "JPY", "net_minor": 900},
                {"currency": "JPY", "net_minor": 800},
                {"currency": "GBP", "net_minor": 20},
                {"currency": "GBP", "net_minor": 30},
                {"currency": "GBP", "net_minor": 10},
                {"currency": "GBP", "net_minor": 40},
            ],
            [6, 1, 4, 3, 2, 5],
            id="currencies take turns in proportion and are never compared",
        ),
    ],
)
def test_the_order_of_invoicing(rows: list[dict[str, Any]], order: list[int]) -> None:
    """Who waits, then what pays, then what is oldest."""
    assert in_turn(waiting(*rows))["vin"].to_list() == [vin(place) for place in order]


def test_an_invoice_states_the_car_the_money_and_the_day() -> None:
    """Gross is net and tax, the money is due after the retailer's terms."""
    rows = bill(waiting({}), frame("wholesale_invoices"), DAY)
    assert WholesaleInvoices.is_valid(rows)
    row = rows.row(0, named=True)
    assert row["number"] == "W-000001"
    assert row["gross_minor"] == 6_000_000
    assert row["issued_on"] == DAY
    assert row["due_on"] == days_ago(-30)


@pytest.mark.parametrize(
    ("known", "numbers"),
    [
        ([], ["W-000001", "W-000002"]),
        (["W-000009", "W-000010"], ["W-000011", "W-000012"]),
        (["W-999999"], ["W-1000000", "W-1000001"]),
        (["SAP/77", "W-12"], ["W-000001", "W-000002"]),
    ],
)
def test_numbers_go_on_without_a_gap(known: list[str], numbers: list[str]) -> None:
    """The series goes on from its highest number; numbers of another series do not count."""
    invoices = frame(
        "wholesale_invoices",
        *({"vin": vin(50 + place), "number": number} for place, number in enumerate(known)),
    )
    assert bill(waiting({}, {}), invoices, DAY)["number"].to_list() == numbers


@given(st.lists(st.integers(0, 5), max_size=5))
def test_numbers_are_unique_and_gapless_over_many_days(per_day: list[int]) -> None:
    """However many cars each day has, all numbers together are one series."""
    invoices = frame("wholesale_invoices")
    fleet = waiting(*({} for _ in range(sum(per_day))))
    done = 0
    for count in per_day:
        invoices = pl.concat([invoices, bill(fleet.slice(done, count), invoices, DAY)])
        done += count
    expected = [f"W-{number:06d}" for number in range(1, done + 1)]
    assert sorted(invoices["number"]) == expected
    assert invoices["vin"].n_unique() == done
