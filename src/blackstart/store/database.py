"""One database for one incident in one mode: opened, brought up to date, checked, handed out."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from blackstart.base.today import Mode
from blackstart.store import migrate
from blackstart.store.errors import OldServerError, ServerUnreachableError, WrongDatabaseError
from blackstart.store.home import Home
from blackstart.store.queries import query, template
from blackstart.store.server import APPLICATION, Server

Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]

VERSION_MIN = 180000
NAME_CHARACTERS_MAX = 50
SESSION = "-c TimeZone=UTC -c DateStyle=ISO,YMD -c extra_float_digits=1"


class Store:
    """The open database of one incident; the program's role in it owns nothing.

    Attributes:
        home: the data folder.
        incident: whose database it is.
        mode: EXERCISE or LIVE.
        database: the database's name.
        conninfo: how a library of others (the queue) connects, as the application.
    """

    def __init__(self, home: Home, incident: str, mode: Mode, url: str | None) -> None:
        """Describe a store; `open_store` opens it."""
        self.home = home
        self.incident = incident
        self.mode = mode
        self.database = database_name(incident, mode)
        self._server = None if url else Server(home)
        self._owner = url or ""
        self.conninfo = ""

    def open(self) -> None:
        """Join or start the server, make what is missing, and check whose database it is.

        Raises:
            ServerUnreachableError: no server answers.
            WrongDatabaseError: the database is another incident's, or the other mode's.
        """
        if self._server is not None:
            self._owner = self._server.join()
        try:
            with self._as_owner() as conn:
                migrate.bring_up(conn)
                _check(conn, self.incident, self.mode)
            self.conninfo = self._as_application()
        except BaseException:
            self.close()
            raise

    @property
    def embedded(self) -> bool:
        """Tell whether the server is the embedded one, not one of the firm's own."""
        return self._server is not None

    def close(self) -> None:
        """Let go of the server; the last one to leave stops an embedded one."""
        if self._server is not None:
            self._server.leave()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Give a connection that commits each statement, and close it afterwards."""
        with self._connected() as conn:
            yield conn

    @contextmanager
    def transaction(self, *, steady: bool = False) -> Iterator[Connection]:
        """Give a connection in a transaction: everything in the block happens, or nothing.

        Args:
            steady: all statements see the database as it was at the first one, plus their own
                changes; a row that somebody else changed meanwhile raises SerializationFailure.
        """
        with self._connected() as conn:
            if steady:
                conn.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            with conn.transaction():
                yield conn

    def _connected(self) -> Connection:
        try:
            return psycopg.connect(self.conninfo, autocommit=True)
        except psycopg.OperationalError as fault:
            if self._server is None:
                raise ServerUnreachableError(str(fault).strip()) from fault
        # The server was killed, or stopped over our head: it comes back, and so do we.
        self._server.join()
        return psycopg.connect(self.conninfo, autocommit=True)

    def _as_owner(self) -> Connection:
        """Connect as the owner of the databases, and make this one if it is not there."""
        conninfo = make_conninfo(self._owner, dbname=self.database, options=SESSION)
        try:
            return psycopg.connect(conninfo, autocommit=True)
        except psycopg.OperationalError:
            self._make_database()
        return psycopg.connect(conninfo, autocommit=True)

    def _make_database(self) -> None:
        try:
            with psycopg.connect(self._maintenance(), autocommit=True) as conn:
                if conn.info.server_version < VERSION_MIN:
                    raise OldServerError(str(conn.info.server_version))
                make = template("database", "make")
                conn.execute(make.format(name=sql.Identifier(self.database)))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            pass  # somebody else was faster
        except psycopg.OperationalError as fault:
            raise ServerUnreachableError(str(fault).strip()) from fault

    def _maintenance(self) -> str:
        given = conninfo_to_dict(self._owner).get("dbname")
        return make_conninfo(self._owner, dbname=str(given or "postgres"))

    def _as_application(self) -> str:
        """Tell how the program connects: as a role that may neither alter nor drop anything."""
        if self._server is not None:
            base, options = self._server.conninfo(APPLICATION), SESSION
        else:
            base, options = self._owner, f"{SESSION} -c role={APPLICATION}"
        return make_conninfo(
            base, dbname=self.database, options=options, application_name="blackstart"
        )


def open_store(home: Path, incident: str, mode: Mode, url: str | None = None) -> Store:
    """Open the database of an incident, making it if need be; `with` closes it again.

    Args:
        home: the data folder: see `home.home_from`.
        incident: short name of the incident, for example "jlr-2025".
        mode: EXERCISE or LIVE; the two never share a database.
        url: a PostgreSQL server of your own (BLACKSTART_DATABASE_URL); None: the embedded one.

    Raises:
        ServerUnreachableError: no server answers.
        WrongDatabaseError: the database is another incident's, or the other mode's.
    """
    store = Store(Home(root=home.absolute()), incident, mode, url)
    store.open()
    return store


def database_name(incident: str, mode: Mode) -> str:
    """Name the database of an incident: ("jlr-2025", EXERCISE) is `exercise_jlr_2025`."""
    name = f"{mode.lower()}_{re.sub(r'[^a-z0-9]+', '_', incident.lower()).strip('_')}"
    if len(name) <= NAME_CHARACTERS_MAX:
        return name
    return f"{name[:NAME_CHARACTERS_MAX]}_{sha256(incident.encode()).hexdigest()[:8]}"


def _check(conn: Connection, incident: str, mode: Mode) -> None:
    with conn.transaction():
        conn.execute(query("database", "claim"), {"incident": incident, "mode": mode})
        found = conn.execute(query("database", "whose")).fetchone()
    if found != (incident, mode):
        is_of = "nobody's" if found is None else f"that of {found[0]} in {found[1]}"
        raise WrongDatabaseError(f"asked for {incident} in {mode}; it is {is_of}")
