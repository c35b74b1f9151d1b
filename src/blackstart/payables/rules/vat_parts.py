"""What the rules about VAT categories of both syntaxes share: their conditions and their words."""

import polars as pl

from blackstart.payables.rules.categories import Category
from blackstart.payables.rules.rule import Rule, said
from blackstart.payables.rules.words import absent, differs

_NOTHING = pl.lit(0, dtype=pl.Int128)
_RATE = pl.col("rate_e8")
_IN_LINE, _IN_CHARGE = (pl.col("place") == place for place in ("line", "charge"))

UNKNOWN_TAXABLE = ~absent("taxable") & pl.col("taxable_e8").is_null()
UNKNOWN_TAX = ~absent("tax") & pl.col("tax_e8").is_null()
# The parts that have a VAT category: number of the rule about their rate, words, which rows.
PARTS = (
    (5, "A line", _IN_LINE),
    (6, "An allowance", _IN_CHARGE & ~pl.col("is_charge")),
    (7, "A charge", _IN_CHARGE & pl.col("is_charge")),
)
_WRONG_RATE = {
    "zero": differs(_RATE, _NOTHING) & ~(~absent("rate") & _RATE.is_null()),
    "above zero": absent("rate") | (_RATE <= 0),
    "not below zero": absent("rate") | (_RATE < 0),
    "none": ~absent("rate"),
}
_RATE_SAYS = {
    "zero": "zero",
    "above zero": "above zero",
    "not below zero": "zero or above",
    "none": "left out",
}


def summed(prefix: str) -> pl.Expr:
    """Add up lines and charges, less allowances, of a category or of a category and rate."""
    lines, charges, allowances = sums(prefix)
    return lines + charges - allowances


def sums(prefix: str) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """Give the sums of lines, charges and allowances; none add up to zero."""
    lines, charges, allowances = (
        pl.col(f"{prefix}_{part}_e8").fill_null(_NOTHING)
        for part in ("lines", "charges", "allowances")
    )
    return lines, charges, allowances


def listed_rule(category: Category, fails: pl.Expr, only: str) -> Rule:
    """Make the rule about a category's place in the VAT breakdown."""
    says = f"The VAT category {category.named} must stand in the VAT breakdown (BG-23) "
    says += "exactly once" if category.once else "if, and only if,"
    says += " if the invoice uses it." if category.once else " the invoice uses it."
    return said(f"BR-{category.id}-01", "uses", fails, says, only=only, category=category.code)


def rate_rule(
    category: Category, rate: str, number: int, what: str, part: pl.Expr, only: str
) -> Rule:
    """Make the rule about the rate of one part with a category."""
    return said(
        f"BR-{category.id}-0{number}",
        "categories",
        pl.col("is_vat") & part & _WRONG_RATE[rate],
        f"{what} with the VAT category {category.named} must have its rate {_RATE_SAYS[rate]}.",
        "rate",
        only=only,
        category=category.code,
    )


def sum_rule(category: Category, fails: pl.Expr, only: str) -> Rule:
    """Make the rule about the taxable amount of a category."""
    says = f"The taxable amount (BT-116) for {category.named} is not what its lines and charges, "
    says += "less its allowances, add up to."
    return said(
        f"BR-{category.id}-08",
        "breakdown",
        fails,
        says,
        "taxable",
        "rate",
        only=only,
        category=category.code,
    )


def tax_rule(category: Category, fails: pl.Expr, only: str) -> Rule:
    """Make the rule about the VAT of a category."""
    due = "its taxable amount times its rate" if category.by_rate else "zero"
    says = f"The VAT (BT-117) for {category.named} must be {due}."
    return said(
        f"BR-{category.id}-09",
        "breakdown",
        fails,
        says,
        "tax",
        "taxable",
        "rate",
        only=only,
        category=category.code,
    )


def reason_rule(category: Category, mine: pl.Expr, only: str) -> Rule:
    """Make the rule about the reason for exemption of a category."""
    given = ~absent("exemption") | ~absent("exemption_code")
    must = "say why no VAT is charged" if category.exempt else "not give a reason for exemption"
    return said(
        f"BR-{category.id}-10",
        "breakdown",
        mine & (~given if category.exempt else given),
        f"The VAT breakdown for {category.named} must {must} (BT-120, BT-121).",
        "exemption",
        "exemption_code",
        only=only,
        category=category.code,
    )
