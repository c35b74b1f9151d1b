"""Inventories that are named on the command line: read, and planned with what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from blackstart.base.finding import Finding
    from blackstart.estate.restart import Restart
    from blackstart.post.inventory.estate import Estate

PATHS = click.Path(exists=True, path_type=Path)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inventories:
    """What was read.

    Attributes:
        estate: what the files say, joined by name.
        faults: what in the folders cannot be read.
        read: how many files were read.
        passed_over: how many files in the folders have other endings.
    """

    estate: "Estate"
    faults: Sequence["Finding"]
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


def inventories(paths: Sequence[Path]) -> Inventories:
    """Read files, and those in folders whose ending may be an inventory's."""
    from blackstart.post.inventory.importing import read_inventories

    files, faults, passed_over = _files(paths)
    estate = read_inventories([(str(path), _body(path)) for path in files])
    return Inventories(estate=estate, faults=faults, read=len(files), passed_over=passed_over)


def planned(estate: "Estate") -> "Restart":
    """Plan the restart today, with what inventories say and defaults for the rest."""
    from blackstart.base.clock import SystemClock, business_date
    from blackstart.day.tables import table
    from blackstart.estate.restart import READS, restart

    day = business_date(SystemClock().now())
    known = {"services": estate.services, "dependencies": estate.dependencies}
    return restart({**{name: table(name).empty() for name in READS}, **known}, day)


def _files(paths: Sequence[Path]) -> tuple[list[Path], list["Finding"], int]:
    """List the files that are named, and those in folders whose ending may be an inventory's.

    Returns:
        The files, sorted; what in the folders cannot be read; how many files have other endings.
    """
    from blackstart.post.dossier.walk import files_of
    from blackstart.post.inventory.file import FORMS

    found, others = {path for path in paths if not path.is_dir()}, 0
    faults: list[Finding] = []
    for folder in sorted({path for path in paths if path.is_dir()}):
        inside, odd = files_of(folder)
        faults += odd
        wanted = {folder / file for file in inside if file.suffix.lower() in FORMS}
        others += len(inside) - len(wanted)
        found |= wanted
    return sorted(found), faults, others


def _body(path: Path) -> bytes:
    from blackstart.post.xmlsafe import BYTES_MAX

    with path.open("rb") as file:
        return file.read(BYTES_MAX + 1)  # beyond that it is refused anyway
