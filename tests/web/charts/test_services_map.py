"""The map of services: boxes on the paper, lines by what they are."""

from blackstart.web.charts.services_map import BOX_WIDTH, Box, services_map
from tests.web.paper import of_class, read, size, texts

BOXES = [
    Box(name="directory", column=0, height=0.5, kind="box up", sign="✓"),
    Box(name="erp", column=1, height=0.25, kind="box critical", sign="◆"),
    Box(name="a service with a name that is far too long", column=1, height=0.75, kind="box"),
]


def test_each_service_is_a_box_with_its_sign() -> None:
    """Colour alone says nothing: what is back has a tick, what decides a diamond."""
    root = read(services_map(BOXES, {}, ("first", "then"), "Map", "Three services."))
    assert texts(root) == ["first", "then", "✓ directory", "◆ erp", "a service with a name that…"]
    assert len(of_class(root, "box up")) == len(of_class(root, "box critical")) == 1
    width, height = size(root)
    assert (root.attrib["width"], root.attrib["height"]) == (f"{width:g}", f"{height:g}")
    for box in root.iter("rect"):
        assert 0 <= float(box.attrib["x"]) <= width - BOX_WIDTH
        assert 0 <= float(box.attrib["y"]) <= height


def test_lines_look_like_what_they_are() -> None:
    """One path a kind: what is inferred is not drawn like what somebody said."""
    lines = {
        "dependency": [("directory", "erp")],
        "dependency inferred": [("directory", BOXES[2].name)],
        "dependency circle": [("erp", "directory")],
    }
    root = read(services_map(BOXES, lines, ("a", "b"), "Map", "Three services."))
    for kind in lines:
        (path,) = of_class(root, kind)
        assert path.attrib["d"].count("M") == 1
    assert not of_class(root, "dependency by-hand")


def test_no_name_becomes_markup() -> None:
    """A service called <script> stays a text."""
    evil = Box(name="<script>", column=0, height=0.5, kind="box")
    assert "<script" not in services_map([evil], {}, ("<script>",), "<script>", "<script>")
