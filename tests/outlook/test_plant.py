"""Lines as the dossier knows them."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from blackstart.base.calendar import Calendar
from blackstart.outlook.lines import Line
from blackstart.outlook.plant import lines_of
from tests.outlook.made import DAY, LINE, frame, tables
from tests.suppliers.made import a_book

FIRMS = a_book(
    {"firm": "F1", "only_source": True}, {"firm": "F2"}, {"firm": "F3", "only_source": True}
)


def _lines(**known: pl.DataFrame) -> dict[str, Line]:
    lines = frame("lines", {"line": "A"}, {"line": "B", "kind": "engine"}, **LINE)
    found = lines_of(tables(lines=lines, **known), FIRMS, Calendar(), DAY)
    return {line.name: line for line in found}


@pytest.mark.parametrize(
    ("gates", "ran_days", "gate_days"),
    [
        ([], 0, (None,)),  # nobody has named its gates
        ([{"gate": "IT"}], 0, (None,)),
        ([{"gate": "IT", "expected_on": date(2025, 9, 29)}], 0, (4,)),
        ([{"gate": "IT", "expected_on": date(2025, 9, 1)}], 0, (0,)),  # overdue: today
        ([{"gate": "IT", "signed_on": date(2025, 9, 26)}], 0, (None,)),  # tomorrow is not seen
        ([{"gate": "IT", "signed_on": DAY}], 0, ()),
        ([{"gate": "IT", "signed_on": date(2025, 9, 18)}], 5, ()),  # Thursday to Wednesday
        (
            [
                {"gate": "IT", "signed_on": date(2025, 9, 18)},
                {"gate": "safety", "signed_on": date(2025, 9, 23)},
            ],
            2,
            (),
        ),
        (
            [
                {"gate": "IT", "signed_on": date(2025, 9, 18)},
                {"gate": "safety", "expected_on": date(2025, 9, 26)},
            ],
            0,
            (1,),
        ),
    ],
)
def test_gates(
    gates: list[dict[str, Any]], ran_days: int, gate_days: tuple[int | None, ...]
) -> None:
    """Signed gates let a line run from that day; open ones have a day or none."""
    line = _lines(line_gates=frame("line_gates", *gates, line="A"))["A"]
    assert (line.ran_days, line.gate_days) == (ran_days, gate_days)


def test_suppliers_of_feeders_count_as_well() -> None:
    """A car needs its engine's parts, too; the scarcest part of a firm counts."""
    use = {"per_car": 2, "in_transit": 20}
    lines = _lines(
        line_feeds=frame("line_feeds", {"line": "A", "feeder": "B", "lag_days": 1}),
        line_parts=frame(
            "line_parts",
            {"line": "A", "part": "1", "supplier": "F1", "on_hand": 80},
            {"line": "B", "part": "2", "supplier": "F1", "on_hand": 10},
            {"line": "B", "part": "3", "supplier": "F2", "on_hand": 10},
            {"line": "A", "part": "4", "supplier": "nobody", "on_hand": 10},
            **use,
        ),
    )
    firms, cars = lines["A"].only_sources
    assert (firms.tolist(), cars.tolist(), lines["A"].others.tolist()) == ([0], [15.0], [1])
    assert lines["A"].feeders == (("B", 1),)
    assert (lines["A"].final, lines["B"].final) == (True, False)
    assert lines["B"].others.tolist() == [1]


def test_lines_that_feed_each_other_end() -> None:
    """A circle is walked once."""
    feeds = frame(
        "line_feeds", {"line": "A", "feeder": "B"}, {"line": "B", "feeder": "A"}, lag_days=0
    )
    parts = frame(
        "line_parts",
        {"line": "B", "part": "2", "supplier": "F3"},
        per_car=1,
        on_hand=1,
        in_transit=0,
    )
    lines = _lines(line_feeds=feeds, line_parts=parts)
    assert [line.only_sources[0].tolist() for line in lines.values()] == [[2], [2]]


def test_a_feed_of_a_line_that_nobody_listed() -> None:
    """A row about an unknown line stops nothing."""
    feeds = frame("line_feeds", {"line": "X", "feeder": "A", "lag_days": 0})
    assert set(_lines(line_feeds=feeds)) == {"A", "B"}
