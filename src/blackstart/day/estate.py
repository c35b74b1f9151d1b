"""The day asks the estate: what comes back next, and what can each activity do today?"""

import polars as pl

from blackstart.base.canonical import Json
from blackstart.base.table import Decision, Frames
from blackstart.base.today import Mode, Today
from blackstart.day.step import Step
from blackstart.estate.asking.unknown import unknown
from blackstart.estate.rates import quota, rate
from blackstart.estate.restart import READS as RESTART_READS
from blackstart.estate.restart import Restart, restart
from blackstart.estate.running.signed import READS as SIGNED_READS
from blackstart.estate.running.signed import Signed, signed
from blackstart.estate.telling.slips import told as told_anew

NEXT_GATES = 10
READS = tuple(dict.fromkeys((*RESTART_READS, *SIGNED_READS, "plan_told")))


def told(frames: Frames, today: Today) -> Signed:
    """Put together what passes and fails gates on a day: paper, and what the restart did."""
    return signed(frames, today.day, rehearsal=today.mode is Mode.EXERCISE)


def decide(frames: Frames, today: Today) -> Decision:
    """Plan the restart anew, and set what each activity can do today.

    Args:
        frames: the tables that `PLAN` reads.
        today: the moment.

    Returns:
        The whole plan and today's rates, with what is used of them already.

    Findings: all codes of the estate.
    """
    story = told(frames, today)
    made = restart({**frames, "gate_signatures": story.rows}, today.day)
    runs = rate(made.activities, made.needs, made.states.up, today.day)
    rates = quota(runs, frames["rates"], today.day)
    return Decision(
        rows={
            "plan": made.plan,
            "rates": rates,
            "plan_told": told_anew(made.plan, frames["plan_told"], today.day),
        },
        findings=(*made.findings, *story.findings),
        facts=_facts(made, frames["dependencies"].height, rates),
    )


PLAN = Step(name="estate.plan", reads=(*READS, "rates"), decide=decide)


def _facts(made: Restart, dependencies: int, rates: pl.DataFrame) -> dict[str, Json]:
    planned = made.plan.filter(pl.col("state") == "planned")
    return {
        "services": made.estate.services.height,
        "up": sorted(made.states.up),
        "dependencies": dependencies,
        "gates": {"open": planned.height, "passed": made.plan.height - planned.height},
        "assumed_gates": int(planned["assumed"].sum()),
        "cycles": [list(cycle.services) for cycle in made.cycles],
        "phases": _phases(planned),
        "next_gates": _next_gates(planned),
        "activities": _activities(made, rates),
        "unknown": list(unknown(made)),
    }


def _phases(planned: pl.DataFrame) -> list[Json]:
    phases = (
        planned.group_by("phase")
        .agg(
            services=pl.col("service").n_unique(),
            gates=pl.len(),
            starts_on=pl.col("start_on").min().dt.to_string(),
            ends_on=pl.col("end_on").max().dt.to_string(),
        )
        .sort("phase")
    )
    return list(phases.iter_rows(named=True))


def _next_gates(planned: pl.DataFrame) -> list[Json]:
    first = planned.sort("rank").head(NEXT_GATES)
    rows = first.select(
        "service",
        pl.col("gate").cast(pl.String),
        "team",
        "phase",
        starts_on=pl.col("start_on").dt.to_string(),
        ends_on=pl.col("end_on").dt.to_string(),
    )
    return list(rows.iter_rows(named=True))


def _activities(made: Restart, rates: pl.DataFrame) -> dict[str, Json]:
    rows = (
        rates.join(made.activities.select("activity", "unit"), on="activity")
        .join(made.returns, on="activity", how="left")
        .sort("activity")
        .select(
            "activity",
            pl.col("mode").cast(pl.String),
            "rate",
            "unit",
            pl.col("returns_on").dt.to_string(),
        )
    )
    return {row.pop("activity"): row for row in rows.iter_rows(named=True)}
