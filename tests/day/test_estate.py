"""The estate's step on whole tables: a plan from whatever is known, and today's rates."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings

from blackstart.base.canonical import canonical
from blackstart.base.clock import SimulatedClock
from blackstart.base.table import Decision, Frames
from blackstart.base.today import Mode, Today, today
from blackstart.day.estate import PLAN
from blackstart.day.step import keep
from blackstart.day.tables import table
from blackstart.post.inventory.compose import read_compose
from tests.estate.made import (
    any_tables,
    chain,
    day,
    dependencies,
    frame,
    services,
    signatures,
    tables,
)

# All that is needed for paying: a directory, and the ERP behind it; one team of two.
SAID = {
    "services": services("directory", "erp"),
    "gates": frame("gates", *chain("directory"), *chain("erp")),
    "dependencies": dependencies("erp needs directory for data"),
    "teams": frame("teams", {}),
    "activities": frame("activities", {}),
    "activity_needs": frame("activity_needs", {"service": "erp"}),
}


def at(ahead: int = 0) -> Today:
    """Give the moment of a decision."""
    clock = SimulatedClock(datetime(2025, 9, 25, 6, tzinfo=UTC) + timedelta(days=ahead))
    return today(clock, Mode.EXERCISE)


def decided(frames: Frames, ahead: int = 0) -> Decision:
    """Ask the step; what it answers must fit the tables and the record."""
    decision = PLAN.decide({name: frames[name] for name in PLAN.reads}, at(ahead))
    for name, rows in decision.rows.items():
        assert table(name).schema.is_valid(rows)
    canonical(decision.facts)
    assert not decision.takes
    return decision


def facts(decision: Decision) -> Any:  # noqa: ANN401 - facts are nested JSON
    """Read a decision's facts."""
    return decision.facts


def test_a_small_estate_is_planned() -> None:
    """Two services in two phases, one activity by hand, nothing assumed."""
    decision = decided(tables(**SAID))
    said = facts(decision)
    assert said["next_gates"][0] == {
        "ends_on": "2025-09-25",
        "gate": "isolated",
        "phase": 1,
        "service": "directory",
        "starts_on": "2025-09-25",
        "team": "team",
    }
    assert len(said.pop("next_gates")) == 10
    assert said == {
        "services": 2,
        "up": [],
        "dependencies": 1,
        "gates": {"open": 18, "passed": 0},
        "assumed_gates": 0,
        "cycles": [],
        "phases": [
            {
                "phase": 1,
                "services": 1,
                "gates": 9,
                "starts_on": "2025-09-25",
                "ends_on": "2025-09-25",
            },
            {
                "phase": 2,
                "services": 1,
                "gates": 9,
                "starts_on": "2025-09-25",
                "ends_on": "2025-09-26",
            },
        ],
        "activities": {
            "paying": {
                "mode": "manual",
                "rate": 10,
                "unit": "payments",
                "returns_on": "2025-09-26",
            }
        },
        "unknown": [],
    }
    assert not decision.findings


def test_signed_gates_bring_the_activity_back() -> None:
    """Once both are reconnected, paying runs restored, and what was used by hand stays used."""
    frames = tables(
        **SAID,
        gate_signatures=signatures("directory 9 pass 0", "erp 9 pass 1"),
        rates=frame("rates", {"used": 4}, {"day": day(1), "used": 3}),
    )
    assert decided(frames).rows["rates"].rows() == [("paying", day(0), "manual", 10, 4)]
    later = decided(frames, 1)
    assert later.rows["rates"].rows() == [("paying", day(1), "restored", 100, 3)]
    assert facts(later)["up"] == ["directory", "erp"]
    assert facts(later)["activities"]["paying"]["returns_on"] == "2025-09-26"


def test_an_empty_dossier_is_answered_with_what_is_not_known() -> None:
    """No services, no plan, no fault: two sentences."""
    decision = decided(tables())
    assert decision.rows["plan"].is_empty()
    assert facts(decision)["unknown"] == [
        "No services are known: there is nothing to plan.",
        "No activities are known: what the restart gives back, and its worth, cannot be said.",
    ]


def test_what_is_assumed_is_counted() -> None:
    """Services without team, layer, gates and team sizes, and an activity without a value."""
    frames = tables(
        services=frame("services", {"team": None, "layer": "unknown"}, {"service": "b"}),
        activities=frame("activities", {"value_per_day_minor": None, "currency": None}),
        activity_needs=frame("activity_needs", {}),
    )
    said = facts(decided(frames))
    assert said["assumed_gates"] == 18
    assert said["unknown"] == [
        "1 of 2 services have no team: usual teams are assumed.",
        "1 of 2 services have no layer: application assumed.",
        "18 open gates have assumed teams, people or hours.",
        "6 of 6 teams have no size: usual sizes are assumed.",
        "The value of a day is not known of: paying.",
    ]


def test_circles_are_shown_as_lists() -> None:
    """The facts name the services of each circle in order; the plan is made all the same."""
    needs = dependencies("erp needs directory for data", "directory needs erp for test")
    decision = decided(tables(**{**SAID, "dependencies": needs}))
    assert facts(decision)["cycles"] == [["directory", "erp"]]
    assert decision.rows["plan"].height == 18
    assert [finding.code for finding in decision.findings] == ["BS-EST-004"]


@settings(max_examples=25)
@given(any_tables())
def test_a_second_time_on_the_same_day_changes_nothing(said: dict[str, pl.DataFrame]) -> None:
    """The step is a fixpoint, day after day, with its own rows kept."""
    frames: Frames = said
    for ahead in range(3):
        first = decided(frames, ahead)
        frames = keep(frames, first, day(ahead))
        second = decided(frames, ahead)
        assert all(second.rows[name].equals(rows) for name, rows in first.rows.items())
        assert (second.facts, second.findings) == (first.facts, first.findings)


@pytest.mark.conformance
def test_a_dossier_that_is_only_compose_files_gets_a_plan(shared_data: Path) -> None:
    """GOV.UK's files: 192 services, 370 dependencies, no team, no activity: six phases."""
    folder = shared_data / "estate" / "govuk_docker"
    files = [(path.as_posix(), path.read_bytes()) for path in sorted(folder.rglob("*.yml"))]
    found = read_compose(files)
    frames = tables(services=found.services, dependencies=found.dependencies)
    decision = decided(frames)
    said = facts(decision)
    assert (said["services"], said["dependencies"]) == (192, 370)
    assert said["gates"] == {"open": 192 * 9, "passed": 0}
    assert [phase["phase"] for phase in said["phases"]] == list(range(1, 7))
    assert not decision.findings
    assert len(said["unknown"]) == 6
