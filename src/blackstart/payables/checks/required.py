"""What an invoice must say before it can be a claim at all (EN 16931, BR-02 to BR-16)."""

import polars as pl

from blackstart.base.money import CURRENCIES
from blackstart.payables import findings
from blackstart.payables.checks.check import Check
from blackstart.payables.words import said


def _blank(*names: str) -> pl.Expr:
    """Tell whether none of these texts says anything."""
    return pl.all_horizontal(pl.col(name).str.strip_chars().fill_null("") == "" for name in names)


_CURRENCY = pl.col("currency")

REQUIRED = (
    Check(
        finding=findings.NO_NUMBER,
        fails=_blank("number"),
        words=pl.lit("The invoice number is missing; it stays unpaid."),
        place=pl.lit("BT-1"),
    ),
    Check(
        finding=findings.NO_DATE,
        fails=pl.col("issued_on").is_null(),
        words=pl.lit("The issue date is missing or no date; it stays unpaid."),
        place=pl.lit("BT-2"),
    ),
    Check(
        finding=findings.NO_CURRENCY,
        fails=_CURRENCY.is_null() | _CURRENCY.is_in(sorted(CURRENCIES)).not_(),
        words=pl.format("The currency is {}, no ISO 4217 code; it stays unpaid.", said(_CURRENCY)),
        place=pl.lit("BT-5"),
    ),
    Check(
        finding=findings.NO_SELLER,
        fails=_blank("seller_id", "seller_name", "seller_vat"),
        words=pl.lit("Neither name, number nor VAT identifier of the seller is there."),
        place=pl.lit("BT-27"),
    ),
    Check(
        finding=findings.NO_LINE,
        fails=pl.col("line_count") == 0,
        words=pl.lit("The invoice has no line, so nobody can tell what it bills."),
        place=pl.lit("BG-25"),
    ),
    Check(
        finding=findings.NO_AMOUNT,
        fails=pl.col("payable_minor").is_null(),
        words=pl.lit("The amount due is missing or no amount; it stays unpaid."),
        place=pl.lit("BT-115"),
    ),
)
