"""When certain debts will take money away, for the cash forecast."""

import polars as pl

from blackstart.payables.debts import CERTAIN


def outflow(debts: pl.DataFrame, carried: pl.DataFrame) -> pl.DataFrame:
    """Give what certain debts cost, by the day on which they are due.

    Credit notes lower the supplier's earliest debts. Held debts are left out: nobody knows yet
    whether they are owed. What a payment carries is the payment's business.

    Args:
        debts: all debts.
        carried: `invoice` of those that a payment carries.

    Returns:
        `currency`, `due_on` and `amount_minor` above 0, sorted.
    """
    certain = debts.filter(pl.col("state").is_in(CERTAIN)).join(carried, on="invoice", how="anti")
    credit = pl.col("kind") == "credit note"
    amount = pl.col("amount_minor")
    credits_ = certain.filter(credit).group_by("supplier", "currency").agg(credit=amount.sum())
    due = certain.filter(credit.not_()).sort("supplier", "currency", "due_on", "invoice")
    so_far = amount.cum_sum().over("supplier", "currency") - pl.col("credit").fill_null(0)
    return (
        due.join(credits_, on=["supplier", "currency"], how="left", maintain_order="left")
        .with_columns(amount_minor=pl.min_horizontal(so_far.clip(0), amount))
        .group_by("currency", "due_on")
        .agg(amount.sum())
        .filter(amount > 0)
        .sort("currency", "due_on")
    )
