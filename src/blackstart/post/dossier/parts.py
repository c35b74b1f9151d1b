"""What a dossier is made of, and what reading one of its tables gives."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import polars as pl

from blackstart.base.clock import SITE_ZONE
from blackstart.base.errors import BlackstartError
from blackstart.base.finding import Finding
from blackstart.base.today import Mode

REJECTS = {
    "file": pl.String(),
    "row": pl.Int64(),
    "column": pl.String(),
    "rule": pl.String(),
    "value": pl.String(),
}
VALUE_CHARS_MAX = 80
# Rows are numbered as a person counts them; no column of ours can have this name.
ROW = "#row"


class BrokenTableError(BlackstartError):
    """A table's file cannot be read to its end."""


class UnreadableTextError(BlackstartError):
    """A table's file is not text in UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a dossier says of itself: the object `blackstart` of its datapackage.json.

    Attributes:
        name: short name of the dossier.
        as_of: the instant it describes, in UTC.
        mode: EXERCISE or LIVE; EXERCISE unless the dossier says LIVE.
        zone: the site's time zone, for example "Europe/London".
        our_name: the firm's name, as its suppliers write it.
        synthetic: true when its rows are made up.
        seed: seed that it was made from; empty when it was not made.
        recipe: name of the recipe that it was made by; empty when it was not made.
    """

    name: str
    as_of: datetime
    mode: Mode = Mode.EXERCISE
    zone: str = SITE_ZONE
    our_name: str
    synthetic: bool = False
    seed: int | None = None
    recipe: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """One file of a dossier that holds one table.

    Attributes:
        table: name of the table.
        file: name in the dossier, with slashes: "tables/vehicles.csv".
        path: where the file is.
    """

    table: str
    file: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier(About):
    """What lies in a dossier's folder; nothing of it has been read yet but datapackage.json.

    Attributes:
        folder: where it is.
        tables: one file a table, in the order of the catalogue of tables.
        documents: files as they came, relative to the folder, sorted by name.
        inventories: of the estate, in any known format, relative to the folder, sorted by name.
        findings: what is wrong with the folder; every file that is not used is named.
    """

    folder: Path
    tables: tuple[TableFile, ...] = ()
    documents: tuple[Path, ...] = ()
    inventories: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawChunk:
    """Some rows of a table's file, before anything is checked.

    Attributes:
        frame: the row's number and the file's columns, of the types that the file has (CSV: text).
        uneven: rows with more or fewer values than the header, as rejects.
    """

    frame: pl.DataFrame
    uneven: pl.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Some rows of a table, checked.

    Attributes:
        rows: how many rows of the file were looked at.
        frame: the rows that keep all rules, typed, with all columns of the table.
        rejects: file, row, column, rule in words and value of each fault. A CSV row counts from the
            header, which is row 1; a Parquet row from the first one, which is row 1.
        findings: what is wrong with the table as a whole; the first chunk has them, and no rows.
    """

    rows: int
    frame: pl.DataFrame
    rejects: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REJECTS))
    findings: tuple[Finding, ...] = ()
