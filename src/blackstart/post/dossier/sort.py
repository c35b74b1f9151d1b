"""Tells what each file of a dossier is: a table, an inventory, a document, or nothing of ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from blackstart.base.finding import Finding
from blackstart.day.tables import DOSSIER_TABLES
from blackstart.post import findings_load as load
from blackstart.post.dossier.about import Package, plain_line
from blackstart.post.dossier.package import PACKAGE
from blackstart.post.dossier.parts import TableFile
from blackstart.post.inventory.importing import is_inventory

TABLE_NAMES = frozenset(table.name for table in DOSSIER_TABLES)
TABLE_FORMS = (".csv", ".parquet")
# What an exercise knows of its own faults is for those who judge the exercise, not for us.
TRUTH = "truth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The files of a dossier by what they are; paths are relative to the folder."""

    tables: tuple[TableFile, ...] = ()
    documents: tuple[Path, ...] = ()
    inventories: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


def sort_files(folder: Path, files: Sequence[Path], package: Package) -> Sorted:
    """Tell what each file is.

    Args:
        folder: the dossier.
        files: its files, relative to it, sorted.
        package: what datapackage.json said.

    Findings:
        BS-LOAD-005, BS-LOAD-008 to BS-LOAD-010.
    """
    declared, findings = _declared(files, package)
    truth = {PurePosixPath(path).as_posix() for name, path in package.resources if _is_truth(name)}
    tables: dict[str, TableFile] = {}
    documents, inventories = [], []
    # What datapackage.json names comes first: it decides which of two files is the table.
    for path in sorted(files, key=lambda path: (path.as_posix() not in declared, path.as_posix())):
        name = path.as_posix()
        table = declared.get(name) or _table_by_name(path, loose=not package.present)
        if name == PACKAGE or name in truth:
            continue
        if table in tables:
            shown = f"{tables[table].file} is the table {table!r} already; this file was not read."
            findings.append(load.TABLE_TWICE.at(name, shown))
        elif table:
            tables[table] = TableFile(table=table, file=name, path=folder / path)
            if package.present and name not in declared:
                said = "datapackage.json does not name it; it was read by its file name."
                findings.append(load.PACKAGE_FIELD.at(name, said))
        elif is_inventory(folder / path):
            inventories.append(path)
        elif _may_be_document(path, loose=not package.present):
            documents.append(path)
        else:
            other = "It is no inventory in a format that is known. It was not used."
            findings.append(load.NOT_USED.at(name, other if path.parts[0] == "estate" else ""))
    return Sorted(
        tables=tuple(tables.values()),
        documents=tuple(documents),
        inventories=tuple(inventories),
        findings=tuple(findings),
    )


def _is_truth(resource: str) -> bool:
    return resource.split("-", maxsplit=1)[0] == TRUTH


def _declared(files: Sequence[Path], package: Package) -> tuple[Mapping[str, str], list[Finding]]:
    """Map the files that datapackage.json names to their tables."""
    there = {path.as_posix() for path in files}
    declared: dict[str, str] = {}
    findings = []
    for name, path in package.resources:
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or "\\" in path or ":" in path:
            findings.append(
                load.PATH_OUTSIDE.at(f"{PACKAGE}, {plain_line(name)}: {plain_line(path)}")
            )
        elif pure.as_posix() not in there:
            findings.append(load.RESOURCE_MISSING.at(plain_line(pure.as_posix())))
        elif name in TABLE_NAMES and pure.suffix.lower() in TABLE_FORMS:
            declared[pure.as_posix()] = name
    return declared, findings


def _table_by_name(path: Path, *, loose: bool) -> str:
    """Name the table that a file is by its place and name; nothing when it is none."""
    in_place = path.parts[:-1] == ("tables",) or (loose and len(path.parts) == 1)
    known = path.stem in TABLE_NAMES and path.suffix.lower() in TABLE_FORMS
    return path.stem if in_place and known else ""


def _may_be_document(path: Path, *, loose: bool) -> bool:
    """Tell whether a file counts as a document; without datapackage.json nearly all do."""
    if path.parts[0] == "documents":
        return True
    return loose and path.parts[0] not in {"tables", "estate"}
