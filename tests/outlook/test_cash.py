"""Money is conserved, in whole pence, and who is short is seen."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.outlook.assumed import GRACE_DAYS, REPLACED_AFTER_DAYS
from blackstart.outlook.cash import Tills, trade
from blackstart.outlook.owing import Owing
from tests.suppliers.made import a_book

NONE = np.array([], np.int64)


def _owing(firm: list[int], currency: list[int] | None = None) -> Owing:
    places = currency or [0] * len(firm)
    return Owing(
        currencies=("EUR", "GBP")[: max(places, default=0) + 1],
        currency=np.array(places, np.int64),
        firm=np.array(firm, np.int64),
        payee=NONE,
        amount_minor=NONE,
        due=NONE,
        place=NONE,
    )


def _tills(owing: Owing, firms: int = 3) -> Tills:
    return Tills.opened(np.zeros((1, firms), np.int64), owing)


@pytest.mark.parametrize(
    ("owed", "most", "allowed", "paid"),
    [
        ([10, 20, 30], 9, 100, [10, 20, 30]),
        ([10, 20, 30], 2, 100, [10, 20, 0]),  # two payments a day
        ([10, 0, 30], 2, 100, [10, 0, 30]),  # who is owed nothing takes no turn
        ([10, -5, 30], 2, 100, [10, 0, 30]),  # nor who owes us
        ([10, 20, 30], 9, 35, [10, 20, 0]),
        ([90, 20, 30], 9, 35, [0, 20, 0]),  # a great debt does not stop the others
        ([10, 20, 30], 0, 100, [0, 0, 0]),
    ],
)
def test_whom_we_pay(owed: list[int], most: int, allowed: int, paid: list[int]) -> None:
    """In their order, within today's payments and what may be spent."""
    owing = _owing([0, 1, -1])
    tills = _tills(owing)
    got = tills.pay(owing, np.array([owed]), np.array([most]), np.array([allowed]))
    assert got.tolist() == [paid]
    assert tills.spent_minor.tolist() == [[sum(paid)]]
    assert tills.firms_minor.tolist() == [[paid[0], paid[1], 0]]  # the third is no firm we know


def test_currencies_are_apart() -> None:
    """Euros that may not be spent stop no pounds."""
    owing = _owing([0, 1], [1, 0])
    tills = _tills(owing)
    allowed = np.array([0, 50])
    assert tills.pay(owing, np.array([[10, 10]]), np.array([9]), allowed).tolist() == [[10, 0]]
    assert tills.spent_minor.tolist() == [[0, 10]]


def test_what_was_spent_is_spent() -> None:
    """The allowance of a day counts from the first morning."""
    owing = _owing([0])
    tills = _tills(owing)
    most = np.array([9])
    paid = [
        tills.pay(owing, np.array([[20]]), most, np.array([allowed])).sum()
        for allowed in (20, 30, 70)
    ]
    assert paid == [20, 0, 40]


@given(st.data())
def test_money_is_conserved(data: st.DataObject) -> None:
    """What leaves us is what payees get, to the penny, and nobody gets more than is owed."""
    payees, days = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 5))
    places = data.draw(st.lists(st.integers(0, 1), min_size=payees, max_size=payees))
    owing = _owing(list(range(payees)), [*places[:-1], 1])
    tills = _tills(owing, payees)
    amounts = st.lists(st.integers(-(10**14), 10**14), min_size=payees, max_size=payees)
    payable = np.zeros((1, payees), np.int64)
    other = np.zeros((1, payees), np.int64)
    allowed = np.zeros(2, np.int64)
    for _ in range(days):
        new, change = (np.array([data.draw(amounts)]) for _ in "ab")
        allowed = np.array(data.draw(st.lists(st.integers(0, 10**14), min_size=2, max_size=2)))
        before = tills.spent_minor.copy()
        tills.pay(owing, new, np.array([data.draw(st.integers(0, 9))]), allowed)
        tills.close_day(change)
        payable, other = payable + new, other + change
        assert np.all(tills.spent_minor <= np.maximum(allowed, before))
    assert np.array_equal(tills.firms_minor - other, payable - tills.owed_minor)
    assert (payable - tills.owed_minor).sum() == tills.spent_minor.sum()


@pytest.mark.parametrize(
    ("kept", "building", "bought", "paid_for", "change"),
    [
        # sales to others 500.00, their costs 475.00; wages and overheads for us 193.75
        (1.0, 0.0, 0.0, 0.0, -16_875),
        (1.0, 0.0, 1.0, 0.0, -45_000),  # materials for 281.25 are still to be paid
        (1.0, 1.0, 1.0, 1.0, 5_000),  # a normal day
        (1.0, 1.0, 0.0, 1.0, 33_125),
        (1.0, 0.5, 0.5, 0.5, -5_938),  # half a penny is a penny at the even one
        (0.6, 0.0, 0.0, 0.0, -9_125),  # hours are cut while nothing is built
        (0.6, 1.0, 0.0, 0.0, -16_875),
        (0.6, 0.5, 0.0, 0.0, -13_000),
        (0.6, 1.0, 1.0, 1.0, 5_000),
    ],
)
def test_a_day_of_a_firm(
    kept: float, building: float, bought: float, paid_for: float, change: int
) -> None:
    """What it sells to others, what is built, what was bought before, what is paid for now."""
    day = trade(a_book({}), np.array([[kept]]))
    got = day.change_minor(np.array([building]), np.array([bought]), np.array([[paid_for]]))
    assert got.tolist() == [[change]]


@given(st.integers(0, 10**12), st.floats(0, 1), st.floats(0, 1), st.floats(0.6, 1.1))
def test_a_normal_day_loses_no_firm_that_earns_its_costs(
    costs: int, share: float, wages: float, kept: float
) -> None:
    """Steady state: whatever would be kept in a stop, a normal day leaves what it always left."""
    row: dict[str, Any] = {
        "costs_per_day_minor": costs,
        "sales_per_day_minor": costs,
        "share_to_us": share,
        "wages_share": wages,
    }
    day = trade(a_book(row), np.array([[kept]]))
    normal = np.array([1.0])
    assert abs(day.change_minor(normal, normal, normal[:, None])[0, 0]) <= 1


def test_out_of_cash_and_insolvent_are_two_things() -> None:
    """Three weeks without cash on end make a firm insolvent; a day of cash begins a new count."""
    tills = _tills(_owing([]), 2)
    tills.firms_minor[:] = [[-1, -1]]
    for day in range(GRACE_DAYS + REPLACED_AFTER_DAYS + 1):
        tills.close_day(np.array([[0, 1 if day == 5 else 0]]))
        if day == 0:
            assert tills.out.tolist() == [[True, True]]
        insolvent = tills.insolvent_days > 0
        assert insolvent.tolist() == [[day >= GRACE_DAYS, False]]
        assert tills.gone().tolist() == [
            [GRACE_DAYS <= day < GRACE_DAYS + REPLACED_AFTER_DAYS, False]
        ]
    assert tills.out.tolist() == [[True, True]]
