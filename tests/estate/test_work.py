"""What is left to do, and what must come before it."""

import polars as pl
import pytest

from blackstart.estate.restart import Restart
from tests.estate.made import chain, day, dependencies, frame, planned, services, signatures

TEAM = frame("teams", {"hours_per_day": 12.0})


def row(made: Restart, service: str, gate: str) -> int:
    """Find the number of an open gate."""
    return made.work.gates.select("service", "gate").rows().index((service, gate))


def test_gates_wait_for_their_chain_and_for_needed_services() -> None:
    """Rebuild waits before rebuilding, data before loading, test before testing; a bridge never."""
    made = planned(
        services=services("a", "b", "c", "d", "e"),
        dependencies=dependencies(
            "e needs a for rebuild",
            "e needs b for data",
            "e needs c for test",
            "e needs d for rebuild by hand",
        ),
    )
    held = {
        gate: [
            made.work.gates["service"][other] for other in made.work.before[row(made, "e", gate)]
        ]
        for gate in ("isolated", "rebuilt", "scanned", "data restored", "business-tested")
    }
    assert held == {
        "isolated": [],
        "rebuilt": ["e", "a"],
        "scanned": ["e"],
        "data restored": ["e", "b"],
        "business-tested": ["e", "c"],
    }
    assert made.work.after[row(made, "a", "reconnected")] == (row(made, "e", "rebuilt"),)


def test_what_has_passed_is_neither_work_nor_waited_for() -> None:
    """A service that is up holds nobody up, and only open gates are listed."""
    made = planned(
        services=services("a", "b"),
        dependencies=dependencies("b needs a for rebuild"),
        gate_signatures=signatures("a 9 pass 0", "b 2 pass 0"),
    )
    assert made.work.gates["service"].unique().to_list() == ["b"]
    assert made.work.before[row(made, "b", "rebuilt")] == ()


def test_a_working_day_of_twelve_hours_doubles_the_hours() -> None:
    """Working hours become elapsed hours by the team's hours a day."""
    made = planned(services=services("a"), gates=frame("gates", *chain("a")), teams=TEAM)
    assert made.work.elapsed([1.0] * 9) == [2.0] * 9


@pytest.mark.parametrize(
    ("story", "ahead", "begun", "left"),
    [
        ([], 0, None, (20.0, 40.0, 90.0)),  # the same day
        ([], 1, -24.0, (8.0, 28.0, 78.0)),  # twelve hours were worked
        ([], 3, -72.0, (5.0, 10.0, 54.0)),  # late: a quarter at least
        (["a #1 fail 0"], 1, -24.0, (8.0, 28.0, 78.0)),  # failed that morning, begun since
        (["a #1 fail 1"], 1, None, (20.0, 40.0, 90.0)),  # failed today: all of it again
        (["a #1 fail 1"], 0, None, (20.0, 40.0, 90.0)),
    ],
)
def test_what_the_plan_began_goes_on(
    story: list[str], ahead: int, begun: float | None, left: tuple[float, ...]
) -> None:
    """The plan of day 0 started the first gate; later days have less of it to do."""
    gates = chain("a", hours_low=20.0, hours_likely=40.0, hours_high=90.0)
    said = {"services": services("a"), "gates": frame("gates", *gates), "teams": TEAM}
    signed = signatures(*story)
    work = planned(ahead, **said, plan=planned(**said).plan, gate_signatures=signed).work
    first = work.gates.row(0, named=True)
    assert first["begun_hours"] == begun
    assert (first["hours_low"], first["hours_likely"], first["hours_high"]) == left
    assert work.gates["begun_hours"][1:].null_count() == 8


def test_what_was_never_ready_was_not_begun() -> None:
    """The plan said that the second gate would have started; the first has not been signed."""
    said = {"services": services("a"), "gates": frame("gates", *chain("a")), "teams": TEAM}
    earlier = planned(**said).plan
    assert earlier.filter(pl.col("start_on") < day(1)).height == 6
    assert planned(1, **said, plan=earlier).work.gates["begun_hours"].is_not_null().sum() == 1
    signed = signatures("a 1 pass 1")
    later = planned(1, **said, plan=earlier, gate_signatures=signed).work.gates
    assert later.select("gate", "begun_hours").row(0) == ("evidence captured", -20.0)


def test_what_was_taken_back_was_not_begun() -> None:
    """A gate that had passed and was reopened takes all its hours again."""
    said = {"services": services("a"), "gates": frame("gates", *chain("a")), "teams": TEAM}
    earlier = planned(gate_signatures=signatures("a 3 pass -1"), **said).plan
    signed = signatures("a 3 pass -1", "a #2 fail 1")
    work = planned(1, **said, plan=earlier, gate_signatures=signed).work
    assert work.gates.select("gate", "hours_likely", "begun_hours").row(0) == (
        "evidence captured",
        2.0,
        None,
    )
