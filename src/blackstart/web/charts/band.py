"""A forecast over days: the middle as a line, the 80 % range as a band with drawn edges."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from blackstart.web.charts import scale
from blackstart.web.charts.svg import figure, place, tag

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 580, 280, 62, 20, 26, 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One evening of a forecast.

    Attributes:
        day: the business date.
        low: tenth percentile.
        likely: median.
        high: ninetieth percentile.
    """

    day: date
    low: float
    likely: float
    high: float


def band(points: Sequence[Point], title: str, unit: str) -> Markup:
    """Draw a forecast.

    Args:
        points: at least two days, in order; `low` ≤ `likely` ≤ `high`, 0 or more.
        title: what is forecast.
        unit: what the numbers count.
    """
    x = scale.days(points[0].day.toordinal(), points[-1].day.toordinal(), LEFT, WIDTH - RIGHT)
    top_value = max(1.0, *(point.high for point in points))
    y = scale.Scale(low=0, high=top_value, start=HEIGHT - BOTTOM, end=TOP)
    upper = [(point.day, point.high) for point in points]
    lower = [(point.day, point.low) for point in points]
    middle = [(point.day, point.likely) for point in points]
    return figure(
        title,
        f"{unit}: {_said(points[0])}; {_said(points[-1])}.",
        WIDTH,
        HEIGHT,
        scale.value_axis(y, LEFT, WIDTH - RIGHT),
        scale.day_axis(x, HEIGHT - BOTTOM, TOP),
        tag("text", unit, x=LEFT, y=TOP - 10, class_="tick"),
        tag("polygon", points=_path([*upper, *reversed(lower)], x, y), class_="band"),
        tag("polyline", points=_path(upper, x, y), class_="edge"),
        tag("polyline", points=_path(lower, x, y), class_="edge"),
        tag("polyline", points=_path(middle, x, y), class_="line"),
    )


def _said(point: Point) -> str:
    return (
        f"{point.likely:,.0f} on {point.day:%-d %B}, "
        f"80 % range {point.low:,.0f} to {point.high:,.0f}"
    )


def _path(series: Sequence[tuple[date, float]], x: scale.Scale, y: scale.Scale) -> str:
    return " ".join(f"{place(x(day.toordinal()))},{place(y(value))}" for day, value in series)
