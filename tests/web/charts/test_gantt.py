"""The restart as bars: honest lengths, everything on the paper."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.web.charts.gantt import LEFT, RIGHT, TOP, WIDTH, Row, Spell, gantt
from tests.web.paper import check, of_class, points, read, texts

DAY = date(2025, 9, 25).toordinal()
MOMENTS = st.floats(min_value=DAY - 40, max_value=DAY + 400)


@st.composite
def spells(draw: st.DrawFn) -> Spell:
    """Draw a stretch of work of up to a year."""
    start = draw(MOMENTS)
    return Spell(start=start, end=start + draw(st.floats(0, 300)), assumed=draw(st.booleans()))


ROWS = st.builds(
    Row,
    label=st.text(min_size=1),
    spells=st.lists(spells(), max_size=4),
    at=st.none() | MOMENTS,
    note=st.text(max_size=5),
    heading=st.booleans(),
)


@given(st.lists(ROWS, min_size=1, max_size=30), MOMENTS)
def test_everything_stands_on_the_paper(rows: list[Row], now: float) -> None:
    """Bars, marks and the line for now lie between the axes, whatever the plan is."""
    # Control characters cannot stand in XML; the browser's HTML takes them, this reader does not.
    tame = [Row(label="a", spells=r.spells, at=r.at, note="b", heading=r.heading) for r in rows]
    root = read(gantt(tame, now, "Restart", "All of it."))
    check(root)
    for bar in (*of_class(root, "work"), *of_class(root, "work assumed")):
        for x, y in points(bar):
            assert LEFT <= x <= WIDTH - RIGHT + 0.1
            assert y >= TOP


@given(st.text())
def test_no_label_becomes_markup(label: str) -> None:
    """A service called <script> stays a text."""
    row = Row(label=f"<script>{label}", at=DAY, note="</svg><script>")
    drawing = gantt([row], DAY, "<script>", "<script>")
    assert "<script" not in drawing
    assert drawing.count("</svg>") == 1


def test_a_bar_is_as_long_as_the_work() -> None:
    """One day of four is a quarter of the axis; the wait between two spells is only a line."""
    bank = Row(
        label="bank-link",
        spells=(Spell(start=DAY, end=DAY + 1), Spell(start=DAY + 2, end=DAY + 4)),
        at=DAY + 4,
    )
    root = read(gantt([bank], DAY + 0.5, "Restart", "All of it."))
    axis = WIDTH - RIGHT - LEFT
    (work,) = of_class(root, "work")
    widths = [right[0] - left[0] for left, right in zip(*[iter(points(work))] * 2, strict=True)]
    assert widths == [axis / 4, axis / 2]
    (wait,) = of_class(root, "wait")
    assert float(wait.attrib["x2"]) - float(wait.attrib["x1"]) == axis
    (now,) = of_class(root, "now")
    assert float(now.attrib["x1"]) == LEFT + axis / 8


def test_assumed_hours_look_different() -> None:
    """What a team told and what is assumed are two kinds of bar."""
    spells_ = (Spell(start=DAY, end=DAY + 1), Spell(start=DAY + 1, end=DAY + 2, assumed=True))
    root = read(gantt([Row(label="edi", spells=spells_)], DAY, "Restart", "All of it."))
    assert len(of_class(root, "work")) == len(of_class(root, "work assumed")) == 1
    assert not of_class(root, "mark")


def test_an_hour_of_work_can_be_seen_on_an_axis_of_a_year() -> None:
    """A bar has a least width, also at the very end of the axis."""
    rows = [
        Row(label="first", spells=(Spell(start=DAY, end=DAY),)),
        Row(label="last", spells=(Spell(start=DAY + 400, end=DAY + 400),)),
    ]
    root = read(gantt(rows, DAY, "Restart", "All of it."))
    check(root)
    assert [points(bar)[1][0] - points(bar)[0][0] for bar in of_class(root, "work")] == [2, 2]


def test_headings_name_the_rows_below() -> None:
    """A heading stands at the edge and has no bar."""
    rows = [Row(label="Phase 1", heading=True), Row(label="edi", at=DAY + 1, note="Fri 26 Sep")]
    root = read(gantt(rows, DAY, "Restart", "All of it."))
    assert [one.text for one in of_class(root, "heading")] == ["Phase 1"]
    assert {"edi", "Fri 26 Sep", "now"} <= set(texts(root))


@pytest.mark.parametrize(("at", "anchor"), [(DAY + 1, "start"), (DAY + 9, "end")])
def test_a_note_never_leaves_the_paper(at: float, anchor: str) -> None:
    """Late in the plan a note stands before its mark, not behind it."""
    rows = [Row(label="edi", at=at, note="a date"), Row(label="end", at=DAY + 10)]
    root = read(gantt(rows, DAY, "Restart", "All of it."))
    (note,) = [one for one in root.iter("text") if one.text == "a date"]
    assert note.attrib["text-anchor"] == anchor


def test_a_row_may_have_a_word_and_no_day() -> None:
    """A desk that runs has no day of return; its word stands at the beginning."""
    root = read(gantt([Row(label="Paying", note="restored")], DAY, "Restart", "All of it."))
    assert "restored" in texts(root)
    assert not of_class(root, "mark")
