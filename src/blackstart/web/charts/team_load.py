"""Teams over days: people at work by the plan, people wanted, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from blackstart.web.charts import scale
from blackstart.web.charts.svg import figure, place, short, tag

WIDTH, LEFT, RIGHT, TOP, STRIP, GAP, FOOT = 760, 190, 130, 8, 42, 12, 22
LABEL_MAX = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A team.

    Attributes:
        team: its name.
        people: how many there are.
        planned: by day, people at work by the plan.
        wanted: by day, people at work if the team had all it wants.
        note: one word more about it.
    """

    team: str
    people: int
    planned: Sequence[float]
    wanted: Sequence[float]
    note: str = ""


def team_load(strips: Sequence[Strip], first: int, title: str, description: str) -> Markup:
    """Draw teams in their order, each on a scale of its own.

    Args:
        strips: at least one; all with the same number of days, at least one.
        first: the first day, as an ordinal number.
        title: what is shown.
        description: what can be read off it, in a sentence.
    """
    days = len(strips[0].planned)
    x = scale.days(first, first + days, LEFT, WIDTH - RIGHT)
    bottom = TOP + (STRIP + GAP) * len(strips)
    return figure(
        title,
        description,
        WIDTH,
        bottom + FOOT,
        scale.day_axis(x, bottom, TOP),
        *(_strip(strip, x, TOP + (STRIP + GAP) * row) for row, strip in enumerate(strips)),
    )


def _strip(strip: Strip, x: scale.Scale, top: float) -> Markup:
    most = max(strip.people, *strip.planned, *strip.wanted, 1.0)
    y = scale.Scale(low=0, high=most, start=top + STRIP, end=top + GAP / 2)
    there = y(strip.people)
    middle = top + STRIP / 2 + GAP / 2
    return Markup().join(
        (
            tag("text", short(strip.team, LABEL_MAX), x=LEFT - 8, y=middle, text_anchor="end"),
            tag("path", d=_steps(strip.planned, x, y, closed=True), class_="band"),
            tag("path", d=_steps(strip.planned, x, y, closed=True), class_="edge"),
            tag("path", d=_steps(strip.wanted, x, y, closed=False), class_="line"),
            tag("line", x1=x.start, x2=x.end, y1=there, y2=there, class_="limit"),
            tag("text", strip.note, x=WIDTH - RIGHT + 10, y=middle, class_="tick"),
        )
    )


def _steps(values: Sequence[float], x: scale.Scale, y: scale.Scale, *, closed: bool) -> str:
    """Write a value a day as steps; closed ones stand on the ground."""
    path = [f"M{place(x.start)} {place(y.start if closed else y(values[0]))}"]
    for ahead, value in enumerate(values):
        path.append(f"V{place(y(value))}H{place(x(x.low + ahead + 1))}")
    return "".join(path) + (f"V{place(y.start)}z" if closed else "")
