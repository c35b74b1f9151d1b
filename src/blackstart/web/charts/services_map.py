"""Services as boxes in columns, what they need as lines from left to right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from blackstart.web.charts.svg import place, short, tag

BOX_WIDTH, BOX_HEIGHT, STEP, GAP, TOP, SIDE = 176, 14, 18, 64, 24, 6
LABEL_MAX = 27
# How lines look; later ones are drawn over earlier ones.
LINES = ("dependency", "dependency by-hand", "dependency inferred", "dependency circle")


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A service.

    Attributes:
        name: its name.
        column: where it stands, 0 first.
        height: how far down in its column, 0 to 1.
        kind: how it looks: "box", "box up", "box critical" or "box here".
        sign: a sign before the name, since colour alone says nothing; may be empty.
    """

    name: str
    column: int
    height: float
    kind: str
    sign: str = ""


def services_map(
    boxes: Sequence[Box],
    lines: Mapping[str, Sequence[tuple[str, str]]],
    heads: Sequence[str],
    title: str,
    description: str,
) -> Markup:
    """Draw services and lines.

    Args:
        boxes: at least one; no name twice.
        lines: by kind (one of `LINES`), from the needed to the one that needs it.
        heads: by column, what stands over it.
        title: what is shown.
        description: what can be read off it, in a sentence.
    """
    rows = max(sum(1 for box in boxes if box.column == column) for column in range(len(heads)))
    tall = max(rows, 3) * STEP
    spots = {
        box.name: (SIDE + box.column * (BOX_WIDTH + GAP), TOP + box.height * tall) for box in boxes
    }
    width, height = len(heads) * (BOX_WIDTH + GAP) - GAP + 2 * SIDE, TOP + tall + SIDE
    paths = (
        tag("path", d=d, class_=kind)
        for kind in LINES
        if (d := "".join(_curve(spots[one], spots[other]) for one, other in lines.get(kind, ())))
    )
    return tag(
        "svg",
        tag("title", title),
        tag("desc", description),
        *(_head(text, column) for column, text in enumerate(heads)),
        *paths,
        *(_box(box, *spots[box.name]) for box in boxes),
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        class_="chart map",
    )


def _head(text: str, column: int) -> Markup:
    return tag("text", text, x=SIDE + column * (BOX_WIDTH + GAP), y=14, class_="tick")


def _curve(one: tuple[float, float], other: tuple[float, float]) -> str:
    """Write a line from the right side of one box to the left side of another."""
    start, end = one[0] + BOX_WIDTH, other[0]
    bend = max(abs(end - start) / 2, GAP / 2)
    return (
        f"M{place(start)} {place(one[1])}C{place(start + bend)} {place(one[1])} "
        f"{place(end - bend)} {place(other[1])} {place(end)} {place(other[1])}"
    )


def _box(box: Box, x: float, middle: float) -> Markup:
    label = short(f"{box.sign} {box.name}" if box.sign else box.name, LABEL_MAX)
    rect = tag(
        "rect",
        x=x,
        y=middle - BOX_HEIGHT / 2,
        width=BOX_WIDTH,
        height=BOX_HEIGHT,
        rx=2,
        class_=box.kind,
    )
    return rect + tag("text", label, x=x + 5, y=middle + 4)
