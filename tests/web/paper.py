"""Reading a drawing back: where everything stands on the paper."""

import math
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

from markupsafe import Markup

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def read(drawing: Markup) -> Element:
    """Parse a drawing; it has a title and a description."""
    root = fromstring(str(drawing))  # noqa: S314 - our own drawing, made in this test
    assert root.tag == "svg"
    assert [child.tag for child in root[:2]] == ["title", "desc"]
    return root


def size(root: Element) -> tuple[float, float]:
    """Tell the width and height of the paper."""
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    return width, height


def points(element: Element) -> list[tuple[float, float]]:
    """Give the corners of a line, a polygon or a path of boxes."""
    if element.tag == "path":
        return list(_corners(element.attrib["d"]))
    pairs = (pair.split(",") for pair in element.attrib["points"].split())
    return [(float(x), float(y)) for x, y in pairs]


def _corners(boxes: str) -> Iterator[tuple[float, float]]:
    for box in boxes.split("z")[:-1]:
        left, top, width, height, back = map(float, NUMBER.findall(box))
        assert width == -back
        yield from ((left, top), (left + width, top + height))


def places(root: Element) -> Iterator[tuple[float, float]]:
    """Give every place that the drawing names."""
    for element in root.iter():
        if element.tag in {"polygon", "polyline", "path"}:
            yield from points(element)
        for x, y in (("x", "y"), ("x1", "y1"), ("x2", "y2"), ("cx", "cy")):
            if x in element.attrib:
                yield float(element.attrib[x]), float(element.attrib[y])


def check(root: Element) -> None:
    """Check that everything stands on the paper and is a number."""
    width, height = size(root)
    found = list(places(root))
    assert found
    for x, y in found:
        assert math.isfinite(x)
        assert math.isfinite(y)
        assert 0 <= x <= width
        assert 0 <= y <= height


def texts(root: Element) -> list[str]:
    """Give what is written on the paper."""
    return [element.text or "" for element in root.iter("text")]


def of_class(root: Element, name: str) -> list[Element]:
    """Give the elements of one class."""
    return [one for one in root.iter() if name == one.attrib.get("class")]
