"""What the restart is for: the services that each activity needs, and what a day of it is worth."""

from collections import Counter
from dataclasses import dataclass
from statistics import median_low

import polars as pl

from blackstart.base.finding import Finding
from blackstart.estate import findings

# What a day is worth while nobody has said of any activity: all the same (assumption). Where some
# are known, the others are taken to be worth their median (assumption).
DAY_VALUE_DEFAULT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What the restart is for.

    Attributes:
        wanted: by activity, the services that it needs, sorted; without those that nobody listed.
        value: by activity, what a day of it is worth, all on one scale.
        assumed: activities whose value nobody said, or not in the common currency; sorted.
        findings: what is odd about them.
    """

    wanted: dict[str, tuple[str, ...]]
    value: dict[str, int]
    assumed: tuple[str, ...]
    findings: tuple[Finding, ...]


def purpose(activities: pl.DataFrame, needs: pl.DataFrame) -> Purpose:
    """Bring the activities' needs and values together.

    Args:
        activities: rows of the table `activities`.
        needs: rows of the table `activity_needs`.

    Findings: BS-EST-009, BS-EST-010, BS-EST-011.
    """
    known = activities.sort("activity")
    wanted: dict[str, tuple[str, ...]] = {}
    for activity, service in needs.sort("activity", "service").select("activity", "service").rows():
        wanted[activity] = (*wanted.get(activity, ()), service)
    names = known["activity"].to_list()
    value, odd = _values(known)
    usual = median_low(value.values()) if value else DAY_VALUE_DEFAULT
    return Purpose(
        wanted={activity: wanted[activity] for activity in names if activity in wanted},
        value={activity: value.get(activity, usual) for activity in names},
        assumed=tuple(activity for activity in names if activity not in value),
        findings=(
            *(findings.NEEDS_UNKNOWN.at(name) for name in names if name not in wanted),
            *(findings.ACTIVITY_UNKNOWN.at(name) for name in wanted if name not in names),
            *odd,
        ),
    )


def _values(activities: pl.DataFrame) -> tuple[dict[str, int], tuple[Finding, ...]]:
    """Take the values that are in the most common currency; no rate is made up for the others."""
    said = activities.filter(pl.col("value_per_day_minor").is_not_null())
    rows = said.select("activity", "value_per_day_minor", "currency").rows()
    counts = Counter(currency or "" for _, _, currency in rows)
    common = min(counts, key=lambda currency: (-counts[currency], currency), default="")
    return (
        {activity: value for activity, value, currency in rows if (currency or "") == common},
        tuple(
            findings.VALUE_NOT_COMPARABLE.at(
                activity,
                f"in {currency or 'no currency'}, others in {common or 'no currency'}: ranked as "
                "if nobody had said it",
            )
            for activity, _, currency in rows
            if (currency or "") != common
        ),
    )
