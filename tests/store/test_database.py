"""One database for one incident in one mode, and a program that may not break it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from blackstart.base.today import Mode
from blackstart.store.database import Connection, Store, database_name, open_store
from blackstart.store.errors import OldServerError, ServerUnreachableError, WrongDatabaseError
from blackstart.store.home import Home
from blackstart.store.server import Server
from tests.fixtures_store import fresh_home, owner

DBA = "CREATE ROLE dba LOGIN CREATEDB CREATEROLE"
FORBIDDEN = (
    "DROP TABLE invoices",
    "ALTER TABLE invoices ADD COLUMN x int",
    "DELETE FROM invoices",
    "TRUNCATE invoices",
    "CREATE TABLE mine (x int)",
    "UPDATE event SET body = '{}'",
    "DELETE FROM event",
    "UPDATE log SET index = 0",
    "DELETE FROM checkpoint",
    "UPDATE original SET body = ''",
    "UPDATE meta SET mode = 'LIVE'",
    "DELETE FROM migration",
    "CREATE ROLE friend",
)


@pytest.fixture
def firms_own() -> Iterator[str]:
    """Give the URL of a server of the firm's own, on which we are no superuser."""
    folder = fresh_home()
    other = Server(Home(root=folder), durable=False)
    other.join()
    with owner(other) as conn:
        conn.execute(DBA)
    yield other.conninfo("dba")
    other.leave()
    shutil.rmtree(folder)


def who(store: Store) -> tuple[object, ...] | None:
    """Say as whom the program works in which database."""
    with store.connect() as conn:
        return conn.execute("SELECT current_user, current_database()").fetchone()


@pytest.mark.parametrize(
    ("incident", "mode", "name"),
    [
        ("jlr-2025", Mode.EXERCISE, "exercise_jlr_2025"),
        ("jlr-2025", Mode.LIVE, "live_jlr_2025"),
        ("  Über Ltd / 1 ", Mode.LIVE, "live_ber_ltd_1"),
    ],
)
def test_the_name_says_mode_and_incident(incident: str, mode: Mode, name: str) -> None:
    """A database is found by its name in any tool."""
    assert database_name(incident, mode) == name


def test_long_names_stay_apart() -> None:
    """Names that PostgreSQL would cut to the same one get a hash."""
    names = {database_name("x" * 70 + end, Mode.LIVE) for end in "ab"}
    assert len(names) == 2
    assert max(map(len, names)) <= 63


def test_exercise_and_live_are_apart(home: Path, store: Store) -> None:
    """The same incident in the other mode is another database."""
    with open_store(home, store.incident, Mode.LIVE) as live:
        assert who(live) == ("blackstart_app", live.database)
        assert live.database != store.database


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE meta SET mode = 'LIVE'", "it is that of test-[0-9]+ in LIVE"),
        ("UPDATE meta SET incident = 'other'", "it is that of other in EXERCISE"),
    ],
    ids=["the other mode", "another incident"],
)
def test_anothers_database_is_not_opened(
    home: Path, server: Server, store: Store, change: str, words: str
) -> None:
    """A database that belongs to something else is refused, whatever its name is."""
    with owner(server, store.database) as conn:
        conn.execute(change.encode())
    with pytest.raises(WrongDatabaseError, match=words):
        open_store(home, store.incident, Mode.EXERCISE)


def test_the_program_cannot_break_the_house(store: Store) -> None:
    """A mistake in the program, or SQL that was smuggled into it, is stopped by its rights."""
    with store.connect() as conn:
        assert [words for words in FORBIDDEN if not refused(conn, words)] == []


def refused(conn: Connection, statement: str) -> bool:
    """Tell whether the program may not do this."""
    try:
        with conn.transaction(force_rollback=True):
            conn.execute(statement.encode())
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


def test_a_block_is_kept_whole_or_not_at_all(store: Store) -> None:
    """What happened in a block before a fault did not happen."""

    def fail() -> None:
        with store.transaction() as conn:
            conn.execute("INSERT INTO table_change (table_name) VALUES ('x')")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    with store.connect() as conn:
        assert conn.execute("SELECT count(*) FROM table_change").fetchone() == (0,)


def test_text_sorts_as_in_polars(store: Store) -> None:
    """SQL sorts by code point, so that an order made there is the order made here."""
    words = ["Z", "a", "Ä", "é", "\ufffd", "\U0001f600", "z"]
    with store.connect() as conn:
        found = conn.execute("SELECT word FROM unnest(%s::text[]) AS word ORDER BY word", [words])
        assert [word for (word,) in found] == sorted(words)


def test_a_server_of_the_firms_own(tmp_path: Path, firms_own: str) -> None:
    """On the firm's server, with no more than CREATEDB and CREATEROLE, all is made and works."""
    for _ in range(2):
        with open_store(tmp_path, "case", Mode.LIVE, firms_own) as store:
            assert not store.embedded
            assert who(store) == ("blackstart_app", "live_case")
            with store.connect() as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute("DELETE FROM event")
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    """An address at which nobody answers is told in words, and nothing is made."""
    with pytest.raises(ServerUnreachableError, match="nowhere"):
        open_store(tmp_path, "case", Mode.LIVE, f"host={tmp_path}/nowhere user=x")


def test_a_server_that_goes_away(tmp_path: Path, firms_own: str) -> None:
    """A server of the firm's own is not ours to start again; the fault says so."""
    store = open_store(tmp_path, "case", Mode.LIVE, firms_own)
    store.conninfo = make_conninfo(store.conninfo, host=str(tmp_path))
    with pytest.raises(ServerUnreachableError):
        who(store)


def test_an_old_server_is_refused(
    tmp_path: Path, firms_own: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that lacks what we need is refused before anything is made on it."""
    monkeypatch.setattr("blackstart.store.database.VERSION_MIN", 190000)
    with pytest.raises(OldServerError, match="18"):
        open_store(tmp_path, "case", Mode.LIVE, firms_own)
