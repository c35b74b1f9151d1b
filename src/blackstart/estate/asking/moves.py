"""What a plan says otherwise than an earlier one: gates with reasons, activities with costs."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from blackstart.estate.asking.worth import currency_of
from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.restart import Restart
from blackstart.estate.telling.moved import moved, slipped
from blackstart.estate.telling.slips import GATE, latest


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moves:
    """A plan beside an earlier one.

    Attributes:
        now: the plan.
        gates: see `blackstart.estate.telling.moved.moved`.
        activities: activity, return_hours, moved_hours (later is above 0), cost_minor (empty:
            nobody said what a day is worth); the costliest first.
        currency: of the costs; empty: nobody said any.
    """

    now: Restart
    gates: pl.DataFrame
    activities: pl.DataFrame
    currency: str

    @property
    def services(self) -> pl.DataFrame:
        """Give the first gate that moved of each service, and `count`, how many of it moved."""
        return self.gates.group_by("service", maintain_order=True).agg(
            pl.first("gate", "team", "start_hours", "moved_hours", "because"),
            count=pl.len().cast(pl.Int64),
        )

    @property
    def cost_minor(self) -> int:
        """Sum up what is known of the costs; a gain is below 0."""
        return int(self.activities["cost_minor"].sum())


def moves(earlier: pl.DataFrame, now: Restart) -> Moves:
    """Put a plan beside an earlier one.

    Args:
        earlier: rows of the earlier plan, made on the same day or before.
        now: the plan.
    """
    known = pl.col("activity").is_in(list(now.purpose.assumed)).not_()
    rows = slipped(earlier, now).with_columns(
        cost_minor=pl.when(known).then("cost_minor").otherwise(None)
    )
    return Moves(
        now=now,
        gates=moved(earlier, now),
        activities=rows.sort("cost_minor", "activity", descending=[True, False], nulls_last=True),
        currency=currency_of(now),
    )


def as_told(kept: pl.DataFrame, now: Restart) -> pl.DataFrame:
    """Write what was said before the plan's day as rows of an earlier plan.

    Only days were kept, so that whatever moved has moved by whole days.

    Args:
        kept: rows of the table `plan_told`.
        now: the plan.

    Returns:
        service, gate, state, start_on, start_hours, end_hours of the gates that are still open.
    """
    said = latest(kept.filter(pl.col("told_on") < now.day)).select(
        *GATE, said_start="start_on", said_end="end_on"
    )
    since = DAY_HOURS * _days("said_start", pl.lit(now.day))
    moved_end = DAY_HOURS * _days("end_on", pl.col("said_end"))
    return (
        now.plan.filter(pl.col("state") == "planned")
        .join(said, on=GATE)
        .select(
            *GATE,
            "state",
            start_on="said_start",
            start_hours=pl.col("start_hours").mod(DAY_HOURS),
            end_hours=pl.col("end_hours") - moved_end - since,
        )
    )


def told_since(kept: pl.DataFrame, day: date) -> date | None:
    """Tell on which day before `day` something was said last; None: nothing was."""
    found: date | None = kept.filter(pl.col("told_on") < day)["told_on"].max()  # type: ignore[assignment]  # polars' own union of all types
    return found


def _days(name: str, since: pl.Expr) -> pl.Expr:
    return (pl.col(name) - since).dt.total_days()
