"""What is under way: what people stamped or, while nobody stamped anything, the plan's word."""

from datetime import date

import polars as pl

from blackstart.base.clock import SITE_ZONE
from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.running.tables import ENDS

GATE = ("service", "gate")


def begun(
    ready: pl.DataFrame, failed: pl.DataFrame, earlier: pl.DataFrame, moves: pl.DataFrame, day: date
) -> pl.DataFrame:
    """Find the gates that nothing holds up, that were begun, and that did not fail since.

    Args:
        ready: service, gate, row of the open gates that wait for nothing.
        failed: service, gate, failed_on: the last time that somebody failed it.
        earlier: rows of the plan of an earlier planning round, on the same day or before.
        moves: rows of the table `gate_moves`. Once somebody has stamped that they began, only
            stamps tell what is begun.
        day: the day on which the plan begins, at midnight; what was begun on it counts from then.

    Returns:
        row, begun_hours (after the plan's day began, 0 or less), and done: whether it was stamped
        as done, so that only signatures are missing.
    """
    stamped = _stamped(moves.filter(pl.col("moved_on") <= day), day)
    said = _said(earlier, day) if stamped is None else stamped
    failed_hours = DAY_HOURS * (pl.col("failed_on") - pl.lit(day)).dt.total_days()
    return (
        said.join(failed, on=GATE, how="left")
        .filter(pl.col("failed_on").is_null() | (pl.col("started") >= failed_hours))
        .join(ready, on=GATE)
        .select("row", "done", begun_hours=pl.min_horizontal("started", 0.0))
    )


def started(earlier: pl.DataFrame, day: date) -> pl.DataFrame:
    """Tell when the gates of an earlier plan start, in hours after the beginning of `day`.

    Args:
        earlier: rows of the plan; the day of the round that made a row is its `start_on` less the
            whole days in its `start_hours`.
        day: the day to count from.

    Returns:
        service, gate, state and `started`, in hours.
    """
    days_into_plan = (pl.col("start_hours") / DAY_HOURS).floor()
    since = (pl.col("start_on") - pl.lit(day)).dt.total_days()
    return earlier.select(
        *GATE, "state", started=pl.col("start_hours") + DAY_HOURS * (since - days_into_plan)
    )


def _said(earlier: pl.DataFrame, day: date) -> pl.DataFrame:
    return (
        started(earlier, day)
        .filter(pl.col("state") == "planned", pl.col("started") < 0)
        .select(*GATE, "started", done=pl.lit(value=False))
    )


def _stamped(moves: pl.DataFrame, day: date) -> pl.DataFrame | None:
    """Give what is begun in the round that each gate is in, if anybody ever stamped anything."""
    if moves.filter(pl.col("move") == "begun").is_empty():
        return None
    ended = moves.filter(pl.col("move").is_in(ENDS)).group_by(GATE).agg(last=pl.col("round").max())
    now = moves.join(ended, on=GATE, how="left").filter(
        pl.col("round") > pl.col("last").fill_null(0)
    )
    at = pl.col("moved_at").dt.convert_time_zone(SITE_ZONE)
    hours = (at.dt.date() - pl.lit(day)).dt.total_days() * DAY_HOURS
    hours += at.dt.hour() + at.dt.minute() / 60
    return (
        now.group_by(GATE)
        .agg(
            started=hours.filter(pl.col("move") == "begun").min(),
            done=(pl.col("move") == "done").any(),
        )
        .filter(pl.col("started").is_not_null())
        .sort(GATE)
    )
