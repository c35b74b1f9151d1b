"""Weeks of cash, firm by firm: always a range, never a bare point."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from blackstart.web.charts.scale import TICK_DROP, Scale, round_steps
from blackstart.web.charts.svg import figure, place, short, tag

WIDTH, LEFT, RIGHT, TOP, ROW, FOOT = 580, 256, 24, 22, 20, 22
WEEKS_MIN, WEEKS_MAX = 4, 26  # beyond half a year a runway only says "half a year or more"
LABEL_MAX = 34
ONLY_SOURCE = "◆ "
ARROW = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Runway:
    """How long one firm lasts.

    Attributes:
        firm: its name.
        low: weeks of cash, low end of the 80 % range.
        likely: weeks, middle.
        high: weeks, high end.
        told: True when the firm told its cash, False when it is assumed.
        only_source: True when nobody else makes a part of ours.
    """

    firm: str
    low: float
    likely: float
    high: float
    told: bool
    only_source: bool


def runways(firms: Sequence[Runway], worry_weeks: float, title: str) -> Markup:
    """Draw the firms in their order.

    Args:
        firms: at least one firm, shortest runway first.
        worry_weeks: where the line is drawn under which a firm counts as short.
        title: what is shown.
    """
    most = min(WEEKS_MAX, max(WEEKS_MIN, *(ceil(firm.high) for firm in firms)))
    x = Scale(low=0, high=most, start=LEFT, end=WIDTH - RIGHT)
    bottom = TOP + ROW * len(firms)
    worry = x(worry_weeks)
    return figure(
        title,
        f"The {len(firms)} firms with the fewest weeks; {firms[0].firm} first, "
        f"{firms[0].likely:.1f} weeks ({firms[0].low:.1f} to {firms[0].high:.1f}).",
        WIDTH,
        bottom + FOOT,
        _grid(x, bottom),
        tag("line", x1=worry, x2=worry, y1=TOP - 6, y2=bottom, class_="now"),
        tag("text", f"{worry_weeks:g} weeks", x=worry, y=TOP - 9, class_="now-label"),
        *(_row(firm, x, TOP + ROW * number + ROW / 2) for number, firm in enumerate(firms)),
    )


def _grid(x: Scale, bottom: float) -> Markup:
    return Markup().join(
        tag("line", x1=x(week), x2=x(week), y1=TOP, y2=bottom, class_="grid")
        + tag(
            "text",
            f"{week:g}",
            x=x(week),
            y=bottom + TICK_DROP,
            text_anchor="middle",
            class_="tick",
        )
        for week in round_steps(x.high, count=6)
    )


def _row(firm: Runway, x: Scale, middle: float) -> Markup:
    name = (ONLY_SOURCE if firm.only_source else "") + firm.firm
    beyond = _arrow(x.end, middle) if firm.high >= WEEKS_MAX else Markup()
    return (
        tag("text", short(name, LABEL_MAX), x=LEFT - 10, y=middle + 4, text_anchor="end")
        + tag("line", x1=x(firm.low), x2=x(firm.high), y1=middle, y2=middle, class_="range")
        + beyond
        + tag("circle", cx=x(firm.likely), cy=middle, r=4, class_="told" if firm.told else "guess")
    )


def _arrow(end: float, middle: float) -> Markup:
    """Draw a head: the range goes on beyond the paper."""
    tip = f"{place(end + 2 * ARROW)},{place(middle)}"
    up, down = f"{place(end)},{place(middle - ARROW)}", f"{place(end)},{place(middle + ARROW)}"
    return tag("polygon", points=f"{up} {tip} {down}", class_="beyond")
