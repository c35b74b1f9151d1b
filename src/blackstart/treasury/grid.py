"""Cash day by day: what comes, what goes, what is left above the floor."""

from datetime import date, timedelta

import polars as pl


def grid(
    cash: pl.DataFrame, moves: pl.DataFrame, facilities: pl.DataFrame, day: date, days: int
) -> pl.DataFrame:
    """Carry cash forward from the last balances, through today, for some days.

    Args:
        cash: balances by currency, as `position.position` gives them.
        moves: movements that the balances do not hold (`position.unseen`); those before `day` are
            taken to have happened as planned. A currency that only they name starts from nothing.
        facilities: credit that banks have promised.
        day: the business date.
        days: how many days the grid has, today included; 1 or more.

    Returns:
        A row a currency and day, sorted: `currency`, `day`, `in_minor`, `out_minor` (positive),
        `closing_minor`, and `headroom_minor`, cash and open facilities above the floor; in 128
        bits.
    """
    amount = pl.col("amount_minor")
    earlier = moves.filter(pl.col("on") < day).group_by("currency").agg(moved=amount.sum())
    later = moves.group_by("currency", day="on").agg(
        in_minor=amount.filter(amount > 0).sum(), out_minor=0 - amount.filter(amount < 0).sum()
    )
    cells = _cells(cash, moves, day, days)
    start = pl.col("balance_minor") + pl.col("moved")
    change = pl.col("in_minor") - pl.col("out_minor")
    return (
        cells.join(cash, on="currency", how="left")
        .join(earlier, on="currency", how="left")
        .join(later, on=["currency", "day"], how="left")
        .join(_open_credit(cells, facilities), on=["currency", "day"], how="left")
        .with_columns(
            pl.col(
                "balance_minor", "floor_minor", "moved", "in_minor", "out_minor", "credit_minor"
            ).fill_null(0)
        )
        .sort("currency", "day")
        .with_columns(closing_minor=start + change.cum_sum().over("currency"))
        .with_columns(
            headroom_minor=pl.col("closing_minor") - pl.col("floor_minor") + pl.col("credit_minor")
        )
        .select("currency", "day", "in_minor", "out_minor", "closing_minor", "headroom_minor")
    )


def _cells(cash: pl.DataFrame, moves: pl.DataFrame, day: date, days: int) -> pl.DataFrame:
    currencies = pl.concat([cash.select("currency"), moves.select("currency")]).unique()
    span = pl.date_range(day, day + timedelta(days=days - 1), eager=True).alias("day")
    return currencies.join(span.to_frame(), how="cross")


def _open_credit(cells: pl.DataFrame, facilities: pl.DataFrame) -> pl.DataFrame:
    """Add up what may still be drawn on each day."""
    open_ = (pl.col("available_from") <= pl.col("day")) & (
        pl.col("available_until") >= pl.col("day")
    )
    undrawn = pl.col("limit_minor").cast(pl.Int128) - pl.col("drawn_minor")
    return (
        cells.join(facilities, on="currency")
        .filter(open_)
        .group_by("currency", "day")
        .agg(credit_minor=undrawn.clip(0).sum())
    )
