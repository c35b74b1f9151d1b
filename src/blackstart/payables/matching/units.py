"""Units of measure: what an invoice counts in, turned into what the order counts in.

Only what is exact is turned: a dozen is twelve pieces, but a box is what the order says a box is.
Source: UN/ECE Recommendation 20, codes for units of measure used in international trade.
"""

import polars as pl

from blackstart.base.columns import QUANTITY_MICRO_MAX
from blackstart.base.money import MICRO

PIECE = "C62"
# Codes of Recommendation 20 (and of old systems) that all count single pieces.
_PIECES = ("EA", "H87", "NAR", "NMB", "PCE", "ST")
# By what they measure: how many of the smallest unit one has.
_MEASURES = {
    "pieces": {PIECE: 1, "PR": 2, "DZN": 12, "CEN": 100, "MIL": 1000},
    "weight": {"GRM": 1, "KGM": 1000, "TNE": 1_000_000},
    "length": {"MMT": 1, "CMT": 10, "MTR": 1000, "KTM": 1_000_000},
    "volume": {"MLT": 1, "LTR": 1000},
}
_MEASURE = {unit: name for name, units in _MEASURES.items() for unit in units}
_SCALE = {unit: scale for units in _MEASURES.values() for unit, scale in units.items()}


def in_the_orders_unit(lines: pl.DataFrame) -> pl.DataFrame:
    """Turn billed quantities into the unit of the order line.

    A line that names no unit means the order's.

    Args:
        lines: with `unit`, `quantity_micro`, `agreed_unit`, `pack_unit` and `pack_quantity_micro`
            (the last two empty: no pack is agreed).

    Returns:
        The lines with `quantity_micro` turned (128 bits; as it was where it cannot be), `turns`,
        false where the units cannot be compared, and `exact`, false where they can but the
        quantity is no whole number of millionths, or is beyond counting.
    """
    quantity = pl.col("quantity_micro").cast(pl.Int128)
    billed, agreed = _unit("unit"), _unit("agreed_unit")
    same = (billed == agreed).fill_null(value=True)
    pack = billed == _unit("pack_unit")
    alike = _of(billed, _MEASURE) == _of(agreed, _MEASURE)
    times = (
        pl.when(same).then(1).when(pack).then("pack_quantity_micro").otherwise(_of(billed, _SCALE))
    )
    parts = pl.when(same).then(1).when(pack).then(MICRO).otherwise(_of(agreed, _SCALE))
    return (
        lines.with_columns(
            turns=(same | pack | alike).fill_null(value=False),
            product=quantity * times.cast(pl.Int128),
            parts=parts.cast(pl.Int128),
        )
        .with_columns(turned=pl.col("product") // pl.col("parts"))
        .with_columns(
            exact=pl.col("turned").is_null()
            | (pl.col("turned") * pl.col("parts") == pl.col("product"))
            & (pl.col("turned").abs() <= QUANTITY_MICRO_MAX),
        )
        .with_columns(
            quantity_micro=pl.when(pl.col("turns") & pl.col("exact"))
            .then("turned")
            .otherwise(quantity)
        )
        .drop("product", "parts", "turned")
    )


def _unit(name: str) -> pl.Expr:
    """Give a unit of measure; all words for a piece are one."""
    unit = pl.col(name).str.strip_chars().str.to_uppercase()
    return pl.when(unit.is_in(_PIECES)).then(pl.lit(PIECE)).otherwise(unit)


def _of(unit: pl.Expr, known: dict[str, int] | dict[str, str]) -> pl.Expr:
    return unit.replace_strict(known, default=None)
