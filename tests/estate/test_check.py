"""The checker refuses what the planner must never make: every rule is shown a planted fault."""

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blackstart.estate.check import PlanRefusedError, Terms, breaches, refuse_wrong
from blackstart.estate.cycles import untangle
from blackstart.estate.limit_tables import WEEKDAYS
from blackstart.estate.restart import Restart, restart
from tests.estate.made import (
    any_limits,
    any_tables,
    chain,
    day,
    dependencies,
    frame,
    planned,
    services,
    signatures,
)

SAID = {
    "services": services("a", "b"),
    "gates": frame("gates", *chain("a"), *chain("b")),
    "dependencies": dependencies("b needs a for data"),
    "teams": frame("teams", {"people": 1}),
}
Spoil = Callable[[pl.DataFrame], pl.DataFrame]


def terms(**more: pl.DataFrame) -> tuple[pl.DataFrame, Terms]:
    """Give a good plan, and what it keeps to."""
    said = {**SAID, **more}
    made = planned(**said)
    return made.plan, terms_of(made, said["dependencies"])


def terms_of(made: Restart, dependencies_left: pl.DataFrame) -> Terms:
    """Say what a plan keeps to."""
    return Terms(
        gates=made.estate.gates,
        passed=made.states.passed,
        left=made.work.gates,
        dependencies=dependencies_left,
        teams=made.estate.teams,
        limits=made.limits,
        day=made.day,
    )


def gate(service: str, name: str) -> pl.Expr:
    """Pick one gate."""
    return (pl.col("service") == service) & (pl.col("gate") == name)


def move(service: str, name: str, hours: float, *, end: bool = True) -> Spoil:
    """Make a fault: move a gate by some hours, or only its start."""
    there = pl.when(gate(service, name))
    columns = ("start_hours", "end_hours") if end else ("start_hours",)
    return lambda plan: plan.with_columns(
        there.then(pl.col(column) + hours).otherwise(column).alias(column) for column in columns
    )


@pytest.mark.parametrize(
    ("spoil", "breach"),
    [
        (lambda plan: plan, None),
        (lambda plan: plan.tail(-1), "a: isolated is listed as planned 0 times"),
        (lambda plan: pl.concat([plan, plan.head(1)]), "a: isolated is listed as planned 2 times"),
        (
            lambda plan: plan.with_columns(pl.lit("passed").alias("state")),
            "a: business-tested is listed as passed 1 times",
        ),
        (move("b", "scanned", -3.0), "b: scanned starts before rebuilt has ended"),
        (move("b", "data restored", -12.0), "b: data restored starts before a is reconnected"),
        (move("b", "scanned", -0.5, end=False), "b: scanned is planned from"),
        (move("a", "isolated", -1.0), "a: isolated is planned from -1.0"),
        (move("b", "isolated", 1.0), "team: 2 people are wanted at once, there are 1"),
    ],
)
def test_faults_are_seen(spoil: Spoil, breach: str | None) -> None:
    """A plan that is spoilt in one place is refused for that reason."""
    plan, kept = terms()
    found = list(breaches(spoil(plan), kept))
    if breach is None:
        assert not found
        assert refuse_wrong(plan, kept) is plan
    else:
        assert any(breach in fault for fault in found), found
        with pytest.raises(PlanRefusedError, match="breaks its own rules"):
            refuse_wrong(spoil(plan), kept)


HELD: dict[str, pl.DataFrame] = {
    "teams": frame("teams", {"people": 2}),
    "team_shifts": frame("team_shifts", *({"weekday": day, "ends": "18:00"} for day in WEEKDAYS)),
    "shared_things": frame("shared_things", {}),
    "gate_things": frame("gate_things", {}),
    "holds": frame("holds", {"service": "b", "until_on": day(2)}),
}


@pytest.mark.parametrize(
    ("spoil", "breach"),
    [
        (lambda plan: plan, None),
        (move("a", "isolated", 1.0), "a: evidence captured starts before isolated"),
        (move("a", "reconnected", 8.0), "a: reconnected starts at 46.0, when team is not at work"),
        (move("a", "reconnected", 8.0), "a: reconnected ends at 48.0, when team is not at work"),
        (move("a", "reconnected", -1.0, end=False), "a: reconnected is planned from 37.0 to 40"),
        (move("b", "isolated", -24.0), "b: isolated starts at 32.0, held until 48.0"),
        (move("b", "rebuilt", -48.0), "clean room: 2 are taken up at once, there are 1"),
    ],
)
def test_faults_of_what_is_held_back_are_seen(spoil: Spoil, breach: str | None) -> None:
    """Shifts, shared things and holds: a plan that is spoilt in one place is refused for it."""
    plan, kept = terms(**HELD)
    found = list(breaches(spoil(plan), kept))
    if breach is None:
        assert not found
    else:
        assert any(breach in fault for fault in found), found


def test_what_has_passed_is_not_planned_again() -> None:
    """A passed gate that stands there as planned is a fault."""
    _, kept = terms(gate_signatures=signatures("a 1 pass 0"))
    again, _ = terms()
    assert list(breaches(again, kept)) == [
        "a: isolated is listed as passed 0 times",
        "a: isolated is listed as planned 1 times",
    ]


@pytest.mark.parametrize(
    ("spoil", "faults"),
    [
        (lambda plan: plan, 0),
        (move("a", "isolated", 1.0, end=False), 1),  # begun at another time
        (move("a", "isolated", -3.0), 1),  # and too short
    ],
    ids=("as it is", "another start", "too short"),
)
def test_what_was_begun_keeps_its_start(spoil: Spoil, faults: int) -> None:
    """A gate that was begun yesterday is planned as begun then, with what is left of it."""
    long = frame("gates", *chain("a", hours_likely=30.0, hours_high=40.0))
    said = {"services": services("a"), "gates": long, "teams": SAID["teams"]}
    made = planned(1, **said, plan=planned(**said).plan)
    kept = terms_of(made, frame("dependencies"))
    found = [fault for fault in breaches(spoil(made.plan), kept) if "was begun at -24.0" in fault]
    assert len(found) == faults


@settings(max_examples=40)
@given(any_tables(), st.one_of(st.just({}), any_limits()))
def test_every_plan_passes(said: dict[str, pl.DataFrame], held: dict[str, pl.DataFrame]) -> None:
    """Planner and checker share no code, and agree on every estate and on the days after it."""
    said = {**said, **held}
    for ahead in range(3):
        made = restart(said, day(ahead))
        dependencies_left, _ = untangle(said["dependencies"])
        assert list(breaches(made.plan, terms_of(made, dependencies_left))) == []
        assert restart({**said, "plan": made.plan}, day(ahead)).plan.equals(made.plan)
        said = {**said, "plan": made.plan}
