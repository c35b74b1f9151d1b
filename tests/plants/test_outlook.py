"""A line's row, and the figures of the plant desk."""

from blackstart.plants.coverage import line_cover, part_cover
from blackstart.plants.outlook import figures, outlooks
from blackstart.plants.start import NOTHING, Start
from blackstart.plants.tables import LineOutlooks
from tests.plants.made import DAY, MONDAY, frame

LINES = frame(
    "lines",
    {"line": "no day"},
    {"line": "engine", "kind": "engine"},
    {"line": "no parts"},
    {"line": "few parts"},
)
PARTS = frame(
    "line_parts", {"line": "engine"}, {"line": "no day"}, {"line": "few parts", "on_hand": 33}
)
STARTS = {
    "engine": Start(on=DAY, waits_for=NOTHING, free=True),
    "few parts": Start(on=MONDAY, waits_for="line engine, which starts on 2025-09-25"),
    "no day": Start(on=None, waits_for="gate people: nobody has said when"),
    "no parts": Start(on=MONDAY, waits_for="line engine, which starts on 2025-09-25"),
}


def test_rows_and_figures_of_four_lines() -> None:
    """Start, cover and first week of each line; cars are those of the final lines."""
    rows = outlooks(LINES, line_cover(part_cover(LINES, PARTS)), STARTS, DAY)
    assert LineOutlooks.is_valid(rows)
    columns = ("line", "coverage_hours", "scarcest_part", "start_on", "cars_first_week")
    assert rows.select(columns).rows() == [
        ("engine", 160.0, "P1", DAY, 350),
        ("few parts", 5.3, "P1", MONDAY, 33),
        ("no day", 160.0, "P1", None, 0),
        ("no parts", None, None, MONDAY, 350),
    ]
    facts = figures(rows, LINES, STARTS)
    assert facts["lines_free"] == 1
    assert facts["lines_with_a_day"] == 3
    assert facts["first_start_on"] == "2025-09-25"
    assert facts["final_cars_first_week"] == 383
    assert isinstance(facts["lines"], dict)
    assert facts["lines"]["no day"] == {
        "kind": "final",
        "start_on": None,
        "waits_for": "gate people: nobody has said when",
        "may_run": False,
        "coverage_hours": 160.0,
        "scarcest_part": "P1",
        "cars_first_week": 0,
    }


def test_no_lines_no_figures() -> None:
    """An empty plant has no first day and no cars."""
    none = frame("lines")
    rows = outlooks(none, line_cover(part_cover(none, frame("line_parts"))), {}, DAY)
    assert LineOutlooks.is_valid(rows)
    assert figures(rows, none, {})["first_start_on"] is None
