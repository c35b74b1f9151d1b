"""How much cash there is, and what the balances cannot hold yet."""

from datetime import date
from typing import Any

import pytest

from blackstart.treasury.moves import dated, paid, planned, repaid
from blackstart.treasury.position import position, unseen
from tests.treasury.made import DAY, ago, frame, moves


def test_the_newest_balance_of_each_account_counts() -> None:
    """Balances of tomorrow are not seen, old ones are replaced, currencies stay apart."""
    accounts = frame(
        "cash_accounts",
        {"as_of": ago(5), "balance_minor": 7},
        {},
        {"as_of": ago(-1), "balance_minor": 9},
        {"account": "second", "as_of": ago(3), "balance_minor": -50, "floor_minor": 0},
        {"account": "euro", "currency": "EUR", "balance_minor": 5},
    )
    assert position(accounts, DAY).rows() == [
        ("EUR", 5, 100, ago(1), ago(1)),
        ("GBP", 950, 100, ago(3), ago(1)),
    ]


def test_sums_beyond_64_bits() -> None:
    """Ten thousand accounts of ten to the fifteenth are still added up."""
    many = ({"account": f"a{place}", "balance_minor": 10**15} for place in range(10_000))
    assert position(frame("cash_accounts", *many), DAY)["balance_minor"].to_list() == [10**19]


def test_money_out_counts_from_the_oldest_balance_money_in_from_the_newest() -> None:
    """What may be in one balance and not in the other is taken from the safe side."""
    accounts = frame("cash_accounts", {}, {"account": "second", "as_of": ago(3)})
    two_days_ago = moves((ago(3), -1), (ago(2), -2), (ago(2), 4), (ago(0), 8), (ago(9), 5, "JPY"))
    kept = unseen(two_days_ago, position(accounts, DAY))
    assert kept["amount_minor"].to_list() == [-2, 8, 5]


@pytest.mark.parametrize(
    ("item", "days"),
    [
        ({"first_on": ago(-5)}, [ago(-5)]),
        ({"first_on": ago(99)}, []),
        ({"first_on": ago(-99)}, []),
        ({"first_on": ago(8), "every_days": 7}, [ago(1), ago(-6)]),
        ({"first_on": ago(8), "every_days": 7, "last_on": ago(1)}, [ago(1)]),
        ({"first_on": ago(8), "every_days": 7, "last_on": ago(9)}, []),
        ({"first_on": ago(-6), "every_days": 4}, [ago(-6), ago(-10)]),
        ({"first_on": ago(3), "last_on": ago(-9)}, [ago(3)]),
        ({"amount_minor": 0}, []),
    ],
)
def test_a_plan_written_out(item: dict[str, Any], days: list[date]) -> None:
    """From three days ago to ten days ahead, both included."""
    assert planned(frame("cash_plan", item), ago(3), ago(-10))["on"].to_list() == days


def test_an_empty_plan() -> None:
    """Nothing planned, nothing written out."""
    assert planned(frame("cash_plan"), ago(3), ago(-10)).is_empty()


def test_a_facility_that_ends_is_paid_back() -> None:
    """The day after its last day, what is drawn goes out; what is not drawn moves nothing."""
    facilities = frame("facilities", {}, {"facility": "other", "drawn_minor": 0})
    assert repaid(facilities).rows() == [(ago(-10), "GBP", -200, "repayment of bank")]


def test_payments_that_the_balance_does_not_hold() -> None:
    """Settled after the balance, or on their way however old; nothing of rejected ones."""
    states = [("settled", 1), ("settled", 0), ("sent", 5), ("proposed", 0), ("rejected", 0)]
    payments = frame(
        "payments",
        *(
            {"payment": f"P{place}", "state": state, "changed_on": ago(days)}
            for place, (state, days) in enumerate([*states, ("lapsed", 0)])
        ),
    )
    cash = position(frame("cash_accounts", {}), DAY)
    assert paid(payments, cash, DAY).select("on", "amount_minor").rows() == [(DAY, -150)] * 3


def test_amounts_with_a_day_become_movements() -> None:
    """Sorted, named, and without those of nothing."""
    amounts = moves((ago(1), 5), (ago(2), 3), (ago(2), 0))
    assert dated(amounts, "cars").rows() == [(ago(2), "GBP", 3, "cars"), (ago(1), "GBP", 5, "cars")]
