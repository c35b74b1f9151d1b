"""What people do while the restart runs: each act is one transaction, and an event in the record.

Each gives a small document for the person: what was noted, what the gate still lacks, or why
nothing was noted (`findings`).
"""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import PurePath

from blackstart.base.canonical import Json, sha256
from blackstart.base.finding import Finding
from blackstart.estate.running.acts import (
    Handed,
    evidence_row,
    not_open,
    other_bytes,
    refused,
    sign_off,
)
from blackstart.estate.running.gates_open import Standing
from blackstart.estate.running.moves import Gate, Move
from blackstart.estate.running.retake import Retake, retake
from blackstart.estate.running.statement import evidence_list, evidence_sha256, gate_statement
from blackstart.store.database import Store
from blackstart.work.restart_desk import ACT_READS, Desk, sit_down
from blackstart.work.signing import Hand

Told = dict[str, Json]
PASS, FAIL = "pass", "fail"
BEGUN, DONE = "begun", "done"


def sign_gate(store: Store, gate: Gate, hand: Hand) -> Told:
    """Sign that an open gate passes, on the evidence that is there now.

    Args:
        store: the incident's store.
        gate: service and gate.
        hand: who signs.

    Findings: BS-EST-103, BS-EST-104.
    """

    def act(desk: Desk, now: Standing) -> Told:
        said = said_of(desk, now, gate, PASS)
        by = hand.sign(said)
        found = refused(desk.roll, by, _name(gate))
        if found is not None:
            return told(found)
        seen = evidence_sha256(listed(desk, now, gate))
        row = sign_off(gate, now.past.round(gate), PASS, seen, by, desk.today)
        if not desk.knows("sign_offs", row, "evidence_sha256", "signature"):
            desk.keep("sign_offs", row)
            facts: Told = {"signature": by.signature, "statement": said}
            desk.tell(by.person, "gate.signed", _name(gate), facts)
        return told(signed=sha256(said))

    return _at(store, gate, act)


def fail_gate(store: Store, gate: Gate, hand: Hand, because: str, *, preview: bool = False) -> Told:
    """Fail a gate, open or passed; what was built on it is taken back with it.

    Args:
        store: the incident's store.
        gate: service and gate.
        hand: who says so.
        because: why, for everybody who is woken by it.
        preview: only say what would be taken back.

    Findings: BS-EST-103, BS-EST-104.
    """

    def act(desk: Desk, now: Standing) -> Told:
        found = retake(desk.frames, now, gate, hand.person, because, desk.today)
        if not preview:
            said = said_of(desk, now, gate, FAIL)
            by = hand.sign(said)
            fault = refused(desk.roll, by, _name(gate))
            if fault is not None:
                return told(fault)
            seen = evidence_sha256(listed(desk, now, gate))
            row = sign_off(gate, now.past.round(gate), FAIL, seen, by, desk.today)
            desk.keep("sign_offs", row)
            desk.move(found.moves)
            facts: Told = {"down": list(found.down), "signature": by.signature, "statement": said}
            desk.tell(by.person, "gate.taken down", _name(gate), facts)
        return {**told(), **shown(found)}

    return _at(store, gate, act, or_passed=True)


def note_work(store: Store, gate: Gate, person: str, move: str) -> Told:
    """Note that somebody begins to work at an open gate, or is done: waiting is no working time.

    Args:
        store: the incident's store.
        gate: service and gate.
        person: who.
        move: begun or done.

    Findings: BS-EST-103.
    """

    def act(desk: Desk, now: Standing) -> Told:
        service, name = gate
        made = Move(service=service, gate=name, round=now.past.round(gate), move=move, by=person)
        if not desk.has_made(made):
            desk.move([made])
        return told()

    return _at(store, gate, act)


def hand_in(store: Store, gate: Gate, kind: str, file: str, body: bytes, person: str) -> Told:
    """Hand in a file as evidence for an open gate; it is kept by its hash.

    Args:
        store: the incident's store.
        gate: service and gate.
        kind: kind of evidence.
        file: its name.
        body: its bytes.
        person: who hands it in.

    Findings: BS-EST-103, BS-EST-105.
    """
    handed = Handed(kind=kind, file=PurePath(file).name, sha256=sha256(body), by=person)

    def act(desk: Desk, now: Standing) -> Told:
        round_ = now.past.round(gate)
        found = other_bytes(desk.frames, gate, round_, handed)
        if found is not None:
            return told(found)
        row = evidence_row(gate, round_, handed, desk.today)
        facts: Told = {"file": handed.file, "kind": kind, "sha256": handed.sha256}
        if not desk.knows("evidence", row):
            desk.keep_files({handed.sha256: body})
            desk.keep("evidence", row)
            desk.tell(person, "evidence.kept", _name(gate), {**facts, "round": round_})
        return {**told(), **facts}

    return _at(store, gate, act)


def statement(store: Store, gate: Gate, result: str) -> Told:
    """Give what somebody has to sign about a gate, on another machine.

    Findings: BS-EST-103.
    """

    def act(desk: Desk, now: Standing) -> Told:
        evidence = evidence_list(listed(desk, now, gate))
        return {**told(), "statement": said_of(desk, now, gate, result), "evidence": evidence}

    return _at(store, gate, act, or_passed=result == FAIL)


def _at(
    store: Store, gate: Gate, act: Callable[[Desk, Standing], Told], *, or_passed: bool = False
) -> Told:
    """Do something about a gate if it is open, in a transaction of its own."""
    with store.transaction(steady=True) as conn:
        desk = sit_down(conn, store, ACT_READS)
        now = desk.stand()
        found = not_open(now, gate, or_passed=or_passed)
        return told(found) if found else act(desk, now)


def listed(desk: Desk, now: Standing, gate: Gate) -> list[tuple[str, str, str]]:
    """List the evidence of a gate in its round of now: kind, file, hash."""
    return [
        (row["kind"], row["file"], row["sha256"])
        for row in desk.frames["evidence"].iter_rows(named=True)
        if (row["service"], row["gate"]) == gate and row["round"] == now.past.round(gate)
    ]


def said_of(desk: Desk, now: Standing, gate: Gate, result: str) -> str:
    """Write the statement about a gate as it is now."""
    evidence = listed(desk, now, gate)
    return gate_statement(desk.case, *gate, now.past.round(gate), result, evidence)


def shown(found: Retake) -> Told:
    """Show what a fail takes back."""
    back = [
        {"because": one.because, "gate": one.gate, "service": one.service}
        for one in found.moves[1:]
    ]
    return {"down": list(found.down), "taken_back": back}


def told(*findings: Finding, **facts: Json) -> Told:
    """Make the document for the person."""
    return {"findings": [asdict(one) for one in findings], **facts}


def _name(gate: Gate) -> str:
    return f"{gate[0]}: {gate[1]}"
