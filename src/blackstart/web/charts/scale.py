"""From days and numbers to places on the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from markupsafe import Markup

from blackstart.web.charts.svg import tag

WEEK = 7
LABELS_MAX = 8
TICK_DROP = 14  # from the axis down to the foot of its labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A straight scale.

    Attributes:
        low: value at `start`.
        high: value at `end`; above `low`.
        start: place of `low`, in pixels.
        end: place of `high`, in pixels; may lie before `start` (upwards).
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Give the place of a value; beyond the ends it stays at the end."""
        inside = min(max(value, self.low), self.high)
        return self.start + (inside - self.low) / (self.high - self.low) * (self.end - self.start)


def days(first: float, last: float, start: float, end: float) -> Scale:
    """Make a scale of days as ordinal numbers, midnight to midnight; one day at least."""
    return Scale(low=int(first), high=max(ceil(last), int(first) + 1), start=start, end=end)


def round_steps(high: float, count: int = 4) -> Sequence[float]:
    """Choose about `count` round numbers from 0 to `high`, for the labels of an axis.

    Args:
        high: end of the axis, 0 or more.
        count: how many steps at most.
    """
    raw = max(high, 1) / count
    power = 10 ** (len(str(int(raw))) - 1)
    step = next(unit * power for unit in (1, 2, 5, 10) if unit * power >= raw)
    return [step * number for number in range(int(high // step) + 1)]


def day_axis(scale: Scale, bottom: float, top: float) -> Markup:
    """Draw thin lines with dates underneath: each day, or Mondays when there are many."""
    return Markup().join(
        tag("line", x1=scale(day), x2=scale(day), y1=top, y2=bottom, class_="grid")
        + tag(
            "text",
            f"{date.fromordinal(day):%-d %b}",
            x=scale(day),
            y=bottom + TICK_DROP,
            text_anchor="middle",
            class_="tick",
        )
        for day in labelled_days(int(scale.low), int(scale.high))
    )


def labelled_days(first: int, last: int) -> Sequence[int]:
    """Choose the days that an axis names, `LABELS_MAX` at most: from the first, or Mondays.

    Args:
        first: ordinal number of the axis' first day.
        last: ordinal number of its last day.
    """
    span = last - first
    few = next((step for step in (1, 2) if span // step < LABELS_MAX), None)
    if few:
        return range(first, last + 1, few)
    weeks = 1 + span // (WEEK * LABELS_MAX)
    monday = date.fromordinal(first) + timedelta(days=-date.fromordinal(first).weekday() % WEEK)
    return range(monday.toordinal(), last + 1, WEEK * weeks)


def value_axis(scale: Scale, left: float, right: float) -> Markup:
    """Draw round numbers as thin lines with labels on the left."""
    return Markup().join(
        tag("line", x1=left, x2=right, y1=scale(value), y2=scale(value), class_="grid")
        + tag(
            "text",
            f"{value:,.0f}",
            x=left - 6,
            y=scale(value) + 4,
            text_anchor="end",
            class_="tick",
        )
        for value in round_steps(scale.high)
    )
