"""What becomes of a document when its reader and the rules have spoken.

`invoices check` answers as the official rules do: a document that breaks a fatal rule is refused.
In the day's work nothing is lost for that: such an invoice is held. The goods may have arrived, the
supplier may need the money, and most broken rules (a code that left its list, an address without a
country) say nothing about whether we owe it. A person accepts it with a reason, or asks for a
corrected one. What can be no claim at all (no amount, sums that do not add up) the desk's own
checks refuse.
"""

from collections.abc import Iterable
from enum import StrEnum

from blackstart.base.finding import Severity
from blackstart.payables.rules.rule import Weight


class Verdict(StrEnum):
    """Accepted as it is, held for a person, or refused."""

    ACCEPTED = "accepted"
    HELD = "held"
    REFUSED = "refused"


# What a failing rule does to an invoice in the day's work.
STOPS = {
    Weight.FATAL: Severity.HELD,
    Weight.HELD: Severity.HELD,
    Weight.WARNING: Severity.NOTE,
}
FIXES = {
    Weight.FATAL.value: "Ask the supplier for a corrected invoice, or accept this one; say why.",
    Weight.HELD.value: "Look at the original; ask for a corrected invoice, or accept this one.",
    Weight.WARNING.value: "Nothing; tell the supplier when you next speak to it.",
}
# How the codes of the rules begin; findings of readers and of the desk begin otherwise.
RULE_CODES = r"^(BR|UBL|CII|BS-EN)-"

_REFUSING = frozenset((Severity.REFUSED.value, Weight.FATAL.value))
_HOLDING = frozenset((Severity.HELD.value, Weight.HELD.value))


def verdict(severities: Iterable[str]) -> Verdict:
    """Say what becomes of a document.

    Args:
        severities: those of its findings, from the reader and from the rules.

    Returns:
        Refused when it could not be read or a fatal rule fails, else held when a person must look,
        else accepted. Notes and warnings stop nothing.
    """
    met = frozenset(severities)
    if met & _REFUSING:
        return Verdict.REFUSED
    return Verdict.HELD if met & _HOLDING else Verdict.ACCEPTED
