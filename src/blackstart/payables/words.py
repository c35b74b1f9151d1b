"""Amounts and quantities in a clerk's words, for whole columns."""

import polars as pl

from blackstart.base.money import MICRO
from blackstart.payables.amounts import digits, major

_MICRO_DIGITS = 6


def money(amount_minor: pl.Expr, currency: pl.Expr) -> pl.Expr:
    """Write amounts as `base.money.show` does, with their currency: "-1234.56 GBP"."""
    amount, unit = amount_minor.cast(pl.Int128), major(currency)
    sign = pl.when(amount < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    whole = (amount.abs() // unit).cast(pl.String)
    part = (amount.abs() % unit).cast(pl.String).str.zfill(digits(currency))
    point = pl.when(digits(currency) == 0).then(pl.lit("")).otherwise("." + part)
    return pl.concat_str(sign, whole, point, pl.lit(" "), currency.fill_null("of no currency"))


def quantity(quantity_micro: pl.Expr) -> pl.Expr:
    """Write quantities without idle zeros: 1500000 is "1.5"."""
    sign = pl.when(quantity_micro < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    whole = (quantity_micro.abs() // MICRO).cast(pl.String)
    part = (quantity_micro.abs() % MICRO).cast(pl.String).str.zfill(_MICRO_DIGITS)
    number = pl.concat_str(sign, whole, pl.lit("."), part)
    return number.str.strip_chars_end("0").str.strip_chars_end(".")


def said(text: pl.Expr) -> pl.Expr:
    """Quote what a document says, or say that it says nothing."""
    return pl.format("“{}”", text.str.slice(0, 80)).fill_null("nothing")


def plain(text: pl.Expr) -> pl.Expr:
    """Strip a name or number of case, blanks and punctuation; nothing left is unknown."""
    bare = text.str.normalize("NFKC").str.to_uppercase().str.replace_all(r"[^\p{L}\p{N}]", "")
    return pl.when(bare != "").then(bare)
