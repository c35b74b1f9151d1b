"""Inventories and dossiers that are named on the command line: read, and planned as they say."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from blackstart.base.finding import Finding
    from blackstart.base.today import Today
    from blackstart.estate.restart import Restart
    from blackstart.post.dossier.folder import Dossier
    from blackstart.post.inventory.estate import Estate

PATHS = click.Path(exists=True, path_type=Path)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inventories:
    """What was read.

    Attributes:
        estate: what the files say, joined by name.
        faults: what in the folders and tables cannot be read.
        dossiers: the folders that are dossiers.
        read: how many files were read.
        passed_over: how many files in the folders say nothing of the estate.
    """

    estate: "Estate"
    faults: Sequence["Finding"]
    dossiers: Sequence["Dossier"]
    read: int
    passed_over: int

    @property
    def findings(self) -> tuple["Finding", ...]:
        """Give all that is wrong with files and entries."""
        return (*self.faults, *self.estate.findings)

    @property
    def refused(self) -> bool:
        """Tell whether a file was refused, or nothing was found."""
        return self.estate.services.is_empty() or any(
            one.severity == "refused" for one in self.findings
        )


@dataclass(slots=True, kw_only=True)
class _Named:
    """What the paths are: inventories, dossiers, and how many files are neither."""

    files: set[Path]
    dossiers: list["Dossier"] = field(default_factory=list)
    faults: list["Finding"] = field(default_factory=list)
    others: int = 0


def inventories(paths: Sequence[Path]) -> Inventories:
    """Read files, those in folders whose ending may be an inventory's, and tables of dossiers."""
    from blackstart.post.dossier.estate_tables import estate_tables
    from blackstart.post.inventory.importing import read_inventories

    named = _sorted(paths)
    tables, faults = estate_tables(named.dossiers)
    files = [(str(path), _body(path)) for path in sorted(named.files)]
    own = sum(file.table in tables for dossier in named.dossiers for file in dossier.tables)
    theirs = sum(len(dossier.tables) for dossier in named.dossiers)
    return Inventories(
        estate=read_inventories(files, tables),
        faults=(*named.faults, *faults),
        dossiers=named.dossiers,
        read=len(files) + own,
        passed_over=named.others + theirs - own,
    )


def planned(found: Inventories) -> "Restart":
    """Plan the restart with what was read, and defaults for the rest."""
    from blackstart.day.estate import READS, told
    from blackstart.day.tables import table
    from blackstart.estate.restart import restart

    estate, today = found.estate, _today(found.dossiers)
    known = {"services": estate.services, "dependencies": estate.dependencies}
    tables = {**{name: table(name).empty() for name in READS}, **estate.tables, **known}
    story = told(tables, today)
    made = restart({**tables, "gate_signatures": story.rows}, today.day)
    return replace(made, findings=(*made.findings, *story.findings))


def _today(dossiers: Sequence["Dossier"]) -> "Today":
    """Read the clock; that of an exercise stands at the dossier's moment."""
    from blackstart.base.clock import SimulatedClock, SystemClock
    from blackstart.base.today import Mode, today

    exercises = [one.as_of for one in dossiers if one.mode is Mode.EXERCISE]
    if exercises:
        return today(SimulatedClock(max(exercises)), Mode.EXERCISE)
    return today(SystemClock(), Mode.LIVE)


def _sorted(paths: Sequence[Path]) -> _Named:
    """Tell what the paths are; of a folder that is no dossier, the endings count."""
    named = _Named(files={path for path in paths if not path.is_dir()})
    for folder in sorted({path for path in paths if path.is_dir()}):
        if (folder / "datapackage.json").exists() or (folder / "tables").is_dir():
            _add_dossier(named, folder)
        else:
            _add_folder(named, folder)
    return named


def _add_dossier(named: _Named, folder: Path) -> None:
    from blackstart.base.clock import SystemClock
    from blackstart.post.dossier.folder import describe

    dossier = describe(folder, SystemClock().now())
    named.dossiers.append(dossier)
    named.faults += dossier.findings
    named.files |= {folder / path for path in dossier.inventories}
    named.others += len(dossier.documents)


def _add_folder(named: _Named, folder: Path) -> None:
    from blackstart.post.dossier.walk import files_of
    from blackstart.post.inventory.file import FORMS

    inside, odd = files_of(folder)
    wanted = {folder / path for path in inside if path.suffix.lower() in FORMS}
    named.faults += odd
    named.files |= wanted
    named.others += len(inside) - len(wanted)


def _body(path: Path) -> bytes:
    from blackstart.post.xmlsafe import BYTES_MAX

    with path.open("rb") as file:
        return file.read(BYTES_MAX + 1)  # beyond that it is refused anyway
