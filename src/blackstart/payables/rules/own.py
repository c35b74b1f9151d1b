"""Rules of ours, for documents on which the official sheets stop without a verdict.

A damaged number or a value given twice makes them stop; here a person is asked instead.
"""

from functools import partial

import polars as pl

from blackstart.payables.rules.facts import UBL
from blackstart.payables.rules.rule import Weight, told
from blackstart.payables.rules.words import absent, is_number

_DATE = r"^\s*\d{4}-\d{2}-\d{2}(Z|[+-]\d{2}:\d{2})?\s*$"

_TWICE = (
    "addresses of seller",
    "addresses of buyer",
    "dates of issue",
    "tax_registrations representative",
    "totals of document",
)


def _no_number(column: str) -> pl.Expr:
    number = pl.col(column).str.strip_chars(" \t\r\n").cast(pl.Float64, strict=False)
    return ~absent(column) & number.is_null()


_held = partial(told, weight=Weight.HELD)

OWN = (
    _held(
        "BS-EN-001",
        "odd_amounts",
        ~is_number("value") & ~pl.col("is_price"),
        "value",
    ),
    _held(
        "BS-EN-002",
        "breakdown",
        ~absent("rate") & pl.col("rate_e8").is_null(),
        "rate",
    ),
    _held(
        "BS-EN-003",
        "categories",
        ~absent("rate") & pl.col("rate_e8").is_null(),
        "rate",
    ),
    _held(
        "BS-EN-004",
        "charges",
        absent("indicator") | pl.col("is_charge").is_null(),
        "indicator",
    ),
    _held(
        "BS-EN-005",
        "repeated",
        pl.lit(value=True),
        "context",
        "field",
    ),
    _held("BS-EN-008", "many", pl.col("thing").is_in(_TWICE), "thing"),
    _held(
        "BS-EN-006",
        "lines",
        _no_number("price") | _no_number("gross_price"),
        "price",
        "gross_price",
    ),
    _held(
        "BS-EN-007",
        "periods",
        pl.any_horizontal(~pl.col(name).str.contains(_DATE) for name in ("starts_on", "ends_on")),
        "starts_on",
        "ends_on",
        only=UBL,
    ),
)
