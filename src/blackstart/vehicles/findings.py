"""What can be wrong with vehicles: a closed, ordered list."""

from blackstart.base.finding import FindingCode, Severity

NO_RETAILER = FindingCode(
    code="BS-VEH-001",
    severity=Severity.HELD,
    meaning="A car has no retailer, so nobody can be invoiced; it was not wholesaled.",
    fix="Say which retailer gets the car.",
)
UNKNOWN_RETAILER = FindingCode(
    code="BS-VEH-002",
    severity=Severity.HELD,
    meaning="A car's retailer is not on the list, so its terms are unknown; it was not wholesaled.",
    fix="Load the retailer with its market and terms.",
)
NO_PRICE = FindingCode(
    code="BS-VEH-003",
    severity=Severity.HELD,
    meaning="A car has no price, or one beyond what is safe to add up; it was not wholesaled.",
    fix="Correct the wholesale price and the tax.",
)
PAID_UNBILLED = FindingCode(
    code="BS-VEH-004",
    severity=Severity.HELD,
    meaning="Money came for a car without a known invoice; it was not invoiced, lest it be twice.",
    fix="Find the old invoice and load its day as wholesaled_on, or take the payment back.",
)
OUT_OF_TRUST = FindingCode(
    code="BS-VEH-005",
    severity=Severity.NOTE,
    meaning="A car was registered before it was wholesaled: its retailer may sell out of trust.",
    fix="Compare the car with retailer and funder, and wholesale it.",
)

FINDINGS = (NO_RETAILER, UNKNOWN_RETAILER, NO_PRICE, PAID_UNBILLED, OUT_OF_TRUST)
