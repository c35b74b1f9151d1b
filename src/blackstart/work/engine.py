"""Perform a step of the day: load, let one room decide, record. One transaction, or nothing.

What a later step of a day finds out, an earlier one hears on the next day: all steps of a round
rest on what had come from outside when it began. So a round that was killed goes on where it was,
and ends as it would have ended.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace

from blackstart.base.canonical import Json
from blackstart.base.clock import Clock
from blackstart.base.event import Event, Letter
from blackstart.base.finding import Finding
from blackstart.base.table import Decision, Frames
from blackstart.base.today import Today, today
from blackstart.day.step import OverQuotaError, Step, capacity_left
from blackstart.day.tables import DOSSIER_TABLES, table
from blackstart.store import frames, outbox, record, steps
from blackstart.store.database import Connection, Store

ACTOR = "blackstart"
# Invoices come from outside too, but a step adds to them; what is read shows in `documents`.
WHILE_RUNNING = ("gate_moves", "sign_offs", "evidence")  # what passes and fails gates
FROM_OUTSIDE = (*(each.name for each in DOSSIER_TABLES), "documents", *WHILE_RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Turns the rows of a decision into letters.

    Attributes:
        reads: tables that it looks at besides the decision's own rows.
        write: rows, tables and the moment in; letters out, and why there are none.
    """

    reads: tuple[str, ...]
    write: Callable[[Frames, Frames, Today], tuple[tuple[Letter, ...], tuple[Finding, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Performed:
    """What became of a step.

    Attributes:
        step: its name.
        facts: what it decided in this round.
        anew: False when it had been performed in this round before.
        seconds: wall time of this call.
    """

    step: str
    facts: Mapping[str, Json]
    anew: bool
    seconds: float


def perform(store: Store, step: Step, clock: Clock, writer: Writer | None = None) -> Performed:
    """Perform a step unless it was performed in this round already.

    Args:
        store: where the tables and the record are.
        step: the question to one room.
        clock: tells the moment; read once.
        writer: writes its letters, if the step sends any.

    Raises:
        OverQuotaError: another worker took the capacity first; nothing was changed.
    """
    started = time.perf_counter()
    with store.transaction(steady=True) as conn:
        steps.lock(conn)
        moment = _moment(conn, today(clock, store.mode))
        last = steps.last(conn, step.name)
        inputs = round_key(conn, moment)
        if last is not None and last.inputs == inputs:
            facts, anew = last.facts, False
        else:
            facts, anew = _decide(conn, step, moment, writer), True
            steps.done(conn, step.name, inputs=inputs, facts=facts, at=moment.at)
    seconds = time.perf_counter() - started
    return Performed(step=step.name, facts=facts, anew=anew, seconds=seconds)


def _moment(conn: Connection, now: Today) -> Today:
    """Say what is left of the day, for a moment that was read from the clock once."""
    return replace(now, left=capacity_left(frames.read(conn, "rates"), now.day))


def round_key(conn: Connection, moment: Today) -> dict[str, Json]:
    """Say what a round rests on: the day, and the versions of the tables that come from outside."""
    return {"day": moment.day.isoformat(), **frames.versions(conn, FROM_OUTSIDE)}


def _decide(
    conn: Connection, step: Step, moment: Today, writer: Writer | None
) -> Mapping[str, Json]:
    loaded = {name: frames.read(conn, name) for name in step.reads}
    decision = step.decide(loaded, moment)
    changed = _keep(conn, decision, moment)
    faults = _send(conn, writer, decision, moment) if writer else ()
    findings = [asdict(finding) for finding in (*decision.findings, *faults)]
    facts = {**decision.facts, "findings": findings}
    record.append(
        conn,
        Event(
            at=moment.at,
            actor=ACTOR,
            act=step.name,
            subject=moment.day.isoformat(),
            facts={**decision.facts, "rows_changed": changed},
        ),
    )
    return facts


def _send(
    conn: Connection, writer: Writer, decision: Decision, moment: Today
) -> tuple[Finding, ...]:
    """Put a decision's letters into the outbox as drafts: nobody has signed them yet."""
    known = {name: frames.read(conn, name) for name in writer.reads}
    letters, findings = writer.write(decision.rows, known, moment)
    for letter in letters:
        outbox.put(conn, letter, moment.at, draft=True)
    return findings


def _keep(conn: Connection, decision: Decision, moment: Today) -> dict[str, int]:
    changed = {}
    for name, rows in decision.rows.items():
        result = frames.upsert(conn, table(name), rows)
        changed[name] = result.inserted + result.updated
    for activity, units in sorted(decision.takes.items()):
        if units and not frames.take(conn, activity, moment.day, units):
            raise OverQuotaError(f"{activity} on {moment.day}")
    return changed
