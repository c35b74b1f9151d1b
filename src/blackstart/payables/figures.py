"""What an operator wants to know about invoices and payments, after the day's decision."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl

from blackstart.base.canonical import Json
from blackstart.base.finding import Finding
from blackstart.base.money import show
from blackstart.payables.debts import WEEKS_LEFT_UNKNOWN
from blackstart.payables.findings import FINDINGS
from blackstart.payables.paying.payment_run import run_id
from blackstart.payables.telling import tell

NAMED_PAYEES_MAX = 10


def states(debts: pl.DataFrame) -> dict[str, Json]:
    """Count debts by kind and state."""
    counted = debts.group_by("kind", "state").len().cast({"kind": pl.String, "state": pl.String})
    found: dict[str, dict[str, Json]] = {}
    for kind, state, count in counted.sort("kind", "state").iter_rows():
        found.setdefault(kind, {})[state] = count
    return dict(found)


def reasons(debts: pl.DataFrame, unbooked: pl.DataFrame) -> list[Json]:
    """List why invoices are refused or held, in the order of the room's findings, with numbers.

    Args:
        debts: all debts.
        unbooked: `invoice` and `code` of those that cannot be a debt.
    """
    stopped = _stopped(debts, unbooked)
    return [
        {
            "code": code.code,
            "severity": code.severity.value,
            "why": code.meaning,
            "clears": code.fix,
            "invoices": len(stopped[code.code]),
        }
        for code in FINDINGS
        if code.code in stopped
    ]


def stops(debts: pl.DataFrame, unbooked: pl.DataFrame) -> Iterator[Finding]:
    """Tell each reason once, with how many invoices it stops and the first of them."""
    stopped = _stopped(debts, unbooked)
    for code in FINDINGS:
        yield from tell(code, stopped.get(code.code, []), "invoices")


def _stopped(debts: pl.DataFrame, unbooked: pl.DataFrame) -> dict[str, list[str]]:
    """Give the invoices that each code stops, sorted."""
    named = debts.filter(pl.col("state").is_in(["held", "refused"])).select("invoice", "code")
    grouped = pl.concat([named, unbooked]).group_by("code").agg(pl.col("invoice").sort())
    return dict(grouped.iter_rows())


def totals(amounts: pl.DataFrame) -> dict[str, Json]:
    """Add up `amount_minor` by currency, as decimal strings."""
    sums = amounts.group_by("currency").agg(pl.col("amount_minor").cast(pl.Int128).sum())
    rows = sums.sort("currency").iter_rows()
    return {currency: show(int(minor), currency) for currency, minor in rows}


def run_figures(
    payments: pl.DataFrame,
    paid_debts: pl.DataFrame,
    debts: pl.DataFrame,
    allowed_minor: Mapping[str, int],
    day: date,
) -> dict[str, Json]:
    """Sum up the run of a day: how many payments, how much, and who comes first and why.

    Args:
        payments: the payments of the run.
        paid_debts: which debts they pay.
        debts: all debts.
        allowed_minor: by currency, what treasury allowed.
        day: the business date.
    """
    due = (
        paid_debts.join(debts.filter(pl.col("kind") != "credit note"), on="invoice")
        .group_by("payment")
        .agg(overdue_days=(pl.lit(day) - pl.col("due_on").min()).dt.total_days())
    )
    first = payments.join(due, on="payment").sort(
        pl.col("weeks_left").fill_null(WEEKS_LEFT_UNKNOWN),
        -pl.col("overdue_days"),
        "amount_minor",
        "supplier",
        "currency",
    )
    return {
        "run": run_id(day),
        "payments": payments.height,
        "suppliers": payments["supplier"].n_unique(),
        "total": totals(payments),
        "allowed": {name: show(minor, name) for name, minor in sorted(allowed_minor.items())},
        "first": [_payee(row) for row in first.head(NAMED_PAYEES_MAX).iter_rows(named=True)],
    }


def _payee(row: Mapping[str, Any]) -> Json:
    """Say who is paid, how much, and why so early."""
    weeks, overdue = row["weeks_left"], row["overdue_days"]
    cash = "weeks of cash unknown" if weeks is None else f"cash for {weeks:.1f} weeks"
    when = f"{overdue} days overdue" if overdue > 0 else f"due in {-overdue} days"
    return {
        "supplier": row["supplier"],
        "payee": row["name"],
        "amount": show(row["amount_minor"], row["currency"]),
        "currency": row["currency"],
        "weeks_left": None if weeks is None else round(weeks, 1),
        "why": f"{cash}, {when}",
    }
