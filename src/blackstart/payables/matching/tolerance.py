"""How far above the agreed price an invoice may lie, and how much more than arrived it may bill.

What people decided comes in as further rows of the same form: the most specific one that is in
force counts, of several of the same kind the newest.
"""

from datetime import date

import polars as pl

from blackstart.base.money import MICRO
from blackstart.payables.amounts import major
from blackstart.payables.matching.tables import EVERYBODY
from blackstart.payables.words import money, quantity

# Assumption where no tolerance is agreed or decided: 2 % and 5 major units, both to be kept.
PERCENT_MICRO_ASSUMED = 2 * MICRO
MAJOR_ASSUMED = 5
ASSUMED = "assumed, for none is agreed"

_ABOUT = ("supplier", "commodity", "currency")


def in_force(agreed: pl.DataFrame, decided: pl.DataFrame, day: date) -> pl.DataFrame:
    """Put the agreed tolerances and those that people decided into one list.

    Args:
        agreed: rows of `tolerances`.
        decided: `supplier`, `commodity` and `currency` (empty: all), `percent_micro`,
            `amount_minor` (empty: no such limit), `quantity_percent_micro` (empty: nothing is said
            of it), `valid_from`, `valid_until` and `source`.
        day: the business date; the others are left out.

    Returns:
        The columns of `decided` for both, `*` for all.
    """
    source = pl.format("agreed from {}", "valid_from")
    rows = pl.concat([agreed.with_columns(source=source).select(decided.columns), decided])
    until = pl.col("valid_until")
    return rows.filter(
        (pl.col("valid_from") <= day) & (until.is_null() | (until >= day))
    ).with_columns(pl.col(_ABOUT).fill_null(EVERYBODY))


def tolerated(rows: pl.DataFrame, rules: pl.DataFrame) -> pl.DataFrame:
    """Say of each row how far above the agreed price it may lie.

    Args:
        rows: with `supplier`, `commodity` (empty: unknown) and `currency`.
        rules: as `in_force` gives them.

    Returns:
        The rows with `percent_micro_max`, `amount_minor_max` (empty: no such limit) and
        `tolerance`, where it comes from.
    """
    best = _most_specific(rows, rules).select(
        *_ABOUT, percent_said="percent_micro", amount_said="amount_minor", tolerance="source"
    )
    none = pl.col("tolerance").is_null()
    assumed = MAJOR_ASSUMED * major(pl.col("currency"))
    return (
        rows.join(best, on=_ABOUT, how="left", nulls_equal=True, maintain_order="left")
        .with_columns(
            percent_micro_max=pl.when(none).then(PERCENT_MICRO_ASSUMED).otherwise("percent_said"),
            amount_minor_max=pl.when(none).then(assumed).otherwise("amount_said"),
            tolerance=pl.col("tolerance").fill_null(ASSUMED),
        )
        .drop("percent_said", "amount_said")
    )


def more_than_arrived(rows: pl.DataFrame, rules: pl.DataFrame) -> pl.DataFrame:
    """Say of each row by which share more than arrived may be billed; nothing is assumed.

    Args:
        rows: with `supplier`, `commodity` (empty: unknown) and `currency`.
        rules: as `in_force` gives them; those that say nothing of quantities do not count.

    Returns:
        The rows with `more_micro_max`, in millionths of a per cent, and `more_source`, where it
        comes from (empty: nobody agreed).
    """
    best = _most_specific(rows, rules.drop_nulls("quantity_percent_micro")).select(
        *_ABOUT, more_micro_max="quantity_percent_micro", more_source="source"
    )
    return rows.join(
        best, on=_ABOUT, how="left", nulls_equal=True, maintain_order="left"
    ).with_columns(pl.col("more_micro_max").fill_null(0))


def _most_specific(rows: pl.DataFrame, rules: pl.DataFrame) -> pl.DataFrame:
    """Give the rule for each supplier, commodity and currency of some rows; none: no row."""
    asked = rows.select(_ABOUT).unique()
    named = [
        asked.with_columns(of="supplier"),
        asked.with_columns(of=pl.lit(EVERYBODY, dtype=pl.String)),
    ]
    fits = [
        pl.col(f"{name}_rule").is_in([EVERYBODY]) | (pl.col(f"{name}_rule") == pl.col(name))
        for name in ("commodity", "currency")
    ]
    general = [pl.col(name) == EVERYBODY for name in ("of", "commodity_rule", "currency_rule")]
    return (
        pl.concat(named)
        .join(rules, left_on="of", right_on="supplier", suffix="_rule")
        .filter(*(fit.fill_null(value=False) for fit in fits))
        .sort(*general, "valid_from", "source", descending=[False] * 3 + [True] * 2)
        .unique(_ABOUT, keep="first", maintain_order=True)
    )


def above(over: pl.Expr, agreed: pl.Expr, slack: pl.Expr) -> pl.Expr:
    """Tell whether more is billed than is tolerated; less than agreed always is.

    Args:
        over: billed less agreed, in minor units, 128 bits.
        agreed: what was agreed, in minor units, 128 bits.
        slack: minor units that rounding alone may make.
    """
    share = over * (100 * MICRO) > agreed * pl.col("percent_micro_max")
    beyond = over > pl.col("amount_minor_max")
    return (over > slack) & (share.fill_null(value=False) | beyond.fill_null(value=False))


def limits(currency: pl.Expr) -> pl.Expr:
    """Say in words what is tolerated, and why: "2 % and 5.00 GBP (agreed from 2025-01-01)"."""
    percent = pl.format("{} %", quantity(pl.col("percent_micro_max")))
    amount = money(pl.col("amount_minor_max"), currency)
    both = pl.concat_str(percent, amount, separator=" and ", ignore_nulls=True)
    return pl.format("{} ({})", both, "tolerance")
