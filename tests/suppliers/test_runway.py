"""Weeks of cash: by hand, and what must always hold."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.suppliers.runway import HIGH, LIKELY, LOW, runways, weeks
from tests.suppliers.made import DAY, a_book, days_ago, owing, payments

AMOUNTS = st.integers(0, 10**12)


@pytest.mark.parametrize(
    ("row", "low", "likely", "high"),
    [
        # 450.00 lost a day; at worst 469.375, at best 372.50
        ({"cash_minor": 630_000}, 1.92, 2.0, 2.42),
        ({"cash_minor": 315_000, "credit_minor": 315_000}, 1.92, 2.0, 2.42),
        ({"cash_minor": 0}, 0, 0, 0),
        ({"cash_minor": 630_000, "reported_on": days_ago(7)}, 0.92, 1.0, 1.42),
        # 9,450.00 are lost in 21 days, the rest at 168.75, at worst 188.125, at best 91.25
        ({"cash_minor": 1_282_500}, 5.25, 5.86, 10.83),
        # tier 2 loses nothing for three weeks, and no longer buys materials then
        ({"cash_minor": 630_000, "tier": 2}, 7.78, 8.33, 12.86),
        ({"cash_minor": 630_000, "share_to_us": 0.0}, 26, 26, 26),
        # 27 days' costs on the day of the stop; 24 days at 450.00 are gone
        ({"cash_minor": None}, 0, 7.57, 26),
        ({"costs_per_day_minor": 0, "sales_per_day_minor": 0}, 26, 26, 26),
    ],
)
def test_weeks(row: dict[str, Any], low: float, likely: float, high: float) -> None:
    """The sums of a clerk come out."""
    rows = runways(a_book(row), DAY)
    assert rows.select("weeks_low", "weeks_likely", "weeks_high").row(0) == (low, likely, high)


def test_our_money_counts_at_the_high_end_only() -> None:
    """Who falls if we do not pay is asked; what has left for the firm is the firm's."""
    owed = runways(a_book({}, owed=owing({"F1": 260_750})), DAY)
    assert owed.select("weeks_low", "weeks_likely", "weeks_high").row(0) == (0, 0, 1.0)
    assert owed["owed_minor"].to_list() == [260_750]
    sent = payments(("F1", 315_000, DAY))
    assert weeks(a_book({"reported_on": days_ago(1)}, paid=sent), LIKELY)[0] == 0.86


def test_a_firm_that_owes_us_does_not_last_longer_or_shorter() -> None:
    """What a firm owes us is a talk, not a payment it will make tomorrow."""
    plain, owes = a_book({"cash_minor": 9}), a_book({"cash_minor": 9}, owed=owing({"F1": -5}))
    assert weeks(plain, HIGH) == weeks(owes, HIGH)


def test_basis_says_who_told() -> None:
    """A stand-in for cash is marked in the row."""
    rows = runways(a_book({"firm": "A", "cash_minor": None}, {"firm": "B"}), DAY)
    assert rows.select("firm", "basis").rows() == [("A", "assumed"), ("B", "told")]


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, st.floats(0, 1))
def test_more_cash_never_means_fewer_weeks(
    cash: int, more: int, costs: int, sales: int, share: float
) -> None:
    """Whatever the firm, a pound more does no harm, and the range is in order."""
    row = {"costs_per_day_minor": costs, "sales_per_day_minor": sales, "share_to_us": share}
    poor, rich = a_book({**row, "cash_minor": cash}), a_book({**row, "cash_minor": cash + more})
    for case in (LOW, LIKELY, HIGH):
        assert weeks(rich, case)[0] >= weeks(poor, case)[0]
    low, likely, high = (weeks(poor, case)[0] for case in (LOW, LIKELY, HIGH))
    assert 0 <= low <= likely <= high <= 26


@given(st.lists(AMOUNTS, min_size=6, max_size=6), st.permutations(range(6)))
def test_renumbering_firms_changes_nothing(cash: list[int], order: list[int]) -> None:
    """The order in which firms are listed has no meaning."""
    rows = [{"firm": f"F{place}", "cash_minor": amount} for place, amount in enumerate(cash)]
    mixed = [rows[place] for place in order]
    assert runways(a_book(*rows), DAY).equals(runways(a_book(*mixed), DAY))


def test_a_firm_that_does_not_need_us_never_falls() -> None:
    """Without a share to us nothing changes, whatever the case."""
    book = a_book({"share_to_us": 0.0, "reported_on": days_ago(20)})
    assert np.all(weeks(book, LOW) == 26)
