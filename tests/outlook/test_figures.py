"""Figures and bands."""

from datetime import date, timedelta

import numpy as np

from blackstart.day.tables import table
from blackstart.outlook.backlogs import NEVER
from blackstart.outlook.desks import Desk
from blackstart.outlook.figures import day_rows, figure, figure_rows, figures, returns
from blackstart.outlook.run import Outcome

DAY = date(2025, 9, 25)
INVOICES = Desk(
    activity="invoicing", series="invoices_backlog", waiting=1, stuck=0, per_day=0, known=True
)
PARTS = Desk(activity="parts", series="parts_backlog", waiting=0, stuck=0, per_day=0, known=False)


def test_a_figure_is_a_range() -> None:
    """Tenth, half and ninetieth of a hundred scenarios."""
    got = figure("a", "days", np.arange(100.0))
    assert (got.low, got.likely, got.high) == (9, 49, 89)
    assert got.fact() == {"low": 9, "likely": 49, "high": 89, "unit": "days"}


def test_what_does_not_happen_is_not_a_number() -> None:
    """If three of ten scenarios never see the day, the high end is unknown."""
    got = figure("a", "days", np.array([5.0] * 7 + [NEVER] * 3))
    assert (got.low, got.likely, got.high) == (5, 5, None)
    assert figure("a", "days", np.array([NEVER])).low is None


def test_payments_are_cleared_after_the_invoices() -> None:
    """No payment waits on the first day, because nobody has processed the invoices yet."""
    outcome = Outcome(
        series={
            "invoices_backlog": np.array([[5.0, 5, 0, 0]]),
            "payments_backlog": np.array([[0.0, 0, 2, 0]]),
        },
        first_car={},
        normal_cars=np.zeros(4),
    )
    found = {each.name: each.likely for each in figures(outcome, (INVOICES, PARTS))}
    assert found == {"invoices_clear_day": 2, "payments_clear_day": 3}


def test_cars_and_firms_at_their_milestones() -> None:
    """By day 30 means in the evening of the thirtieth day; lost is what a normal line had made."""
    days = 60
    outcome = Outcome(
        series={
            "cars_cumulative": np.arange(1.0, days + 1)[None, :],
            "firms_out_of_cash": np.full((1, days), 3.0),
        },
        first_car={"Halewood": np.array([4.0]), "Solihull": np.array([2.0])},
        normal_cars=np.full(days, 10.0),
    )
    found = {each.name: each.likely for each in figures(outcome, ())}
    assert found == {
        "first_car_day": 2,
        "first_car_day:Halewood": 4,
        "first_car_day:Solihull": 2,
        "cars_by_day_30": 30,
        "cars_lost_by_day_30": 270,
        "cars_by_day_60": 60,
        "cars_lost_by_day_60": 540,
        "firms_out_of_cash_by_day_30": 3,
        "firms_out_of_cash_by_day_60": 3,
    }


def test_rows_fit_their_tables() -> None:
    """Figures and days are kept as the schemas want them, in a stable order."""
    outcome = Outcome(
        series={"b": np.array([[1.0, 2.04]]), "a": np.zeros((1, 2))},
        first_car={},
        normal_cars=np.zeros(2),
    )
    days = day_rows(outcome, DAY)
    assert days.rows()[2:] == [("b", DAY, 1, 1, 1), ("b", DAY + timedelta(days=1), 2, 2, 2)]
    assert table("outlook_days").schema.is_valid(days)
    rows = figure_rows(
        [figure("z", "days", np.array([NEVER])), figure("a", "cars", np.ones(1))], DAY, 1
    )
    assert rows["figure"].to_list() == ["a", "z"]
    assert table("outlook_figures").schema.is_valid(rows)
    empty = Outcome(series={}, first_car={}, normal_cars=np.zeros(2))
    assert day_rows(empty, DAY).is_empty()
    assert figure_rows(figures(empty, ()), DAY, 1).is_empty()


def test_each_activity_has_its_day_of_return() -> None:
    """Whose services are up is back on day 0; beyond the horizon is told as it is."""
    back = {"paying": np.zeros(10), "parts": np.arange(10.0), "build:A": np.full(10, NEVER)}
    found = {each.name: (each.low, each.likely, each.high) for each in returns(back)}
    assert found == {
        "return_day:build:A": (None, None, None),
        "return_day:parts": (0, 4, 8),
        "return_day:paying": (0, 0, 0),
    }
