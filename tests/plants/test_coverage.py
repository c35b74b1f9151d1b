"""How long lines run on the parts that are there."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from blackstart.plants.coverage import at_risk, line_cover, part_cover, risks_in_words
from blackstart.plants.findings import FINDINGS
from tests.plants.made import DAY, frame

ONE_LINE = frame("lines", {})
OCTOBER_8 = date(2025, 10, 8)
MAY_NOT_LAST = "Suppliers that may not last"
FIRST = "F1 is the first and may last until 2025-10-02"
STARTS = "the line starts on"


def lasting(weeks: dict[str, float]) -> pl.DataFrame:
    """Say how many weeks each firm's money lasts."""
    return pl.DataFrame({"firm": list(weeks), "weeks_likely": list(weeks.values())})


@pytest.mark.parametrize(
    ("part", "hours", "with_transit", "cars"),
    [
        pytest.param({"on_hand": 100}, 16.0, 16.0, 100, id="a day's parts last a day's hours"),
        pytest.param({"on_hand": 100, "per_car": 4}, 4.0, 4.0, 25, id="four a car"),
        pytest.param({"on_hand": 103, "per_car": 4}, 4.12, 4.12, 25, id="no car of three wheels"),
        pytest.param({"on_hand": 0, "in_transit": 50}, 0.0, 8.0, 50, id="all on the road"),
        pytest.param({"on_hand": 10**9}, 10_000.0, 10_000.0, 10**9, id="more than a year"),
    ],
)
def test_cover_of_a_part(
    part: dict[str, Any], hours: float, with_transit: float, cars: int
) -> None:
    """Hours = pieces / pieces a car / cars an hour; cars count what is on the road too."""
    found = part_cover(ONE_LINE, frame("line_parts", part)).row(0, named=True)
    assert found["hours"] == pytest.approx(hours)
    assert found["hours_with_transit"] == pytest.approx(with_transit)
    assert found["cars"] == cars


def test_what_limits_nothing_is_left_out() -> None:
    """A part of which no car takes any, and a part of a line that nobody knows."""
    parts = frame("line_parts", {"per_car": 0}, {"line": "nowhere"})
    assert part_cover(ONE_LINE, parts).is_empty()


def test_a_line_without_a_normal_rate_has_no_hours() -> None:
    """Nobody can tell how long parts last at an unknown rate, but how many cars they make."""
    found = part_cover(frame("lines", {"per_day": 0}), frame("line_parts", {}))
    assert found.select("hours", "hours_with_transit", "cars").row(0) == (None, None, 1000)


def test_the_scarcest_part_limits_the_line() -> None:
    """The line runs as long as the part that is gone first; equal ones go by name."""
    parts = frame(
        "line_parts",
        {"part": "P1", "on_hand": 400},
        {"part": "P3", "on_hand": 100, "in_transit": 900},
        {"part": "P2", "on_hand": 100, "in_transit": 100},
    )
    assert line_cover(part_cover(ONE_LINE, parts)).rows() == [("final", 16.0, 32.0, "P2", 200)]


@pytest.mark.parametrize(
    ("weeks", "start_on", "risks"),
    [
        pytest.param(1.0, OCTOBER_8, [("final", OCTOBER_8, "F1", date(2025, 10, 2), 1)], id="gone"),
        pytest.param(2.0, OCTOBER_8, [], id="lasts"),
        pytest.param(
            0.5, None, [("final", None, "F1", date(2025, 9, 28), 1)], id="nobody knows the start"
        ),
        pytest.param(26.0, None, [], id="26 weeks or more"),
    ],
)
def test_who_may_not_last_until_the_start(
    weeks: float, start_on: date | None, risks: list[Any]
) -> None:
    """A supplier is a risk when its money ends before the line starts, or nobody knows when."""
    cover = part_cover(ONE_LINE, frame("line_parts", {}))
    assert at_risk(cover, lasting({"F1": weeks}), {"final": start_on}, DAY).rows() == risks


def test_a_line_names_who_runs_out_first() -> None:
    """One finding a line, however many suppliers: how many, who first, until when, the start."""
    cover = part_cover(
        frame("lines", {}, {"line": "engine"}),
        frame(
            "line_parts",
            {},
            {"part": "P2"},
            {"part": "P3", "supplier": "F0"},
            {"line": "engine"},
        ),
    )
    weeks = lasting({"F0": 1.5, "F1": 1.0, "F9": 0.0})
    risks = at_risk(cover, weeks, {"engine": None, "final": OCTOBER_8}, DAY)
    found = [(finding.code, finding.subject, finding.message) for finding in risks_in_words(risks)]
    assert found == [
        ("BS-PLA-003", "engine", f"{MAY_NOT_LAST}: 1; {FIRST}; {STARTS} a day that nobody knows."),
        ("BS-PLA-003", "final", f"{MAY_NOT_LAST}: 2; {FIRST}; {STARTS} 2025-10-08."),
    ]


def test_codes_are_unique_and_in_order() -> None:
    """The closed list names every code once, in order."""
    codes = [finding.code for finding in FINDINGS]
    assert codes == sorted(set(codes))
