"""One invoice side by side with its order and its receipts, line by line, as the desk compared."""

import polars as pl

from blackstart.base.money import MICRO
from blackstart.payables.matching.agreed import Agreed
from blackstart.payables.matching.lines import against_orders
from blackstart.payables.matching.tolerance import limits, more_than_arrived
from blackstart.payables.words import quantity

EVIDENCE = {
    "line_no": pl.Int64,
    "part": pl.String,
    "description": pl.String,
    "order_no": pl.String,
    "order_line": pl.Int64,
    "receipt_no": pl.String,
    "quantity_micro": pl.Int64,
    "unit": pl.String,
    "price_micro": pl.Int64,
    "net_minor": pl.Int64,
    "agreed_unit": pl.String,
    "agreed_price_micro": pl.Int64,
    "agreed_minor": pl.Int64,
    "over_minor": pl.Int64,
    "tolerated": pl.String,
    "arrived_micro": pl.Int64,
    "billed_here_micro": pl.Int64,
    "billed_elsewhere_micro": pl.Int64,
}
_ORDER = ["order_no", "order_line"]
_MORE = pl.format(
    "; {} % more than arrived ({})", quantity(pl.col("more_micro_max")), "more_source"
)


def evidence(
    lines: pl.DataFrame, terms: Agreed, receipts: pl.DataFrame, billed: pl.DataFrame
) -> pl.DataFrame:
    """Lay each line of one invoice beside the order line that it bills and what arrived on it.

    Args:
        lines: lines of one invoice with its `supplier`, `currency`, `issued_on` and order number.
        terms: what was agreed on the orders that they name.
        receipts: what arrived on these orders.
        billed: which invoice bills how much of these receipts.

    Returns:
        Rows as `EVIDENCE` says, sorted by line; what is not known is empty. `arrived_micro`,
        `billed_here_micro` and `billed_elsewhere_micro` are of the whole order line, in its unit.
    """
    places = terms.orders.select("order_key", found_no="order_no", found_line="line_no")
    known = pl.col("order_key").is_not_null()
    return (
        against_orders(lines, terms, receipts)
        .pipe(more_than_arrived, terms.tolerances)
        .join(places, on="order_key", how="left", maintain_order="left")
        .with_columns(
            order_no=pl.coalesce("found_no", "order_no"),
            order_line=pl.coalesce("found_line", "order_line"),
            quantity_micro="billed_micro",
            agreed_price_micro="agreed_micro",
            tolerated=pl.when(known).then(
                pl.concat_str(limits(pl.col("currency")), _MORE, ignore_nulls=True)
            ),
        )
        .join(_arrived(lines, receipts, billed), on=_ORDER, how="left", maintain_order="left")
        .sort("line_no")
        .select(pl.col(name).cast(kind, strict=False) for name, kind in EVIDENCE.items())
    )


def _arrived(lines: pl.DataFrame, receipts: pl.DataFrame, billed: pl.DataFrame) -> pl.DataFrame:
    """Add up what arrived on each order line, and who bills how much of it."""
    key = ["receipt_no", "line_no"]
    here = pl.col("invoice").is_in(lines["invoice"].unique().implode())
    shares = billed.group_by(key).agg(
        billed_here_micro=pl.col("quantity_micro").filter(here).sum(),
        billed_elsewhere_micro=pl.col("quantity_micro").filter(here.not_()).sum(),
    )
    return (
        receipts.join(shares, on=key, how="left", maintain_order="left")
        .group_by(_ORDER)
        .agg(
            arrived_micro=pl.col("quantity_micro").sum(),
            billed_here_micro=pl.col("billed_here_micro").fill_null(0).sum(),
            billed_elsewhere_micro=pl.col("billed_elsewhere_micro").fill_null(0).sum(),
        )
    )


def plain_price(price_micro: int) -> str:
    """Write a unit price without idle zeros, two decimals at least: 1250000 is "1.25"."""
    whole, part = divmod(price_micro, MICRO)
    return f"{whole}.{f'{part:06d}'.rstrip('0').ljust(2, '0')}"


def plain_quantity(quantity_micro: int) -> str:
    """Write a quantity without idle zeros: 1500000 is "1.5"."""
    sign = "-" if quantity_micro < 0 else ""
    whole, part = divmod(abs(quantity_micro), MICRO)
    return f"{sign}{whole}.{part:06d}".rstrip("0").rstrip(".")
