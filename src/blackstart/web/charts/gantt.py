"""Rows over days, with a line for now: stretches of work, and days on which something returns."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from blackstart.web.charts import scale
from blackstart.web.charts.marks import diamond, now_line, pieces
from blackstart.web.charts.svg import figure, short, tag

WIDTH, LEFT, RIGHT, TOP, ROW, FOOT = 580, 200, 20, 22, 20, 22
LABEL_MAX = 26
THICK, DIAMOND = 10, 5
NOTE_GAP = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A stretch of work.

    Attributes:
        start: day as an ordinal number, with the hours as its fraction.
        end: likewise, not before `start`.
        assumed: True when its hours are defaults.
    """

    start: float
    end: float
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: a heading, stretches of work, or a day to be marked.

    Attributes:
        label: what the row is about.
        spells: when it is worked on; empty: not drawn as work.
        at: day that is marked by a diamond, as an ordinal number; None: no mark.
        note: a word or two beside the mark.
        heading: True for a row that only names the rows below it.
    """

    label: str
    spells: Sequence[Spell] = ()
    at: float | None = None
    note: str = ""
    heading: bool = False


def gantt(rows: Sequence[Row], now: float, title: str, description: str) -> Markup:
    """Draw rows in their order.

    Args:
        rows: at least one.
        now: the moment of the line "now", as an ordinal number with a fraction.
        title: what is shown.
        description: what can be read off it, in a sentence.
    """
    x = scale.days(*_ends(rows, now), LEFT, WIDTH - RIGHT)
    bottom = TOP + ROW * len(rows)
    return figure(
        title,
        description,
        WIDTH,
        bottom + FOOT,
        scale.day_axis(x, bottom, TOP),
        now_line(x, now, TOP, bottom),
        *(_row(row, x, TOP + ROW * number + ROW / 2) for number, row in enumerate(rows)),
    )


def _ends(rows: Sequence[Row], now: float) -> tuple[float, float]:
    times = [now, *(time for row in rows for spell in row.spells for time in _both(spell))]
    times += [row.at for row in rows if row.at is not None]
    return min(times), max(times)


def _both(spell: Spell) -> tuple[float, float]:
    return spell.start, spell.end


def _row(row: Row, x: scale.Scale, middle: float) -> Markup:
    if row.heading:
        return tag("text", row.label, x=0, y=middle + 4, class_="heading")
    label = tag("text", short(row.label, LABEL_MAX), x=LEFT - 8, y=middle + 4, text_anchor="end")
    return label + _work(row.spells, x, middle) + _mark(row, x, middle)


def _work(spells: Sequence[Spell], x: scale.Scale, middle: float) -> Markup:
    """Draw work as thick pieces on a thin line: where it is thin, the service waits."""
    if not spells:
        return Markup()
    start, end = min(each.start for each in spells), max(each.end for each in spells)
    thin = tag("line", x1=x(start), x2=x(end), y1=middle, y2=middle, class_="wait")
    hours = {
        kind: [_both(one) for one in spells if one.assumed is assumed]
        for kind, assumed in (("work", False), ("work assumed", True))
    }
    return thin + pieces(x, hours, middle, THICK)


def _mark(row: Row, x: scale.Scale, middle: float) -> Markup:
    if row.at is None:
        return _note(row.note, LEFT + NOTE_GAP, middle, "start")
    at = x(row.at)
    back = at > (LEFT + WIDTH) / 2
    gap, anchor = (-NOTE_GAP, "end") if back else (NOTE_GAP, "start")
    return diamond(at, middle, DIAMOND) + _note(row.note, at + gap, middle, anchor)


def _note(text: str, at: float, middle: float, anchor: str) -> Markup:
    if not text:
        return Markup()
    return tag("text", text, x=at, y=middle + 4, text_anchor=anchor, class_="tick")
