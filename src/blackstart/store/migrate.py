"""Brings a database up to date: plain SQL files, forward only, each applied once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import psycopg
from procrastinate.schema import SchemaManager

from blackstart.base.canonical import sha256
from blackstart.store.errors import MigrationChangedError, NewerDatabaseError
from blackstart.store.queries import query

QUEUE = "procrastinate/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """A step forward of the database.

    Attributes:
        name: the file's name; the queue library's own files have its name in front.
        text: what is executed.
    """

    name: str
    text: str

    @property
    def sha256(self) -> str:
        """Give the hash that tells whether the file was changed after it was applied."""
        return sha256(self.text)


def ours() -> tuple[Migration, ...]:
    """List this house's migrations in order."""
    folder = resources.files("blackstart.store").joinpath("sql", "migrations")
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql"))
    return tuple(
        Migration(name=name, text=folder.joinpath(name).read_text("utf-8")) for name in files
    )


def queues() -> tuple[Migration, ...]:
    """List the queue library's migrations in order, as it ships them."""
    files = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    return tuple(Migration(name=QUEUE + file.name, text=file.read_text("utf-8")) for file in files)


def applied(conn: psycopg.Connection[tuple[Any, ...]]) -> dict[str, str]:
    """Tell which migrations a database has had, with their hashes."""
    if conn.execute(query("migrate", "has_any")).fetchone() == (None,):
        return {}
    return dict(conn.execute(query("migrate", "applied")).fetchall())


def bring_up(conn: psycopg.Connection[tuple[Any, ...]]) -> tuple[str, ...]:
    """Apply what a database has not had yet, all of it or nothing.

    Args:
        conn: a connection of the database's owner.

    Returns:
        Names of what was applied now.

    Raises:
        MigrationChangedError: a file was changed after it was applied.
        NewerDatabaseError: the database has had migrations that we do not know.
    """
    known = (*ours(), *queues())
    if not _missing(known, applied(conn)):
        return ()
    with conn.transaction():
        conn.execute(query("migrate", "lock"))
        conn.execute(query("migrate", "make_role"))
        conn.execute(query("migrate", "prepare"))
        had = applied(conn)
        missing = _missing(known, had)
        fresh_queue = not any(name.startswith(QUEUE) for name in had)
        for text in _texts(missing, fresh_queue=fresh_queue):
            conn.execute(text.encode())
        rows = [(migration.name, migration.sha256) for migration in missing]
        conn.cursor().executemany(query("migrate", "note"), rows)
        conn.execute(query("migrate", "grant_queue"))
    return tuple(migration.name for migration in missing)


def _missing(known: Sequence[Migration], had: dict[str, str]) -> tuple[Migration, ...]:
    if unknown := sorted(had.keys() - {migration.name for migration in known}):
        raise NewerDatabaseError(unknown[0])
    for migration in known:
        if had.get(migration.name, migration.sha256) != migration.sha256:
            raise MigrationChangedError(migration.name)
    return tuple(migration for migration in known if migration.name not in had)


def _texts(missing: Sequence[Migration], *, fresh_queue: bool) -> Iterator[str]:
    """Give what to execute; a new queue is made by its whole schema, which holds its migrations."""
    for migration in missing:
        if not (fresh_queue and migration.name.startswith(QUEUE)):
            yield migration.text
    if fresh_queue:
        yield SchemaManager.get_schema()
