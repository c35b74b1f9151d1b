"""Forecast figures in words: always with their 80 % range, or with the reason why there is none."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from blackstart.web.pages.facts import number_in
from blackstart.web.pages.words import RANGE, day, number, when
from blackstart.work.standing import Standing

FORECAST = "outlook.forecast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One forecast figure.

    Attributes:
        low: tenth percentile; None: not within the horizon.
        likely: median; None: not within the horizon.
        high: ninetieth percentile; None: not within the horizon.
        first: the first day of the forecast; figures in days count from it.
        horizon: its last day.
    """

    low: float | None
    likely: float | None
    high: float | None
    first: date
    horizon: date

    def when(self, today: date) -> str:
        """Write the likely day."""
        return self._day(self.likely, today)

    def between(self, today: date) -> str:
        """Write the range of a day."""
        if self.low is None:
            return f"{RANGE}: after {day(self.horizon, today)}"
        return f"{RANGE}: {self._day(self.low, today)} to {self._day(self.high, today)}"

    def spread(self) -> str:
        """Write the range of a count."""
        return f"{RANGE}: {number(self.low)} to {number(self.high)}"

    def _day(self, ahead: float | None, today: date) -> str:
        if ahead is None:
            return f"after {day(self.horizon, today)}"
        return when(self.first + timedelta(days=int(ahead)), today)


def figure(seen: Standing, name: str) -> Figure | None:
    """Give a figure of the last outlook, or None when it has no such figure.

    Args:
        seen: a look at the incident with `outlook_figures`.
        name: name of the figure.
    """
    for row in (
        seen.frames["outlook_figures"].filter(pl.col("figure") == name).iter_rows(named=True)
    ):
        days = int(number_in(seen, FORECAST, "days") or 1)
        return Figure(
            low=row["low"],
            likely=row["likely"],
            high=row["high"],
            first=row["day"],
            horizon=row["day"] + timedelta(days=days - 1),
        )
    return None
