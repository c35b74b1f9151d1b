"""What drawings over days have in common: the line for now, a piece of work, a day that counts."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from blackstart.web.charts.scale import Scale
from blackstart.web.charts.svg import place, tag

PIECE_MIN = 2.0  # an hour of work is still a mark that can be seen
NOW_RISE, NOW_LABEL_RISE = 5, 8


def now_line(x: Scale, now: float, top: float, bottom: float) -> Markup:
    """Draw the line "now" across the drawing, with its word above."""
    at = x(now)
    line = tag("line", x1=at, x2=at, y1=top - NOW_RISE, y2=bottom, class_="now")
    above = top - NOW_LABEL_RISE
    return line + tag("text", "now", x=at, y=above, text_anchor="middle", class_="now-label")


def pieces(
    x: Scale, work: Mapping[str, Iterable[tuple[float, float]]], middle: float, thick: float
) -> Markup:
    """Draw pieces of work, one kind over the other; each stays on the paper, however short it is.

    Args:
        x: from days to places.
        work: by kind, its pieces as start and end: days as ordinal numbers, hours as fractions.
        middle: height of their row.
        thick: of a piece, in pixels.
    """
    paths = {
        kind: "".join(_box(x, start, end, middle, thick) for start, end in spans)
        for kind, spans in work.items()
    }
    return Markup().join(tag("path", d=path, class_=kind) for kind, path in paths.items() if path)


def _box(x: Scale, start: float, end: float, middle: float, thick: float) -> str:
    width = max(x(end) - x(start), PIECE_MIN)
    left = min(x(start), x.end - width)
    return f"M{place(left)} {place(middle - thick / 2)}h{place(width)}v{thick}h-{place(width)}z"


def diamond(at: float, middle: float, reach: float) -> Markup:
    """Mark a day on which something returns; `reach` is from its middle to a corner."""
    corners = f"{place(at)},{place(middle - reach)} {place(at + reach)},{place(middle)} "
    corners += f"{place(at)},{place(middle + reach)} {place(at - reach)},{place(middle)}"
    return tag("polygon", points=corners, class_="mark")
