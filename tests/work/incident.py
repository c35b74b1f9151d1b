"""An incident in tests: taken in, looked at as a whole, copied while nobody uses it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from psycopg import sql

from blackstart.base.clock import Clock
from blackstart.base.table import Origin
from blackstart.base.today import Mode
from blackstart.day.tables import TABLES
from blackstart.post.dossier.folder import Dossier, describe
from blackstart.store import frames, outbox, record
from blackstart.store.database import Store, database_name
from blackstart.store.outbox import LetterKept
from blackstart.store.server import Server
from blackstart.work import intake, moment, posting, queue
from tests.fixtures_store import owner

MADE = tuple(table.name for table in TABLES if table.origin is Origin.MADE)
EVENTS_MAX = 1000
NOW = datetime(2026, 1, 1, tzinfo=UTC)  # the small dossier says itself when it is


def quiet(_line: str) -> None:
    """Say nothing."""


def described(folder: Path) -> Dossier:
    """Look at a dossier's folder."""
    return describe(folder, NOW)


def take_in(store: Store, folder: Path) -> Clock:
    """Load a dossier and read its documents, as a run does; give the incident's clock."""
    dossier = described(folder)
    clock = moment.start(store, dossier.as_of)
    intake.load(store, dossier, clock, quiet)
    queue.ask_for_reading(store)
    queue.work_off(store)
    return clock


def tables(store: Store, names: tuple[str, ...] = MADE) -> dict[str, pl.DataFrame]:
    """Give whole tables as frames, sorted by their keys."""
    with store.transaction(steady=True) as conn:
        return {name: frames.read(conn, name) for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What an incident left behind.

    Attributes:
        tables: all that the rooms made.
        letters: what stands in the outbox.
        files: what lies in the outbox folder, by name.
        events: what the record says was decided, sorted; heaps of documents differ by chance when
            several read them.
    """

    tables: dict[str, pl.DataFrame]
    letters: tuple[LetterKept, ...]
    files: dict[str, bytes]
    events: tuple[str, ...]

    def unlike(self, other: "Seen") -> list[str]:
        """Name what differs from another one."""
        found = [name for name in MADE if not self.tables[name].equals(other.tables[name])]
        found += [] if self.letters == other.letters else ["letters"]
        found += [] if self.files == other.files else ["files"]
        return found + ([] if self.events == other.events else ["events"])


def seen(store: Store) -> Seen:
    """Look at everything that an incident left behind."""
    with store.transaction() as conn:
        letters = outbox.listed(conn)
        events = [kept.body for kept in record.newest(conn, EVENTS_MAX)]
    folder = posting.outbox_folder(store)
    return Seen(
        tables=tables(store),
        letters=letters,
        files={
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        },
        events=tuple(sorted(body for body in events if '"act":"documents.read"' not in body)),
    )


def copy(server: Server, source: str, target: str) -> None:
    """Copy the database of an incident that nobody has open."""
    old, new = (database_name(incident, Mode.EXERCISE) for incident in (source, target))
    with owner(server) as conn:
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        conn.execute(make.format(sql.Identifier(new), sql.Identifier(old)))
    with owner(server, new) as conn:
        conn.execute("UPDATE meta SET incident = %s", [target])


def drop(server: Server, incident: str, mode: Mode = Mode.EXERCISE) -> None:
    """Drop the database of an incident."""
    name = sql.Identifier(database_name(incident, mode))
    with owner(server) as conn:
        conn.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
