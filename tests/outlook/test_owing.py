"""Our debts as columns: when each can be paid, and who comes first."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from blackstart.outlook.owing import Owing, owing
from tests.outlook.made import DAY, frame
from tests.suppliers.made import DEBT, a_book

DEBTS = {**DEBT, "supplier": "F1", "amount_minor": 10, "due_on": DAY}


def _owing(
    debts: list[dict[str, Any]], weeks: dict[str, float] | None = None, **frames: pl.DataFrame
) -> Owing:
    known = weeks or {}
    return owing(
        frame("debts", *debts, **DEBTS),
        frames.get("priced", _priced()),
        frames.get("payments", frame("payments")),
        frames.get("paid_debts", frame("paid_debts")),
        pl.DataFrame(
            {"firm": list(known), "weeks_left": list(known.values())},
            schema={"firm": pl.String, "weeks_left": pl.Float64},
        ),
        a_book({"firm": "F1"}, {"firm": "F2"}),
        DAY,
    )


def _priced(*rows: tuple[str, int | None, date]) -> pl.DataFrame:
    return pl.DataFrame(
        [(supplier, "GBP", amount, on) for supplier, amount, on in rows],
        schema={
            "supplier": pl.String,
            "currency": pl.String,
            "amount_minor": pl.Int64,
            "received_on": pl.Date,
        },
        orient="row",
    )


def _ahead(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("debt", "weeks", "due"),
    [
        ({}, 9.0, 0),
        ({"due_on": _ahead(-9)}, 9.0, 0),
        ({"due_on": _ahead(9)}, 9.0, 2),  # a week before it is due, as the payables desk does
        ({"due_on": _ahead(9)}, 3.9, 0),  # a starving firm is paid at once
        ({"due_on": _ahead(9), "kind": "credit note"}, 9.0, 0),
    ],
)
def test_when_a_debt_can_be_paid(debt: dict[str, Any], weeks: float, due: int) -> None:
    """By the rules of the payables desk."""
    columns = _owing([{"invoice": "1", **debt}], {"F1": weeks})
    assert columns.due.tolist() == [due]


@pytest.mark.parametrize("debt", [{"state": "held"}, {"verified": False}, {"state": "refused"}])
def test_what_waits_for_people_is_left_out(debt: dict[str, Any]) -> None:
    """Held debts and payees that nobody has verified are not paid by waiting."""
    columns = _owing([{"invoice": "1", **debt}])
    assert (len(columns.payee), columns.currencies) == (0, ())


def test_payees_in_their_order() -> None:
    """Fewest weeks first, then what has been due longest; unknown weeks count as 27 days."""
    columns = _owing(
        [
            {"invoice": "1", "supplier": "F1"},
            {"invoice": "2", "supplier": "X", "due_on": _ahead(-1)},
            {"invoice": "3", "supplier": "F2", "currency": "EUR"},
            {"invoice": "4", "supplier": "Y"},
            {"invoice": "5", "supplier": "F1", "amount_minor": 3, "kind": "credit note"},
        ],
        {"F1": 9.0, "F2": 1.0},
    )
    assert columns.currencies == ("EUR", "GBP")
    assert columns.firm.tolist() == [-1, -1, -1, 0]  # F2 counts in pounds; X and Y are no firms
    assert columns.currency.tolist() == [0, 1, 1, 1]
    by_payee = dict.fromkeys(range(4), 0)
    for payee, amount in zip(columns.payee.tolist(), columns.amount_minor.tolist(), strict=True):
        by_payee[payee] += amount
    assert by_payee == {0: 10, 1: 10, 2: 10, 3: 7}


def test_the_queue_is_that_of_the_payables_desk() -> None:
    """Fewest weeks first, then what arrived first; what is posted does not wait."""
    columns = _owing(
        [
            {"invoice": "1", "state": "matched", "amount_minor": 1},
            {"invoice": "2", "state": "matched", "amount_minor": 2, "arrived_on": date(2025, 8, 1)},
            {"invoice": "3", "state": "matched", "amount_minor": 3, "supplier": "F2"},
            {"invoice": "4", "amount_minor": 4},
        ],
        {"F2": 1.0},
    )
    places = dict(zip(columns.amount_minor.tolist(), columns.place.tolist(), strict=True))
    assert places == {3: 0, 2: 1, 1: 2, 4: -1}


def test_goods_that_nobody_billed_are_paid_after_the_term() -> None:
    """Sixty days after they came; without a price nobody can tell how much."""
    columns = _owing([], priced=_priced(("F1", 5, _ahead(-10)), ("F2", None, DAY)))
    assert (columns.due.tolist(), columns.amount_minor.tolist()) == ([50], [5])


def test_what_is_on_its_way_is_not_paid_again() -> None:
    """A debt that a sent payment pays is left out to the penny."""
    sent = {"payment": "P", "run": "R", "supplier": "F1", "state": "sent", "changed_on": DAY}
    columns = _owing(
        [{"invoice": "1"}],
        payments=frame("payments", sent),
        paid_debts=frame("paid_debts", {"payment": "P", "invoice": "1", "amount_minor": 4}),
    )
    assert columns.amount_minor.tolist() == [6]


def test_payable_when_due_and_posted() -> None:
    """The later of the two days counts; what comes after the horizon never does."""
    columns = Owing(
        currencies=("GBP",),
        currency=np.array([0, 0]),
        firm=np.array([0, 1]),
        payee=np.array([0, 0, 1, 1, 1]),
        amount_minor=np.array([1, 2, 4, 8, 16]),
        due=np.array([0, 1, 0, 2, 9]),
        place=np.array([-1, 0, 1, 0, -1]),
    )
    done = np.array([[0.0, 2.0, 3.0], [1.0, 1.0, 1.0]])
    got = columns.payable(done)
    assert got[0].tolist() == [[1, 0], [2, 4], [0, 8]]
    assert got[1].tolist() == [[1, 0], [2, 0], [0, 8]]  # the second in the queue is never posted
