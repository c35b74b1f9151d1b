"""What was agreed for an order line on a day: several prices may follow each other."""

import polars as pl


def price_list(orders: pl.DataFrame, prices: pl.DataFrame) -> pl.DataFrame:
    """Put the orders' prices and those that were agreed later into one list.

    Args:
        orders: order lines with `order_key`, `price_micro` and `agreed_from`.
        prices: rows of `prices`; one of the day of the order's own price replaces it.

    Returns:
        `order_key`, `dated_from` and `dated_micro`, sorted; only of order lines that have several.
    """
    later = prices.join(
        orders.select("order_no", "line_no", "order_key"), on=["order_no", "line_no"]
    ).select("order_key", dated_from="valid_from", dated_micro="price_micro")
    several = orders.join(later, on="order_key", how="semi")
    own = several.select("order_key", dated_from="agreed_from", dated_micro="price_micro")
    return (
        pl.concat([own, later])
        .unique(("order_key", "dated_from"), keep="last", maintain_order=True)
        .sort("order_key", "dated_from")
    )


def dated(rows: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Give the price of each row on its day.

    Args:
        rows: with `order_key`, `priced_on`, `price_from` and `agreed_micro`, the order's own price
            and from when it holds.
        listed: as `price_list` gives it.

    Returns:
        The rows in their order, with `agreed_micro` and `price_from` of the newest price that
        holds on the day; before the first one, and without a day, the order's own.
    """
    if listed.is_empty():
        return rows
    placed = rows.with_row_index("place")
    moving = placed.join(listed, on="order_key", how="semi").drop_nulls("priced_on")
    found = (
        moving.select("place", "order_key", "priced_on")
        .sort("priced_on")
        .join_asof(
            listed.sort("dated_from"),
            left_on="priced_on",
            right_on="dated_from",
            by="order_key",
            check_sortedness=False,
        )
        .select("place", "dated_micro", "dated_from")
    )
    return (
        placed.join(found, on="place", how="left", maintain_order="left")
        .with_columns(
            agreed_micro=pl.coalesce("dated_micro", "agreed_micro"),
            price_from=pl.coalesce("dated_from", "price_from"),
        )
        .drop("place", "dated_micro", "dated_from")
    )
