"""Rules about VAT categories: the same ten questions for each, with the answers that law gives.

01 is it in the breakdown, 02-04 can the parties account for it (lines, allowances, charges),
05-07 is its rate possible (the same), 08 is its taxable amount the sum, 09 is its VAT right,
10 is a reason for exemption there where it must be, and nowhere else.
"""

import polars as pl

from blackstart.payables.rules.arithmetic import near, vat_due
from blackstart.payables.rules.categories import CATEGORIES, Category
from blackstart.payables.rules.facts import UBL
from blackstart.payables.rules.rule import Rule, said, told
from blackstart.payables.rules.vat_parts import (
    PARTS,
    UNKNOWN_TAX,
    UNKNOWN_TAXABLE,
    listed_rule,
    rate_rule,
    reason_rule,
    sum_rule,
    summed,
    tax_rule,
)
from blackstart.payables.rules.words import absent, differs, without

_NOTHING = pl.lit(0, dtype=pl.Int128)
_RATE, _TAXABLE, _TAX = (pl.col(f"{name}_e8") for name in ("rate", "taxable", "tax"))
_UNKNOWN_RATE = ~absent("rate") & _RATE.is_null()


def _listed(category: Category) -> pl.Expr:
    """Say that a category's use and its place in the VAT breakdown do not go together."""
    if category.once:
        return (pl.col("n_vat") > 0) & (pl.col("n_breakdown_vat") != 1)
    if category.code == "S":
        used = pl.col("n_line") + pl.col("n_allowance") + pl.col("n_charge") > 0
        return used != (pl.col("n_breakdown") > 0)
    used = pl.col("n_line_vat") + pl.col("n_allowance_vat") + pl.col("n_charge_vat") > 0
    return used != (pl.col("n_breakdown_vat") > 0)


def _used(category: Category, part: str) -> pl.Expr:
    """Say that a part uses the category, as the official rules look for it there."""
    if (category.code, part) == ("S", "line") or (category.code == "G" and part != "line"):
        return pl.col(f"n_{part}") > 0
    if category.code == "O" and part != "line":
        return pl.col(f"n_document_{part}_vat") > 0
    return pl.col(f"n_{part}_vat") > 0


def _needs(category: Category, part: str) -> pl.Expr:
    """Give what the parties need; lines at the standard rate must besides say that it is VAT's."""
    if (category.code, part) == ("S", "line"):
        return category.needs & (pl.col("n_line_vat") > 0)
    return category.needs


def _parties(category: Category) -> tuple[Rule, ...]:
    return tuple(
        said(
            f"BR-{category.id}-0{number}",
            "uses",
            _used(category, part) & without(_needs(category, part)),
            f"{what}s have the VAT category {category.named}; that needs {category.needs_says}.",
            only=UBL,
            category=category.code,
        )
        for number, part, what in (
            (2, "line", "Line"),
            (3, "allowance", "Allowance"),
            (4, "charge", "Charge"),
        )
    )


def _wrong_sum(category: Category) -> pl.Expr:
    if not category.by_rate:
        return differs(_TAXABLE, summed("category")) | without(pl.col("has_lines"))
    there = pl.col("rate_lines_e8").is_not_null() if category.code == "S" else pl.col("has_lines")
    right = near(_TAXABLE, summed("rate")) | pl.col("edge").fill_null(value=False)
    return ~absent("rate") & ~_UNKNOWN_RATE & without(there & right)


def _wrong_tax(category: Category) -> pl.Expr:
    if category.by_rate:
        return ~near(_TAX.abs(), vat_due(_RATE)) & ~UNKNOWN_TAXABLE & ~_UNKNOWN_RATE
    return differs(_TAX, _NOTHING)


def _family(category: Category) -> tuple[Rule, ...]:
    mine = pl.col("is_vat") & (pl.col("place") == "document")
    return (
        listed_rule(category, _listed(category), UBL),
        *_parties(category),
        *(rate_rule(category, category.rate, *part, UBL) for part in PARTS),
        sum_rule(category, mine & _wrong_sum(category) & ~UNKNOWN_TAXABLE, UBL),
        tax_rule(category, mine & _wrong_tax(category) & ~UNKNOWN_TAX, UBL),
        reason_rule(category, mine, UBL),
    )


def _other(part: str) -> pl.Expr:
    """Say that the document uses other categories there too."""
    return pl.col(f"all_{part}") > pl.col(f"n_{part}")


_BROKEN = pl.col("n_breakdown_vat") > 0
SPECIAL = tuple(
    told(rule, "uses", fails, only=UBL, category=category)
    for category, rule, fails in (
        ("K", "BR-IC-11", _BROKEN & without(pl.col("delivered") | pl.col("has_period"))),
        ("K", "BR-IC-12", _BROKEN & without(pl.col("has_delivery_country"))),
        ("O", "BR-O-11", _BROKEN & _other("breakdown_vat")),
        ("O", "BR-O-12", _BROKEN & _other("line_vat")),
        ("O", "BR-O-13", _BROKEN & _other("allowance_vat")),
        ("O", "BR-O-14", _BROKEN & _other("charge_vat")),
        ("B", "BR-B-01", pl.col("foreign")),
        ("B", "BR-B-02", pl.col("is_listed") & pl.col("has_standard")),
    )
)

VAT = (*(rule for category in CATEGORIES for rule in _family(category)), *SPECIAL)
