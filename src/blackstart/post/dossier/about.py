"""Reads datapackage.json: what a dossier says of itself (Frictionless Data Package)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from blackstart.base.clock import SITE_ZONE, in_utc
from blackstart.base.finding import Finding
from blackstart.base.today import Mode
from blackstart.post import findings_load as load
from blackstart.post.dossier.package import PACKAGE
from blackstart.post.dossier.parts import About

PACKAGE_BYTES_MAX = 16 * 2**20
NAME_CHARS_MAX = 120

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What datapackage.json said, with defaults where it said nothing.

    Attributes:
        about: the dossier's own words on itself.
        resources: name and path of each resource that it lists, in its order.
        present: whether there is one that can be read.
        findings: fields that are missing or unreadable.
    """

    about: About
    resources: tuple[tuple[str, str], ...] = ()
    present: bool = False
    findings: tuple[Finding, ...] = ()


def read_package(folder: Path, as_of: datetime) -> Package:
    """Read a folder's datapackage.json as far as it can be read.

    Args:
        folder: the dossier.
        as_of: the instant that counts when the dossier names none.

    Findings:
        BS-LOAD-002 to BS-LOAD-004, BS-LOAD-005.
    """
    name = plain_line(folder.resolve().name) or "dossier"
    default = About(name=name, as_of=in_utc(as_of), our_name=name)
    path = folder / PACKAGE
    if not path.is_file() or path.is_symlink():
        return Package(about=default, findings=(load.PACKAGE_MISSING.at(PACKAGE),))
    try:
        said = _object(path)
    except (OSError, ValueError, RecursionError) as fault:
        broken = load.PACKAGE_UNREADABLE.at(PACKAGE, f"datapackage.json cannot be read: {fault}")
        return Package(about=default, findings=(broken,))
    findings: list[Finding] = []
    about = _about(said, default, findings)
    resources = _resources(said, findings)
    return Package(about=about, resources=resources, present=True, findings=tuple(findings))


def plain_line(text: str) -> str:
    """Make one short line of printable characters: it will stand in headings and in notices."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(printable.split())[:NAME_CHARS_MAX]


def _object(path: Path) -> Mapping[str, Any]:
    with path.open("rb") as file:
        data = file.read(PACKAGE_BYTES_MAX + 1)
    if len(data) > PACKAGE_BYTES_MAX:
        raise ValueError("it is larger than 16 MiB")
    said = json.loads(data.decode("utf-8-sig"))
    if not isinstance(said, dict):
        raise ValueError("it is not an object")  # noqa: TRY004 - unreadable like any other fault
    return said


def _about(said: Mapping[str, Any], default: About, findings: list[Finding]) -> About:
    """Take what the package says of the dossier; a field that is unreadable leaves its default."""
    found = said.get("blackstart")
    own = found if isinstance(found, dict) else {}

    def read(name: str, reads: Callable[[Any], Value], otherwise: Value, *, needed: bool) -> Value:
        value = own.get(name)
        if value is None and not needed:
            return otherwise
        try:
            return reads(value)
        except (TypeError, ValueError, KeyError, OverflowError, OSError):
            met = "missing" if value is None else f"unreadable ({str(value)[:80]!r})"
            shown = f"The field {name!r} is {met}; {otherwise!s} was taken."
            findings.append(load.PACKAGE_FIELD.at(f"{PACKAGE}, {name}", shown))
            return otherwise

    name = read("name", _text, _named(said, default.name), needed=False)
    return About(
        name=name,
        as_of=read("as_of", _instant, default.as_of, needed=True),
        mode=read("mode", Mode, Mode.EXERCISE, needed=True),
        zone=read("zone", _zone, SITE_ZONE, needed=False),
        our_name=read("our_name", _text, name, needed=True),
        synthetic=read("synthetic", _truth, otherwise=False, needed=False),
        seed=read("seed", _whole, None, needed=False),
        recipe=read("recipe", _text, None, needed=False),
    )


def _resources(said: Mapping[str, Any], findings: list[Finding]) -> tuple[tuple[str, str], ...]:
    listed = said.get("resources", [])
    found = []
    for place, resource in enumerate(listed if isinstance(listed, list) else [listed]):
        name = resource.get("name") if isinstance(resource, dict) else None
        path = resource.get("path") if isinstance(resource, dict) else None
        if isinstance(path, list) and len(path) == 1:
            (path,) = path
        if isinstance(name, str) and isinstance(path, str):
            found.append((name, path))
        else:
            shown = "The resource has no name with one path; it was left out."
            findings.append(load.PACKAGE_FIELD.at(f"{PACKAGE}, resource {place + 1}", shown))
    return tuple(found)


def _named(said: Mapping[str, Any], otherwise: str) -> str:
    name = said.get("name")
    return plain_line(name) if isinstance(name, str) and plain_line(name) else otherwise


def _text(value: object) -> str:
    if not isinstance(value, str) or not plain_line(value):
        raise TypeError
    return plain_line(value)


def _instant(value: object) -> datetime:
    if not isinstance(value, str):
        raise TypeError
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError
    return in_utc(instant)


def _zone(value: object) -> str:
    return ZoneInfo(_text(value)).key


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63:
        raise TypeError
    return value
