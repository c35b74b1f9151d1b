"""What days of outage are worth: by currency, as far as somebody said it, always with its range."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean, stdev

import numpy as np
import polars as pl

from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.realise import Floats
from blackstart.estate.restart import Restart

LOW, MIDDLE, HIGH = 10, 50, 90
# A mean that is nearer to zero than this many standard errors may be chance (two-sided 5 %).
NOISE_ERRORS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A figure over many drawn restarts.

    Attributes:
        mean: its mean, rounded.
        low: its 10th percentile, rounded.
        middle: its median, rounded.
        high: its 90th percentile, rounded.
        noise: true when the mean may be chance.
    """

    mean: int
    low: int
    middle: int
    high: int
    noise: bool


def spread(figures: Floats) -> Spread:
    """Put a figure over many restarts in short.

    Args:
        figures: one a restart; at least two.
    """
    values = figures.tolist()
    low, middle, high = np.percentile(figures, (LOW, MIDDLE, HIGH)).tolist()
    mean, error = fmean(values), stdev(values) / len(values) ** 0.5
    return Spread(
        mean=round(mean),
        low=round(low),
        middle=round(middle),
        high=round(high),
        noise=abs(mean) <= NOISE_ERRORS * error,
    )


def holds_good(effect: int, gains: Iterable[Floats]) -> bool:
    """Tell whether what can only help does help, or what can only hurt does hurt, in the mean.

    Args:
        effect: 1, -1, or 0 when it can do either.
        gains: by restart, on each scale that counts.
    """
    return all(effect * float(gain.mean()) >= 0 for gain in gains)


def money(activities: pl.DataFrame, sooner_hours: Floats) -> dict[str, Floats]:
    """Turn hours by which activities are back sooner into money; currencies are never added.

    Args:
        activities: rows of the table `activities`; those without a value or currency do not count.
        sooner_hours: shape [restart, activity]; below 0 where one is later.

    Returns:
        By currency, minor units by restart.
    """
    said = activities.with_row_index("place").filter(
        pl.col("value_per_day_minor").is_not_null(), pl.col("currency").is_not_null()
    )
    found = {}
    for (currency,), rows in said.sort("currency", "place").group_by(
        "currency", maintain_order=True
    ):
        value = rows["value_per_day_minor"].to_numpy().astype(np.float64)
        found[str(currency)] = sooner_hours[:, rows["place"].to_list()] @ value / DAY_HOURS
    return found


def sooner(base: Floats, other: Floats) -> Floats:
    """Tell by how many hours activities are back sooner; those of which nobody knows: 0.

    Args:
        base: hours of return, shape [restart, activity].
        other: the same of another plan.
    """
    with np.errstate(invalid="ignore"):  # infinite hours of what nobody knows
        hours = np.maximum(base, 0.0) - np.maximum(other, 0.0)
    return np.where(np.isfinite(hours), hours, 0.0)


def all_days(sooner_hours: Floats) -> Spread:
    """Sum up in hundredths of a day by how much all activities are back sooner."""
    return spread(sooner_hours.sum(axis=1) * 100 / DAY_HOURS)


def currency_of(made: Restart) -> str:
    """Name the currency of the scale on which activities are compared; empty: nobody said any."""
    known = made.activities.filter(~made.activities["activity"].is_in(made.purpose.assumed))
    return str(known["currency"].drop_nulls().first() or "")
