"""What the supplier desk may have to tell, in order."""

from blackstart.base.finding import FindingCode, Severity

UNKNOWN_FIRM = FindingCode(
    code="BS-SUP-001",
    severity=Severity.NOTE,
    meaning="A report on cash names a firm that the list of firms does not hold; it is left out.",
    fix="Add the firm to the list of firms, or correct the name in the report.",
)
OTHER_CURRENCY = FindingCode(
    code="BS-SUP-002",
    severity=Severity.NOTE,
    meaning="We owe a firm money in a currency that is not the firm's own; its weeks leave it out.",
    fix="Look at the firm's weeks with that money in mind, or correct the currency of the firm.",
)
MIXED_PACKAGE = FindingCode(
    code="BS-SUP-003",
    severity=Severity.HELD,
    meaning="A support package mixes currencies, so its cost is no sum; it is not compared.",
    fix="Write the package as one package for each currency.",
)
REACHES_NOBODY = FindingCode(
    code="BS-SUP-004",
    severity=Severity.NOTE,
    meaning="No firm's currency is that of the support package, so it helps nobody.",
    fix="State the package's cap in the currency of the firms that it is meant for.",
)

FINDINGS = (UNKNOWN_FIRM, OTHER_CURRENCY, MIXED_PACKAGE, REACHES_NOBODY)
