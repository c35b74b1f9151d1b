"""Reads what dossiers say of the estate in tables of their own."""

from collections.abc import Sequence

import polars as pl

from blackstart.base.finding import Finding
from blackstart.base.table import Frames
from blackstart.post import findings_load as load
from blackstart.post.dossier.folder import Dossier, TableFile, read_table
from blackstart.post.inventory.own_tables import no_tables, own_first

ROWS_NAMED_MAX = 5


def estate_tables(dossiers: Sequence[Dossier]) -> tuple[Frames, tuple[Finding, ...]]:
    """Read the estate's tables of dossiers; under one key, the row of the first dossier counts.

    Args:
        dossiers: as `describe` gives them.

    Returns:
        All tables of the estate that a dossier may bring, empty where none does; and what is wrong
        with them.

    Findings:
        BS-LOAD-011 to BS-LOAD-017.
    """
    frames = no_tables()
    findings: list[Finding] = []
    for dossier in dossiers:
        for file in dossier.tables:
            if file.table in frames:
                rows, faults = _read(file)
                frames[file.table] = own_first(file.table, frames[file.table], rows)
                findings += faults
    return frames, tuple(findings)


def _read(file: TableFile) -> tuple[pl.DataFrame, list[Finding]]:
    chunks = list(read_table(file, file.table))
    rejects = pl.concat([chunk.rejects for chunk in chunks])
    findings = [finding for chunk in chunks for finding in chunk.findings]
    if rejects.height:
        findings.append(load.ROWS_REFUSED.at(file.file, _named(rejects)))
    return pl.concat([chunk.frame for chunk in chunks]), findings


def _named(rejects: pl.DataFrame) -> str:
    """Name the first rows that were set aside, each with what it breaks."""
    columns = ("row", "column", "rule", "value")
    faults = [
        f"row {row} {column}: {rule} ({value})"
        for row, column, rule, value in rejects.head(ROWS_NAMED_MAX).select(columns).iter_rows()
    ]
    more = rejects.height - len(faults)
    return f"Set aside: {'; '.join(faults)}{f'; and {more:,} more' if more else ''}."
