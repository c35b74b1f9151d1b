"""The embedded PostgreSQL: who starts it, who stops it, and what happens when either is killed.

Whoever uses the server holds a shared lock on `users.lock`; the first one starts the server, the
last one to leave stops it. The server's processes hold `alive.lock` between them, by inheritance.
The kernel drops a lock with its holder, so that neither kill -9 nor a number that the system gave
to another process can mislead us. Every change of state happens under `server.lock`.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib import resources
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from blackstart.store.engine import Engine, engine
from blackstart.store.errors import ServerUnreachableError
from blackstart.store.home import Home, hand_over, server_name, server_user

OWNER = "blackstart_owner"
APPLICATION = "blackstart_app"
START_SECONDS_MAX = 60.0
STOP_SECONDS_MAX = 30
LOG_BYTES_MAX = 5_000_000
SOCKET, SOCKET_LOCK = ".s.PGSQL.5432", ".s.PGSQL.5432.lock"
SOCKET_PATH_BYTES_MAX = 100  # the kernel takes 107

SHORT = Path("/tmp")  # noqa: S108 - the folder in it is made ours alone, or not used
FAST_AND_FORGETFUL = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"


class Server:
    """An embedded PostgreSQL in a data folder, on a Unix socket, with no port open.

    Args:
        home: the data folder.
        durable: False loses data when the power fails; for tests.
    """

    def __init__(self, home: Home, *, durable: bool = True) -> None:
        """Name the server; nothing is started yet."""
        self._home = home
        self._durable = durable
        self._users: int | None = None
        self._process = os.getpid()
        self._engine: Engine | None = None

    def join(self) -> str:
        """Use the server: start it if nobody has, and keep it running until `leave`.

        Returns:
            How to connect as the owner of all databases, without a database's name.

        Raises:
            ServerUnreachableError: it did not start, or does not answer in time.
        """
        self._home.make()
        with self._alone():
            if self._users is None:
                self._users = _open(self._home.root / "users.lock")
                fcntl.flock(self._users, fcntl.LOCK_SH)
            try:
                self._ensure_running()
            except BaseException:
                self._forget()
                raise
        return self.conninfo()

    def leave(self) -> None:
        """Stop using the server; whoever leaves last stops it."""
        # A forked child shares our lock; it must not stop the server over our head.
        if self._users is None or self._process != os.getpid():
            return
        with self._alone():
            if _locked(self._users):
                self._stop()
            self._forget()

    def stop(self) -> None:
        """Stop the server, whoever uses it."""
        with self._alone():
            self._stop()

    def conninfo(self, user: str = OWNER) -> str:
        """Tell how to connect, without a database's name."""
        # Nobody else's server may take the place of ours, not even under our socket's name.
        peer = server_name(self._home.server)
        folder = str(self._socket_folder())
        return make_conninfo(host=folder, port=5432, user=user, requirepeer=peer)

    def alive(self) -> bool:
        """Tell whether a process of the server is there, answering or not."""
        if not self._home.root.is_dir():
            return False
        lock = _open(self._home.root / "alive.lock")
        try:
            return not _locked(lock)
        finally:
            os.close(lock)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        lock = _open(self._home.root / "server.lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _forget(self) -> None:
        if self._users is not None:
            os.close(self._users)
            self._users = None

    def _ensure_running(self) -> None:
        deadline, pause, launched = time.monotonic() + START_SECONDS_MAX, 0.01, False
        while fault := self._fault():
            if not self.alive():
                # What was alive at first may have been on its way out; our own may not die.
                if launched:
                    raise ServerUnreachableError(f"it ended at once: {self._last_words()}")
                self._launch()
                launched = True
            if time.monotonic() > deadline:
                raise ServerUnreachableError(f"{START_SECONDS_MAX:.0f} s in vain: {fault}")
            time.sleep(pause)
            pause = min(2 * pause, 0.2)

    def _fault(self) -> str:
        """Say why the server does not answer; nothing when it does."""
        try:
            psycopg.connect(self.conninfo(), dbname="postgres", connect_timeout=5).close()
        except psycopg.OperationalError as fault:
            return str(fault).strip()
        return ""

    def _launch(self) -> None:
        """Start the server; nobody of an earlier one is left, so what it left behind is stale."""
        programs = self._programs()
        self._make_cluster(programs)
        for stale in (self._home.data / "postmaster.pid", self._socket_folder() / SOCKET_LOCK):
            stale.unlink(missing_ok=True)
        _write(self._home.data / "postgresql.conf", self._settings())
        _write(self._home.data / "pg_hba.conf", "local all all trust\n")
        if self._home.log.exists() and self._home.log.stat().st_size > LOG_BYTES_MAX:
            self._home.log.replace(self._home.log.with_suffix(".log.1"))
        hand_over(self._socket_folder(), programs.user)
        alive = _open(self._home.root / "alive.lock")
        try:
            fcntl.flock(alive, fcntl.LOCK_EX)
            programs.run(
                "pg_ctl", "start", "-D", self._home.data, "-W", "-l", self._home.log, keep=(alive,)
            )
        finally:
            os.close(alive)

    def _programs(self) -> Engine:
        if self._engine is None:
            self._engine = engine(self._home, server_user(self._home.server))
        return self._engine

    def _make_cluster(self, programs: Engine) -> None:
        """Make the databases' folder, whole or not at all."""
        hand_over(self._home.server, programs.user)
        if self._home.data.exists():
            return
        unfinished = self._home.server / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        made = programs.run(
            "initdb",
            *("-D", unfinished, "--username", OWNER, "--auth", "trust", "--encoding", "UTF8"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-locale"),
            *(() if self._durable else ("--no-sync",)),
        )
        if made.returncode:
            raise ServerUnreachableError(f"initdb: {made.stderr.strip()}")
        unfinished.rename(self._home.data)

    def _settings(self) -> str:
        settings = resources.files("blackstart.store").joinpath("postgresql.conf").read_text()
        folder = str(self._socket_folder()).replace("'", "''")
        ours = f"unix_socket_directories = '{folder}'\n"
        return settings + ours + ("" if self._durable else FAST_AND_FORGETFUL)

    def _socket_folder(self) -> Path:
        """Name the folder of the socket: within the home, or a short one if that is too long."""
        near = self._home.server / "socket"
        if len(os.fsencode(near / SOCKET)) <= SOCKET_PATH_BYTES_MAX:
            return near
        name = sha256(os.fsencode(self._home.root.resolve())).hexdigest()[:16]
        return SHORT / f"blackstart-{name}"

    def _stop(self) -> None:
        if not self.alive():
            return
        for how in ("fast", "immediate"):
            self._programs().run(
                *("pg_ctl", "stop", "-D", self._home.data, "-w", "-m", how),
                *("-t", str(STOP_SECONDS_MAX)),
            )
            if not self._lives_on():
                with suppress(OSError):
                    self._socket_folder().rmdir()
                return
        raise ServerUnreachableError("it does not stop")

    def _lives_on(self) -> bool:
        """Tell whether the server is still there, a moment after it said that it ended."""
        for _ in range(100):
            if not self.alive():
                return False
            time.sleep(0.02)
        return True

    def _last_words(self) -> str:
        with suppress(FileNotFoundError):
            return " / ".join(self._home.log.read_text(errors="replace").splitlines()[-3:])
        return "it wrote no log"


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _locked(file: int) -> bool:
    """Take a lock for ourselves alone, unless somebody else holds it."""
    with suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)  # in a folder that is closed to others; the server may be another user
