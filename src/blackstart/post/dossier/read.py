"""Checks a table's file as a whole, then its rows in pieces: nothing is ever half-loaded."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import polars as pl

from blackstart.base.finding import Finding, Severity, worst
from blackstart.base.table import Table
from blackstart.post import findings_load as load
from blackstart.post.dossier import csv_table as dossier_csv
from blackstart.post.dossier import parquet_table as dossier_parquet
from blackstart.post.dossier.cells import faults_at, read_cells, readable
from blackstart.post.dossier.keys import Twins, suspects, twins
from blackstart.post.dossier.parts import (
    REJECTS,
    ROW,
    BrokenTableError,
    Chunk,
    RawChunk,
    TableFile,
    UnreadableTextError,
)
from blackstart.post.dossier.rules import broken_rules

Rows = Callable[[], Iterator[RawChunk]]
ROWS_NAMED_MAX = 10
SAID_CHARS_MAX = 500
UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"


def table_chunks(file: TableFile, table: Table) -> Iterator[Chunk]:
    """Read a table's file in pieces. The first one has no rows, only what is wrong with the whole.

    Args:
        file: where the table is.
        table: what it must hold.

    Findings:
        BS-LOAD-011 to BS-LOAD-015, BS-LOAD-017. After a refusal no rows follow.
    """
    try:
        have = _types(file)
        findings = _columns(file, table, have)
        if worst(findings) is not Severity.REFUSED:
            rows = _rows(file, table, list(have))
            same = _twins(rows, table)
            yield _whole(table, (*findings, *_repeated(file, same)))
            yield from (_judged(raw, file, table, same) for raw in rows())
            return
    except UnreadableTextError as fault:
        findings = (load.TABLE_ENCODING.at(file.file, _kept_out(str(fault))),)
    except (BrokenTableError, OSError) as fault:
        findings = (load.TABLE_BROKEN.at(file.file, _kept_out(str(fault))),)
    yield _whole(table, findings)


def is_parquet(path: Path) -> bool:
    """Tell whether a file is Parquet, by its name."""
    return path.suffix.lower() == ".parquet"


def _types(file: TableFile) -> dict[str, pl.DataType]:
    if is_parquet(file.path):
        return dossier_parquet.types(file.path)
    return dict.fromkeys(dossier_csv.header(file.path), pl.String())


def _rows(file: TableFile, table: Table, have: Sequence[str]) -> Rows:
    wanted = [name for name in table.schema.columns() if name in have]
    if is_parquet(file.path):
        return lambda: dossier_parquet.chunks(file.path, wanted)
    return lambda: dossier_csv.chunks(file.path, file.file, have, wanted)


def _columns(file: TableFile, table: Table, have: dict[str, pl.DataType]) -> tuple[Finding, ...]:
    """Hold the file's columns against the table's."""
    columns = table.schema.columns()
    missing = [name for name, column in columns.items() if name not in have and not column.nullable]
    strange = [
        f"{name} ({have[name]} instead of {column.dtype})"
        for name, column in columns.items()
        if name in have and not readable(have[name], column.dtype)
    ]
    unknown = [name for name in have if name not in columns]
    findings = []
    if missing:
        said = f"The table lacks {', '.join(missing)}; its header is: {', '.join(have)}"
        findings.append(load.COLUMN_MISSING.at(file.file, _kept_out(said)))
    if strange:
        said = f"Columns that cannot be read: {', '.join(strange)}"
        findings.append(load.COLUMN_TYPE.at(file.file, _kept_out(said)))
    if unknown:
        said = f"Columns that are not known and were not used: {', '.join(unknown)}"
        findings.append(load.COLUMN_UNKNOWN.at(file.file, _shown(said)))
    return tuple(findings)


def _twins(rows: Rows, table: Table) -> Twins:
    found = suspects(rows(), table.schema)
    return Twins() if found.is_empty() else twins(found, rows(), table.schema)


def _repeated(file: TableFile, same: Twins) -> tuple[Finding, ...]:
    if same.equal.is_empty():
        return ()
    named = ", ".join(map(str, same.equal.head(ROWS_NAMED_MAX)))
    more = " and more" if len(same.equal) > ROWS_NAMED_MAX else ""
    said = f"{len(same.equal)} rows equal an earlier one ({named}{more}); each was loaded once."
    return (load.ROWS_EQUAL.at(file.file, said),)


def _judged(raw: RawChunk, file: TableFile, table: Table, same: Twins) -> Chunk:
    """Check the rows of one piece."""
    names = list(table.schema.columns())
    once = raw.frame.filter(~pl.col(ROW).is_in(same.equal.implode()))
    typed, unread = read_cells(once, table.schema, names)
    differ = once.join(same.differ, on=ROW, how="inner", maintain_order="left")
    single = typed.join(differ, on=ROW, how="anti", maintain_order="left")
    broken = broken_rules(single, once, table.schema).join(unread, on=("row", "column"), how="anti")
    faults = pl.concat([unread, broken, _contradicted(differ, table)])
    good = single.join(faults, left_on=ROW, right_on="row", how="anti", maintain_order="left")
    rejects = faults.select(pl.lit(file.file).alias("file"), pl.all()).vstack(raw.uneven)
    return Chunk(
        rows=len(raw.frame) + len(raw.uneven),
        frame=good.select(names),
        rejects=rejects.select(list(REJECTS))
        .with_columns(pl.col("value").str.replace_all(r"[\x00-\x1f\x7f]", UNPRINTABLE))
        .sort(["row", "column", "rule"]),
    )


def _contradicted(differ: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Make a fault of each row that contradicts another one."""
    faults = faults_at(differ, table.key, "")
    other = differ["other"].cast(pl.String)
    words = "has the same key as row " + other + " and says something else; both were set aside"
    return faults.with_columns(rule=words)


def _kept_out(said: str) -> str:
    return f"{_shown(said)} Nothing of the table was loaded."


def _shown(said: str) -> str:
    """Make a sentence of what may hold anything that stood in a file."""
    printable = (sign if sign.isprintable() else UNPRINTABLE for sign in said[:SAID_CHARS_MAX])
    return f"{''.join(printable).rstrip('.')}."


def _whole(table: Table, findings: Sequence[Finding]) -> Chunk:
    return Chunk(rows=0, frame=table.empty(), findings=tuple(findings))
