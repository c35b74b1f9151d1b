"""What a new plan moves, why, and what that costs: nobody is told otherwise without a reason."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from blackstart.estate.begun import started
from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.restart import Restart
from blackstart.estate.tables import LAST_GATE

# A gate that starts within this time of what was said has not moved.
MOVED_HOURS_MIN = 0.01
AT_ONCE = "it can start at once"


def moved(earlier: pl.DataFrame, now: Restart) -> pl.DataFrame:
    """Say which open gates start at another hour than the earlier plan said, and what holds each.

    Args:
        earlier: rows of the earlier plan, made on the same day or before.
        now: the new plan.

    Returns:
        service, gate, team, start_hours (from the new plan's day), moved_hours (later is above 0)
        and `because`; the most urgent first.
    """
    said = started(earlier, now.day).filter(pl.col("state") == "planned").drop("state")
    rows = (
        now.plan.filter(pl.col("state") == "planned")
        .join(said, on=["service", "gate"])
        .with_columns(moved_hours=pl.col("start_hours") - pl.col("started"))
        .filter(pl.col("moved_hours").abs() > MOVED_HOURS_MIN)
        .sort("urgency")
    )
    because = _because(now)
    reasons = [because[gate] for gate in rows.select("service", "gate").iter_rows()]
    return rows.select(
        "service",
        "gate",
        "team",
        "start_hours",
        "moved_hours",
        pl.Series("because", reasons, dtype=pl.String),
    )


def slipped(earlier: pl.DataFrame, now: Restart) -> pl.DataFrame:
    """Say which activities return at another hour than the earlier plan said, and what that costs.

    Args:
        earlier: rows of the earlier plan, made on the same day or before.
        now: the new plan.

    Returns:
        activity, return_hours (from the new plan's day), moved_hours (later is above 0) and
        cost_minor (value of a day times days; a gain is below 0), the costliest first. The cost is
        on the scale on which activities are compared.
    """
    then = _returns(_since(earlier, now.day), now.needs)
    rows = (
        _returns(now.plan, now.needs)
        .join(then.rename({"return_hours": "said"}), on="activity")
        .with_columns(moved_hours=pl.col("return_hours") - pl.col("said"))
        .filter(pl.col("moved_hours").abs() > MOVED_HOURS_MIN)
    )
    value: Mapping[str, int] = now.purpose.value
    cost = [
        round(value.get(activity, 0) * hours / DAY_HOURS)
        for activity, hours in rows.select("activity", "moved_hours").iter_rows()
    ]
    return (
        rows.select("activity", "return_hours", "moved_hours")
        .with_columns(pl.Series("cost_minor", cost, dtype=pl.Int64))
        .sort("cost_minor", "activity", descending=[True, False])
    )


def _since(plan: pl.DataFrame, day: date) -> pl.DataFrame:
    """Count an earlier plan's hours from another day."""
    days_into_plan = (pl.col("start_hours") / DAY_HOURS).floor()
    since = (pl.col("start_on") - pl.lit(day)).dt.total_days()
    return plan.with_columns(end_hours=pl.col("end_hours") + DAY_HOURS * (since - days_into_plan))


def _returns(plan: pl.DataFrame, needs: pl.DataFrame) -> pl.DataFrame:
    """Tell when each activity is back: with the last of its services that are not up."""
    back = plan.filter(pl.col("gate") == LAST_GATE, pl.col("state") == "planned")
    return (
        needs.join(back, on="service")
        .group_by("activity")
        .agg(return_hours=pl.col("end_hours").max())
    )


def _because(now: Restart) -> dict[tuple[str, str], str]:
    """Say of every open gate what it waits for before it starts."""
    work, names = now.work, now.work.gates.select("service", "gate", "team").rows()
    open_rows = work.gates.select("service", "gate").join(
        now.plan, on=["service", "gate"], how="left", maintain_order="left"
    )
    start, end = open_rows["start_hours"].to_list(), open_rows["end_hours"].to_list()
    reasons = {}
    for row, (service, gate, team) in enumerate(names):
        last = max(work.before[row], key=lambda one: (end[one], -one), default=None)
        if start[row] <= 0:
            reason = AT_ONCE
        elif last is not None and end[last] >= start[row] - MOVED_HOURS_MIN:
            needed, step, _ = names[last]
            reason = f"it waits for {needed}: {step}"
        else:
            reason = f"{team} does what is more urgent first"
        reasons[service, gate] = reason
    return reasons
