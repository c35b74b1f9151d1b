"""More or less of something that there is a whole number of: people of a team, a shared thing."""

import re
from collections.abc import Mapping

from blackstart.base.finding import Finding
from blackstart.estate.asking import findings
from blackstart.estate.asking.change import halves, stranger, unreadable

_COUNT = re.compile(r"[+-]?[1-9]\d*", re.ASCII)


def more_or_less(
    kind: str, form: str, text: str, there: Mapping[str, int], most: int
) -> tuple[str, int] | Finding:
    """Read "platform=+1" as a name and by how much it changes, never to nothing.

    Args:
        kind: of change, for the finding.
        form: how it is written.
        text: what somebody wrote.
        there: how much there is, by name.
        most: of one thing that there may be.

    Findings: BS-EST-201, BS-EST-202, BS-EST-204.
    """
    name, figure = halves(text)
    if not name or not _COUNT.fullmatch(figure) or len(figure.lstrip("+-")) > len(str(most)):
        return unreadable(kind, text, form)
    if name not in there:
        return stranger(kind, name, there)
    if not 1 <= there[name] + int(figure) <= most:
        return findings.NOBODY_LEFT.at(f"{kind}: {name}", f"{name} has {there[name]} now")
    return name, int(figure)
