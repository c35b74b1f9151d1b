"""Whom to pay today: the run that buys the most weeks within cash, people and the bank's day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from blackstart.base.canonical import stable_id
from blackstart.payables.amounts import signed_minor
from blackstart.payables.debts import WEEKS_LEFT_UNKNOWN
from blackstart.payables.paying.shown import shown_sha256
from blackstart.payables.shape import shaped
from blackstart.payables.tables import PaidDebts, PaymentRuns, Payments

# Rules of ours, not of any contract: what falls due before the next weekly run is paid now, and a
# supplier that has not four weeks left is paid before it is due.
SOON_DAYS = 7
STARVING_WEEKS = 4.0

_PAYEE = ("supplier", "currency")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposed run: rows for `payment_runs`, `payments` and `paid_debts`."""

    runs: pl.DataFrame
    payments: pl.DataFrame
    paid_debts: pl.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """Which row of the claimants is paid, how much, and for which debts and credit notes."""

    row: int
    amount_minor: int
    invoices: tuple[str, ...]


def run_id(day: date) -> str:
    """Name the run of a day; there is one a day, in all currencies together."""
    return f"R-{day.isoformat()}"


def claimants(
    debts: pl.DataFrame, carried: pl.DataFrame, weeks: pl.DataFrame, day: date
) -> pl.DataFrame:
    """List who could be paid on a day, and in which order.

    Certain debts count that fall due within `SOON_DAYS`, and all certain debts of a supplier that
    is known to have less than `STARVING_WEEKS`. Who has the fewest weeks comes first, then who has
    waited longest, then the smallest sum, which saves the most firms for a pound.

    Args:
        debts: all debts; posted ones count, credit notes against them.
        carried: `invoice` of debts that a payment carries already.
        weeks: `firm` and `weeks_left`; a firm that is not there ranks by `WEEKS_LEFT_UNKNOWN`.
        day: the business date.

    Returns:
        One row a supplier and currency, in order: `weeks_left` (empty: unknown), `overdue_days`
        (negative: not due yet), `net_minor` above 0, `credit_minor`, the lists `invoices` and
        `amounts_minor` (oldest first) and `credits`.
    """
    posted = (
        debts.filter((pl.col("state") == "posted") & pl.col("supplier").is_not_null())
        .join(carried, on="invoice", how="anti")
        .join(weeks.select("weeks_left", supplier="firm"), on="supplier", how="left")
        .sort("due_on", "arrived_on", "invoice")
    )
    credit = pl.col("kind") == "credit note"
    soon = pl.col("due_on") <= day + timedelta(days=SOON_DAYS)
    pressing = posted.filter(credit | soon | (pl.col("weeks_left") < STARVING_WEEKS))
    debit, amount = credit.not_(), pl.col("amount_minor")
    return (
        pressing.group_by(*_PAYEE, "weeks_left", maintain_order=True)
        .agg(
            overdue_days=(pl.lit(day) - pl.col("due_on").filter(debit).min()).dt.total_days(),
            net_minor=signed_minor().cast(pl.Int128).sum(),
            credit_minor=amount.filter(credit).sum(),
            invoices=pl.col("invoice").filter(debit),
            amounts_minor=amount.filter(debit),
            credits=pl.col("invoice").filter(credit),
        )
        .filter(pl.col("net_minor") > 0)
        .sort(
            pl.col("weeks_left").fill_null(WEEKS_LEFT_UNKNOWN),
            -pl.col("overdue_days"),
            "net_minor",
            *_PAYEE,
        )
    )


def propose(
    ranked: pl.DataFrame,
    debts: pl.DataFrame,
    payees: pl.DataFrame,
    *,
    allowed_minor: Mapping[str, int],
    most: int,
    day: date,
) -> Proposal:
    """Propose the run of a day; nothing leaves before two people have signed it.

    Each supplier gets one payment a currency for whole debts, oldest first, less its credit notes;
    a debt that does not fit into the cash that is left is passed over for the next that does.

    Args:
        ranked: who could be paid, in order, as `claimants` gives it.
        debts: all debts.
        payees: accounts that count today; only verified ones are paid.
        allowed_minor: by currency, what the run may add up to; a currency that is not there: none.
        most: how many payments the day allows, 0 or more.
        day: the business date.

    Returns:
        The proposal; empty frames when nothing can be paid.
    """
    able = ranked.join(payees.filter("verified"), on="supplier", maintain_order="left")
    chosen = list(_chosen(able, allowed_minor, most))
    payments = _payments(able, chosen, day)
    carried = [
        (payment, invoice)
        for payment, choice in zip(payments["payment"], chosen, strict=True)
        for invoice in choice.invoices
    ]
    pairs = pl.DataFrame(carried, {"payment": pl.String, "invoice": pl.String}, orient="row")
    amounts = debts.select("invoice", amount_minor=signed_minor())
    return Proposal(
        runs=_runs(payments, allowed_minor, day),
        payments=payments,
        paid_debts=shaped(pairs.join(amounts, on="invoice", maintain_order="left"), PaidDebts),
    )


def _chosen(able: pl.DataFrame, allowed_minor: Mapping[str, int], most: int) -> Iterator[_Choice]:
    """Walk the claimants in order, and take what cash and the day's payments allow."""
    room = dict(allowed_minor)
    left = most
    for row, who in enumerate(able.iter_rows(named=True)):
        total, taken = _whole_debts(who, room.get(who["currency"], 0))
        if left and total > 0:
            room[who["currency"]] -= total
            left -= 1
            yield _Choice(row=row, amount_minor=total, invoices=(*taken, *who["credits"]))


def _whole_debts(who: Mapping[str, Any], room_minor: int) -> tuple[int, list[str]]:
    """Take whole debts, oldest first, as long as they fit into the room, credit notes deducted."""
    total, taken = -int(who["credit_minor"]), []
    for invoice, amount in zip(who["invoices"], who["amounts_minor"], strict=True):
        if total + amount <= room_minor:
            total += amount
            taken.append(invoice)
    return total, taken


def _payments(able: pl.DataFrame, chosen: Sequence[_Choice], day: date) -> pl.DataFrame:
    """Make the payments, each with an id that it keeps for ever, and freeze the accounts."""
    run = run_id(day)
    rows = able[[choice.row for choice in chosen]]
    ids = [stable_id("PAY", run, *who) for who in rows.select(_PAYEE).iter_rows()]
    return rows.with_columns(
        pl.Series("payment", ids, dtype=pl.String),
        pl.Series("amount_minor", [choice.amount_minor for choice in chosen], dtype=pl.Int64),
        run=pl.lit(run),
        state=pl.lit("proposed"),
        changed_on=pl.lit(day),
    ).pipe(shaped, Payments)


def _runs(payments: pl.DataFrame, allowed_minor: Mapping[str, int], day: date) -> pl.DataFrame:
    """Sum the payments up by currency; one hash stands for the run in all currencies."""
    allowed = pl.col("currency").replace_strict(
        dict(allowed_minor), default=0, return_dtype=pl.Int64
    )
    return (
        payments.group_by("run", "currency")
        .agg(payments=pl.len(), total_minor=pl.col("amount_minor").sum())
        .sort("run", "currency")
        .with_columns(
            proposed_on=pl.lit(day),
            allowed_minor=allowed,
            state=pl.lit("proposed"),
            shown_sha256=pl.lit(shown_sha256(payments)),
        )
        .pipe(shaped, PaymentRuns)
    )
