"""Figures and bands: what came out of all scenarios, as an 80 % range."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from blackstart.base.canonical import Json
from blackstart.day.outlook_tables import OutlookDays, OutlookFigures
from blackstart.outlook.backlogs import NEVER, clear_day
from blackstart.outlook.desks import Desk
from blackstart.outlook.run import FIRM_SERIES, PAYMENTS, Outcome
from blackstart.suppliers.book import Floats

MILESTONES = (30, 60, 120)
QUANTILES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One forecast figure.

    Attributes:
        name: what is forecast.
        unit: days, cars or firms.
        low: tenth percentile; None: not within the horizon.
        likely: median; None: not within the horizon.
        high: ninetieth percentile; None: not within the horizon.
    """

    name: str
    unit: str
    low: float | None
    likely: float | None
    high: float | None

    def fact(self) -> Json:
        """Write the figure for the record."""
        return {"low": self.low, "likely": self.likely, "high": self.high, "unit": self.unit}


def figure(name: str, unit: str, values: Floats) -> Figure:
    """Put one value a scenario into a range; what never happens is none, not a great number."""
    low, likely, high = (
        float(value.round(1)) if np.isfinite(value) else None
        for value in np.quantile(values, QUANTILES, method="inverted_cdf")
    )
    return Figure(name=name, unit=unit, low=low, likely=likely, high=high)


def figures(outcome: Outcome, desks: Iterable[Desk]) -> Iterator[Figure]:
    """Give all key figures of an outlook.

    A figure that counts "by day 30" speaks of the evening of the thirtieth day, today's included.

    Args:
        outcome: what came out.
        desks: those whose backlog nobody knows have no figure.
    """
    series = outcome.series
    processed = np.zeros(len(next(iter(series.values()), ())))
    for desk in (desk for desk in desks if desk.known):
        cleared = clear_day(series[desk.series])
        name = desk.series.removesuffix("_backlog")
        yield figure(f"{name}_clear_day", "days", cleared)
        if desk.series == "invoices_backlog":
            processed = cleared
    if PAYMENTS in series:
        yield figure("payments_clear_day", "days", _paid_up(series[PAYMENTS], processed))
    yield from _cars(outcome)
    for name in (each for each in FIRM_SERIES if each in series):
        for day in _milestones(series[name]):
            yield figure(f"{name}_by_day_{day}", "firms", series[name][:, day - 1])


def returns(back: Mapping[str, Floats]) -> Iterator[Figure]:
    """Give the day on which each activity's services are back.

    Args:
        back: by activity, [scenario] days.
    """
    for name, days in sorted(back.items()):
        yield figure(f"return_day:{name}", "days", days)


def _paid_up(payments: Floats, processed: Floats) -> Floats:
    """Tell when nobody waits for money that is due, and no invoice waits to be processed."""
    before = np.arange(payments.shape[1]) < processed[:, None]
    return clear_day(np.where(before, NEVER, payments))


def _cars(outcome: Outcome) -> Iterator[Figure]:
    if not outcome.first_car:
        return
    first = np.stack(list(outcome.first_car.values()))
    yield figure("first_car_day", "days", first.min(axis=0))
    for plant, days in outcome.first_car.items():
        yield figure(f"first_car_day:{plant}", "days", days)
    built = outcome.series["cars_cumulative"]
    for day in _milestones(built):
        yield figure(f"cars_by_day_{day}", "cars", built[:, day - 1])
        lost = outcome.normal_cars[:day].sum() - built[:, day - 1]
        yield figure(f"cars_lost_by_day_{day}", "cars", lost)


def _milestones(series: Floats) -> tuple[int, ...]:
    return tuple(day for day in MILESTONES if day <= series.shape[1])


def figure_rows(found: Iterable[Figure], day: date, scenarios: int) -> pl.DataFrame:
    """Write figures as rows of the table `outlook_figures`."""
    rows = [
        {
            "figure": each.name,
            "unit": each.unit,
            "low": each.low,
            "likely": each.likely,
            "high": each.high,
            "day": day,
            "scenarios": scenarios,
        }
        for each in found
    ]
    return pl.DataFrame(rows, schema=OutlookFigures.create_empty().schema).sort("figure")


def day_rows(outcome: Outcome, day: date) -> pl.DataFrame:
    """Write series as rows of the table `outlook_days`."""
    frames = [pl.DataFrame(OutlookDays.create_empty())]
    for name, values in sorted(outcome.series.items()):
        low, likely, high = np.quantile(values, QUANTILES, axis=0, method="inverted_cdf").round(1)
        days = [day + timedelta(days=ahead) for ahead in range(len(low))]
        columns = {"series": name, "day": days, "low": low, "likely": likely, "high": high}
        frames.append(pl.DataFrame(columns, schema=OutlookDays.create_empty().schema))
    return pl.concat(frames)
