"""Ctrl-C, a port that is taken, a reader that fails, a record that was changed."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlparse

import pytest

from blackstart.cli import serve
from blackstart.store.database import Store
from blackstart.work import queue
from tests.cli.door import Door, small

PROGRAM = Path(sys.executable).parent / "blackstart"
KEPT = "Interrupted. What was finished is kept; what was going on changed nothing."


@pytest.fixture(autouse=True)
def _hears_ctrl_c() -> Iterator[None]:
    """Whoever runs the tests in the background has made them, and so their children, deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@contextmanager
def started(door: Door, *words: object) -> Iterator[subprocess.Popen[str]]:
    """Start the program in a process of its own, and see to it that it ends."""
    environment = {**os.environ, "BLACKSTART_HOME": str(door.home), "BLACKSTART_DATABASE_URL": ""}
    with subprocess.Popen(
        [PROGRAM, *map(str, words)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def told(process: subprocess.Popen[str], words: str) -> str:
    """Read what a process tells until a line holds some words."""
    assert process.stderr is not None
    return next(line for line in process.stderr if words in line)


def test_ctrl_c_ends_a_run_with_130_and_it_goes_on(
    blackstart: Door, tmp_path: Path, name: str
) -> None:
    """What was loaded stays, and the next run does the rest."""
    dossier = small(tmp_path, blackstart.make_room(name))
    with started(blackstart, "run", dossier, "--once") as process:
        told(process, "table receipts")
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout) == (130, "")
    assert KEPT in stderr
    assert "Traceback" not in stderr
    assert blackstart.document("run", dossier, "--once")["load"]["documents"]["new"] == 47


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_the_control_room_is_served_until_it_is_stopped(
    blackstart: Door, tmp_path: Path, name: str, sent: signal.Signals
) -> None:
    """The page answers on this machine; Ctrl-C and a polite kill end it with 130."""
    dossier = small(tmp_path, blackstart.make_room(name))
    with started(blackstart, "run", dossier) as process:
        line = told(process, "Control room")
        address = next(word for word in line.split() if word.startswith("http://localhost:"))
        port = urlparse(address).port
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as answer:
            assert answer.read() == b"ok"
        process.send_signal(sent)
        stdout, stderr = process.communicate(timeout=60)
    assert "EXERCISE; this machine only" in line
    assert stdout.startswith(f"EXERCISE {name}, as of ")
    assert process.returncode == 130
    assert KEPT in stderr


def test_ctrl_c_ends_a_worker_with_130(blackstart: Door, tmp_path: Path, name: str) -> None:
    """A worker works until it is stopped, and says what still waits."""
    blackstart("load", small(tmp_path, blackstart.make_room(name)), exit_code=3)
    with blackstart.store(name) as store, started(blackstart, "worker") as process:
        told(process, f"works for {name} (EXERCISE). Ctrl-C stops it.")
        wait_for_worker(store)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "0 documents wait to be read." in stderr


def wait_for_worker(store: Store) -> None:
    """Wait until a worker has given its first sign of life."""
    for _ in range(600):
        with store.connect() as conn:
            found = conn.execute("SELECT count(*), pg_sleep(0.1) FROM procrastinate_workers")
            if (found.fetchone() or (0,))[0]:
                return
    raise TimeoutError


def test_a_port_that_is_taken_gives_way(capsys: pytest.CaptureFixture[str]) -> None:
    """The next free port is taken, and said."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with serve.listen(port) as listener:
            assert listener.getsockname()[0] == "127.0.0.1"
            assert listener.getsockname()[1] > port
    assert f"Port {port} is taken; trying the next one." in capsys.readouterr().err


def test_no_port_at_all_ends_with_6(
    blackstart: Door, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The document was printed before; what was decided is kept."""
    monkeypatch.setattr(serve, "PORTS_TRIED", 1)
    dossier = small(tmp_path, blackstart.make_room(name))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = blackstart("run", dossier, "--json", "--port", port, exit_code=6)
    assert json.loads(said.stdout)["dossier"] == name
    assert f"No port from {port} to {port} can be used. What was decided is kept." in said.stderr


def test_a_reader_that_fails_is_a_fault_of_ours(
    blackstart: Door, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run goes on without the documents, counts them, and ends with 1; the next reads them."""

    def fail(_store: Store) -> None:
        raise ZeroDivisionError("the reader fails")

    jobs = tuple((job, fail if job == "read" else does) for job, does in queue.JOBS)
    monkeypatch.setattr(queue, "JOBS", jobs)
    dossier = small(tmp_path, blackstart.make_room(name))
    document = blackstart.document("run", dossier, "--once", exit_code=1)
    assert document["load"]["documents_unread"] == 47
    said = blackstart("run", dossier, "--once", exit_code=1)
    assert (
        "unread     47 documents could not be read, which is a fault of Blackstart" in said.stdout
    )
    monkeypatch.undo()
    assert blackstart.document("run", dossier, "--once")["load"]["documents_unread"] == 0


def test_a_changed_entry_is_named(blackstart: Door, tmp_path: Path, name: str) -> None:
    """Somebody rewrites what was done; verify names the entry and ends with 5."""
    blackstart("load", small(tmp_path, blackstart.make_room(name)), exit_code=3)
    blackstart.as_intruder(
        name,
        """UPDATE event SET body = replace(body, '"refused":3', '"refused":0') WHERE seq = 2""",
    )
    said = blackstart("record", "verify", exit_code=5)
    assert "BROKEN at entry 1 (event 2): its text does not have its hash" in said.stdout
    verdict = blackstart.document("record", "verify", exit_code=5)
    assert verdict["broken"]["index"] == 1


def test_a_record_that_nobody_sealed_is_not_checked(
    blackstart: Door, tmp_path: Path, name: str
) -> None:
    """Without a checkpoint nothing can be checked, and that never looks like passed."""
    blackstart("load", small(tmp_path, blackstart.make_room(name)), exit_code=3)
    blackstart.as_intruder(name, "TRUNCATE log, checkpoint")
    said = blackstart("record", "verify", exit_code=5)
    assert said.stdout.startswith("NOT CHECKED: nothing is sealed yet;")


def test_a_lost_key_is_said(blackstart: Door, tmp_path: Path, name: str) -> None:
    """Verify makes no new key, and a load that cannot seal says so and ends with 5."""
    dossier = small(tmp_path, blackstart.make_room(name))
    blackstart("load", dossier, exit_code=3)
    blackstart("exercise", "advance")
    keys = [*(blackstart.home / "keys").glob(f"exercise_{name.replace('-', '_')}.*")]
    assert len(keys) == 2
    for key in keys:
        key.unlink()
    said = blackstart("record", "verify", exit_code=5)
    assert "holds no public key. Nothing was changed." in said.stderr
    assert not any(key.exists() for key in keys)
    said = blackstart("load", dossier, exit_code=5)
    assert "was sealed with another key than the data folder's; nothing was sealed." in said.stderr


def test_the_export_is_checked_without_us(blackstart: Door, tmp_path: Path, name: str) -> None:
    """The three files and a bare Python are enough; one changed byte is found."""
    blackstart("load", small(tmp_path, blackstart.make_room(name)), exit_code=3)
    folder = tmp_path / "out of the house"
    files = blackstart.document("record", "export", folder)["files"]
    words = [sys.executable, "-I", *files]
    assert subprocess.run(words, check=False, capture_output=True).returncode == 0
    record = folder / "record.ndjson"
    record.write_bytes(record.read_bytes().replace(b"dossier.load", b"dossier.lost", 1))
    ended = subprocess.run(words, check=False, capture_output=True, text=True)
    assert ended.returncode == 5
    assert "BROKEN at entry " in ended.stdout
