"""Sums that must hold to the last minor unit (EN 16931, BR-CO-10 to BR-CO-16).

A total that the document leaves out is unknown and its sum is not checked; an allowance, a charge,
a prepayment or a rounding that it leaves out is none.
"""

import polars as pl

from blackstart.base.finding import FindingCode
from blackstart.payables import findings
from blackstart.payables.checks.check import Check
from blackstart.payables.words import money


def _or_none(name: str) -> pl.Expr:
    return pl.col(name).fill_null(0)


def _adds_up(
    finding: FindingCode, place: str, total: str, name: str, parts: pl.Expr, parts_name: str
) -> Check:
    """Compare a stated total with what its parts give."""
    stated, given = pl.col(total).cast(pl.Int128), parts.cast(pl.Int128)
    words = pl.format(
        f"{name} is stated as {{}}, but {parts_name} give {{}}.",
        money(stated, pl.col("currency")),
        money(given, pl.col("currency")),
    )
    return Check(finding=finding, fails=stated != given, words=words, place=pl.lit(place))


_TOTALS = pl.col("lines_minor", "net_minor", "tax_minor", "gross_minor")

SUMS = (
    _adds_up(
        findings.LINES_SUM,
        "BT-106",
        "lines_minor",
        "The sum of lines",
        pl.col("lines_net_minor"),
        "the lines",
    ),
    _adds_up(
        findings.NET_SUM,
        "BT-109",
        "net_minor",
        "The total without VAT",
        pl.col("lines_minor") - _or_none("allowances_minor") + _or_none("charges_minor"),
        "lines less allowances plus charges",
    ),
    _adds_up(
        findings.GROSS_SUM,
        "BT-112",
        "gross_minor",
        "The total with VAT",
        pl.col("net_minor") + pl.col("tax_minor"),
        "the total without it and the VAT",
    ),
    _adds_up(
        findings.PAYABLE_SUM,
        "BT-115",
        "payable_minor",
        "The amount due",
        pl.col("gross_minor") - _or_none("prepaid_minor") + _or_none("rounding_minor"),
        "total less prepayments plus rounding",
    ),
    Check(
        finding=findings.SUMS_UNCHECKED,
        fails=pl.any_horizontal(_TOTALS.is_null()),
        words=pl.lit("Totals are missing, so some sums were not checked."),
        place=pl.lit("BG-22"),
    ),
)
