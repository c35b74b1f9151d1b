"""The doctor's facts are there before, during and after an incident, and it mends nothing."""

import shutil
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfoNotFoundError

import pytest

from blackstart.base.canonical import Json
from blackstart.base.event import Event
from blackstart.store import doctor, record
from blackstart.store.database import Store
from blackstart.store.errors import ServerUnreachableError
from tests.store.test_steps import AT


class Usage(NamedTuple):
    """A disk without any room left."""

    free: int = 0


def part(facts: dict[str, Json], name: str) -> dict[str, Json]:
    """Give a part of the facts that is a mapping."""
    found = facts[name]
    assert isinstance(found, dict)
    return found


def test_before_the_first_incident(tmp_path: Path) -> None:
    """Without a data folder the doctor tells where it will be, and makes nothing."""
    folder = tmp_path / "not" / "yet"
    facts = doctor.examine(folder)
    assert part(facts, "data")["folder"] == str(folder)
    assert part(facts, "data")["bytes"] == 0
    assert part(facts, "server")["alive"] is False
    assert facts["database"] is None
    assert facts["missing"] == ["No incident is open yet; begin with `blackstart run DOSSIER`."]
    assert not folder.exists()


def test_in_an_incident(home: Path, store: Store) -> None:
    """With an open store the doctor tells whose it is, how large, how far, and its key."""
    facts = doctor.examine(home, store)
    assert "The record has no key yet" in str(facts["missing"])
    with store.transaction() as conn:
        record.append(conn, Event(at=AT, actor="a", act="b", subject="c", facts={}))
    with store.transaction() as conn:
        record.seal(conn, store.home, AT)
    facts = doctor.examine(home, store)
    database = part(facts, "database")
    assert facts["missing"] == []
    assert part(facts, "server")["alive"] is True
    assert database["mode"] == "EXERCISE"
    assert database["incident"] == store.incident
    assert str(database["postgresql"]).startswith("18.")
    assert (database["events"], database["events_sealed"]) == (1, 1)
    assert str(database["public_key"]).startswith(f"blackstart/{store.database}+")
    libraries = part(facts, "versions")["libraries"]
    assert isinstance(libraries, dict)
    assert {"polars", "psycopg", "procrastinate"} <= libraries.keys()


def test_what_is_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk, a missing PostgreSQL and a missing time zone are named, all of them."""

    def no_zone(name: str) -> None:
        raise ZoneInfoNotFoundError(name)

    def no_wheel() -> None:
        raise ServerUnreachableError("the package is not installed")

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage())
    monkeypatch.setattr(doctor, "ZoneInfo", no_zone)
    monkeypatch.setattr("blackstart.store.doctor.installed", no_wheel)
    missing = list(doctor.missing(tmp_path))
    assert [sentence.split()[0] for sentence in missing] == ["Less", "The", "The", "No"]
