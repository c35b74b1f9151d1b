"""What we owe each firm: booked debts, and goods that arrived and nobody has billed."""

import polars as pl

from blackstart.base.money import AMOUNT_MINOR_MAX, CURRENCIES, minor_digits

OPEN = ("posted", "matched", "held")
ON_ITS_WAY = ("sent", "settled")
_KEY = ["supplier", "currency"]


def owed(
    debts: pl.DataFrame, priced: pl.DataFrame, payments: pl.DataFrame, paid_debts: pl.DataFrame
) -> pl.DataFrame:
    """Add up what each supplier is still to get from us, due or not.

    Args:
        debts: the payables' debts; posted, matched and held ones count, credit notes against them.
        priced: unbilled receipts, as `unbilled` gives them; those without a price do not count.
        payments: money that is on its way is no longer owed.
        paid_debts: which debts the payments pay.

    Returns:
        `supplier`, `currency`, `owed_minor` (negative: the supplier owes us), sorted.
    """
    billed = still_open(debts, payments, paid_debts).select(*_KEY, "open_minor")
    unbilled_ = priced.select(*_KEY, open_minor="amount_minor").drop_nulls("open_minor")
    return (
        pl.concat([billed, unbilled_])
        .group_by(_KEY)
        .agg(owed_minor=pl.col("open_minor").sum().clip(-AMOUNT_MINOR_MAX, AMOUNT_MINOR_MAX))
        .sort(_KEY)
    )


def still_open(
    debts: pl.DataFrame, payments: pl.DataFrame, paid_debts: pl.DataFrame
) -> pl.DataFrame:
    """Give the debts that wait for money, with `open_minor` (a credit note's is negative)."""
    on_its_way = payments.filter(pl.col("state").is_in(ON_ITS_WAY))
    leaving = (
        paid_debts.join(on_its_way, on="payment", how="semi")
        .group_by("invoice")
        .agg(leaving_minor=pl.col("amount_minor").sum())
    )
    sign = pl.when(pl.col("kind") == "credit note").then(-1).otherwise(1)
    left = sign * pl.col("amount_minor") - pl.col("leaving_minor").fill_null(0)
    return (
        debts.filter(pl.col("state").is_in(OPEN) & pl.col("supplier").is_not_null())
        .join(leaving, on="invoice", how="left", maintain_order="left")
        .with_columns(open_minor=left)
        .drop("leaving_minor")
    )


def unbilled(receipts: pl.DataFrame, billed: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """Price what arrived and was never billed, at the order's price with tax.

    Args:
        receipts: goods receipts up to today.
        billed: which invoice bills how much of which receipt line.
        orders: order lines with price, currency and tax rate.

    Returns:
        The unbilled receipt lines with `currency` and `amount_minor`; both are empty where no
        order tells the price, or where the product is beyond what can be counted.
    """
    done = billed.group_by("receipt_no", "line_no").agg(done=pl.col("quantity_micro").sum())
    price = orders.select(
        "order_no", "price_micro", "currency", "tax_percent_micro", order_line="line_no"
    )
    left = pl.col("quantity_micro") - pl.col("done").fill_null(0)
    return (
        receipts.join(done, on=["receipt_no", "line_no"], how="left", maintain_order="left")
        .with_columns(left=left)
        .filter(pl.col("left") > 0)
        .join(price, on=["order_no", "order_line"], how="left", maintain_order="left")
        .with_columns(amount_minor=_gross_minor())
        .drop("done", "left", "price_micro", "tax_percent_micro")
    )


def _gross_minor() -> pl.Expr:
    """Multiply in 128 bits, and round halves up as everywhere (both factors are positive)."""
    scale = {code: 10 ** minor_digits(code) for code in sorted(CURRENCIES)}
    unit = pl.col("currency").replace_strict(scale, default=None, return_dtype=pl.Int128)
    net = (pl.col("left").cast(pl.Int128) * pl.col("price_micro") * unit + 5 * 10**11) // 10**12
    gross = (net * (10**8 + pl.col("tax_percent_micro")) + 5 * 10**7) // 10**8
    return pl.when(gross <= AMOUNT_MINOR_MAX).then(gross).cast(pl.Int64)
