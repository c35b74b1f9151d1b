"""Exact products of prices, quantities and rates, on whole columns, in 128 bits.

The largest price times the largest quantity is 10^30 millionths of millionths, 10^34 with the four
digits of the finest currency: far within 128 bits, far beyond 64.
"""

import polars as pl

from blackstart.base.money import AMOUNT_MINOR_MAX, CURRENCIES, MICRO, minor_digits

_USUAL = minor_digits("")
_DIGITS = {code: minor_digits(code) for code in sorted(CURRENCIES) if minor_digits(code) != _USUAL}
_PERCENT = 100 * MICRO


def digits(currency: pl.Expr) -> pl.Expr:
    """Tell a currency's digits after the point, as `base.money.minor_digits` does."""
    return currency.replace_strict(_DIGITS, default=_USUAL, return_dtype=pl.Int64)


def major(currency: pl.Expr) -> pl.Expr:
    """Tell how many minor units one major unit has, in 128 bits."""
    scales = {code: 10**count for code, count in _DIGITS.items()}
    return currency.replace_strict(scales, default=10**_USUAL, return_dtype=pl.Int128)


def rounded(numerator: pl.Expr, denominator: int) -> pl.Expr:
    """Divide whole numbers, halves away from zero; the denominator is even."""
    return (numerator.abs() + denominator // 2) // denominator * numerator.sign()


def product_minor(price_micro: pl.Expr, quantity_micro: pl.Expr, currency: pl.Expr) -> pl.Expr:
    """Give price times quantity in minor units, rounded once, in 128 bits."""
    product = price_micro.cast(pl.Int128) * quantity_micro.cast(pl.Int128) * major(currency)
    return rounded(product, MICRO * MICRO)


def tax_minor(net_minor: pl.Expr, percent_micro: pl.Expr) -> pl.Expr:
    """Give the VAT on an amount in minor units (EN 16931 BR-CO-17), in 128 bits."""
    return rounded(net_minor.cast(pl.Int128) * percent_micro.cast(pl.Int128), _PERCENT)


def countable(amount: pl.Expr) -> pl.Expr:
    """Tell whether an amount is within the 10^15 minor units that every table holds."""
    return amount.abs() <= AMOUNT_MINOR_MAX


def signed_minor() -> pl.Expr:
    """Give a debt's amount with its sign: a credit note lowers what we owe."""
    amount = pl.col("amount_minor")
    return pl.when(pl.col("kind") == "credit note").then(-amount).otherwise(amount)
