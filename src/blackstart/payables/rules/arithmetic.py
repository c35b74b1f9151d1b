"""Rules about sums: totals, VAT and the dates of periods must agree with what they come from.

Sums are exact and rounded once, to cents, where the standard rounds; halves go up.
"""

import polars as pl

from blackstart.payables.rules.facts import UBL
from blackstart.payables.rules.rule import told
from blackstart.payables.rules.words import E2, E8, absent, differs, to_cents, to_whole

LINES, NET, GROSS, PAYABLE = (
    pl.col(f"{name}_e8") for name in ("lines_total", "net_total", "gross_total", "payable")
)


def of(column: str) -> pl.Expr:
    """Give a number, or nothing where its element is absent; a damaged one stays unknown."""
    return pl.when(absent(column)).then(pl.lit(0, dtype=pl.Int128)).otherwise(f"{column}_e8")


def damaged(*columns: str) -> pl.Expr:
    """Say that a number that the sum needs is given and is none: then the sum is not judged."""
    return pl.any_horizontal(
        pl.col(column).is_not_null() & pl.col(f"{column}_e8").is_null() for column in columns
    )


def unequal(left: pl.Expr, right: pl.Expr, *given: str) -> pl.Expr:
    """Say that two numbers differ, unless one of the given ones is damaged."""
    return differs(left, right) & ~damaged(*given)


_ALLOWANCES, _CHARGES, _PREPAID, _ROUNDING = (
    of(name) for name in ("allowances_total", "charges_total", "prepaid", "rounding")
)
NET_RIGHT = to_cents(LINES + _CHARGES - _ALLOWANCES)
_ROUNDED_PAYABLE = to_cents(PAYABLE - _ROUNDING)
_PAID_GROSS = to_cents(GROSS - _PREPAID)
_DUE = (
    pl.when(absent("rounding"))
    .then(differs(PAYABLE, pl.when(absent("prepaid")).then(GROSS).otherwise(_PAID_GROSS)))
    .otherwise(
        differs(_ROUNDED_PAYABLE, pl.when(absent("prepaid")).then(GROSS).otherwise(_PAID_GROSS))
    )
)
SHOWN_NET = ("net_total", "lines_total", "charges_total", "allowances_total")
SHOWN_GRAND = ("gross_total", "net_total", "tax_shown", "currency")
SHOWN_TAX = ("tax", "taxable", "rate")
SHOWN_DUE = ("payable", "gross_total", "prepaid", "rounding")
_PLAIN_NET = absent("charges_total") & absent("allowances_total")

TOTALS = (
    told(
        "BR-CO-10",
        "totals",
        unequal(LINES, to_cents(pl.col("lines_sum_e8")), "lines_total"),
        "lines_total",
        "lines_sum",
    ),
    *(
        told(
            rule,
            "totals",
            unequal(pl.col(f"{total}_e8"), to_cents(pl.col(f"{parts}_sum_e8")), total)
            & ~(absent(total) & (pl.col(f"n_{parts}") == 0)),
            total,
            f"{parts}_sum",
        )
        for rule, total, parts in (
            ("BR-CO-11", "allowances_total", "allowances"),
            ("BR-CO-12", "charges_total", "charges"),
        )
    ),
    told(
        "BR-CO-13",
        "totals",
        unequal(NET, pl.when(_PLAIN_NET).then(LINES).otherwise(NET_RIGHT), *SHOWN_NET),
        *SHOWN_NET,
        only=UBL,
    ),
    told("BR-CO-16", "totals", _DUE & ~damaged(*SHOWN_DUE), *SHOWN_DUE, only=UBL),
)
_TAXED = pl.col("n_tax_totals").fill_null(0) == 1
_GROSS_RIGHT = to_cents(pl.col("net_e8") + pl.col("tax_e8"))
_SPLIT = (pl.col("place") == "document") & pl.col("n_breakdown").is_not_null()
GRAND_UBL = (
    told(
        "BR-CO-15",
        "invoices",
        ~absent("currency") & (~_TAXED | differs(pl.col("gross_e8"), _GROSS_RIGHT)),
        *SHOWN_GRAND,
        only=UBL,
    ),
    told(
        "BR-CO-14",
        "tax_totals",
        _SPLIT & unequal(pl.col("amount_e8"), to_cents(pl.col("breakdown_sum_e8")), "amount"),
        "amount",
        "breakdown_sum",
        only=UBL,
    ),
)
_RATE = pl.when("is_vat").then("rate_e8")
_TAX = pl.col("tax_e8")


def near(left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """Say that two amounts are less than one unit of the currency apart."""
    return ((left - right).abs() < E8).fill_null(value=False)


def vat_due(rate: pl.Expr) -> pl.Expr:
    """Work out the VAT on the taxable amount, without its sign, in cents."""
    exact = pl.col("taxable_e8").abs() * rate  # 10⁻¹⁶ of a percent of it
    return (exact + E8**2 // 2) // E8**2 * (E8 // E2)


_ROUND_RATE = to_whole(_RATE)
_NO_TAX = (to_whole(_TAX) == 0).fill_null(value=False)
_RIGHT_TAX = (
    pl.when(_RATE.is_null())
    .then(_NO_TAX)
    .when(_ROUND_RATE == 0)
    .then(_NO_TAX)
    .otherwise(near(_TAX.abs(), vat_due(_RATE)))
)
BREAKDOWN_UBL = (
    told(
        "BR-CO-17",
        "breakdown",
        ~_RIGHT_TAX & ~damaged("tax", "taxable", "rate"),
        *SHOWN_TAX,
        only=UBL,
    ),
)
_START, _END = (
    pl.col(name).str.strip_chars(" \t\r\n").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    for name in ("starts_on", "ends_on")
)
_BACKWARDS = (_END < _START).fill_null(value=False)
_NO_DATES = absent("starts_on") & absent("ends_on")
_IN_LINE = pl.col("place") == "line"
PERIODS = (
    told("BR-29", "periods", ~_IN_LINE & _BACKWARDS, "starts_on", "ends_on", only=UBL),
    told("BR-30", "periods", _IN_LINE & _BACKWARDS, "starts_on", "ends_on", only=UBL),
    told("BR-CO-19", "periods", ~_IN_LINE & _NO_DATES & absent("code"), only=UBL),
    told("BR-CO-20", "periods", _IN_LINE & _NO_DATES),
)

ARITHMETIC = (*TOTALS, *GRAND_UBL, *BREAKDOWN_UBL, *PERIODS)
