"""One finding for many rows of the same kind: how many, and the first of them."""

from collections.abc import Sequence

from blackstart.base.finding import Finding, FindingCode

_NAMED_MAX = 5


def tell(code: FindingCode, subjects: Sequence[str], what: str) -> tuple[Finding, ...]:
    """Tell a fault once for all rows that have it; nothing when none has.

    Args:
        code: the entry of the room's list.
        subjects: ids of the rows, sorted; the first few are named.
        what: what the rows are, in the plural: "receipt lines".
    """
    if not subjects:
        return ()
    named = ", ".join(subjects[:_NAMED_MAX])
    more = ", …" if len(subjects) > _NAMED_MAX else ""
    return (code.at(what, f"{code.meaning} {len(subjects)} {what}: {named}{more}"),)
