"""A step of the day: one room is asked one question, and its answer is kept.

The operation performs steps on PostgreSQL, the outlook replays the same steps in memory. What a
step may know is what it reads; nothing else reaches the room.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from blackstart.base.errors import BlackstartError
from blackstart.base.table import Decision, Frames
from blackstart.base.today import Today
from blackstart.day.tables import table


class OverQuotaError(BlackstartError):
    """A decision took more of an activity's capacity than the day has left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question to one room.

    Attributes:
        name: room and verb, for example "payments.propose".
        reads: tables that the decision may look at.
        decide: loads nothing, keeps nothing: frames and the moment in, a decision out.
    """

    name: str
    reads: tuple[str, ...]
    decide: Callable[[Frames, Today], Decision]


def capacity_left(rates: pl.DataFrame, day: date) -> dict[str, int]:
    """Tell how much of each activity's capacity the day has left, in units of the activity."""
    rows = rates.filter(pl.col("day") == day).sort("activity")
    return dict(zip(rows["activity"], rows["rate"] - rows["used"], strict=True))


def keep(frames: Frames, decision: Decision, day: date) -> dict[str, pl.DataFrame]:
    """Keep a decision in memory, as the store keeps it in PostgreSQL.

    Args:
        frames: all tables by name.
        decision: rows to insert or to update by primary key, and capacity to take.
        day: the business date whose capacity is taken.

    Returns:
        All tables with the decision in them.

    Raises:
        OverQuotaError: the decision took more capacity than was left.
    """
    kept = dict(frames)
    for name, rows in decision.rows.items():
        kept[name] = upsert(kept[name], rows, table(name).key)
    kept["rates"] = take(kept["rates"], decision.takes, day)
    return kept


def upsert(old: pl.DataFrame, rows: pl.DataFrame, key: tuple[str, ...]) -> pl.DataFrame:
    """Replace the rows that have the same key and add the others, sorted by key."""
    untouched = old.join(rows, on=key, how="anti", nulls_equal=True)
    return pl.concat([untouched, rows.select(old.columns)]).sort(key)


def take(rates: pl.DataFrame, takes: Mapping[str, int], day: date) -> pl.DataFrame:
    """Take units of the day's capacity, never more than are left.

    Raises:
        OverQuotaError: more would be used than the day allows.
    """
    left = capacity_left(rates, day)
    for activity, units in sorted(takes.items()):
        if units > left.get(activity, 0):
            raise OverQuotaError(f"{activity} on {day}: {units} of {left.get(activity, 0)}")
    taken = pl.DataFrame(
        {"activity": sorted(takes), "taken": [takes[name] for name in sorted(takes)]},
        schema={"activity": pl.String, "taken": pl.Int64},
    )
    today = pl.col("day") == day
    return (
        rates.join(taken, on="activity", how="left", maintain_order="left")
        .with_columns(
            used=pl.when(today)
            .then(pl.col("used") + pl.col("taken").fill_null(0))
            .otherwise("used")
        )
        .drop("taken")
    )
