"""Where the running restart stands: the open gates, what each lacks, what the others wait for."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from blackstart.base.canonical import Json
from blackstart.base.clock import iso_utc
from blackstart.estate.running.findings import GATE_LATE
from blackstart.estate.running.gate_look import Moment, OpenGate, lacks
from blackstart.estate.running.gates_open import Standing
from blackstart.estate.running.moves import Gate, took
from blackstart.estate.running.plan import RunningPlan
from blackstart.estate.telling.kept import kept_back
from blackstart.store import frames
from blackstart.store.database import Store
from blackstart.work.restart_desk import Desk, plan_findings, sit_down

NO_PLAN = RunningPlan(sha256="", rules={}, probes=(), strange_probes=(), strange_rules=())
NOT_STARTED = "the plan has not been signed: `blackstart estate start`"


def status(store: Store, wall: datetime) -> dict[str, Json]:
    """Say where the restart stands; nothing is changed, nobody is waited for, nothing is asked.

    Args:
        store: the incident's store.
        wall: the machine's own clock, for the age of what probes found.

    Findings: BS-EST-001, BS-EST-002, BS-EST-003, BS-EST-101, BS-EST-102, BS-EST-106, BS-EST-107,
    BS-EST-108, BS-EST-110.
    """
    with store.transaction(steady=True) as conn:
        desk = sit_down(conn, store, alone=False)
        now, plan = desk.stand(), desk.plan()
        moment, kept = desk.moment(wall), _kept(desk, now)
        gates = desk.look(now, plan or NO_PLAN)
        late = (GATE_LATE.at(": ".join(one.gate)) for one in gates if "late" in one.stamps)
        findings = (*now.findings, *plan_findings(plan), *late)
        return {
            "findings": [asdict(one) for one in findings],
            "incident": store.incident,
            "mode": str(store.mode),
            "now": iso_utc(desk.today.at),
            "open": [_open(one, moment, kept, started=plan is not None) for one in gates],
            "plan_sha256": plan.sha256 if plan else None,
            "up": sorted(now.states.up),
            "waiting": _waiting(now),
        }


def gate_status(store: Store, gate: Gate, wall: datetime) -> dict[str, Json]:
    """Say where one gate stands: passed, open with what it lacks, or waiting.

    Args:
        store: the incident's store.
        gate: service and gate.
        wall: the machine's own clock.
    """
    with store.transaction(steady=True) as conn:
        desk = sit_down(conn, store, alone=False)
        now, plan = desk.stand(), desk.plan()
        name: dict[str, Json] = {"gate": gate[1], "service": gate[0]}
        for one in desk.look(now, plan or NO_PLAN):
            if one.gate == gate:
                kept = _kept(desk, now)
                shown = _open(one, desk.moment(wall), kept, started=plan is not None)
                return {**name, "state": "open", **shown}
        state = "passed" if _has_passed(now, gate) else "waiting"
        return {**name, "state": state, **_times(desk, now, gate)}


def _has_passed(now: Standing, gate: Gate) -> bool:
    return gate in set(now.states.passed.select("service", "gate").iter_rows())


def _times(desk: Desk, now: Standing, gate: Gate) -> dict[str, Json]:
    spent = took(now.past.made(gate), desk.today.at)
    worked = None if spent.worked_hours is None else round(spent.worked_hours, 2)
    return {"waited_hours": round(spent.waited_hours, 2), "worked_hours": worked}


def _kept(desk: Desk, now: Standing) -> dict[Gate, str]:
    """Tell behind which gates others are kept, by the newest plan: so people are free then."""
    passed = set(now.states.passed.select("service", "gate").iter_rows())
    rows = kept_back(frames.read(desk.conn, "plan")).drop("team", "start_on").iter_rows()
    return {
        (service, gate): ": ".join(other)
        for service, gate, *other in rows
        if tuple(other) not in passed
    }


def _open(
    one: OpenGate, moment: Moment, kept: Mapping[Gate, str], *, started: bool
) -> dict[str, Json]:
    spent = took(one.stamps, moment.today.at)
    signed = one.signed(moment.roll)
    worked = None if spent.worked_hours is None else round(spent.worked_hours, 2)
    return {
        "doubts": list(signed.doubts),
        "evidence": [f"{filed.kind} {filed.file}" for filed in one.evidence],
        "gate": one.gate[1],
        "kept_behind": None if "begun" in one.stamps else kept.get(one.gate),
        "lacks": list(lacks(one, moment) if started else (NOT_STARTED,)),
        "round": one.round,
        "service": one.gate[0],
        "signed_by": list(signed.people),
        "waited_hours": round(spent.waited_hours, 2),
        "worked_hours": worked,
    }


def _waiting(now: Standing) -> list[Json]:
    return [
        {"gate": gate, "needs": list(needs), "service": service}
        for (service, gate), needs in sorted(now.waiting.items())
    ]
