"""Services as rows: honest bars, ranges with ends, marks where the dates are."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.web.charts.returns import KINDS, LEFT, RIGHT, WIDTH, Line, Piece, returns
from tests.web.paper import of_class, points, read, texts

DAY = date(2025, 9, 25).toordinal()
MOMENTS = st.floats(min_value=DAY - 40, max_value=DAY + 400)


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    """Draw a gate of up to a year."""
    start = draw(MOMENTS)
    return Piece(
        start=start, end=start + draw(st.floats(0, 300)), kind=draw(st.sampled_from(KINDS))
    )


LINES = st.builds(
    Line,
    label=st.just("a"),
    pieces=st.lists(pieces(), max_size=4),
    back=st.none() | MOMENTS,
    range=st.none() | st.tuples(MOMENTS, MOMENTS).map(lambda ends: (min(ends), max(ends))),
    told=st.none() | MOMENTS,
    note=st.just("team"),
    heading=st.booleans(),
)


@given(st.lists(LINES, min_size=1, max_size=20), MOMENTS)
def test_everything_stands_on_the_paper(lines: list[Line], now: float) -> None:
    """Whatever the plan is, marks and the line for now lie on the paper."""
    root = read(returns(lines, now, "Restart", "All of it."))
    for element in root.iter():
        for name in ("x", "x1", "x2", "cx"):
            if name in element.attrib:
                assert 0 <= float(element.attrib[name]) <= WIDTH
    for kind in KINDS:
        for bar in of_class(root, kind):
            assert all(LEFT <= x <= WIDTH - RIGHT + 0.1 for x, _ in points(bar))


def test_a_service_has_bar_range_and_marks() -> None:
    """One day of four of work is a quarter of the axis; the range has two ends."""
    line = Line(
        label="erp",
        pieces=(Piece(start=DAY, end=DAY + 1, kind="work critical"),),
        back=DAY + 1,
        range=(DAY + 0.5, DAY + 4),
        told=DAY + 2,
        note="apps",
    )
    root = read(returns([Line(label="Phase 1", heading=True), line], DAY, "Restart", "All."))
    (bar,) = of_class(root, "work critical")
    left, right = points(bar)
    assert right[0] - left[0] == pytest.approx((WIDTH - LEFT - RIGHT) / 4)
    (ends,) = of_class(root, "edge")
    assert ends.attrib["d"].count("M") == 3
    assert len(of_class(root, "mark")) == len(of_class(root, "guess")) == 1
    assert {"Phase 1", "erp", "apps", "now"} <= set(texts(root))


def test_what_is_back_has_neither_range_nor_mark() -> None:
    """Only its signed gates are drawn."""
    done = Line(label="dns", pieces=(Piece(start=DAY, end=DAY + 1, kind="done"),))
    root = read(returns([done], DAY, "Restart", "All."))
    assert not of_class(root, "mark")
    assert not of_class(root, "edge")
