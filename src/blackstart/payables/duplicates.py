"""The same invoice twice: in another document, another format, or sent again."""

import polars as pl

from blackstart.payables.words import plain

STANDING = ("matched", "posted", "set off", "paid")
_SAME = ("supplier", "kind", "plain_number", "payable_minor", "currency")


def plain_number(number: pl.Expr) -> pl.Expr:
    """Strip an invoice number of case, punctuation and leading zeros: 003411 and 3411- are one.

    Letters stay: A3411 is another number, and so are the parts of one order billed one by one.
    """
    bare = plain(number)
    digits = bare.str.strip_chars_start("0")
    return pl.when(digits == "").then(pl.lit("0")).otherwise(digits)


def copies(invoices: pl.DataFrame) -> pl.DataFrame:
    """Find invoices that repeat an earlier one of the same supplier.

    Same are supplier, kind, number as `plain_number` gives it, amount due and currency. The first
    stays: one that was already matched, else the one that arrived first, else was issued first.

    Args:
        invoices: with `invoice`, `supplier`, `kind`, `number`, `payable_minor`, `currency`,
            `arrived_on`, `issued_on` and `state` of the debt (empty for a new one).

    Returns:
        `invoice` and `same_as`, the one that stays, for the later ones only.
    """
    fresh = pl.col("state").is_in(STANDING).not_().fill_null(value=True)
    named = invoices.with_columns(plain_number=plain_number(pl.col("number")), fresh=fresh)
    return (
        named.drop_nulls(_SAME)
        .sort("fresh", "arrived_on", "issued_on", "invoice")
        .with_columns(same_as=pl.col("invoice").first().over(_SAME))
        .filter((pl.col("invoice") != pl.col("same_as")) & pl.col("fresh"))
        .select("invoice", "same_as")
        .sort("invoice")
    )
