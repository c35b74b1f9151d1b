"""A kind of evidence: what a file of it must hold."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Bodies: TypeAlias = Mapping[str, Sequence[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceKind:
    """One kind of evidence.

    Attributes:
        name: as rules and people call it.
        check: the file's bytes, the bytes of all evidence of that gate by kind, and the business
            date in; out, in words, why the file does not let the gate pass. Nothing: it may pass.
    """

    name: str
    check: Callable[[bytes, Bodies, date], tuple[str, ...]]
