"""Rules about VAT categories as the CII set asks them: of each line, allowance and charge."""

import polars as pl

from blackstart.payables.rules.arithmetic import near
from blackstart.payables.rules.categories import CATEGORIES, Category
from blackstart.payables.rules.facts import CII
from blackstart.payables.rules.rule import Rule, said, told
from blackstart.payables.rules.vat_parts import (
    PARTS,
    UNKNOWN_TAX,
    UNKNOWN_TAXABLE,
    listed_rule,
    rate_rule,
    reason_rule,
    sum_rule,
    sums,
    tax_rule,
)
from blackstart.payables.rules.words import E2, E8, absent, differs, to_cents, without

_NOTHING = pl.lit(0, dtype=pl.Int128)
_RATE, _TAXABLE, _TAX = (pl.col(f"{name}_e8") for name in ("rate", "taxable", "tax"))
_UNKNOWN_RATE = ~absent("rate") & _RATE.is_null()
_IN_BREAKDOWN = pl.col("place") == "document"
_BY_RATE = ("S", "L", "M")
_WITHOUT_SCHEME = ("S", "Z")
# As they are written, the official rules 08 and 09 always hold for these.
_NEVER_SUMMED = ("L", "M")


def _listed(category: Category) -> pl.Expr:
    lines, charged, broken = (pl.col(name) for name in ("n_line", "n_charged", "n_breakdown"))
    once = (broken == 1) & ((lines > 0) | (charged > 0))
    if category.code in _BY_RATE:  # a part and its breakdown make two at least
        alone = (lines + broken == 1) & (lines > 0)
        return alone | ((charged + broken == 1) & (charged > 0))
    return ~((broken == 0) | once) if category.code == "O" else ~once


def _parties(category: Category) -> tuple[Rule, ...]:
    return tuple(
        said(
            f"BR-{category.id}-0{number - 3}",
            "categories",
            pl.col("is_vat") & part & without(category.needs),
            f"{what} with the VAT category {category.named} needs {category.needs_says}.",
            only=CII,
            category=category.code,
        )
        for number, what, part in PARTS
    )


def _wrong_sum(category: Category) -> pl.Expr:
    if category.code == "S":
        return ~absent("rate") & ~_UNKNOWN_RATE & differs(_TAXABLE, _rounded("rate"))
    if category.code == "O":
        return differs(_TAXABLE, _rounded("category"))
    return ~near(_TAXABLE, _rounded("category"))


def _rounded(prefix: str) -> pl.Expr:
    lines, charges, allowances = (to_cents(part) for part in sums(prefix))
    return lines + charges - allowances


def _wrong_tax(category: Category) -> pl.Expr:
    if category.code != "S":
        return differs(_TAX, _NOTHING)
    due = (_TAXABLE.abs() * _RATE + E8**2 // 2) // E8**2 * (E8 // E2)
    return ~near(_TAX.abs(), due) & ~UNKNOWN_TAXABLE & ~_UNKNOWN_RATE


def _family(category: Category) -> tuple[Rule, ...]:
    vat = pl.lit(value=True) if category.code in _WITHOUT_SCHEME else pl.col("is_vat")
    mine = vat & _IN_BREAKDOWN
    rate = "above zero" if category.code == "L" else category.rate
    amounts = (
        sum_rule(category, mine & _wrong_sum(category) & ~UNKNOWN_TAXABLE, CII),
        tax_rule(category, mine & _wrong_tax(category) & ~UNKNOWN_TAX, CII),
    )
    return (
        listed_rule(category, _listed(category), CII),
        *_parties(category),
        *(rate_rule(category, rate, *part, CII) for part in PARTS),
        *(() if category.code in _NEVER_SUMMED else amounts),
        reason_rule(category, mine, CII),
    )


_MINE = pl.col("is_vat") & _IN_BREAKDOWN
_NO_DATE = without(pl.col("has_delivery_date") | pl.col("has_period_days"))
SPECIAL = tuple(
    told(rule, view, fails, only=CII, category=category)
    for category, rule, view, fails in (
        ("K", "BR-IC-11", "breakdown", _MINE & _NO_DATE),
        ("K", "BR-IC-12", "breakdown", _MINE & without(pl.col("names_delivery_country"))),
        ("O", "BR-O-11", "breakdown", _MINE & pl.col("taxed_otherwise")),
        ("O", "BR-O-12", "breakdown", _MINE & pl.col("taxed_otherwise")),
        ("O", "BR-O-13", "breakdown", _MINE & pl.col("charged_otherwise")),
        ("O", "BR-O-14", "breakdown", _MINE & pl.col("charged_otherwise")),
        ("B", "BR-B-01", "uses", pl.col("foreign_code")),
        ("B", "BR-B-02", "uses", pl.col("has_standard")),
    )
)

VAT_CII = (*(rule for category in CATEGORIES for rule in _family(category)), *SPECIAL)
