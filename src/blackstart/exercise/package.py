"""Writes a dossier's folder: tables row by row, documents one by one, and never half of it."""

import csv
import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from blackstart.base.errors import BlackstartError
from blackstart.day.tables import DOSSIER_TABLES, table
from blackstart.post.dossier.package import PACKAGE, package_json
from blackstart.post.dossier.parts import About, TableFile

TRUTH = "truth/faults.csv"
TRUTH_COLUMNS = ("file", "invoice_number", "fault", "detail")


class FolderTakenError(BlackstartError):
    """The folder already holds something; it was left alone."""


@dataclass(slots=True, kw_only=True)
class Package:
    """A dossier's folder while it is written.

    Attributes:
        folder: where it is written; it gets its final name when it is complete.
        rows: rows written so far, by table.
        documents: files written so far under documents/.
    """

    folder: Path
    rows: dict[str, int] = field(default_factory=dict)
    documents: int = 0

    def append(self, name: str, columns: Mapping[str, Any] | pl.DataFrame) -> None:
        """Add rows to a table; what breaks a rule of its schema is a fault of the recipe's builder.

        Args:
            name: of the table.
            columns: values by column; a column that is not there is empty.
        """
        frame = _shaped(name, columns)
        path = self.folder / "tables" / f"{name}.csv"
        with path.open("ab") as file:
            frame.write_csv(file, include_header=name not in self.rows)
        self.rows[name] = self.rows.get(name, 0) + frame.height

    def document(self, name: str, body: bytes) -> None:
        """Write a document as it came.

        Args:
            name: path below the dossier's folder, with slashes.
            body: its bytes.
        """
        path = self.folder / name
        try:
            path.write_bytes(body)
        except FileNotFoundError:
            path.parent.mkdir(parents=True)
            path.write_bytes(body)
        self.documents += 1

    def truth(self, rows: Sequence[tuple[str, str, str, str]]) -> None:
        """Say which faults were put where; for tests only, the product never reads it."""
        path = self.folder / TRUTH
        first = not path.exists()
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([TRUTH_COLUMNS, *rows] if first else rows)

    def close(self, about: About) -> None:
        """Give every table a file, and write datapackage.json."""
        for one in DOSSIER_TABLES:
            if one.name not in self.rows:
                self.append(one.name, {})
        self.describe(about)

    def describe(self, about: About) -> None:
        """Write datapackage.json for the tables that were written."""
        files = [
            TableFile(table=name, file=f"tables/{name}.csv", path=self.folder / "tables" / name)
            for name in sorted(self.rows)
        ]
        said = json.loads(package_json(about, files))
        if (self.folder / TRUTH).exists():
            said["resources"].append(_truth_resource())
        text = json.dumps(said, indent=1, ensure_ascii=False) + "\n"
        (self.folder / PACKAGE).write_text(text, encoding="utf-8", newline="\n")


def _truth_resource() -> dict[str, Any]:
    return {
        "name": "truth-faults",
        "path": TRUTH,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": "Faults that were put into the documents: for tests, never for the product.",
        "schema": {"fields": [{"name": name, "type": "string"} for name in TRUTH_COLUMNS]},
    }


def _shaped(name: str, columns: Mapping[str, Any] | pl.DataFrame) -> pl.DataFrame:
    schema = table(name).schema
    types = table(name).empty().schema
    frame = columns if isinstance(columns, pl.DataFrame) else pl.DataFrame(columns)
    absent = [pl.lit(None, types[column]).alias(column) for column in types if column not in frame]
    typed = frame.with_columns(absent).select(types.names()).cast(types)
    return pl.DataFrame(schema.validate(typed))


@contextmanager
def written(target: Path) -> Iterator[Package]:
    """Write a folder beside its place and put it there when it is complete.

    Whatever happens before, nothing stands at `target`. Two who build the same folder wait for each
    other; what a killed one left is taken away by the next.

    Raises:
        FolderTakenError: something is there already.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.parent / f".{target.name}.partial"
    lock = _locked(partial)
    try:
        _refuse_taken(target)
        (partial / "tables").mkdir()
        yield (package := Package(folder=partial))
        package.folder.replace(target)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    finally:
        os.close(lock)


def _refuse_taken(target: Path) -> None:
    if target.exists() and any(target.iterdir()):
        raise FolderTakenError(str(target))


def _locked(partial: Path) -> int:
    """Hold the unfinished folder, empty; the lock goes when its holder goes."""
    while True:
        partial.mkdir(exist_ok=True)
        lock = os.open(partial, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Whoever held it may have renamed it while we waited.
        if partial.exists() and _same(partial, lock):
            for entry in partial.iterdir():
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
            return lock
        os.close(lock)


def _same(path: Path, descriptor: int) -> bool:
    here, held = path.stat(), os.fstat(descriptor)
    return (here.st_dev, here.st_ino) == (held.st_dev, held.st_ino)
