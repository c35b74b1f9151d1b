"""The store's closed list of findings."""

from blackstart.base.finding import FindingCode, Severity

FILE_CHANGED = FindingCode(
    code="BS-STO-001",
    severity=Severity.HELD,
    meaning="A file of this name is in the outbox folder with other bytes; it was not overwritten.",
    fix="Compare the file with the letter in the store; move it away, then write out again.",
)

FINDINGS = (FILE_CHANGED,)
