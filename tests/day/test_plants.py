"""The plant desk's step on whole tables: when lines start, and what is not known."""

from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest

from blackstart.base.clock import SimulatedClock
from blackstart.base.table import Decision
from blackstart.base.today import Mode, today
from blackstart.day.plants import LINES
from blackstart.day.tables import table
from tests.plants.made import DAY, FRIDAY, MONDAY, frame

NOW = today(SimulatedClock(datetime(2025, 9, 25, 6, tzinfo=UTC)), Mode.EXERCISE)


def other(name: str, *rows: dict[str, Any]) -> pl.DataFrame:
    """Make rows of another room's table; what a row does not say is empty."""
    return pl.DataFrame(list(rows), schema=table(name).empty().schema)


def planned(service: str, end_on: date, end_hours: float) -> dict[str, Any]:
    """Say when a service is reconnected."""
    return {
        "service": service,
        "gate": "reconnected",
        "end_on": end_on,
        "end_hours": end_hours,
    }


def tables(**given: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Make the tables that the step reads: one line, all there, if not said otherwise."""
    usual = {
        "lines": frame("lines", {}),
        "line_parts": frame("line_parts", {}),
        "line_gates": frame("line_gates", {}),
        "activity_needs": other("activity_needs", {"activity": "build:final", "service": "MES"}),
        "plan": other("plan", planned("MES", DAY, 0)),
        "runways": other("runways", {"firm": "F1", "weeks_likely": 26.0}),
    }
    return {name: {**usual, **given}.get(name, table(name).empty()) for name in LINES.reads}


def facts(decision: Decision) -> Any:  # noqa: ANN401 - facts are nested JSON
    """Read a decision's facts."""
    return decision.facts


def test_a_line_with_everything_may_run() -> None:
    """Gates signed, services up, parts there: it may run today."""
    decision = LINES.decide(tables(), NOW)
    rows = decision.rows["line_outlooks"]
    assert table("line_outlooks").schema.is_valid(rows)
    assert rows.select("start_on", "waits_for").row(0) == (DAY, "nothing: it may run")
    assert facts(decision)["unknown"] == []
    assert not decision.findings
    assert decision.takes == {}


@pytest.mark.parametrize(
    ("given", "start_on", "waits_for"),
    [
        pytest.param(
            {"plan": other("plan", planned("MES", FRIDAY, 30))},
            FRIDAY,
            "its services, back on 2025-09-26",
            id="services come back tomorrow",
        ),
        pytest.param(
            {"plan": other("plan", planned("MES", DAY, 5))},
            DAY,
            "its services, back on 2025-09-25",
            id="services come back later today",
        ),
        pytest.param(
            {
                "activity_needs": other(
                    "activity_needs",
                    {"activity": "build:final", "service": "MES"},
                    {"activity": "build:final", "service": "forgotten"},
                )
            },
            None,
            "its services: the estate has no day",
            id="a service that no plan holds",
        ),
        pytest.param(
            {"activity_needs": other("activity_needs")},
            None,
            "its services: the estate has no day",
            id="nobody said which services it needs",
        ),
        pytest.param(
            {"line_gates": frame("line_gates", {"signed_on": None, "expected_on": MONDAY})},
            MONDAY,
            "gate IT, expected on 2025-09-29",
            id="a gate is expected",
        ),
        pytest.param(
            {"line_parts": frame("line_parts", {"on_hand": 0})},
            None,
            "part P1: none there, none on the road",
            id="a part is missing",
        ),
    ],
)
def test_what_one_line_waits_for(
    given: dict[str, pl.DataFrame], start_on: date | None, waits_for: str
) -> None:
    """One thing at a time holds the line back, and the row says which."""
    row = LINES.decide(tables(**given), NOW).rows["line_outlooks"].row(0, named=True)
    assert (row["start_on"], row["waits_for"]) == (start_on, waits_for)


def test_findings_of_all_kinds_come_together() -> None:
    """An unknown feeder, an overdue gate and a supplier that may not last are all named."""
    decision = LINES.decide(
        tables(
            line_feeds=frame("line_feeds", {}),
            line_gates=frame("line_gates", {"signed_on": None, "expected_on": date(2025, 9, 1)}),
            runways=other("runways", {"firm": "F1", "weeks_likely": 1.0}),
        ),
        NOW,
    )
    assert [finding.code for finding in decision.findings] == [
        "BS-PLA-002",
        "BS-PLA-004",
        "BS-PLA-003",
    ]
    assert facts(decision)["suppliers_at_risk"] == 1


def test_missing_tables_are_said() -> None:
    """Nothing known: no row, and three sentences say what cannot be answered."""
    nothing = {name: table(name).empty() for name in LINES.reads}
    decision = LINES.decide(nothing, NOW)
    assert decision.rows["line_outlooks"].is_empty()
    assert facts(decision)["unknown"] == [
        "No production lines are known: nobody can tell when cars are built again.",
        "No parts at the lines are known: they count as there.",
        "No supplier's runway is known: nobody can tell which parts are at risk.",
    ]


def test_deciding_again_decides_the_same() -> None:
    """The estimate of a day does not depend on itself."""
    assert LINES.decide(tables(), NOW).facts == LINES.decide(tables(), NOW).facts
    assert "line_outlooks" not in LINES.reads
