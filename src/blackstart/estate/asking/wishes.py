"""What somebody wants to compare, read kind by kind."""

from collections.abc import Sequence

from blackstart.base.finding import Finding
from blackstart.estate.asking import findings
from blackstart.estate.asking.change import Change, Ground
from blackstart.estate.asking.kinds import KINDS

# Each is planned anew, and all of them together: seconds each.
WISHES_MAX = 5
_KINDS = {kind.option: kind for kind in KINDS}


def changes(
    wishes: Sequence[tuple[str, str]], ground: Ground
) -> tuple[tuple[Change, ...], tuple[Finding, ...]]:
    """Read what somebody wants to compare.

    Args:
        wishes: a kind's option and what was written for it, in the order in which it was asked.
        ground: the plan as it is, and what it was made on.

    Returns:
        The changes that could be read, and why the others could not.

    Findings: BS-EST-201, BS-EST-202, BS-EST-203, BS-EST-204, BS-EST-205.
    """
    read = [_KINDS[option].read(text, ground) for option, text in wishes[:WISHES_MAX]]
    faults = [one for one in read if isinstance(one, Finding)]
    if len(wishes) > WISHES_MAX:
        message = f"{len(wishes)} were asked, {WISHES_MAX} can be compared at once"
        faults.append(findings.TOO_MANY_WISHES.at("what if", message))
    return tuple(one for one in read if isinstance(one, Change)), tuple(faults)
