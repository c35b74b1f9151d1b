"""A dossier: the folder in which an incident arrives.

It is a Frictionless Data Package: `datapackage.json`, `tables/<table>.csv` or `.parquet`,
`documents/` with files as they came, `estate/` with inventories. Anything may be missing.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from blackstart.base.finding import Finding
from blackstart.day.tables import DOSSIER_TABLES, table
from blackstart.post import findings_load as load
from blackstart.post.dossier.about import read_package
from blackstart.post.dossier.package import PACKAGE, package_json
from blackstart.post.dossier.parts import About, Chunk, Dossier, TableFile
from blackstart.post.dossier.read import table_chunks
from blackstart.post.dossier.sort import Sorted, sort_files
from blackstart.post.dossier.walk import files_of

__all__ = ("About", "Chunk", "Dossier", "TableFile", "describe", "read_table", "write_package")


def describe(folder: Path, as_of: datetime) -> Dossier:
    """Look at a dossier's folder: what it says of itself, and what each file in it is.

    Args:
        folder: where the dossier lies.
        as_of: the instant that counts when the dossier names none; with a zone.

    Findings:
        BS-LOAD-001 to BS-LOAD-010. Every file that is not used has one.
    """
    if not folder.is_dir():
        missing = (load.FOLDER_MISSING.at(folder.name),)
        return _dossier(folder, read_package(folder, as_of).about, Sorted(), missing)
    package = read_package(folder, as_of)
    files, faults = files_of(folder)
    found = sort_files(folder, files, package)
    return _dossier(folder, package.about, found, (*package.findings, *faults, *found.findings))


def read_table(file: TableFile, name: str) -> Iterator[Chunk]:
    """Read one table of a dossier in pieces of about 100,000 rows, each row checked.

    Rows that break a rule are set aside with file, row, column, rule and value. A file that is
    damaged as a whole gives no row at all.

    Args:
        file: the table's file.
        name: name of the table in the catalogue.

    Returns:
        Chunks; the first has no rows but the findings on the table as a whole.

    Raises:
        UnknownTableError: the catalogue has no such table.

    Findings:
        BS-LOAD-011 to BS-LOAD-015, BS-LOAD-017.
    """
    return table_chunks(file, table(name))


def write_package(folder: Path, about: About, files: Sequence[TableFile]) -> Path:
    """Write datapackage.json for tables that lie in a folder already.

    Args:
        folder: the dossier.
        about: name, instant, mode and origin of the dossier.
        files: its tables; `file` says where each lies within the folder.
    """
    path = folder / PACKAGE
    path.write_bytes(package_json(about, files))
    return path


def _dossier(folder: Path, about: About, found: Sorted, findings: tuple[Finding, ...]) -> Dossier:
    order = [table.name for table in DOSSIER_TABLES]
    return Dossier(
        name=about.name,
        as_of=about.as_of,
        mode=about.mode,
        zone=about.zone,
        our_name=about.our_name,
        synthetic=about.synthetic,
        seed=about.seed,
        recipe=about.recipe,
        folder=folder,
        tables=tuple(sorted(found.tables, key=lambda file: order.index(file.table))),
        documents=found.documents,
        inventories=found.inventories,
        findings=findings,
    )
