"""The restart, a service a row: its gates, what decides, how sure its return is, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from blackstart.web.charts import scale
from blackstart.web.charts.marks import diamond, now_line, pieces
from blackstart.web.charts.svg import figure, place, short, tag

WIDTH, LEFT, RIGHT, TOP, ROW, FOOT = 760, 190, 130, 22, 18, 22
LABEL_MAX, NOTE_MAX = 25, 18
THICK, CAP, DIAMOND = 9, 4, 4.5
# How pieces of work look; later ones are drawn over earlier ones.
KINDS = ("done", "work", "work assumed", "work critical")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A gate.

    Attributes:
        start: day as an ordinal number, with the hours as its fraction.
        end: likewise, not before `start`.
        kind: one of `KINDS`.
    """

    start: float
    end: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A service, or the heading of a phase.

    Attributes:
        label: its name.
        pieces: its gates.
        back: the day of its return; None: it is back, or only a heading.
        range: the 80 % range of its return.
        told: the day of return that a plan said first.
        note: who works on it next.
        heading: True for a row that only names the rows below it.
    """

    label: str
    pieces: Sequence[Piece] = ()
    back: float | None = None
    range: tuple[float, float] | None = None
    told: float | None = None
    note: str = ""
    heading: bool = False


def returns(lines: Sequence[Line], now: float, title: str, description: str) -> Markup:
    """Draw services in their order.

    Args:
        lines: at least one.
        now: the moment of the line "now", as an ordinal number with a fraction.
        title: what is shown.
        description: what can be read off it, in a sentence.
    """
    x = scale.days(*_ends(lines, now), LEFT, WIDTH - RIGHT)
    bottom = TOP + ROW * len(lines)
    return figure(
        title,
        description,
        WIDTH,
        bottom + FOOT,
        scale.day_axis(x, bottom, TOP),
        now_line(x, now, TOP, bottom),
        *(_line(line, x, TOP + ROW * number + ROW / 2) for number, line in enumerate(lines)),
    )


def _ends(lines: Sequence[Line], now: float) -> tuple[float, float]:
    times = [now]
    for line in lines:
        times += [time for piece in line.pieces for time in (piece.start, piece.end)]
        times += [time for time in (line.back, line.told, *(line.range or ())) if time is not None]
    return min(times), max(times)


def _line(line: Line, x: scale.Scale, middle: float) -> Markup:
    if line.heading:
        return tag("text", line.label, x=0, y=middle + 4, class_="heading")
    label = tag("text", short(line.label, LABEL_MAX), x=LEFT - 8, y=middle + 4, text_anchor="end")
    return Markup().join(
        (label, _range(line, x, middle), _told(line, x, middle), _work(line, x, middle))
    ) + _back(line, x, middle)


def _range(line: Line, x: scale.Scale, middle: float) -> Markup:
    """Draw a range as a line with caps: its ends are what matters."""
    if line.range is None:
        return Markup()
    low, high = (x(end) for end in line.range)
    up, down = place(middle - CAP), place(middle + CAP)
    path = f"M{place(low)} {up}V{down}M{place(low)} {place(middle)}H{place(high)}"
    return tag("path", d=f"{path}M{place(high)} {up}V{down}", class_="edge")


def _told(line: Line, x: scale.Scale, middle: float) -> Markup:
    if line.told is None:
        return Markup()
    at = x(line.told)
    return tag("circle", cx=at, cy=middle, r=3.5, class_="guess")


def _work(line: Line, x: scale.Scale, middle: float) -> Markup:
    hours = {
        kind: [(one.start, one.end) for one in line.pieces if one.kind == kind] for kind in KINDS
    }
    return pieces(x, hours, middle, THICK)


def _back(line: Line, x: scale.Scale, middle: float) -> Markup:
    note = tag(
        "text", short(line.note, NOTE_MAX), x=WIDTH - RIGHT + 10, y=middle + 4, class_="tick"
    )
    if line.back is None:
        return note
    return diamond(x(line.back), middle, DIAMOND) + note
