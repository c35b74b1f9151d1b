"""Evidence that only people can judge: a photograph, a protocol, a memory image."""

from datetime import date

from blackstart.estate.running.evidence_kinds.kind import Bodies, EvidenceKind


def check(body: bytes, _others: Bodies, _day: date) -> tuple[str, ...]:
    """Refuse an empty file; what is in it is for the signers."""
    return () if body else ("the file is empty",)


FILE = EvidenceKind(name="file", check=check)
