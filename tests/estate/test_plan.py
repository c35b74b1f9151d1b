"""The plan's table: where each gate stands, with dates."""

from datetime import date

import polars as pl

from blackstart.estate.tables import HORIZON_HOURS, Plan
from tests.estate.made import DAY, chain, day, dependencies, frame, planned, services, signatures

SAID = {
    "services": services("a", "b", "c"),
    "gates": frame("gates", *chain("a"), *chain("b"), *chain("c")),
    "dependencies": dependencies("b needs a for data", "c needs b for test", "c needs a for test"),
    "teams": frame("teams", {"hours_per_day": 6.0}),
}


def test_hours_become_dates() -> None:
    """Two working hours of a team that works six hours a day are eight; three gates fill a day."""
    made = planned(**SAID)
    rows = made.plan.filter(service="a").select("start_hours", "end_hours", "start_on", "end_on")
    assert rows.rows()[2:4] == [(16.0, 24.0, DAY, day(1)), (24.0, 32.0, day(1), day(1))]
    assert Plan.is_valid(made.plan)
    assert made.plan["rank"].sort().to_list() == list(range(1, 28))


def test_phases_are_waves_of_what_is_not_up() -> None:
    """A service comes one phase after what it needs; one that is up is in phase 0."""
    before = planned(**SAID).plan
    after = planned(**SAID, gate_signatures=signatures("a 9 pass 0", "b 2 pass 0")).plan
    assert dict(before.select("service", "phase").iter_rows()) == {"a": 1, "b": 2, "c": 3}
    assert dict(after.select("service", "phase").iter_rows()) == {"a": 0, "b": 1, "c": 2}


def test_passed_gates_keep_their_place() -> None:
    """They keep the start that was planned, end on the day of their signature, and have no rank."""
    earlier = planned(**SAID).plan
    made = planned(2, **SAID, plan=earlier, gate_signatures=signatures("a 2 pass 1"))
    columns = ("state", "rank", "start_hours", "end_hours", "start_on", "end_on")
    assert made.plan.filter(service="a").select(columns).rows()[:2] == [
        ("passed", 0, -48.0, -24.0, DAY, day(1)),
        ("passed", 0, -40.0, -24.0, DAY, day(1)),
    ]
    again = planned(3, **SAID, plan=made.plan, gate_signatures=signatures("a 2 pass 1"))
    assert again.plan.filter(service="a").select(columns).rows()[0] == (
        "passed",
        0,
        -72.0,
        -48.0,
        DAY,
        day(1),
    )
    unplanned = planned(2, **SAID, gate_signatures=signatures("a 2 pass 1"))
    assert unplanned.plan.filter(service="a").select(columns).row(0) == (
        "passed",
        0,
        -24.0,
        -24.0,
        day(1),
        day(1),
    )


def test_a_plan_beyond_ten_years_says_so() -> None:
    """Dates beyond the horizon are shown as the horizon, and there is a finding."""
    gates = chain("a", hours_low=9000.0, hours_likely=9000.0, hours_high=9000.0)
    teams = frame("teams", {"hours_per_day": 2.0})
    made = planned(services=services("a"), gates=frame("gates", *gates), teams=teams)
    assert made.plan["end_hours"].max() == HORIZON_HOURS
    assert made.plan["end_on"].max() == date(2035, 9, 25)
    assert [finding.code for finding in made.findings] == ["BS-EST-013"]
    assert Plan.is_valid(made.plan)


def test_an_empty_estate_has_an_empty_plan() -> None:
    """Nothing known, nothing planned, and no fault."""
    made = planned()
    assert made.plan.is_empty()
    assert made.plan.schema == Plan.create_empty().schema
    assert made.findings == ()
    assert isinstance(made.plan, pl.DataFrame)
