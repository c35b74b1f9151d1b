"""What people do at a gate: hand in evidence, begin, end, sign; what is refused, and why."""

from dataclasses import dataclass

import polars as pl

from blackstart.base.finding import Finding
from blackstart.base.table import Frames
from blackstart.base.today import Today
from blackstart.estate.running.findings import (
    EVIDENCE_REPLACED,
    GATE_NOT_OPEN,
    SIGNATURE_REFUSED,
)
from blackstart.estate.running.gates_open import Standing
from blackstart.estate.running.moves import Gate
from blackstart.estate.running.quorum import Roll
from blackstart.estate.running.tables import Evidence, SignOffs


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs, and with what.

    Attributes:
        person: who.
        public_key: the key, hexadecimal; None: a name without a signature.
        signature: Ed25519, hexadecimal; None: a name without a signature.
        genuine: whether it was found to be of the statement in question.
    """

    person: str
    public_key: str | None = None
    signature: str | None = None
    genuine: bool = False


def not_open(now: Standing, gate: Gate, *, or_passed: bool = False) -> Finding | None:
    """Refuse an act on a gate that is not open.

    Args:
        now: where the restart stands.
        gate: the gate.
        or_passed: a gate that has passed will do as well: one can fail it.
    """
    if gate in now.open:
        return None
    service, name = gate
    passed = set(now.states.passed.select("service", "gate").iter_rows())
    if gate in passed:
        said = f"{service}: '{name}' has passed already."
        return None if or_passed else GATE_NOT_OPEN.at(f"{service}: {name}", said)
    if gate in now.waiting:
        said = f"{service}: '{name}' waits for {', '.join(now.waiting[gate])}."
        return GATE_NOT_OPEN.at(f"{service}: {name}", said)
    nexts = [each[1] for each in (*now.open, *now.waiting) if each[0] == service]
    said = f"{service}: '{nexts[0]}' comes first." if nexts else f"There is no service {service}."
    return GATE_NOT_OPEN.at(f"{service}: {name}", said)


def refused(roll: Roll, by: Signature, what: str) -> Finding | None:
    """Refuse a signature that would not count.

    Args:
        roll: who may sign today.
        by: who signs.
        what: what they sign, for the finding.
    """
    doubt = roll.doubt(by.person, by.public_key, genuine=by.genuine)
    return SIGNATURE_REFUSED.at(what, f"What {by.person} says {doubt}.") if doubt else None


def sign_off(
    gate: Gate, round_: int, result: str, evidence_sha256: str, by: Signature, today: Today
) -> pl.DataFrame:
    """Make the row of the table `sign_offs`: what somebody stated about a gate."""
    row = {
        "service": gate[0],
        "gate": gate[1],
        "round": round_,
        "person": by.person,
        "result": result,
        "signed_at": today.at,
        "signed_on": today.day,
        "evidence_sha256": evidence_sha256,
        "public_key": by.public_key,
        "signature": by.signature,
    }
    return pl.DataFrame([row], schema=pl.DataFrame(SignOffs.create_empty()).schema)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A file that is handed in.

    Attributes:
        kind: kind of evidence.
        file: its name.
        sha256: hash of its bytes.
        by: who hands it in.
    """

    kind: str
    file: str
    sha256: str
    by: str


def evidence_row(gate: Gate, round_: int, handed: Handed, today: Today) -> pl.DataFrame:
    """Make the row of the table `evidence`: a file that was handed in for a gate."""
    row = {
        "service": gate[0],
        "gate": gate[1],
        "round": round_,
        "kind": handed.kind,
        "file": handed.file,
        "sha256": handed.sha256,
        "submitted_by": handed.by,
        "submitted_at": today.at,
        "submitted_on": today.day,
    }
    return pl.DataFrame([row], schema=pl.DataFrame(Evidence.create_empty()).schema)


def other_bytes(frames: Frames, gate: Gate, round_: int, handed: Handed) -> Finding | None:
    """Refuse a file whose name stands for other bytes: nothing that people saw is replaced."""
    same = frames["evidence"].filter(
        pl.col("service") == gate[0],
        pl.col("gate") == gate[1],
        pl.col("round") == round_,
        pl.col("kind") == handed.kind,
        pl.col("file") == handed.file,
        pl.col("sha256") != handed.sha256,
    )
    where = f"{gate[0]}: {gate[1]}"
    return None if same.is_empty() else EVIDENCE_REPLACED.at(f"{where}: {handed.file}")
