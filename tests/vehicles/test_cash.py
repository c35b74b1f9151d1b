"""Which money cars still bring, and when."""

from typing import Any

import pytest

from blackstart.vehicles.cash import expected
from tests.vehicles.made import DAY, cars, days_ago, frame, vin

RETAILERS = frame("retailers", {})


@pytest.mark.parametrize(
    ("car", "brings"),
    [
        ({}, []),
        ({"wholesaled_on": days_ago(40)}, [(days_ago(10), "GBP", 6_000_000, 1)]),
        ({"wholesaled_on": days_ago(40), "paid_on": days_ago(10)}, []),
        (
            {"wholesaled_on": days_ago(5), "paid_on": days_ago(-9)},
            [(days_ago(-25), "GBP", 6_000_000, 1)],
        ),
        ({"wholesaled_on": days_ago(-1)}, []),
        ({"wholesaled_on": days_ago(40), "retailer": "R9"}, []),
    ],
)
def test_cars_wholesaled_before_the_stop(car: dict[str, Any], brings: list[Any]) -> None:
    """They bring their money after the retailer's terms, unless it has come."""
    assert expected(cars(car), RETAILERS, frame("wholesale_invoices"), DAY).rows() == brings


def test_invoices_are_added_up_by_day_and_currency() -> None:
    """Two cars of one day are one row; another currency is another one; a paid car is none."""
    fleet = cars({}, {}, {"currency": "JPY"}, {"paid_on": DAY}, {})
    invoices = frame(
        "wholesale_invoices",
        {"gross_minor": 5},
        {"vin": vin(2), "gross_minor": 7},
        {"vin": vin(3), "gross_minor": 9, "currency": "JPY"},
        {"vin": vin(4), "gross_minor": 100},
        {"vin": vin(5), "gross_minor": 100, "issued_on": days_ago(-1)},
    )
    assert expected(fleet, RETAILERS, invoices, DAY).rows() == [
        (days_ago(-30), "GBP", 12, 2),
        (days_ago(-30), "JPY", 9, 1),
    ]


def test_a_car_with_an_invoice_and_an_old_day_is_counted_once() -> None:
    """An export that repeats our own invoice does not double the money."""
    fleet = cars({"wholesaled_on": DAY})
    found = expected(fleet, RETAILERS, frame("wholesale_invoices", {}), DAY)
    assert found["amount_minor"].to_list() == [6_000_000]
