"""What becomes of a document when its reader and the rules have spoken."""

from collections.abc import Iterable
from enum import StrEnum

from blackstart.base.finding import Severity
from blackstart.payables.rules.rule import Weight


class Verdict(StrEnum):
    """Accepted as it is, held for a person, or refused."""

    ACCEPTED = "accepted"
    HELD = "held"
    REFUSED = "refused"


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
