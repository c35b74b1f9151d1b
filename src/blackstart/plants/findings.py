"""What can be wrong with plants: a closed, ordered list."""

from blackstart.base.finding import FindingCode, Severity

FEEDS_ITSELF = FindingCode(
    code="BS-PLA-001",
    severity=Severity.HELD,
    meaning="Lines feed each other in a circle, so none of them, nor what they feed, gets a date.",
    fix="Correct line_feeds: name what is really needed first.",
)
UNKNOWN_FEEDER = FindingCode(
    code="BS-PLA-002",
    severity=Severity.HELD,
    meaning="A line is fed by one that is not on the list, so it gets no date.",
    fix="Load the feeding line, or correct its name in line_feeds.",
)
PART_AT_RISK = FindingCode(
    code="BS-PLA-003",
    severity=Severity.NOTE,
    meaning="The money of suppliers may not last until the line that needs their parts starts.",
    fix="Look at their runways: pay them, support them, or find the parts elsewhere.",
)
GATE_OVERDUE = FindingCode(
    code="BS-PLA-004",
    severity=Severity.NOTE,
    meaning="A line's gate was expected before today and is not signed; today is assumed.",
    fix="Ask who signs the gate for a new day, or have it signed.",
)

FINDINGS = (FEEDS_ITSELF, UNKNOWN_FEEDER, PART_AT_RISK, GATE_OVERDUE)
