"""What went wrong, for the person who has to mend it: expected faults are values."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding stops: the document (refused), the payment (held), or nothing (note)."""

    REFUSED = "refused"
    HELD = "held"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault: where it is, what is wrong, what was not changed, and how to mend it.

    Attributes:
        code: stable code of the room's closed list, for example `BS-LOAD-003`.
        severity: what the fault stops.
        subject: the thing it is about: a file with line and column, a table row, an id.
        message: what is wrong and what was therefore not done, in plain words.
        fix: what a person can do next.
    """

    code: str
    severity: Severity
    subject: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCode:
    """An entry of a room's closed list of findings: the documentation is generated from it.

    Attributes:
        code: stable code; codes are never reused.
        severity: what a finding with this code stops.
        meaning: one sentence that explains the fault to an operator.
        fix: what a person can do about it.
    """

    code: str
    severity: Severity
    meaning: str
    fix: str

    def at(self, subject: str, message: str = "") -> Finding:
        """Make a finding of this code about one subject.

        Args:
            subject: the file, row or id that is at fault.
            message: the values that were met; the code's meaning when empty.
        """
        return Finding(
            code=self.code,
            severity=self.severity,
            subject=subject,
            message=message or self.meaning,
            fix=self.fix,
        )


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Say what a heap of findings stops altogether; None when there are none."""
    order = list(Severity)
    return min((finding.severity for finding in findings), key=order.index, default=None)
