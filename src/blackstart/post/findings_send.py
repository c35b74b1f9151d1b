"""What can be wrong with something that is to leave: the closed list of findings of sending."""

from blackstart.base.finding import FindingCode, Severity

NO_DEBTOR_ACCOUNT = FindingCode(
    code="BS-SEND-001",
    severity=Severity.HELD,
    meaning="No account of ours with a usable IBAN is known for the currency; no file was written.",
    fix="Add the account with its IBAN to the table cash_accounts.",
)
PAYMENT_UNWRITABLE = FindingCode(
    code="BS-SEND-002",
    severity=Severity.HELD,
    meaning="A payment cannot be written as ISO 20022 asks; no file was written for its run.",
    fix="Mend the payee's account in payee_accounts and propose the run again.",
)

FINDINGS = (NO_DEBTOR_ACCOUNT, PAYMENT_UNWRITABLE)
