"""What each activity can do on a day, and on which day it returns."""

from collections.abc import Collection
from datetime import date

import polars as pl

from blackstart.estate.tables import LAST_GATE, MODES


def rate(
    activities: pl.DataFrame, needs: pl.DataFrame, up: Collection[str], day: date
) -> pl.DataFrame:
    """Tell how each activity runs on a day, and how many units it can do.

    All services that it needs are up: restored, or boosted from the day on which somebody pays for
    the boost. Otherwise by hand, if people can do any of it on paper; otherwise it is down. An
    activity whose services nobody listed counts as run by hand: nobody can say that it is back.

    Args:
        activities: rows of the table `activities`.
        needs: rows of the table `activity_needs`.
        up: services that are reconnected.
        day: business date.

    Returns:
        activity, mode, rate (units a day), sorted by activity.
    """
    waiting = needs.filter(~pl.col("service").is_in(sorted(up)))
    restored = pl.col("activity").is_in(needs["activity"].unique().to_list()) & ~pl.col(
        "activity"
    ).is_in(waiting["activity"].unique().to_list())
    boosted = restored & (pl.col("boosted_from") <= day).fill_null(value=False)
    by_hand = pl.col("rate_manual") > 0
    return activities.sort("activity").select(
        "activity",
        mode=pl.when(boosted)
        .then(pl.lit("boosted"))
        .when(restored)
        .then(pl.lit("restored"))
        .when(by_hand)
        .then(pl.lit("manual"))
        .otherwise(pl.lit("down"))
        .cast(pl.Enum(MODES)),
        rate=pl.when(boosted)
        .then("rate_boosted")
        .when(restored)
        .then("rate_restored")
        .otherwise("rate_manual"),
    )


def quota(rates: pl.DataFrame, kept: pl.DataFrame, day: date) -> pl.DataFrame:
    """Make today's quota rows, and never take back what has been used.

    Args:
        rates: activity, mode, rate as they are now.
        kept: rows of the table `rates`; what is used today stays used.
        day: business date.

    Returns:
        Rows of the table `rates`. Where a service failed after more had been used than the day
        now allows, the rate is what has been used: nothing is left.
    """
    used = kept.filter(pl.col("day") == day).select("activity", "used")
    return (
        rates.join(used, on="activity", how="left")
        .with_columns(pl.col("used").fill_null(0))
        .select(
            "activity",
            pl.lit(day).alias("day"),
            "mode",
            pl.max_horizontal("rate", "used").alias("rate"),
            "used",
        )
        .sort("activity")
    )


def return_days(plan: pl.DataFrame, needs: pl.DataFrame) -> pl.DataFrame:
    """Tell when each activity is restored, if the plan holds.

    Args:
        plan: rows of the table `plan`.
        needs: rows of the table `activity_needs`.

    Returns:
        activity, return_hours (after the plan's day began; 0 and below: it is back) and
        returns_on; sorted by activity.
    """
    back = plan.filter(pl.col("gate") == LAST_GATE).select("service", "end_hours", "end_on")
    return (
        needs.join(back, on="service")
        .group_by("activity")
        .agg(return_hours=pl.col("end_hours").max(), returns_on=pl.col("end_on").max())
        .sort("activity")
    )
