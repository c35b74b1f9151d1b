"""What came in equals what went out and what is left."""

from typing import Any

import polars as pl
import pytest

from blackstart.payables.books import balanced, books, sides
from blackstart.payables.figures import reasons, run_figures, states, stops, totals
from blackstart.payables.paying.live import carried
from blackstart.payables.paying.outflow import outflow
from tests.payables.made import DAY, ago, billed, frame

NONE = pl.DataFrame(schema={"invoice": pl.String, "code": pl.String})


def paper(
    invoice: str, amount: int, kind: str = "invoice", currency: str = "GBP"
) -> dict[str, Any]:
    """Make an invoice of an amount."""
    return dict(billed(invoice, payable_minor=amount, kind=kind, currency=currency)[0])


def debt(
    invoice: str,
    amount: int,
    state: str,
    kind: str = "invoice",
    **said: Any,  # noqa: ANN401 - any cell of a debt
) -> dict[str, Any]:
    """Make a debt of an amount in a state."""
    return {"invoice": invoice, "amount_minor": amount, "state": state, "kind": kind, **said}


INVOICES = frame(
    "invoices",
    paper("I-1", 10_000),
    paper("I-2", 3_000, "credit note"),
    paper("I-3", 500),
    paper("I-4", 70),
    paper("I-5", 9),
    paper("I-6", 1_234, "self-billed", "JPY"),
    paper("I-7", 5, currency="XXX"),
)
DEBTS = frame(
    "debts",
    debt("I-1", 10_000, "paid"),
    debt("I-2", 3_000, "set off", "credit note"),
    debt("I-3", 500, "posted"),
    debt("I-4", 70, "held"),
    debt("I-5", 9, "refused"),
    debt("I-6", 1_234, "matched", "self-billed", currency="JPY"),
)
PAYMENTS = frame("payments", {"state": "settled", "amount_minor": 7_000})
PAID = frame(
    "paid_debts",
    {"invoice": "I-1", "amount_minor": 10_000},
    {"invoice": "I-2", "amount_minor": -3_000},
)


def test_books_by_currency() -> None:
    """A credit note lowers what was paid; an unknown currency is counted nowhere."""
    assert books(INVOICES, DEBTS, PAYMENTS, PAID) == {
        "GBP": {
            "debt_in": "105.79",
            "credits": "30.00",
            "paid": "70.00",
            "set_off": "0.00",
            "discount": "0.00",
            "open": "5.00",
            "held": "0.70",
            "refused": "0.09",
        },
        "JPY": {
            "debt_in": "1234",
            "credits": "0",
            "paid": "0",
            "set_off": "0",
            "discount": "0",
            "open": "1234",
            "held": "0",
            "refused": "0",
        },
    }
    assert all(map(balanced, sides(INVOICES, DEBTS, PAYMENTS, PAID).values()))


@pytest.mark.parametrize(
    ("debts", "payments"),
    [
        (DEBTS.filter(pl.col("invoice") != "I-3"), PAYMENTS),
        (DEBTS, PAYMENTS.clear()),
        (DEBTS.with_columns(state=pl.lit("posted", dtype=DEBTS.schema["state"])), PAYMENTS),
    ],
)
def test_books_can_fail(debts: pl.DataFrame, payments: pl.DataFrame) -> None:
    """An invoice without a debt, a debt paid by nothing, a paid debt still open: no balance."""
    assert not balanced(sides(INVOICES, debts, payments, PAID)["GBP"])


def test_what_is_set_off_without_a_payment() -> None:
    """A debt that was set off alone stands on its own side."""
    invoices, debts = (
        frame("invoices", paper("I-1", 10)),
        frame("debts", debt("I-1", 10, "set off")),
    )
    assert sides(invoices, debts, frame("payments"), frame("paid_debts")) == {
        "GBP": {"debt_in": 10, "set_off": 10}
    }


@pytest.mark.parametrize(
    ("state", "taken"),
    [("proposed", True), ("sent", True), ("settled", True), ("rejected", False), ("lapsed", False)],
)
def test_which_payments_carry_their_debts(state: str, taken: bool) -> None:  # noqa: FBT001 - a column of the table
    """A rejected or lapsed payment frees its debts."""
    found = carried(frame("payments", {"state": state}), frame("paid_debts", {}))
    assert found["invoice"].to_list() == (["I-1"] if taken else [])


def test_outflow_by_due_date_less_credit_notes() -> None:
    """A credit note lowers the earliest debts; held and carried ones are no outflow."""
    debts = frame(
        "debts",
        debt("I-1", 100, "posted", due_on=ago(-1)),
        debt("I-2", 100, "matched", due_on=ago(-9)),
        debt("I-3", 150, "posted", "credit note"),
        debt("I-4", 7, "held"),
        debt("I-5", 7, "posted"),
        debt("I-6", 10, "posted", supplier="S2", due_on=ago(-9)),
        debt("I-7", 99, "posted", "credit note", supplier="S3"),
    )
    gone = pl.DataFrame({"invoice": ["I-5"]})
    assert outflow(debts, gone).rows() == [("GBP", ago(-9), 60)]


def test_counts_and_reasons() -> None:
    """States by kind; reasons with how many they stop; invoices without a debt among them."""
    debts = frame(
        "debts",
        debt("I-1", 1, "held", code="BS-PAY-025"),
        debt("I-2", 1, "held", code="BS-PAY-025"),
        debt("I-3", 1, "posted", "credit note"),
    )
    unbooked = pl.DataFrame({"invoice": ["I-4"], "code": ["BS-PAY-006"]})
    assert states(debts) == {"invoice": {"held": 2}, "credit note": {"posted": 1}}
    found: Any = reasons(debts, unbooked)
    assert [(row["code"], row["invoices"]) for row in found] == [
        ("BS-PAY-006", 1),
        ("BS-PAY-025", 2),
    ]
    assert [finding.code for finding in stops(debts, unbooked)] == ["BS-PAY-006", "BS-PAY-025"]
    assert reasons(debts.clear(), NONE) == []


def test_totals_never_mix_currencies() -> None:
    """A sum a currency, as decimal strings."""
    payments = frame("payments", {"amount_minor": 1}, {}, {"currency": "JPY", "amount_minor": 5})
    assert totals(payments) == {"GBP": "150.01", "JPY": "5"}


def test_a_run_says_who_comes_first_and_why() -> None:
    """Fewest weeks first, then longest overdue; credit notes do not make anything overdue."""
    payments = frame(
        "payments",
        {"payment": "P1", "weeks_left": 9.0},
        {"payment": "P2", "weeks_left": None, "supplier": "S2"},
        {"payment": "P3", "weeks_left": 1.25, "supplier": "S3"},
    )
    pairs = frame(
        "paid_debts",
        *({"payment": f"P{place}", "invoice": f"I-{place}"} for place in (1, 2, 3)),
        {"payment": "P3", "invoice": "I-4"},
    )
    debts = frame(
        "debts",
        debt("I-1", 1, "posted"),
        debt("I-2", 1, "posted", due_on=ago(3)),
        debt("I-3", 1, "posted", due_on=DAY),
        debt("I-4", 1, "posted", "credit note", due_on=ago(99)),
    )
    facts: Any = run_figures(payments, pairs, debts, {"GBP": 99_999}, DAY)
    assert [row["why"] for row in facts["first"]] == [
        "cash for 1.2 weeks, due in 0 days",
        "weeks of cash unknown, 3 days overdue",
        "cash for 9.0 weeks, due in 5 days",
    ]
    assert (facts["payments"], facts["suppliers"], facts["total"]) == (3, 3, {"GBP": "450.00"})
    assert facts["allowed"] == {"GBP": "999.99"}
