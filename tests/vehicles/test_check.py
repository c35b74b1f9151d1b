"""What the vehicle desk is told to mend."""

from blackstart.vehicles.check import check
from blackstart.vehicles.findings import FINDINGS
from blackstart.vehicles.wholesale import unbilled
from tests.vehicles.made import DAY, cars, days_ago, frame, vin


def test_codes_are_unique_and_in_order() -> None:
    """The closed list names every code once, in order."""
    codes = [finding.code for finding in FINDINGS]
    assert codes == sorted(set(codes))


def test_each_car_that_cannot_go_on_is_named() -> None:
    """Cars by VIN, an unknown retailer once for all its cars, a hold not at all."""
    fleet = cars(
        {},
        {"hold": "recall"},
        {"retailer": None},
        {"retailer": "R9"},
        {"retailer": "R9"},
        {"net_minor": 0},
        {"paid_on": days_ago(1)},
        {"registered_on": days_ago(1)},
        {"registered_on": days_ago(-1)},
    )
    waiting = unbilled(fleet, frame("retailers", {}), frame("wholesale_invoices"), DAY)
    assert [(found.code, found.subject) for found in check(waiting, DAY)] == [
        ("BS-VEH-001", vin(3)),
        ("BS-VEH-003", vin(6)),
        ("BS-VEH-004", vin(7)),
        ("BS-VEH-002", "R9"),
        ("BS-VEH-005", vin(8)),
    ]
