"""Whom to pay today."""

from itertools import pairwise
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.payables.paying.payees import payees
from blackstart.payables.paying.payment_run import Proposal, claimants, propose
from blackstart.payables.paying.shown import shown_sha256
from blackstart.payables.tables import PaidDebts, PaymentRuns, Payments
from tests.payables.made import DAY, ago, frame

NOTHING = frame("debts").select("invoice")


def debt(invoice: str, amount: int, **said: Any) -> dict[str, Any]:  # noqa: ANN401 - any cell of a debt
    """Make a posted debt that is due."""
    return {"invoice": invoice, "amount_minor": amount, "due_on": ago(1), **said}


def run(
    *debts: dict[str, Any],
    weeks: dict[str, float] | None = None,
    allowed: int = 10**9,
    most: int = 99,
    carried: pl.DataFrame = NOTHING,
) -> Proposal:
    """Propose a run for some debts; every supplier has a verified account."""
    rows = frame("debts", *debts)
    said = [{"firm": firm, "weeks_left": left} for firm, left in (weeks or {}).items()]
    accounts = [{"supplier": supplier} for supplier in sorted(set(rows["supplier"].drop_nulls()))]
    return propose(
        claimants(rows, carried, frame("weeks", *said), DAY),
        rows,
        payees(frame("payee_accounts", *accounts), DAY),
        allowed_minor={"GBP": allowed},
        most=most,
        day=DAY,
    )


def paid(made: Proposal) -> dict[str, list[str]]:
    """Tell which debts are paid, by supplier."""
    joined = made.paid_debts.join(made.payments, on="payment", validate="m:1")
    rows = joined.group_by("supplier").agg(pl.col("invoice").sort()).sort("supplier")
    return dict(rows.iter_rows())


def test_a_proposal_is_made_of_valid_rows() -> None:
    """Runs, payments and what they pay fit their tables; accounts are frozen into them."""
    made = run(debt("I-1", 100), debt("I-2", 50), debt("I-3", 7, supplier="S2"))
    PaymentRuns.validate(made.runs)
    Payments.validate(made.payments)
    PaidDebts.validate(made.paid_debts)
    (row,) = made.runs.iter_rows(named=True)
    assert (row["run"], row["payments"], row["total_minor"]) == ("R-2025-09-25", 2, 157)
    assert row["allowed_minor"] == 10**9
    assert row["shown_sha256"] == shown_sha256(made.payments)
    assert set(made.payments["account"]) == {"GB33BUKB20201555555555"}
    assert paid(made) == {"S1": ["I-1", "I-2"], "S2": ["I-3"]}


@pytest.mark.parametrize(
    ("said", "weeks", "chosen"),
    [
        ({"due_on": ago(-7)}, {}, True),
        ({"due_on": ago(-8)}, {}, False),
        ({"due_on": ago(-8)}, {"S1": 3.9}, True),
        ({"due_on": ago(-8)}, {"S1": 4.0}, False),
        ({"state": "matched"}, {}, False),
        ({"state": "held"}, {}, False),
        ({"state": "paid"}, {}, False),
        ({"supplier": None}, {}, False),
        ({"amount_minor": 0}, {}, False),
        ({"kind": "credit note"}, {}, False),
        ({"currency": "EUR"}, {}, False),
    ],
)
def test_which_debts_press(said: dict[str, Any], weeks: dict[str, float], chosen: bool) -> None:  # noqa: FBT001 - a column of the table
    """Posted and due within a week, or owed to a supplier that will not last four."""
    made = run(debt("I-1", 100, **{"amount_minor": 100, **said}), weeks=weeks)
    assert made.payments.height == chosen


def test_who_comes_first() -> None:
    """Fewest weeks, then longest overdue, then the smallest sum."""
    debts = [
        debt("I-1", 100, supplier="S1"),
        debt("I-2", 100, supplier="S2", due_on=ago(9)),
        debt("I-3", 50, supplier="S3"),
        debt("I-4", 900, supplier="S4"),
        debt("I-5", 900, supplier="S5"),
    ]
    weeks = {"S1": 5.0, "S2": 5.0, "S3": 5.0, "S4": 1.0}
    order = [sorted(paid(run(*debts, weeks=weeks, most=most))) for most in range(6)]
    first = [sorted(set(now) - set(before)) for before, now in pairwise(order)]
    assert first == [["S4"], ["S5"], ["S2"], ["S3"], ["S1"]]  # S5 told nothing: 27 days


@pytest.mark.parametrize(
    ("allowed", "chosen"),
    [
        (99, {}),
        (100, {"S1": ["I-2"]}),
        (299, {"S1": ["I-2"], "S2": ["I-4"]}),
        (300, {"S1": ["I-1"]}),
        (400, {"S1": ["I-1", "I-2"]}),
        (10**9, {"S1": ["I-1", "I-2", "I-3"], "S2": ["I-4"]}),
    ],
)
def test_whole_debts_within_cash_oldest_first(allowed: int, chosen: dict[str, list[str]]) -> None:
    """What does not fit is passed over for the next that does; nothing is paid in part."""
    debts = [
        debt("I-1", 300, due_on=ago(9)),
        debt("I-2", 100, due_on=ago(8)),
        debt("I-3", 500, due_on=ago(7)),
        debt("I-4", 199, supplier="S2"),
    ]
    assert paid(run(*debts, weeks={"S1": 1.0}, allowed=allowed)) == chosen


def test_credit_notes_lower_the_payment_and_never_turn_it() -> None:
    """70 is paid for 100 less 30; nothing at all for 100 less 100."""
    made = run(debt("I-1", 100), debt("I-2", 30, kind="credit note", due_on=ago(-300)))
    assert made.payments["amount_minor"].to_list() == [70]
    assert made.paid_debts.sort("invoice")["amount_minor"].to_list() == [100, -30]
    assert run(debt("I-1", 100), debt("I-2", 100, kind="credit note")).payments.is_empty()


def test_what_a_payment_carries_is_not_paid_again() -> None:
    """A debt of a live payment is no claimant."""
    made = run(debt("I-1", 100), debt("I-2", 30), carried=pl.DataFrame({"invoice": ["I-1"]}))
    assert paid(made) == {"S1": ["I-2"]}


@pytest.mark.parametrize(
    "account", [{"verified_on": None}, {"verified_on": ago(-1)}, {"valid_from": ago(-1)}]
)
def test_no_verified_account_no_payment(account: dict[str, Any]) -> None:
    """Unverified, verified tomorrow only, or not valid yet: nothing is paid."""
    rows = frame("debts", debt("I-1", 100))
    ranked = claimants(rows, NOTHING, frame("weeks"), DAY)
    accounts = payees(frame("payee_accounts", account), DAY)
    made = propose(ranked, rows, accounts, allowed_minor={"GBP": 999}, most=9, day=DAY)
    assert made.payments.is_empty()
    assert made.runs.is_empty()


def test_a_new_account_that_nobody_verified_blocks_the_old_one() -> None:
    """The newest account counts, and only once it is verified."""
    rows = [{}, {"valid_from": ago(3), "account": "GB1", "verified_on": None}]
    assert payees(frame("payee_accounts", *rows), DAY)["verified"].to_list() == [False]
    assert payees(frame("payee_accounts", *rows), ago(4))["account"].to_list() == [
        "GB33BUKB20201555555555"
    ]


amounts = st.integers(0, 500)
debt_lists = st.lists(
    st.tuples(st.sampled_from(["S1", "S2", "S3"]), amounts, st.booleans(), st.integers(-9, 9)),
    max_size=12,
)


@given(debt_lists, st.integers(0, 1000), st.integers(0, 3))
def test_a_run_keeps_its_limits(
    rows: list[tuple[str, int, bool, int]], allowed: int, most: int
) -> None:
    """Cash and number are kept, no debt stands twice, each payment is what it pays."""
    debts = [
        debt(
            f"I-{place}",
            amount,
            supplier=supplier,
            kind="credit note" if credit else "invoice",
            due_on=ago(days),
        )
        for place, (supplier, amount, credit, days) in enumerate(rows)
    ]
    made = run(*debts, weeks={"S1": 1.0, "S2": 9.0}, allowed=allowed, most=most)
    assert made.payments["amount_minor"].sum() <= allowed
    assert made.payments.height <= most
    assert made.paid_debts["invoice"].is_unique().all()
    assert made.payments["supplier"].is_unique().all()
    sums = made.paid_debts.group_by("payment").agg(pl.col("amount_minor").sum())
    assert sorted(sums.rows()) == sorted(made.payments.select("payment", "amount_minor").rows())
    assert (made.payments["amount_minor"] > 0).all()
