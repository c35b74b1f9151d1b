"""The embedded server starts when it is needed, stops when it is not, and survives kill -9."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from blackstart.base.today import Mode
from blackstart.store import engine
from blackstart.store.database import Store, open_store
from blackstart.store.errors import HomeUnreachableError, ServerUnreachableError
from blackstart.store.home import Home
from blackstart.store.server import Server
from tests.fixtures_store import fresh_home

# Says that the store is open, and stays until somebody closes its standard input.
PROCESS = """
import sys
from pathlib import Path
from blackstart.base.today import Mode
from blackstart.store.database import open_store
with open_store(Path(sys.argv[1]), "case", Mode.EXERCISE):
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def own() -> Iterator[Path]:
    """Name a data folder without a server yet; whatever runs in it ends with the test."""
    folder = fresh_home()
    yield folder
    Server(Home(root=folder)).stop()
    shutil.rmtree(folder)


def other(home: Path) -> subprocess.Popen[str]:
    """Start a process that opens the store, in a session of its own as from another terminal."""
    return subprocess.Popen(
        [sys.executable, "-c", PROCESS, home],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def until_open(process: subprocess.Popen[str]) -> None:
    """Wait until a process says that its store is open."""
    assert process.stdout is not None
    if process.stdout.readline() != "open\n":
        pytest.fail(process.communicate()[1])


def finish(process: subprocess.Popen[str]) -> None:
    """Let a process end by itself, and see that it had nothing to complain about."""
    _, complaints = process.communicate(timeout=60)
    assert (process.returncode, complaints) == (0, "")


def kill(process: subprocess.Popen[str]) -> None:
    """Kill a process with -9 and wait until it is gone."""
    process.kill()
    process.communicate(timeout=60)


def case(home: Path) -> Store:
    """Open the store of the test's incident."""
    return open_store(home, "case", Mode.EXERCISE)


def postmaster(home: Path) -> int:
    """Give the number of the server's first process."""
    return int((Home(root=home).data / "postmaster.pid").read_text().splitlines()[0])


def events(store: Store) -> int:
    """Count the events, to see that the store answers and what it kept."""
    with store.connect() as conn:
        found = conn.execute("SELECT count(*) FROM event").fetchone()
    assert found is not None
    return int(found[0])


def add_event(store: Store) -> None:
    """Commit an event that must still be there after a crash."""
    with store.transaction() as conn:
        conn.execute("INSERT INTO event (body, leaf_hash) VALUES (%s, %s)", [BODY, b"\0" * 32])


BODY = '{"act":"a","actor":"b","at":"c","facts":{},"subject":"d"}'


def test_the_last_one_to_leave_stops_it(own: Path) -> None:
    """Two stores share one server; it ends with the second one, and leaves no process behind."""
    first, second = case(own), case(own)
    running = postmaster(own)
    first.close()
    assert postmaster(own) == running
    assert events(second) == 0
    second.close()
    second.close()
    assert not Server(Home(root=own)).alive()


def test_nobody_has_started_it_yet(tmp_path: Path) -> None:
    """Asking whether a server is alive makes neither a server nor a folder."""
    server = Server(Home(root=tmp_path / "home"))
    server.leave()
    assert not server.alive()
    assert not (tmp_path / "home").exists()


def test_no_port_is_open(own: Path) -> None:
    """The server listens on its Unix socket and nowhere else, and keeps what it is told."""
    with case(own) as store, store.connect() as conn:
        found = conn.execute(
            "SELECT current_setting('listen_addresses'), current_setting('fsync'),"
            " current_setting('shared_buffers'), current_setting('unix_socket_permissions')"
        ).fetchone()
    assert found == ("", "on", "128MB", "0700")


def test_a_long_path_gets_a_short_socket(own: Path) -> None:
    """A data folder too deep for the name of a socket has it in a short folder of its own."""
    deep = own / ("d" * 60) / ("e" * 60)
    with case(deep) as store:
        assert events(store) == 0
        assert str(deep) not in store.conninfo
        folder = Path(str(conninfo_to_dict(store.conninfo)["host"]))
    assert not Server(Home(root=deep)).alive()
    assert not folder.exists()


def test_a_folder_that_somebody_else_made_is_not_used(own: Path) -> None:
    """A link in the place of the server's folder is refused, and not followed."""
    elsewhere = own / "elsewhere"
    elsewhere.mkdir()
    (own / "server").symlink_to(elsewhere)
    with pytest.raises(HomeUnreachableError, match="is not ours"):
        case(own)
    assert elsewhere.stat().st_uid == os.geteuid()
    (own / "server").unlink()


def test_anothers_server_is_not_taken_for_ours(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server under our socket's name that another user runs gets nothing from us."""
    with case(own):
        monkeypatch.setattr("blackstart.store.server.server_name", lambda _: "daemon")
        monkeypatch.setattr("blackstart.store.server.START_SECONDS_MAX", 0.2)
        with pytest.raises(ServerUnreachableError, match="requirepeer"):
            case(own)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become another user")
def test_roots_own_folder_is_refused_in_words(own: Path) -> None:
    """As root, a folder that the server's user cannot enter is named, and nothing is opened up."""
    closed = own / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(HomeUnreachableError, match="closed"):
        case(closed / "home")
    assert closed.stat().st_mode & 0o777 == 0o700
    shutil.rmtree(closed)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become another user")
def test_programs_that_are_closed_to_others_are_copied(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root, with the virtual environment in root's own folder, a copy of PostgreSQL runs."""
    monkeypatch.setattr(engine, "_usable", lambda *_: False)
    for _ in range(2):
        with case(own) as store:
            assert events(store) == 0
    assert len(list(own.glob("engine-*"))) == 1


def test_a_server_that_cannot_start_says_why(own: Path) -> None:
    """A broken cluster gives the server's own last words, and nothing is left running."""
    case(own).close()
    (own / "server" / "data" / "PG_VERSION").write_text("9\n")
    with pytest.raises(ServerUnreachableError, match="incompatible with server"):
        case(own)
    assert not Server(Home(root=own)).alive()


def test_a_half_made_cluster_is_made_anew(own: Path) -> None:
    """What a killed initdb left behind does not stop the next one."""
    Home(root=own).make()
    case(own).close()
    (own / "server" / "data").rename(own / "server" / "data.unfinished")
    with case(own) as store:
        assert events(store) == 0


def test_an_old_log_is_put_aside(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log does not grow for ever: a large one is replaced at the next start."""
    monkeypatch.setattr("blackstart.store.server.LOG_BYTES_MAX", 10)
    case(own).close()
    case(own).close()
    assert (own / "server" / "server.log.1").exists()


def test_a_cluster_that_cannot_be_made_says_why(own: Path) -> None:
    """When initdb fails, its own words are told, and there is no half-made cluster."""
    case(own).close()
    shutil.rmtree(own / "server" / "data")
    (own / "server" / "data.unfinished").write_text("in the way")
    with pytest.raises(ServerUnreachableError, match="initdb"):
        case(own)
    assert not (own / "server" / "data").exists()


def test_a_server_that_never_answers_is_not_waited_for_for_ever(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While something of an old server is alive, no second one is started; the wait has an end."""
    case(own).close()
    monkeypatch.setattr("blackstart.store.server.START_SECONDS_MAX", 0.2)
    with (own / "alive.lock").open("rb") as alive:
        fcntl.flock(alive, fcntl.LOCK_EX)
        with pytest.raises(ServerUnreachableError, match="in vain"):
            case(own)
    assert not (own / "server" / "data" / "postmaster.pid").exists()


@pytest.mark.slow
def test_many_at_once_start_one_server(own: Path) -> None:
    """Six processes that open a new data folder together end up on one server, and stop it."""
    processes = [other(own) for _ in range(6)]
    for process in processes:
        until_open(process)
    for process in processes:
        finish(process)
    assert not Server(Home(root=own)).alive()


@pytest.mark.slow
def test_kill_9_of_the_parent(own: Path) -> None:
    """A server whose starter was killed goes on; the next user finds it, and stops it."""
    process = other(own)
    until_open(process)
    kill(process)
    running = postmaster(own)
    with case(own) as store:
        assert postmaster(own) == running
        assert events(store) == 0
    assert not Server(Home(root=own)).alive()


@pytest.mark.slow
def test_kill_9_of_the_server(own: Path) -> None:
    """After kill -9 of the server the open store brings it back, with all that was committed."""
    with case(own) as store:
        add_event(store)
        os.kill(postmaster(own), signal.SIGKILL)
        assert events(store) == 1


@pytest.mark.slow
def test_kill_9_of_both(own: Path) -> None:
    """After kill -9 of the starter and of the server the next one starts anew, nothing lost."""
    process = other(own)
    until_open(process)
    with case(own) as store:
        add_event(store)
    kill(process)
    os.kill(postmaster(own), signal.SIGKILL)
    with case(own) as store:
        assert events(store) == 1
    assert not Server(Home(root=own)).alive()


@pytest.mark.slow
def test_a_number_given_to_another_process_does_not_mislead(own: Path) -> None:
    """A stale pid file with the number of a living stranger does not stop the start."""
    case(own).close()
    (own / "server" / "data" / "postmaster.pid").write_text(f"{os.getppid()}\n")
    with case(own) as store:
        assert events(store) == 0


@pytest.mark.slow
def test_orphans_end_before_a_new_server_begins(own: Path) -> None:
    """A query that outlives its killed server is waited for: two servers never share a folder."""
    with case(own) as store:
        busy = psycopg.connect(store.conninfo)
        busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 8000000) AS n WHERE n > 7")
        time.sleep(0.2)
        os.kill(postmaster(own), signal.SIGKILL)
        assert events(store) == 0
        busy.close()


@pytest.mark.slow
def test_ctrl_c_in_the_terminal_is_not_for_the_server(own: Path) -> None:
    """An interrupt to the whole group of the starter ends the starter, not the server of others."""
    process = other(own)
    until_open(process)
    with case(own) as store:
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=60)
        with psycopg.connect(store.conninfo) as conn:
            assert conn.execute("SELECT 1").fetchone() == (1,)
