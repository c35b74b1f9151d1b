"""The same invoice twice: in another document, another format, or sent again."""

import polars as pl

from blackstart.payables.repeats.numbers import plain_number

STANDING = ("matched", "posted", "set off", "paid")
_SAME = ("supplier", "kind", "plain_number", "payable_minor", "currency")


def ranked(invoices: pl.DataFrame) -> pl.DataFrame:
    """Put invoices into the order in which one of two counts as the first.

    First are those that were already matched, then what arrived first, then what was issued first.

    Args:
        invoices: with `invoice`, `arrived_on`, `issued_on` and `state` of the debt (empty for a
            new one).

    Returns:
        The invoices in that order, with `place` and `fresh`, false for those that stand already.
    """
    fresh = pl.col("state").is_in(STANDING).not_().fill_null(value=True)
    return (
        invoices.with_columns(fresh=fresh)
        .sort("fresh", "arrived_on", "issued_on", "invoice")
        .with_row_index("place")
    )


def copies(invoices: pl.DataFrame) -> pl.DataFrame:
    """Find invoices that repeat an earlier one of the same supplier.

    Same are supplier, kind, number as `plain_number` gives it, amount due and currency.

    Args:
        invoices: as `ranked` gives them, with `supplier`, `kind`, `number`, `payable_minor` and
            `currency`.

    Returns:
        `invoice` and `same_as`, the one that stays, for the later ones only.
    """
    named = invoices.with_columns(plain_number=plain_number(pl.col("number"))).drop_nulls(_SAME)
    several = (
        named.group_by(_SAME)
        .agg(pl.len(), pl.col("place").min(), same_as=pl.col("invoice").sort_by("place").first())
        .filter(pl.col("len") > 1)
        .drop("len")
    )
    return (
        named.filter("fresh")
        .join(several, on=_SAME, suffix="_first")
        .filter(pl.col("place") != pl.col("place_first"))
        .select("invoice", "same_as")
        .sort("invoice")
    )
