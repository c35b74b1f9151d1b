"""What can be wrong with parts: a closed, ordered list."""

from blackstart.base.finding import FindingCode, Severity

OVERDRAWN = FindingCode(
    code="BS-PAR-001",
    severity=Severity.NOTE,
    meaning="More pieces left a centre than it is believed to have had; it counts as empty.",
    fix="Count the shelf and load the count with its day.",
)
OVERGIVEN = FindingCode(
    code="BS-PAR-002",
    severity=Severity.NOTE,
    meaning="Order lines got more pieces than they ask now; nothing more is given to them.",
    fix="Ask the retailer to send back what is over, or correct the order.",
)
NEVER_STOCKED = FindingCode(
    code="BS-PAR-003",
    severity=Severity.NOTE,
    meaning="A part is ordered that no centre has on its shelf list or expects; the lines wait.",
    fix="Check the part number, or load the stock or the delivery of it.",
)
FINDINGS = (OVERDRAWN, OVERGIVEN, NEVER_STOCKED)
