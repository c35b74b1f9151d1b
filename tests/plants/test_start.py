"""When a line could start, and what it waits for."""

from datetime import date
from typing import Any

import pytest

from blackstart.base.calendar import Calendar
from blackstart.plants.coverage import part_cover
from blackstart.plants.start import (
    Feed,
    Start,
    Wait,
    feeds_of,
    gate_waits,
    overdue,
    part_waits,
    service_wait,
    starts,
)
from tests.plants.made import DAY, FRIDAY, MONDAY, frame

PAST, SATURDAY = date(2025, 9, 22), date(2025, 9, 27)
HELD = Wait(what="gate IT", until=PAST, held=True)
LATER = Wait(what="gate safety, expected on 2025-09-29", until=MONDAY)
NEVER = Wait(what="gate people: nobody has said when", until=None)


@pytest.mark.parametrize(
    ("gate", "wait"),
    [
        pytest.param({}, Wait(what="gate IT", until=DAY, held=True), id="signed"),
        pytest.param(
            {"signed_on": FRIDAY, "expected_on": MONDAY},
            Wait(what="gate IT, expected on 2025-09-29", until=MONDAY),
            id="a signature of tomorrow is not seen",
        ),
        pytest.param(
            {"signed_on": None, "expected_on": PAST},
            Wait(what="gate IT, expected on 2025-09-22", until=DAY),
            id="overdue counts as today and is not held",
        ),
        pytest.param(
            {"signed_on": None},
            Wait(what="gate IT: nobody has said when", until=None),
            id="nobody knows",
        ),
        pytest.param(
            {"line": "another"},
            Wait(what="its gates: nobody has named them", until=None),
            id="no gates at all",
        ),
    ],
)
def test_what_a_gate_waits_for(gate: dict[str, Any], wait: Wait) -> None:
    """Signed, expected, or unknown."""
    assert list(gate_waits(frame("line_gates", gate), "final", DAY)) == [wait]


def test_overdue_gates_are_named() -> None:
    """Expected before today and not signed; a signed one is not overdue."""
    gates = frame(
        "line_gates",
        {"expected_on": PAST},
        {"gate": "safety", "expected_on": PAST, "signed_on": None},
        {"gate": "people", "expected_on": PAST, "signed_on": FRIDAY},
        {"gate": "quality", "expected_on": DAY, "signed_on": None},
    )
    found = [(finding.code, finding.subject) for finding in overdue(gates, DAY)]
    assert found == [("BS-PLA-004", "final safety"), ("BS-PLA-004", "final people")]


@pytest.mark.parametrize(
    ("returns_on", "state", "wait"),
    [
        (None, "down", Wait(what="its services: the estate has no day", until=None)),
        (DAY, "up", Wait(what="its services, back on 2025-09-25", until=DAY, held=True)),
        (DAY, "down", Wait(what="its services, back on 2025-09-25", until=DAY)),
    ],
)
def test_what_the_services_wait_for(returns_on: date | None, state: str, wait: Wait) -> None:
    """Services that are planned for today do not hold before they are up."""
    assert service_wait(returns_on, is_back=state == "up") == wait


@pytest.mark.parametrize(
    ("parts", "waits"),
    [
        ([{}], []),
        ([{"on_hand": 0, "in_transit": 1}], []),
        ([{"on_hand": 0}], ["part P1: none there, none on the road"]),
        (
            [{"on_hand": 0}, {"on_hand": 1, "per_car": 2, "part": "P0"}],
            ["part P0 and 1 more: none there, none on the road"],
        ),
        ([{"on_hand": 0, "line": "another"}], []),
    ],
)
def test_what_the_parts_wait_for(parts: list[dict[str, Any]], waits: list[str]) -> None:
    """A part without one car's worth there or on the road stops the line; nobody knows how long."""
    lines = frame("lines", {}, {"line": "another"})
    cover = part_cover(lines, frame("line_parts", *parts))
    assert [wait.what for wait in part_waits(cover, "final")] == waits


@pytest.mark.parametrize(
    ("waits", "start"),
    [
        pytest.param([HELD], Start(on=PAST, waits_for="nothing: it may run", free=True), id="free"),
        pytest.param(
            [HELD, LATER],
            Start(on=MONDAY, waits_for="gate safety, expected on 2025-09-29"),
            id="the latest day",
        ),
        pytest.param(
            [LATER, NEVER],
            Start(on=None, waits_for="gate people: nobody has said when"),
            id="no day while one is unknown",
        ),
        pytest.param(
            [HELD, Wait(what="paint", until=SATURDAY), Wait(what="body", until=SATURDAY)],
            Start(on=MONDAY, waits_for="paint; body"),
            id="both at once, on the next working day",
        ),
        pytest.param(
            [Wait(what="gate IT", until=FRIDAY, held=True), Wait(what="paint", until=DAY)],
            Start(on=FRIDAY, waits_for="paint"),
            id="what does not hold yet is named",
        ),
    ],
)
def test_the_latest_wait_decides(waits: list[Wait], start: Start) -> None:
    """One line, no feeders."""
    found, findings = starts({"final": waits}, {"final": []}, Calendar(), DAY)
    assert found == {"final": start}
    assert not findings


@pytest.mark.parametrize(
    ("engine", "lag_days", "start"),
    [
        pytest.param(
            [Wait(what="x", until=FRIDAY)],
            1,
            Start(on=MONDAY, waits_for="line engine, which starts on 2025-09-26"),
            id="a working day after Friday is Monday",
        ),
        pytest.param(
            [HELD], 0, Start(on=PAST, waits_for="nothing: it may run", free=True), id="runs already"
        ),
        pytest.param(
            [Wait(what="x", until=DAY)],
            0,
            Start(on=DAY, waits_for="line engine, which starts on 2025-09-25"),
            id="a feeder that waits holds back what it feeds",
        ),
        pytest.param(
            [NEVER],
            1,
            Start(on=None, waits_for="line engine, which has no day"),
            id="a feeder without a day",
        ),
    ],
)
def test_a_line_follows_its_feeder(engine: list[Wait], lag_days: int, start: Start) -> None:
    """The feeder's start and the lag count like any other wait."""
    feeds = {"final": [Feed(feeder="engine", lag_days=lag_days)], "engine": []}
    found, _ = starts({"final": [HELD], "engine": engine}, feeds, Calendar(), DAY)
    assert found["final"] == start


def test_lines_in_a_circle_get_no_day_and_the_others_do() -> None:
    """Body feeds paint, paint feeds body, final waits behind them; engine is apart."""
    feeds = {
        "body": [Feed(feeder="paint", lag_days=0)],
        "engine": [],
        "final": [Feed(feeder="body", lag_days=1)],
        "paint": [Feed(feeder="body", lag_days=0)],
    }
    found, findings = starts({line: [HELD] for line in feeds}, feeds, Calendar(), DAY)
    assert [line for line, start in found.items() if start.on] == ["engine"]
    circle = "in or behind a circle of lines that feed each other: body, final, paint"
    assert found["paint"].waits_for == circle
    subjects = [(finding.code, finding.subject) for finding in findings]
    assert subjects == [("BS-PLA-001", line) for line in ("body", "final", "paint")]


def test_an_unknown_feeder_is_named() -> None:
    """A line whose feeder is not on the list gets no day, and a finding."""
    feeds = {"final": [Feed(feeder="gearbox", lag_days=1)]}
    found, findings = starts({"final": [HELD]}, feeds, Calendar(), DAY)
    assert found["final"] == Start(on=None, waits_for="line gearbox, which has no day")
    assert [(finding.code, finding.subject) for finding in findings] == [("BS-PLA-002", "final")]


def test_feeds_are_those_of_known_lines() -> None:
    """Each line has its feeders in the order of names; rows of unknown lines are ignored."""
    rows = frame("line_feeds", {"feeder": "paint", "lag_days": 0}, {}, {"line": "nowhere"})
    assert feeds_of(rows, ["final", "engine"]) == {
        "engine": [],
        "final": [Feed(feeder="engine", lag_days=1), Feed(feeder="paint", lag_days=0)],
    }
