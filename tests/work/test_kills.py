"""Workers that are killed, stopped or forgotten while documents go from file to debt.

A small part of what `python -m bench.kills` does with 20,000 documents and 100 kills.
"""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bench._kills_ours import Heap
from bench._lives import Life, decide, load, work
from bench.capacity import DOCUMENTS_A_SCALE, recipe
from bench.kills import differences
from blackstart.exercise.build import build
from blackstart.store import inbox
from blackstart.store.database import Store
from blackstart.store.server import Server
from blackstart.work import queue
from tests.fixtures_store import fresh_store
from tests.work.incident import tables, take_in

pytestmark = pytest.mark.slow

DOCUMENTS, KILLS = 400, 6
SECONDS_MAX = 60


@pytest.fixture(scope="module")
def heap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a dossier with documents in four formats."""
    folder = tmp_path_factory.mktemp("heap") / "dossier"
    return build(recipe(), folder, DOCUMENTS / DOCUMENTS_A_SCALE)


def test_kills_lose_nothing_and_do_nothing_twice(
    home: Path, server: Server, store: Store, heap: Path
) -> None:
    """Six kill -9s of three workers: every table and every event as without, each read once."""
    with fresh_store(home, server) as calm:
        take_in(calm, heap)
        decide(calm, heap)
        busy = Heap(store, heap, DOCUMENTS, KILLS)
        busy.read()
        busy.decide()
        assert busy.struck["work"] == KILLS
        assert list(differences(calm, store)) == []


def test_a_worker_that_was_stopped_changes_nothing_when_it_wakes(store: Store, heap: Path) -> None:
    """Past its lease the server has ended its transaction, and another one reads everything."""
    few = (store.home.root, store.incident, work, heap)
    stopped = Life(*few, batch=500, lease="500ms", blow=signal.SIGSTOP)
    load(store, heap)
    _until(lambda: _readers(store) == 1)
    time.sleep(0.6)
    queue.look_again(store)
    queue.work_off(store)
    before = tables(store)
    assert "received" not in before["documents"]["state"]
    stopped.give(signal.SIGCONT)
    time.sleep(1)
    assert stopped.alive()
    assert all(rows.equals(before[name]) for name, rows in tables(store).items())
    stopped.kill()


def test_a_worker_that_was_forgotten_begins_anew(store: Store, heap: Path) -> None:
    """Who slept so long that the others took it off the list works again when there is work."""
    life = Life(store.home.root, store.incident, work, heap, batch=500)
    _until(lambda: _workers(store) == 1)
    with store.connect() as conn:
        conn.execute("DELETE FROM procrastinate_workers")
    load(store, heap)
    _until(lambda: _workers(store) == 1 and not _waiting(store))
    life.kill()


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS_MAX
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _readers(store: Store) -> int:
    """Count the transactions that have taken documents."""
    return _count(store, f"pg_stat_activity WHERE application_name = '{inbox.READER}'")


def _workers(store: Store) -> int:
    return _count(store, "procrastinate_workers")


def _waiting(store: Store) -> int:
    return _count(store, "documents WHERE state = 'received'")


def _count(store: Store, rows: str) -> int:
    with store.connect() as conn:
        found = conn.execute(f"SELECT count(*) FROM {rows}".encode()).fetchone()  # noqa: S608 - names of ours
    return int((found or (0,))[0])
