"""A package against no support, on the same random numbers."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.suppliers import assumed
from blackstart.suppliers.book import Book
from blackstart.suppliers.compare import Comparison, compare, lost, result_rows
from blackstart.suppliers.draws import COMMON_SHARE, Draws, costs_kept, days_of_costs, draw, luck
from blackstart.suppliers.packages import Package
from blackstart.suppliers.schemes.furlough import Furlough
from blackstart.suppliers.schemes.loan import Loan
from blackstart.suppliers.schemes.scheme import Scheme
from tests.suppliers.made import DAY, a_book, owing

NEVER = float("inf")


def _plain(firms: int = 1, paid_after_days: float = NEVER) -> Draws:
    """Draw the middle of everything, once."""
    return Draws(
        days_of_costs=np.full((1, firms), 27.0),
        costs_kept=np.ones((1, firms)),
        paid_after_days=np.array([paid_after_days]),
    )


def _package(*schemes: Scheme) -> Package:
    return Package(name="A", currency="GBP", schemes=schemes, source="a test")


@pytest.mark.parametrize(
    ("row", "owed", "paid_after_days", "is_lost"),
    [
        # 21 days at 450.00 and 99 at 168.75 are 26,156.25
        ({"cash_minor": 2_615_600}, 0, NEVER, True),
        ({"cash_minor": 2_615_700}, 0, NEVER, False),
        ({"cash_minor": 2_400_000}, 400_000, 90, False),
        ({"cash_minor": 2_400_000}, 400_000, NEVER, True),
        ({"cash_minor": 2_000_000}, 2_000_000, 90, True),  # money that comes too late
        ({"cash_minor": 0, "share_to_us": 0.0}, 0, NEVER, False),
        ({"cash_minor": 0, "tier": 9}, 0, NEVER, False),  # our stop has not come through yet
        ({"cash_minor": None}, 0, NEVER, True),
    ],
)
def test_lost_without_support(
    row: dict[str, Any], owed: int, paid_after_days: float, *, is_lost: bool
) -> None:
    """A firm is lost when its money is gone on any day that is looked at."""
    book = a_book(row, owed=owing({"F1": owed}))
    assert lost(book, _plain(paid_after_days=paid_after_days), None).tolist() == [[is_lost]]


def test_a_loan_keeps_one_of_three() -> None:
    """Kept, lost anyway, and safe anyway, by hand."""
    book = a_book(
        {"firm": "A", "cash_minor": 1_715_625},  # 9,000.00 short
        {"firm": "B", "cash_minor": 0},
        {"firm": "C", "cash_minor": 9_000_000, "staff": 7},
    )
    package = _package(Loan(first_day=0, days=60, rate=0.5, cap_minor=1_000_000))
    draws = _plain(3)
    result = compare(book, draws, package, lost(book, draws, None))
    assert result == Comparison(
        firms_kept=(1, 1, 1), jobs_kept=40, cost_minor=700_000, deadweight_share=0
    )


def test_furlough_for_firms_that_last_is_deadweight() -> None:
    """Two firms get the same money, one of them needs none."""
    book = a_book({"firm": "A", "cash_minor": 2_614_000}, {"firm": "B", "cash_minor": 9_000_000})
    draws = _plain(2)
    package = _package(Furlough(first_day=0, days=10, rate=0.8, cap_minor=250_000))
    result = compare(book, draws, package, lost(book, draws, None))
    assert (result.firms_kept, result.cost_minor) == ((1, 1, 1), 190_000)
    assert result.deadweight_share == 0.5


def test_a_package_of_nothing_does_nothing_and_costs_nothing() -> None:
    """No pound, no effect, no share of a pound."""
    book, draws = a_book({}), _plain()
    result = compare(book, draws, _package(), lost(book, draws, None))
    assert result == Comparison(firms_kept=(0, 0, 0), jobs_kept=0, cost_minor=0, deadweight_share=0)


def _some(cash: list[int]) -> Book:
    return a_book(*({"firm": f"F{place}", "cash_minor": each} for place, each in enumerate(cash)))


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=5), st.integers(0, 2**32))
def test_support_never_loses_a_firm(cash: list[int], seed: int) -> None:
    """On the same draws, whoever lasts alone lasts with support; no cost is negative."""
    book = _some(cash)
    draws = draw(np.random.Generator(np.random.PCG64(seed)), 8, len(cash), 30)
    package = _package(
        Furlough(first_day=0, days=90, rate=0.8, cap_minor=250_000),
        Loan(first_day=0, days=60, rate=0.5, cap_minor=1_000_000),
    )
    without = lost(book, draws, None)
    assert not np.any(lost(book, draws, package) & ~without)
    result = compare(book, draws, package, without)
    assert result.cost_minor >= 0
    assert 0 <= result.deadweight_share <= 1


def test_one_seed_gives_one_answer() -> None:
    """The same generator draws the same numbers."""
    first, second = (draw(np.random.Generator(np.random.PCG64(7)), 3, 4, 30) for _ in "ab")
    assert np.array_equal(first.days_of_costs, second.days_of_costs)
    assert np.array_equal(first.costs_kept, second.costs_kept)
    assert np.array_equal(first.paid_after_days, second.paid_after_days)


def test_draws_have_the_quantiles_of_their_sources() -> None:
    """17 % without reserves, a median of 27 days, and the three shares of costs."""
    generator = np.random.Generator(np.random.PCG64(1))
    days = days_of_costs(generator.standard_normal(100_000))
    assert (days == 0).mean() == pytest.approx(0.17, abs=0.01)
    assert np.median(days) == pytest.approx(27, rel=0.02)
    assert np.quantile(days, 0.9) == pytest.approx(assumed.cash_days(0.9), rel=0.03)
    kept = costs_kept(luck(generator, 20_000, 5))
    assert np.quantile(kept, (0.05, 0.5, 0.95)) == pytest.approx([0.6, 1.0, 1.1], abs=0.01)
    assert np.quantile(kept, 0.2) == pytest.approx(0.74, abs=0.01)


def test_firms_share_a_part_of_their_luck() -> None:
    """Stand-ins may be wrong for all firms at once, so a sum over firms is not too sure."""
    drawn = luck(np.random.Generator(np.random.PCG64(1)), 50_000, 2)
    assert drawn.std(axis=0) == pytest.approx([1, 1], abs=0.02)
    together = np.mean(drawn[:, 0] * drawn[:, 1])
    assert together == pytest.approx(COMMON_SHARE, abs=0.02)


def test_rows_for_the_table() -> None:
    """A comparison is kept with its range and its currency."""
    result = Comparison(firms_kept=(1, 2, 4), jobs_kept=80, cost_minor=5, deadweight_share=0.25)
    assert result_rows([(_package(), result)], DAY).rows() == [
        ("A", DAY, 1, 2, 4, 80, 5, 0.25, "GBP")
    ]
