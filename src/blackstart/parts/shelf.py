"""What lies on the shelves today: derived from counts and movements, never stored."""

from datetime import date

import polars as pl

PLACE = ["site", "part"]


def on_shelf(
    stock: pl.DataFrame, arrivals: pl.DataFrame, given: pl.DataFrame, day: date
) -> pl.DataFrame:
    """Tell how many pieces each centre has of each part.

    A count tells what lay there before that day's work, so only what came or left from that day on
    is added or taken. Without a day of count everything counts.

    Args:
        stock: `part_stock`; a count of a later day is not seen yet.
        arrivals: `part_arrivals`; those due after `day` are not there yet.
        given: `allocations` of all days.
        day: business date.

    Returns:
        site, part, pieces (below 0 when more left than was there), reserve; sorted by part
        and site.
    """
    seen = stock.filter(pl.col("counted_on").is_null() | (pl.col("counted_on") <= day))
    come = arrivals.filter(pl.col("due_on") <= day).select(*PLACE, "quantity", on="due_on")
    gone = given.select(*PLACE, quantity=-pl.col("quantity"), on="day")
    moved = (
        pl.concat([come, gone])
        .join(seen.select(*PLACE, "counted_on"), on=PLACE, how="left")
        .filter(pl.col("counted_on").is_null() | (pl.col("on") >= pl.col("counted_on")))
        .group_by(PLACE)
        .agg(moved=pl.col("quantity").sum())
    )
    return (
        seen.join(moved, on=PLACE, how="full", coalesce=True)
        .select(
            *PLACE,
            pieces=pl.col("on_hand").fill_null(0) + pl.col("moved").fill_null(0),
            reserve=pl.col("reserve").fill_null(0),
        )
        .sort("part", "site")
    )
