"""What each kind of support pays, to whom, and what it costs."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.suppliers.packages import built_in
from blackstart.suppliers.schemes import KINDS
from blackstart.suppliers.schemes.furlough import Furlough
from blackstart.suppliers.schemes.loan import Loan
from blackstart.suppliers.tables import SCHEMES
from tests.suppliers.made import a_book

# 40 people, wages 237.50 a day in all, half of them idle
FURLOUGH: dict[str, Any] = {"first_day": 0, "days": 30, "rate": 0.8, "cap_minor": 250_000}
LOAN: dict[str, Any] = {"first_day": 0, "days": 60, "rate": 0.5, "cap_minor": 1_000_000}


@pytest.mark.parametrize(
    ("terms", "row", "days", "paid_minor"),
    [
        ({}, {}, 0, 0),
        ({}, {}, 10, 95_000),  # 237.50 × 0.8 × 1/2 a day
        ({}, {}, 99, 285_000),
        ({"cap_minor": 3_650}, {}, 10, 24_000),  # 36.50 a month is 1.20 a day, 20 idle people
        ({"first_day": 4}, {}, 10, 57_000),
        ({"first_day": -25}, {}, 10, 47_500),  # five of its days are left
        ({"first_day": -40}, {}, 10, 0),
        ({}, {"tier": 2}, 30, 85_500),  # idle from day 21 on
        ({}, {"share_to_us": 0.0}, 30, 0),
        ({}, {"staff": 0}, 30, 0),
    ],
)
def test_furlough(terms: dict[str, Any], row: dict[str, Any], days: int, paid_minor: int) -> None:
    """A share of idle people's wages, up to the cap, while it runs."""
    scheme = Furlough(**{**FURLOUGH, **terms})
    assert scheme.paid_out_minor(a_book(row), days).tolist() == [paid_minor]


@pytest.mark.parametrize(
    ("terms", "days", "paid_minor"),
    [
        ({}, 10, 475_000),
        ({}, 30, 1_000_000),
        ({"first_day": 5}, 10, 237_500),
        ({"first_day": 5}, 3, 0),
        ({"first_day": -55}, 10, 237_500),
    ],
)
def test_loan(terms: dict[str, Any], days: int, paid_minor: int) -> None:
    """A share of all costs, day by day, up to the cap for the firm."""
    assert Loan(**{**LOAN, **terms}).paid_out_minor(a_book({}), days).tolist() == [paid_minor]


def test_what_it_costs() -> None:
    """Furlough is gone; of a loan, only what a lost firm leaves, and 70 % of it."""
    paid, lost = np.array([100, 100]), np.array([[True, False], [False, False]])
    assert Furlough(**FURLOUGH).cost_minor(paid, lost).tolist() == [[100, 100], [100, 100]]
    assert Loan(**LOAN).cost_minor(paid, lost).tolist() == [[70, 0], [0, 0]]


@given(
    st.integers(-200, 200),
    st.integers(0, 10**4),
    st.floats(0, 1),
    st.integers(0, 10**12),
    st.data(),
)
def test_support_is_never_taken_back(
    first_day: int, days: int, rate: float, cap: int, data: st.DataObject
) -> None:
    """Whatever the terms, nothing paid and no cost is negative, and nothing falls with time."""
    book = a_book({"tier": data.draw(st.integers(1, 9)), "staff": data.draw(st.integers(0, 99))})
    early, late = sorted(data.draw(st.tuples(st.integers(0, 200), st.integers(0, 200))))
    for kind in KINDS:
        scheme = kind(first_day=first_day, days=days, rate=rate, cap_minor=cap)
        paid = scheme.paid_out_minor(book, late)
        assert 0 <= scheme.paid_out_minor(book, early)[0] <= paid[0]
        assert np.all(scheme.cost_minor(paid, np.array([[True], [False]])) >= 0)


def test_every_kind_of_the_table_exists() -> None:
    """A word that the table allows has its file, and says in a sentence what it does."""
    assert tuple(kind.kind for kind in KINDS) == SCHEMES
    texts = [scheme.describe() for package in built_in("GBP") for scheme in package.schemes]
    assert texts == [
        "80% of the wages of idle staff for 90 days, with a cap",
        "a loan of 50% of the costs of 60 days, guaranteed, with a cap",
    ]
