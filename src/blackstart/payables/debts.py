"""One debt for each invoice: what it claims, where it stands, and which are posted today."""

from datetime import date

import polars as pl

from blackstart.base.money import CURRENCIES
from blackstart.payables.shape import shaped
from blackstart.payables.tables import Debts
from blackstart.payables.terms import due_on

# 27 days: the median cash buffer of small firms (JPMorgan Chase Institute, 2016), in weeks.
WEEKS_LEFT_UNKNOWN = 27 / 7
CERTAIN = ("matched", "posted")
OPEN = (*CERTAIN, "held")


def bookable() -> pl.Expr:
    """Tell which invoices can be a debt: they name an amount and a currency that we know."""
    known = pl.col("currency").is_in(sorted(CURRENCIES)).fill_null(value=False)
    return pl.col("payable_minor").is_not_null() & known


def book(invoices: pl.DataFrame, reasons: pl.DataFrame, day: date) -> pl.DataFrame:
    """Make the debt of each invoice that was examined today.

    Args:
        invoices: with `supplier`; those without amount or known currency are left out.
        reasons: at most one row an invoice, as `checks.check.first` gives it; none: it matches.
        day: the business date.

    Returns:
        Rows for `debts`; `changed_on` is `day`.
    """
    state = pl.coalesce("severity", pl.lit("matched"))
    return (
        invoices.filter(bookable())
        .join(reasons, on="invoice", how="left", maintain_order="left")
        .with_columns(
            amount_minor="payable_minor",
            state=state,
            reason="message",
            clears="fix",
            due_on=due_on(),
            changed_on=pl.lit(day),
            verified=pl.lit(value=False),
        )
        .pipe(shaped, Debts)
    )


def steady(debts: pl.DataFrame, old: pl.DataFrame) -> pl.DataFrame:
    """Keep the day of the last change where state and code are what they were."""
    before = old.select("invoice", was="state", why="code", since="changed_on")
    same = (pl.col("state") == pl.col("was")) & pl.col("code").eq_missing(pl.col("why"))
    return (
        debts.join(before, on="invoice", how="left", maintain_order="left")
        .with_columns(changed_on=pl.when(same).then("since").otherwise("changed_on"))
        .select(debts.columns)
    )


def post(debts: pl.DataFrame, weeks: pl.DataFrame, capacity: int, day: date) -> pl.DataFrame:
    """Post matched debts, as many as the day allows.

    First come the suppliers with the fewest weeks of cash; of a supplier, credit notes before
    debts, so that nothing is paid that is already credited; then what arrived first.

    Args:
        debts: all debts; only matched ones change.
        weeks: `firm` and `weeks_left`; a firm that is not there counts as `WEEKS_LEFT_UNKNOWN`.
        capacity: how many may be posted, 0 or more.
        day: the business date.

    Returns:
        The debts that are posted, as they stand then.
    """
    left = weeks.select(supplier="firm", weeks="weeks_left")
    return (
        debts.filter(pl.col("state") == "matched")
        .join(left, on="supplier", how="left")
        .with_columns(
            pl.col("weeks").fill_null(WEEKS_LEFT_UNKNOWN), debit=pl.col("kind") != "credit note"
        )
        .sort("weeks", "debit", "arrived_on", "invoice")
        .head(capacity)
        .with_columns(state=pl.lit("posted"), changed_on=pl.lit(day))
        .pipe(shaped, Debts)
    )


def verify(debts: pl.DataFrame, payees: pl.DataFrame) -> pl.DataFrame:
    """Mark the debts whose payee's account may be used today."""
    usable = payees.filter("verified")["supplier"]
    verified = pl.col("supplier").is_in(usable.implode()).fill_null(value=False)
    return debts.with_columns(verified=verified)
