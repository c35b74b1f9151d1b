"""Who still waits for pieces."""

from datetime import date

import polars as pl


def waiting(orders: pl.DataFrame, given: pl.DataFrame, day: date) -> pl.DataFrame:
    """Tell how many pieces each order line still waits for.

    Args:
        orders: `part_orders`; lines ordered after `day` are not seen yet.
        given: `allocations` of all days.
        day: business date.

    Returns:
        line, retailer, part, order_class, ordered_on, job, asked (0 for a cancelled line), got, and
        open = what is asked and not given, never below 0; sorted by line.
    """
    got = given.group_by("line").agg(got=pl.col("quantity").sum())
    asked = pl.when("cancelled").then(0).otherwise("quantity")
    return (
        orders.filter(pl.col("ordered_on") <= day)
        .join(got, on="line", how="left")
        .select(
            "line",
            "retailer",
            "part",
            "order_class",
            "ordered_on",
            "job",
            asked=asked,
            got=pl.col("got").fill_null(0),
        )
        .with_columns(open=(pl.col("asked") - pl.col("got")).clip(lower_bound=0))
        .sort("line")
    )
