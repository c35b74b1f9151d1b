"""A PostgreSQL for tests: one embedded server a session, a fresh database a test.

`home` is a data folder that the server's user can enter (pytest's `tmp_path` is closed to it when
the tests run as root), `server` keeps the embedded server of that folder running, and `store` is an
open store on a database of the test's own, copied from one that is up to date.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from blackstart.base.today import Mode
from blackstart.store.database import Store, database_name, open_store
from blackstart.store.home import Home
from blackstart.store.server import Server

TEMPLATE = "template"
NUMBERS = count(1)


def fresh_home() -> Path:
    """Make a data folder that any system user may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="blackstart-test-"))
    folder.chmod(0o711)
    return folder


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """Name the data folder of the session's server; hand it to `BLACKSTART_HOME`."""
    folder = fresh_home()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def server(home: Path) -> Iterator[Server]:
    """Keep an embedded server running for the whole session; it forgets when the power fails."""
    running = Server(Home(root=home), durable=False)
    running.join()
    open_store(home, TEMPLATE, Mode.EXERCISE).close()
    yield running
    running.stop()


@pytest.fixture
def store(home: Path, server: Server) -> Iterator[Store]:
    """Open a store on a fresh database in mode EXERCISE, and drop the database afterwards."""
    with fresh_store(home, server) as opened:
        yield opened


@contextmanager
def fresh_store(home: Path, server: Server) -> Iterator[Store]:
    """Open a store on a fresh database; for fixtures that keep one longer than a test."""
    incident = f"test-{next(NUMBERS)}"
    copy_template(server, incident)
    with open_store(home, incident, Mode.EXERCISE) as opened:
        yield opened
    drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(opened.database))
    with owner(server) as conn:
        conn.execute(drop)


def owner(server: Server, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
    """Connect as the owner of everything, as an intruder on the machine could."""
    return psycopg.connect(make_conninfo(server.conninfo(), dbname=database), autocommit=True)


def copy_template(server: Server, incident: str) -> None:
    """Make the database of an incident by copying the one that is up to date."""
    name = database_name(incident, Mode.EXERCISE)
    with owner(server) as conn:
        conn.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(database_name(TEMPLATE, Mode.EXERCISE))
            )
        )
    with owner(server, name) as conn:
        conn.execute("UPDATE meta SET incident = %s", [incident])
