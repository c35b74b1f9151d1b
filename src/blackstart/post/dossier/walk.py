"""Walks a dossier's folder and never leaves it: links out, devices and hidden things are named."""

import os
from collections.abc import Iterator
from pathlib import Path

from blackstart.base.finding import Finding
from blackstart.post import findings_load as load


def files_of(folder: Path) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """List the files of a folder, relative to it and sorted by name, and what was left alone.

    Findings:
        BS-LOAD-005 to BS-LOAD-008.
    """
    files: list[Path] = []
    findings: list[Finding] = []
    root = folder.resolve()
    for path in _paths(str(root)):
        name = path.relative_to(root)
        fault = _fault(path, name.as_posix(), root)
        if fault is None:
            files.append(name)
        else:
            findings.append(fault)
    files.sort(key=Path.as_posix)
    return tuple(files), tuple(sorted(findings, key=lambda finding: finding.subject))


def _paths(folder: str) -> Iterator[Path]:
    """Walk everything that is no ordinary folder; hidden and linked folders are not entered."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                        waiting.append(entry.path)
                    else:
                        yield Path(entry.path)
        except PermissionError:
            yield Path(here)


def _fault(path: Path, shown: str, root: Path) -> Finding | None:
    """Say why an entry is left alone; None for a file that can be read."""
    if not shown.isprintable():  # the stand-ins for undecodable bytes are not printable either
        return load.NAME_UNREADABLE.at(ascii(shown))
    if path.name.startswith("."):
        return load.NOT_USED.at(shown, "Hidden files and folders are not looked at.")
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        return load.PATH_OUTSIDE.at(shown)
    return None if path.is_file() and os.access(path, os.R_OK) else load.NOT_A_FILE.at(shown)
