"""What treasury may have to tell, in order."""

from blackstart.base.finding import FindingCode, Severity

BELOW_FLOOR = FindingCode(
    code="BS-TRE-001",
    severity=Severity.HELD,
    meaning="Cash and facilities fall below the floor within four weeks, whomever we pay.",
    fix="Draw or arrange a facility, move cash between currencies, or postpone what is planned.",
)
NO_ACCOUNT = FindingCode(
    code="BS-TRE-002",
    severity=Severity.HELD,
    meaning="Money is owed in a currency in which we have no known account; none of it is paid.",
    fix="Add the account with its balance, or agree with the suppliers on another currency.",
)
STALE = FindingCode(
    code="BS-TRE-003",
    severity=Severity.NOTE,
    meaning="A balance is older than a week and was carried forward by what was planned since.",
    fix="Get the balance from the bank, by phone if need be, and load it.",
)

FINDINGS = (BELOW_FLOOR, NO_ACCOUNT, STALE)
