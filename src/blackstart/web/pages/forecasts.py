"""What lies ahead as drawings: the backlog, the cars, the firms' weeks of cash."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from blackstart.web.charts.band import Point, band
from blackstart.web.charts.runway import Runway, runways
from blackstart.web.pages.view import Chart, Grid
from blackstart.web.pages.words import GLUE, day, number
from blackstart.work.standing import Standing

FIRMS_SHOWN = 15
SHORT_WEEKS = 2
TABLE_ROWS_MAX = 18
DAYS_MIN = 14  # a backlog that is gone tomorrow is still drawn over a fortnight
NOT_YET = "No outlook has been made yet."


def backlog(seen: Standing, today: date) -> Chart:
    """Draw how the backlog of invoices burns down, until it is gone in nearly all scenarios.

    Args:
        seen: a look at the incident with `outlook_days`.
        today: the business date.
    """
    points = _series(seen, "invoices_backlog")
    gone = next((place for place, point in enumerate(points) if point.high <= 0), len(points))
    return _forecast(points[: max(gone + 2, DAYS_MIN)], "Invoices that wait", "Invoices", today)


def cars(seen: Standing, today: date) -> Chart:
    """Draw how many cars will have been built.

    Args:
        seen: a look at the incident with `outlook_days`.
        today: the business date.
    """
    return _forecast(_series(seen, "cars_cumulative"), "Cars built from now on", "Cars", today)


def firms_out(seen: Standing, today: date) -> Chart:
    """Draw how many firms will be out of cash.

    Args:
        seen: a look at the incident with `outlook_days`.
        today: the business date.
    """
    title = "Firms out of cash, all tiers, if nobody helps"
    return _forecast(_series(seen, "firms_out_of_cash"), title, "Firms", today)


def cash(seen: Standing) -> Chart:
    """Draw the direct suppliers with the fewest weeks of cash, the irreplaceable ones first.

    Args:
        seen: a look at the incident with `runways` and `firms`.
    """
    direct = seen.frames["firms"].filter(pl.col("tier") == 1)
    rows = (
        seen.frames["runways"]
        .join(direct.select("firm", "name", "only_source"), on="firm")
        .sort("weeks_likely", ~pl.col("only_source"), "weeks_high", "firm")
        .head(FIRMS_SHOWN)
    )
    firms = [
        Runway(
            firm=row["name"],
            low=row["weeks_low"],
            likely=row["weeks_likely"],
            high=row["weeks_high"],
            told=row["basis"] == "told",
            only_source=row["only_source"],
        )
        for row in rows.iter_rows(named=True)
    ]
    title = "Direct suppliers with the fewest weeks of cash"
    return Chart(
        title=title,
        drawing=runways(firms, SHORT_WEEKS, title) if firms else None,
        grid=Grid(
            caption="Weeks of cash, 80 % range",
            heads=("Supplier", "Low", "Likely", "High", "Cash", "Only source"),
            rows=[
                (
                    firm.firm,
                    number(firm.low, 1),
                    number(firm.likely, 1),
                    number(firm.high, 1),
                    "told" if firm.told else "assumed",
                    "yes" if firm.only_source else "no",
                )
                for firm in firms
            ],
            numeric=frozenset({1, 2, 3}),
        ),
        missing="No direct supplier's runway is known.",
        legend="Bar: 80 % range in weeks. Dot: likely; hollow where the firm told no cash. "
        f"◆{GLUE}nobody else makes the part. Arrow: half a year or more.",
    )


def _series(seen: Standing, name: str) -> list[Point]:
    rows = seen.frames["outlook_days"].filter(pl.col("series") == name).sort("day")
    return [
        Point(day=on, low=low, likely=likely, high=high)
        for on, low, likely, high in rows.select("day", "low", "likely", "high").iter_rows()
    ]


def _forecast(points: Sequence[Point], title: str, unit: str, today: date) -> Chart:
    every = -(-len(points) // TABLE_ROWS_MAX) or 1
    step = "day" if every == 1 else f"{every} days"
    return Chart(
        title=title,
        drawing=band(points, title, unit) if len(points) > 1 else None,
        grid=Grid(
            caption=f"{unit} in the evening, a row every {step}",
            heads=("Day", "Low", "Likely", "High"),
            rows=[
                (
                    day(point.day, today),
                    number(point.low),
                    number(point.likely),
                    number(point.high),
                )
                for point in points[::every]
            ],
            numeric=frozenset({1, 2, 3}),
        ),
        missing=NOT_YET,
        legend="Line: median of the scenarios, in the evening. Band: 80 % range.",
    )
