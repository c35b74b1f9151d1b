"""The database's tables are those of the schemas, and the program may not do more than it needs."""

import dataframely as dy
import pytest

from blackstart.base.table import Table
from blackstart.day.tables import TABLES
from blackstart.store import migrate
from blackstart.store.database import Connection, Store
from blackstart.store.errors import MigrationChangedError, NewerDatabaseError
from blackstart.store.rejects import REJECTED_ROWS
from blackstart.store.server import Server
from tests.fixtures_store import owner

POSTGRESQL = {
    dy.Bool: "boolean",
    dy.Date: "date",
    dy.Datetime: "timestamp with time zone",
    dy.Enum: "text",
    dy.Float64: "double precision",
    dy.Int64: "bigint",
    dy.String: "text",
}
COLUMNS = """
SELECT column_name, data_type, is_nullable = 'YES'
FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position
"""
KEY = """
SELECT attname FROM pg_index, unnest(indkey) WITH ORDINALITY AS part (attnum, place)
JOIN pg_attribute USING (attnum)
WHERE indrelid = %s::regclass AND attrelid = indrelid AND indisprimary ORDER BY place
"""
RIGHTS = """
SELECT privilege_type FROM information_schema.table_privileges
WHERE grantee = 'blackstart_app' AND table_name = %s
"""
OWNED = """
SELECT count(*) FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner
WHERE rolname = 'blackstart_app' AND relpersistence <> 't'
"""


def columns_of(table: Table) -> list[tuple[object, ...]]:
    """Say what PostgreSQL should say of a table's columns: name, type, whether it may be null."""
    columns = table.schema.columns().items()
    return [(name, POSTGRESQL[type(column)], column.nullable) for name, column in columns]


def columns_in(conn: Connection, name: str) -> list[tuple[object, ...]]:
    """Say what PostgreSQL says of a table's columns."""
    return conn.execute(COLUMNS, [name]).fetchall()


def key_in(conn: Connection, name: str) -> tuple[str, ...]:
    """Name the columns of a table's primary key in PostgreSQL."""
    return tuple(column for (column,) in conn.execute(KEY, [name]))


def rights_on(conn: Connection, name: str) -> set[str]:
    """Say what the program may do with a table."""
    return {right for (right,) in conn.execute(RIGHTS, [name])}


def test_each_table_is_its_schema(store: Store) -> None:
    """Names, types, nullability and key of every table are those of its schema, in its order."""
    expected = {table.name: (columns_of(table), table.key) for table in (*TABLES, REJECTED_ROWS)}
    with store.connect() as conn:
        found = {name: (columns_in(conn, name), key_in(conn, name)) for name in expected}
    assert found == expected


def test_the_program_deletes_nothing(store: Store) -> None:
    """On the rooms' tables the program may read, insert and update, and no more."""
    with store.connect() as conn:
        found = {table.name: rights_on(conn, table.name) for table in TABLES}
    assert found == {table.name: {"SELECT", "INSERT", "UPDATE"} for table in TABLES}


def test_the_record_is_only_added_to(store: Store) -> None:
    """On the record, and on the files as they came, the program may read and insert, no more."""
    names = ("event", "log", "checkpoint", "original", "table_change")
    with store.connect() as conn:
        found = {name: rights_on(conn, name) for name in names}
    assert found == {name: {"SELECT", "INSERT"} for name in names}


def test_the_program_owns_nothing(store: Store) -> None:
    """What one owns one may drop, so the program's role owns no table, index or sequence."""
    with store.connect() as conn:
        assert conn.execute(OWNED).fetchone() == (0,)


def test_the_queue_is_there(store: Store) -> None:
    """The queue's tables are made, and all of its migrations count as had."""
    with store.connect() as conn:
        assert conn.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (0,)
        had = migrate.applied(conn)
    assert {migration.name for migration in migrate.queues()} <= set(had)


def test_twice_is_once(server: Server, store: Store) -> None:
    """A database that is up to date is left alone."""
    with owner(server, store.database) as conn:
        assert migrate.bring_up(conn) == ()


def test_a_queue_of_an_older_release_moves_forward(server: Server, store: Store) -> None:
    """A migration of the queue that is missing is applied by itself, not the whole schema."""
    newest = migrate.queues()[-1]
    with owner(server, store.database) as conn:
        conn.execute("DELETE FROM migration WHERE name = %s", [newest.name])
        assert migrate.bring_up(conn) == (newest.name,)


def test_a_changed_migration_is_refused(server: Server, store: Store) -> None:
    """A file that was changed after it was applied stops the program."""
    with owner(server, store.database) as conn:
        conn.execute("UPDATE migration SET sha256 = '' WHERE name = '0001_base.sql'")
        with pytest.raises(MigrationChangedError, match="0001_base"):
            migrate.bring_up(conn)


def test_a_newer_database_is_refused(server: Server, store: Store) -> None:
    """A database that knows more than the program is not touched."""
    with owner(server, store.database) as conn:
        conn.execute("INSERT INTO migration (name, sha256) VALUES ('9999_future.sql', '')")
        with pytest.raises(NewerDatabaseError, match="9999_future"):
            migrate.bring_up(conn)
