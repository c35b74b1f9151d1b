"""Which gate of each service is open, and what the others wait for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from blackstart.base.finding import Finding
from blackstart.base.table import Frames
from blackstart.estate.limits import holds_on
from blackstart.estate.running.moves import Gate, Past, past
from blackstart.estate.running.signed import READS as SIGNED_READS
from blackstart.estate.running.signed import signed
from blackstart.estate.states import PLACE, States, states
from blackstart.estate.tables import BOUND_GATE, GATES

READS = (*SIGNED_READS, "services", "dependencies", "gates", "holds")
_NAMED_IN = (
    ("services", "service"),
    ("dependencies", "service"),
    ("dependencies", "needs"),
    ("gates", "service"),
    ("gate_signatures", "service"),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """Where the restart stands.

    Attributes:
        states: which gates have passed.
        past: which round each gate is in, and what became of it.
        open: the gates that may be worked on, one a service at most, sorted.
        waiting: by gate that is next but not open, the services that it needs and that are down,
            and the holds on it; one that ends in the course of the day counts all that day.
        paper_fails: gates that somebody failed on paper today: nobody knows at what hour.
        findings: passes that do not count.
    """

    states: States
    past: Past
    open: tuple[Gate, ...]
    waiting: Mapping[Gate, tuple[str, ...]]
    paper_fails: frozenset[Gate]
    findings: tuple[Finding, ...]


def standing(frames: Frames, day: date, *, rehearsal: bool) -> Standing:
    """Tell where the restart stands.

    Args:
        frames: the tables of `READS`.
        day: business date.
        rehearsal: true in an exercise.

    Findings: BS-EST-001, BS-EST-002, BS-EST-003, BS-EST-101, BS-EST-102.
    """
    told = signed(frames, day, rehearsal=rehearsal)
    now = states(told.rows, frames["dependencies"], day)
    names = pl.concat([frames[table].select(service=column) for table, column in _NAMED_IN])
    passed = dict(now.passed.group_by("service").len().iter_rows())
    nexts = [
        (service, GATES[place])
        for service in names["service"].unique().sort()
        if (place := passed.get(service, 0)) < len(GATES)
    ]
    waiting = _waiting(nexts, frames, now, day)
    return Standing(
        states=now,
        past=past(frames["gate_moves"]),
        open=tuple(gate for gate in nexts if gate not in waiting),
        waiting=waiting,
        paper_fails=_failed_on_paper(frames["gate_signatures"], day),
        findings=(*now.findings, *told.findings),
    )


def _waiting(
    nexts: list[Gate], frames: Frames, now: States, day: date
) -> dict[Gate, tuple[str, ...]]:
    hard: dict[Gate, list[str]] = {}
    rows = frames["dependencies"].filter(~pl.col("workaround")).sort("service", "needs")
    for service, needed, kind in rows.select("service", "needs", "kind").iter_rows():
        if needed not in now.up:
            hard.setdefault((service, BOUND_GATE[kind]), []).append(needed)
    held = holds_on(frames["holds"], day).sort("service", "hold")
    for service, first, hold in held.select("service", "gate", "hold").iter_rows():
        for gate in GATES[PLACE[first] :]:
            hard.setdefault((service, gate), []).append(f"hold {hold}")
    return {gate: tuple(hard[gate]) for gate in nexts if gate in hard}


def _failed_on_paper(paper: pl.DataFrame, day: date) -> frozenset[Gate]:
    fails = paper.filter(pl.col("result") == "fail", pl.col("signed_on") == day)
    return frozenset(fails.select("service", "gate").iter_rows())


def before(gate: str) -> tuple[str, ...]:
    """Name the gates of the chain before one."""
    return GATES[: PLACE[gate]]
