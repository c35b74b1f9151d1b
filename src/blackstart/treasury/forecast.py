"""The thirteen-week cash forecast."""

from datetime import date, timedelta

import polars as pl

from blackstart.base.money import AMOUNT_MINOR_MAX
from blackstart.treasury.grid import grid

WEEKS = 13


def monday(day: date) -> date:
    """Give the first day of a day's week."""
    return day - timedelta(days=day.weekday())


def last_day(day: date) -> date:
    """Give the last day of the forecast that is made on a day."""
    return monday(day) + timedelta(days=7 * WEEKS - 1)


def forecast(
    cash: pl.DataFrame, moves: pl.DataFrame, facilities: pl.DataFrame, day: date
) -> pl.DataFrame:
    """Forecast cash for thirteen weeks, the current one included.

    Args:
        cash: balances by currency, as `position.position` gives them.
        moves: everything that will move cash and that the balances do not hold: plan, cars,
            suppliers' debts by due date (overdue ones today), payments on their way.
        facilities: credit that banks have promised.
        day: the business date; the first week begins today.

    Returns:
        Rows for `cash_weeks`, sorted; `headroom_minor` is the lowest of the week's days, because
        a week that ends well may have a day on which wages cannot be paid.
    """
    days = (last_day(day) - day).days + 1
    change = pl.col("in_minor") - pl.col("out_minor")
    start = (pl.col("closing_minor") - change).first()
    bounded = pl.col("^.*_minor$").clip(-AMOUNT_MINOR_MAX, AMOUNT_MINOR_MAX).cast(pl.Int64)
    return (
        grid(cash, moves, facilities, day, days)
        .with_columns(week_from=pl.col("day").dt.truncate("1w"))
        .group_by("week_from", "currency", maintain_order=True)
        .agg(
            opening_minor=start,
            in_minor=pl.col("in_minor").sum(),
            out_minor=pl.col("out_minor").sum(),
            closing_minor=pl.col("closing_minor").last(),
            headroom_minor=pl.col("headroom_minor").min(),
        )
        .with_columns(bounded)
        .sort("week_from", "currency")
    )
