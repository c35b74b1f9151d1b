"""The restart, from the inventory to the plan: what may come back next, and when."""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from blackstart.base.finding import Finding
from blackstart.base.table import Frames
from blackstart.estate import findings
from blackstart.estate.activities import Purpose, purpose
from blackstart.estate.check import Terms, refuse_wrong
from blackstart.estate.cycles import Cycle, untangle
from blackstart.estate.defaults import Estate, complete
from blackstart.estate.limits import READS as LIMIT_READS
from blackstart.estate.limits import Limits, limits, passed_while_held
from blackstart.estate.phases import waves
from blackstart.estate.plan import dated, timetable
from blackstart.estate.rates import return_days
from blackstart.estate.search.order import Order, order
from blackstart.estate.search.part import spare
from blackstart.estate.search.played import timed
from blackstart.estate.search.urgency import effort_left
from blackstart.estate.states import States, states
from blackstart.estate.usual.begun import without_begun
from blackstart.estate.work import Work, open_work

READS = (
    "services",
    "dependencies",
    "gates",
    "teams",
    "gate_signatures",
    "activities",
    "activity_needs",
    "plan",
    "gate_moves",
    *LIMIT_READS,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Restart:
    """A plan and what it rests on.

    Attributes:
        day: the plan's day; hours count from its midnight.
        estate: the inventory without holes.
        limits: what the restart is held to besides people.
        states: which gates have passed.
        cycles: services that need each other in a circle, and what the plan does without.
        purpose: what the restart is for.
        work: the open gates.
        order: the order of urgency, and how it was found.
        plan: rows of the table `plan`.
        activities: rows of the table `activities`, sorted.
        needs: rows of the table `activity_needs`, sorted.
        returns: activity, return_hours, returns_on, if the plan holds.
        findings: what a person has to look at.
    """

    day: date
    estate: Estate
    limits: Limits
    states: States
    cycles: tuple[Cycle, ...]
    purpose: Purpose
    work: Work
    order: Order
    plan: pl.DataFrame
    activities: pl.DataFrame
    needs: pl.DataFrame
    returns: pl.DataFrame
    findings: tuple[Finding, ...]


def restart(tables: Frames, day: date) -> Restart:
    """Plan the restart on a day.

    Args:
        tables: the tables named in `READS`; each may be empty. `plan` is that of an earlier round:
            it tells what was begun, until the first stamp of `gate_moves` does.
        day: business date; signatures after it are not seen.

    Raises:
        PlanRefusedError: the plan broke its own rules: a fault of ours, and no plan at all.

    Findings: all codes of the room.
    """
    signed = tables["gate_signatures"].filter(pl.col("signed_on") <= day)
    estate = complete({**tables, "gate_signatures": signed})
    dependencies, cycles = untangle(without_begun(estate.dependencies, tables["plan"], day))
    now = states(signed, tables["dependencies"], day)
    held_to = limits(tables, estate.gates, day)
    work = open_work(estate, held_to, dependencies, now, tables, day)
    why = purpose(tables["activities"], tables["activity_needs"])
    work = replace(work, spare=spare(work, why, held_to.self_starters))
    effort = effort_left(work)
    chosen = order(estate, work, effort, why, tables["plan"], held_to.self_starters)
    work = replace(work, behind=chosen.behind)
    planned = timed(work, chosen.ranks, work.elapsed(work.gates["hours_likely"].to_list()))
    phases = dict(zip(effort.services, waves(effort.needs), strict=True))
    rows = timetable(estate, now, work, planned, chosen.ranks, phases, tables["plan"], day)
    plan, beyond = dated(
        refuse_wrong(rows, _terms(estate, now, work, dependencies, held_to, day)), day
    )
    returns = return_days(plan, tables["activity_needs"])
    return Restart(
        day=day,
        estate=estate,
        limits=held_to,
        states=now,
        cycles=cycles,
        purpose=why,
        work=work,
        order=chosen,
        plan=plan,
        activities=tables["activities"].sort("activity"),
        needs=tables["activity_needs"].sort("activity", "service"),
        returns=returns,
        findings=(
            *(cycle.finding() for cycle in cycles),
            *now.findings,
            *estate.findings,
            *held_to.findings,
            *passed_while_held(now.passed, held_to.holds),
            *why.findings,
            *_late(tables["activities"], returns),
            *beyond,
        ),
    )


def _terms(
    estate: Estate,
    states: States,
    work: Work,
    dependencies: pl.DataFrame,
    held_to: Limits,
    day: date,
) -> Terms:
    return Terms(
        gates=estate.gates,
        passed=states.passed,
        left=work.gates,
        dependencies=dependencies,
        teams=estate.teams,
        limits=held_to,
        day=day,
    )


def _late(activities: pl.DataFrame, returns: pl.DataFrame) -> tuple[Finding, ...]:
    late = (
        activities.join(returns, on="activity")
        .filter(pl.col("returns_on") > pl.col("deadline_on"))
        .sort("activity")
    )
    return tuple(
        findings.AFTER_DEADLINE.at(activity, f"returns on {returns_on}, deadline {deadline_on}")
        for activity, returns_on, deadline_on in late.select(
            "activity", "returns_on", "deadline_on"
        ).iter_rows()
    )
