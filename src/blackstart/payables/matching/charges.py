"""Freight and other charges: what an order allows beyond its lines.

A charge stands in the totals of an invoice (EN 16931 BG-21), or in a line of its own that names the
order but no line and no part of it.
"""

import polars as pl

from blackstart.payables import findings
from blackstart.payables.amounts import tax_minor
from blackstart.payables.checks.check import Check
from blackstart.payables.matching.tolerance import above, limits, tolerated
from blackstart.payables.words import money

_CURRENCY = pl.col("currency")
_EXTRA = pl.col("payable_minor").cast(pl.Int128) - pl.col("taxed_minor")

TOTAL_HOLDS = (
    Check(
        finding=findings.TOTAL_ABOVE,
        fails=above(
            _EXTRA - pl.col("allowed_minor") - pl.col("rest_minor"),
            pl.col("taxed_minor"),
            pl.col("line_count"),
        ),
        words=pl.format(
            "{} is due, {} more than the lines with VAT at the order's rate; charges allowed by "
            "the order, with VAT: {}; tolerated: {}.",
            money(pl.col("payable_minor"), _CURRENCY),
            money(_EXTRA, _CURRENCY),
            money(pl.col("allowed_minor"), _CURRENCY),
            limits(_CURRENCY),
        ),
        place=pl.lit("BT-115"),
    ),
)


def without_charges(lines: pl.DataFrame, charges: pl.DataFrame) -> pl.DataFrame:
    """Leave out lines that charge for something that no line of the order is about.

    Whether the order allows as much is a question of the invoice's total.

    Args:
        lines: as `lines.against_orders` gives them.
        charges: what orders allow; a line of an order that allows none stays, and is held.
    """
    allows = pl.col("order_no").is_in(charges["order_no"].implode())
    named = pl.col("order_key").is_not_null() | pl.col("order_line").is_not_null()
    return lines.filter((named | allows.not_()).fill_null(value=True))


def totals(
    cases: pl.DataFrame, billing: pl.DataFrame, charges: pl.DataFrame, rules: pl.DataFrame
) -> pl.DataFrame:
    """Add up what the lines of an invoice justify, with VAT, and what its orders allow besides.

    An order allows its charge on each invoice that bills goods of it, at the VAT rate of the goods;
    an invoice over nothing but freight has to be looked at.

    Args:
        cases: invoices.
        billing: their lines, as `credits.less_credits` gives them, without charges.
        charges: what orders allow.
        rules: tolerances in force.

    Returns:
        The invoices with `taxed_minor`, `line_count`, `allowed_minor` (with VAT) and `rest_minor`,
        what credit notes give back besides lines, all in 128 bits, and what is tolerated.
    """
    sums = billing.group_by("invoice").agg(
        pl.col("taxed_minor", "rest_minor").sum(), line_count=pl.len().cast(pl.Int128)
    )
    net = pl.col("allowed_minor").cast(pl.Int128)
    allowed = (
        billing.filter(pl.col("order_key").is_not_null())
        .join(charges, on=["order_no", "currency"])
        .group_by("invoice", "order_no")
        .agg(pl.col("allowed_minor").first(), pl.col("percent_micro").max())
        .group_by("invoice")
        .agg(allowed_minor=(net + tax_minor(net, pl.col("percent_micro"))).sum())
    )
    counted = ("taxed_minor", "line_count", "allowed_minor", "rest_minor")
    return (
        cases.join(sums, on="invoice", how="left", maintain_order="left")
        .join(allowed, on="invoice", how="left", maintain_order="left")
        .with_columns(pl.col(counted).fill_null(0), commodity=pl.lit(None, dtype=pl.String))
        .pipe(tolerated, rules)
    )
