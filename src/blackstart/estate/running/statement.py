"""What people sign: canonical JSON, so that the same statement always has the same bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from blackstart.base.canonical import Json, canonical, sha256

Listed: TypeAlias = Iterable[tuple[str, str, str]]  # kind, file, hash of the bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Whose restart a statement is about; an exercise's signature says nothing in a live incident.

    Attributes:
        incident: its name.
        mode: EXERCISE or LIVE.
    """

    incident: str
    mode: str


def evidence_list(evidence: Listed) -> list[Json]:
    """List evidence in one order, whatever order it came in."""
    return [
        {"file": file, "kind": kind, "sha256": digest} for kind, file, digest in sorted(evidence)
    ]


def evidence_sha256(evidence: Listed) -> str:
    """Give the hash of a list of evidence; an empty list has one too."""
    return sha256(canonical(evidence_list(evidence)))


def gate_statement(
    case: Case, service: str, gate: str, round_: int, result: str, evidence: Listed
) -> str:
    """Write what is signed about a gate.

    Args:
        case: incident and mode.
        service: the service.
        gate: the gate.
        round_: how often it was tried, so that an old signature says nothing about a new try.
        result: pass or fail.
        evidence: kind, file and hash of each file that was seen.
    """
    return canonical(
        {
            "evidence": evidence_list(evidence),
            "gate": gate,
            "incident": case.incident,
            "mode": case.mode,
            "result": result,
            "round": round_,
            "service": service,
        }
    )


def plan_statement(case: Case, plan_sha256: str) -> str:
    """Write what is signed about the plan that the machine runs by itself."""
    return canonical(
        {"act": "start", "incident": case.incident, "mode": case.mode, "plan_sha256": plan_sha256}
    )


def key_statement(case: Case, person: str, role: str, team: str, public_key: str) -> str:
    """Write what somebody who is enrolled signs about somebody who is to be."""
    return canonical(
        {
            "act": "enrol",
            "incident": case.incident,
            "mode": case.mode,
            "person": person,
            "public_key": public_key,
            "role": role,
            "team": team,
        }
    )
