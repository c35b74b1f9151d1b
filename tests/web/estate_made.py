"""A small estate as the pages of the restart see it: planned by the real step, on real days."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from blackstart.base.clock import SimulatedClock
from blackstart.base.today import Mode, today
from blackstart.day.estate import PLAN
from blackstart.day.step import keep
from blackstart.day.tables import TABLES
from blackstart.estate.tables import GATES
from blackstart.work.standing import NAMES, Standing
from tests.web.made import DAY, NOW, frame, standing

# A directory that is back, an ERP and a portal behind it, a bank link that needs the portal and is
# needed by it, and a car park that nobody needs.
SERVICES = ("bank link", "car park", "directory", "erp", "portal")
BY_KEY = "aa" * 32


def estate(**said: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Make the tables of the small estate; `said` replaces some."""
    made = {table.name: table.empty() for table in TABLES}
    made["services"] = frame(
        "services",
        *({"service": name} for name in SERVICES),
        layer="application",
        team="apps",
        source="dossier",
    )
    made["dependencies"] = frame(
        "dependencies",
        {"service": "erp", "needs": "directory", "kind": "rebuild", "source": "dossier"},
        {"service": "portal", "needs": "erp", "source": "inferred from PORTAL_ERP"},
        {"service": "bank link", "needs": "portal"},
        {"service": "portal", "needs": "bank link", "kind": "test"},
        {"service": "erp", "needs": "car park", "workaround": True},
        kind="data",
        workaround=False,
    )
    made["gates"] = frame(
        "gates",
        *({"service": name, "gate": gate} for name in SERVICES[:-1] for gate in GATES),
        team="apps",
        people=1,
        hours_low=2.0,
        hours_likely=4.0,
        hours_high=8.0,
    )
    made["teams"] = frame("teams", {"team": "apps", "people": 2, "hours_per_day": 8.0})
    made.update(_activities())
    made["gate_signatures"] = frame(
        "gate_signatures",
        *({"gate": gate, "evidence_sha256": "ab" * 32} for gate in GATES),
        service="directory",
        signed_on=DAY,
        signed_by="A. Person",
        result="pass",
    )
    return {**made, **said}


def _activities() -> dict[str, pl.DataFrame]:
    activities = frame(
        "activities",
        {"activity": "paying", "value_per_day_minor": 250_000, "currency": "GBP"},
        {"activity": "build:Range"},
        {"activity": "parts"},
        unit="payments",
        rate_manual=2,
        rate_restored=90,
        rate_boosted=90,
    )
    needs = frame(
        "activity_needs",
        {"activity": "paying", "service": "bank link"},
        {"activity": "parts", "service": "directory"},
    )
    return {"activities": activities, "activity_needs": needs}


def after(days: int, frames: Mapping[str, pl.DataFrame]) -> Standing:
    """Let the estate's step plan some days in a row, and look at the last one."""
    kept: dict[str, pl.DataFrame] = dict(frames)
    facts: Mapping[str, Any] = {}
    now = NOW
    for ahead in range(days):
        now = NOW + timedelta(days=ahead)
        moment = today(SimulatedClock(now), Mode.EXERCISE)
        decision = PLAN.decide({name: kept[name] for name in PLAN.reads}, moment)
        kept, facts = keep(kept, decision, moment.day), decision.facts
    return standing(
        now=now, done_at=dict.fromkeys(NAMES, now), facts={"estate.plan": facts}, frames=kept
    )


AT = datetime(2025, 9, 25, 2, 30, tzinfo=UTC)
GATE = {"service": "erp", "gate": "isolated", "round": 1}


def run() -> dict[str, pl.DataFrame]:
    """Make the estate while its restart runs: a rule, a round that failed, evidence, a probe."""
    rule = {
        "gate": "isolated",
        "service": "erp",
        "signers": 2,
        "roles": "recovery lead",
        "not_the_worker": True,
        "evidence": "scan report",
        "probe": True,
        "timeout_hours": 12.0,
        "on_timeout": "lapse",
    }
    file = {"kind": "scan report", "file": "erp.json", "sha256": "ef" * 32}
    handed = {"submitted_by": "D. Doer", "submitted_at": AT, "submitted_on": DAY}
    return estate(
        gate_rules=frame("gate_rules", rule),
        gate_moves=frame(
            "gate_moves",
            {"move": "opened", "number": 1, "moved_by": "blackstart"},
            {"move": "failed", "number": 2, "moved_by": "B. Boss", "because": "bad scan"},
            **GATE,
            moved_at=AT,
            moved_on=DAY,
        ),
        sign_offs=frame(
            "sign_offs",
            {"person": "B. Boss", "result": "fail", "public_key": BY_KEY, "signed_at": AT},
            {"person": "C. Clerk", "result": "pass", "signed_at": AT + timedelta(minutes=1)},
            **GATE,
            signed_on=DAY,
            evidence_sha256="cd" * 32,
        ),
        evidence=frame("evidence", {**GATE, **file, **handed}),
        **_probes(),
    )


def _probes() -> dict[str, pl.DataFrame]:
    probes = frame(
        "probes",
        {"probe": "door", "kind": "tcp", "target": "erp:443"},
        {"probe": "books", "kind": "sql", "target": "postgresql://u:secret@erp/b"},
        service="erp",
        gate="isolated",
        timeout_s=1.0,
    )
    found = {"runs": 4, "passes_in_row": 0, "ok": False, "said": "refused", "last_at": AT}
    results = frame("probe_results", {**GATE, "probe": "door", **found})
    return {"probes": probes, "probe_results": results}
