"""Look for what does not fit together in shelves, orders and what was given."""

from collections.abc import Iterator

import polars as pl

from blackstart.base.finding import Finding
from blackstart.parts.findings import NEVER_STOCKED, OVERDRAWN, OVERGIVEN


def check(lines: pl.DataFrame, shelf: pl.DataFrame) -> Iterator[Finding]:
    """Name shelves below nothing, lines given too much, and parts that no centre knows.

    Args:
        lines: all lines (`backlog.waiting`).
        shelf: pieces by centre and part (`shelf.on_shelf`).

    Findings:
        BS-PAR-001, BS-PAR-002, BS-PAR-003.
    """
    below = shelf.filter(pl.col("pieces") < 0)
    for site, part, pieces in below.select("site", "part", "pieces").iter_rows():
        message = f"{-pieces} pieces more have left than were there; counted as 0, none are given."
        yield OVERDRAWN.at(f"{site} {part}", message)
    over = lines.filter(pl.col("got") > pl.col("asked"))
    for line, got, asked in over.select("line", "got", "asked").iter_rows():
        yield OVERGIVEN.at(line, f"Got {got}, asks {asked} now; nothing more is given.")
    if shelf.is_empty():
        return  # the step says in one sentence that no stock is known
    unknown = lines.filter(pl.col("open") > 0).join(shelf, on="part", how="anti")
    for part, count in unknown.group_by("part").len().sort("part").iter_rows():
        yield NEVER_STOCKED.at(part, f"{count} lines wait for a part that no centre knows.")
