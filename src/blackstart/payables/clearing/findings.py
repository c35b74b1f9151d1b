"""Why a decision of a person is not taken: told at once, and nothing is kept of it."""

from blackstart.base.finding import FindingCode, Severity

SEALED = FindingCode(
    code="BS-PAY-080",
    severity=Severity.REFUSED,
    meaning="Nobody may wave this reason through; nothing was decided.",
    fix="Clear the reason itself; `blackstart invoices explain` says how.",
)
NOT_WAITING = FindingCode(
    code="BS-PAY-081",
    severity=Severity.REFUSED,
    meaning="There is no such invoice, or it is not held; nothing was decided.",
    fix="`blackstart invoices queue` lists what waits.",
)
OTHER_REASON = FindingCode(
    code="BS-PAY-082",
    severity=Severity.REFUSED,
    meaning="The invoice is held for another reason than the one that was named.",
    fix="Look at it again, and name the reason that it is held for now.",
)
DECIDED = FindingCode(
    code="BS-PAY-083",
    severity=Severity.NOTE,
    meaning="The same was decided before; that decision stands.",
    fix="Nothing; the next run follows it.",
)
UNSAID = FindingCode(
    code="BS-PAY-084",
    severity=Severity.REFUSED,
    meaning="A decision needs a person's name, a reason and its limits; nothing was decided.",
    fix="Say what is missing, and decide again.",
)
NO_FIRM = FindingCode(
    code="BS-PAY-085",
    severity=Severity.REFUSED,
    meaning="There is no supplier of that number; nothing was decided.",
    fix="Take the supplier's number from the queue.",
)

DECIDING_FINDINGS = (SEALED, NOT_WAITING, OTHER_REASON, DECIDED, UNSAID, NO_FIRM)
