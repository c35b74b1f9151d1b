"""The figures of the vehicle desk."""

from blackstart.vehicles.cash import expected
from blackstart.vehicles.figures import registration_figures, wholesale_figures
from blackstart.vehicles.wholesale import unbilled
from tests.vehicles.made import DAY, cars, days_ago, frame, vin


def test_figures_of_a_small_yard() -> None:
    """Every figure of a yard of five cars can be counted by hand."""
    fleet = cars(
        {},
        {"vin": vin(2, "SAJ"), "sold_on": DAY},
        {"hold": "recall"},
        {},
        {"wholesaled_on": days_ago(40)},
    )
    retailers = frame("retailers", {})
    invoices = frame(
        "wholesale_invoices", {"vin": vin(4)}, {"vin": vin(9), "issued_on": days_ago(3)}
    )
    waiting = unbilled(fleet, retailers, invoices, DAY)
    cash = expected(fleet, retailers, invoices, DAY)
    assert wholesale_figures(waiting, invoices, cash, DAY) == {
        "not_wholesaled": 3,
        "ready": 2,
        "blocked": {"on hold": 1},
        "sold_not_wholesaled": 1,
        "makers_not_wholesaled": {"Jaguar": 1, "Land Rover": 2},
        "wholesaled_today": 1,
        "gross_today": {"GBP": "60000.00"},
        "wholesaled_since_stop": 2,
        "cash_expected": {"GBP": "120000.00"},
        "cash_overdue": {"GBP": "60000.00"},
    }


def test_figures_of_a_small_queue() -> None:
    """Waiting, blocked by each reason, promised and missed, sent, and sold abroad."""
    fleet = cars(
        {"promised_on": days_ago(1)},
        {"promised_on": DAY},
        {"promised_on": days_ago(1)},
        {"market": "DE", "sold_on": DAY},
        {"market": "DE"},
        {"market": "DE", "sold_on": DAY, "registered_on": DAY},
    )
    rows = frame(
        "registrations",
        {},
        {"vin": vin(2), "state": "blocked", "reason": "on hold; CO2 missing"},
        {"vin": vin(3), "state": "submitted", "submitted_on": DAY},
        {"vin": vin(7), "state": "submitted", "submitted_on": days_ago(1)},
        {"vin": vin(8), "state": "withdrawn", "reason": "no longer sold"},
    )
    assert registration_figures(fleet, rows, DAY) == {
        "waiting": 1,
        "blocked": 1,
        "blocked_because": {"CO2 missing": 1, "on hold": 1},
        "promised_day_missed": 1,
        "sold_abroad": 1,
        "submitted": 2,
        "submitted_today": 1,
    }
