"""Rules about decimals: amounts have at most two."""

import polars as pl

from blackstart.payables.rules.facts import CII, UBL
from blackstart.payables.rules.rule import said
from blackstart.payables.rules.words import PLAIN_IN_CII, decimals_over

_ALLOWANCE, _CHARGE = ~pl.col("is_charge"), pl.col("is_charge")
_IN_DOCUMENT, _IN_LINE = (pl.col("place") == place for place in ("document", "line"))
_ALL = pl.lit(value=True)
_JUDGED = ((UBL, _ALL), (CII, PLAIN_IN_CII))

_TABLE = (
    (
        "BR-DEC-01",
        "charges",
        "amount",
        _IN_DOCUMENT & _ALLOWANCE,
        "an allowance on the invoice (BT-92)",
    ),
    (
        "BR-DEC-02",
        "charges",
        "base",
        _IN_DOCUMENT & _ALLOWANCE,
        "the base of an allowance on the invoice (BT-93)",
    ),
    ("BR-DEC-05", "charges", "amount", _IN_DOCUMENT & _CHARGE, "a charge on the invoice (BT-99)"),
    (
        "BR-DEC-06",
        "charges",
        "base",
        _IN_DOCUMENT & _CHARGE,
        "the base of a charge on the invoice (BT-100)",
    ),
    ("BR-DEC-09", "totals", "lines_total", _ALL, "the sum of the lines (BT-106)"),
    ("BR-DEC-10", "totals", "allowances_total", _ALL, "the sum of allowances (BT-107)"),
    ("BR-DEC-11", "totals", "charges_total", _ALL, "the sum of charges (BT-108)"),
    ("BR-DEC-12", "totals", "net_total", _ALL, "the total without VAT (BT-109)"),
    ("BR-DEC-14", "totals", "gross_total", _ALL, "the total with VAT (BT-112)"),
    ("BR-DEC-16", "totals", "prepaid", _ALL, "the amount paid (BT-113)"),
    ("BR-DEC-17", "totals", "rounding", _ALL, "the rounding amount (BT-114)"),
    ("BR-DEC-18", "totals", "payable", _ALL, "the amount due (BT-115)"),
    ("BR-DEC-19", "breakdown", "taxable", _ALL, "a taxable amount (BT-116)"),
    ("BR-DEC-20", "breakdown", "tax", _ALL, "a VAT amount (BT-117)"),
    ("BR-DEC-23", "lines", "net", _ALL, "a line's net amount (BT-131)"),
    ("BR-DEC-24", "charges", "amount", _IN_LINE & _ALLOWANCE, "an allowance on a line (BT-136)"),
    (
        "BR-DEC-25",
        "charges",
        "base",
        _IN_LINE & _ALLOWANCE,
        "the base of an allowance on a line (BT-137)",
    ),
    ("BR-DEC-27", "charges", "amount", _IN_LINE & _CHARGE, "a charge on a line (BT-141)"),
    ("BR-DEC-28", "charges", "base", _IN_LINE & _CHARGE, "the base of a charge on a line (BT-142)"),
)

DECIMALS = tuple(
    said(
        rule,
        view,
        judged & condition & decimals_over(column),
        f"More than two decimals in {what}.",
        column,
        only=only,
    )
    for rule, view, column, condition, what in _TABLE
    for only, judged in (_JUDGED if view == "breakdown" else ((None, _ALL),))
)
