"""Capacity is a number of workers: each document is read once, by whoever is alive."""

import asyncio
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from signal import SIGKILL
from unittest.mock import AsyncMock, patch

import polars as pl
import pytest

from blackstart.day.tables import table
from blackstart.store import frames, inbox
from blackstart.store.database import Store
from blackstart.work import intake, moment, queue, reading
from tests.work import killed
from tests.work.incident import described, quiet, tables
from tests.work.killed import Blow, Life

MANY = 2_000
DAY = date(2025, 9, 25)
AT = datetime(2025, 9, 25, 3, tzinfo=UTC)
TAKEOVER_SECONDS_MAX = 40

HEADER = "invoice_number,kind,issued_on,currency,seller_id,seller_name,order_no,line_no,part"
HEADER += ",quantity,unit_price,line_total,net_total,tax_total,gross_total,payable"
LINE = "INV-{},invoice,2025-09-02,GBP,S1,Firm Ltd,55,1,P1,2,1.50,3.00,3.00,0.00,3.00,3.00"


def _dossier(folder: Path, count: int) -> Path:
    """Write a dossier of nothing but invoices."""
    (folder / "documents").mkdir(parents=True)
    for number in range(count):
        path = folder / "documents" / f"{number:05}.csv"
        path.write_text(f"{HEADER}\n{LINE.format(number)}\n", "utf-8")
    return folder


def _load(store: Store, folder: Path) -> None:
    dossier = described(folder)
    intake.load(store, dossier, moment.start(store, dossier.as_of), quiet)


def _waiting(store: Store) -> int:
    with store.connect() as conn:
        return inbox.waiting(conn)


def _jobs(store: Store) -> list[tuple[str, str]]:
    with store.connect() as conn:
        rows = conn.execute("SELECT task_name, status::text FROM procrastinate_jobs ORDER BY id")
        return [(str(name), str(status)) for name, status in rows.fetchall()]


def _plan(store: Store, rate: int) -> None:
    row = {"activity": "paying", "day": DAY, "mode": "manual", "rate": rate, "used": 0}
    rows = pl.DataFrame([row], schema=table("rates").empty().schema)
    with store.transaction() as conn:
        frames.upsert(conn, table("rates"), rows)


def test_a_job_exists_exactly_when_its_change_does(store: Store) -> None:
    """A job that was asked for in a transaction that came to nothing does not exist."""

    def asked(*, fails: bool) -> None:
        with store.transaction() as conn:
            queue.defer(conn, store, "read")
            if fails:
                raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        asked(fails=True)
    assert _jobs(store) == []
    asked(fails=False)
    assert _jobs(store) == [("read", "todo")]


def test_jobs_that_are_done_are_gone(store: Store) -> None:
    """Jobs run in the order in which they were asked for, and leave no rows behind."""
    queue.ask(store, "seal", "post", "read")
    queue.work_off(store)
    assert _jobs(store) == []
    queue.work_off(store)


def test_a_job_that_fails_is_tried_again_and_then_stays(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody can read is tried some times, and waits, visible, until somebody can."""
    _load(store, _dossier(tmp_path, 3))
    tries = []

    def fails(*_: object) -> None:
        tries.append(1)
        raise RuntimeError("damaged")

    with monkeypatch.context() as patched:
        patched.setattr(reading, "read_documents", fails)
        queue.work_off(store)
    assert len(tries) == 2 * (1 + queue.TRIES_MORE)  # asked for when loaded, and once more
    assert _waiting(store) == 3
    assert _jobs(store) == [("read", "failed")] * 2
    queue.ask_for_reading(store)
    queue.work_off(store)
    assert _waiting(store) == 0


@pytest.mark.slow
def test_two_workers_share_the_documents(home: Path, store: Store, tmp_path: Path) -> None:
    """Two processes read 2,000 documents: each exactly once, none is lost, both do some."""
    folder = _dossier(tmp_path, MANY)
    _load(store, folder)
    queue.ask_for_reading(store)  # twice as many jobs as there is work for
    started = time.perf_counter()
    lives = [Life(home, store.incident, killed.read_off, 100) for _ in range(2)]
    first, second = (life.result() for life in lives)
    seconds = time.perf_counter() - started
    sys.stdout.write(f"{MANY} documents by two: {len(first)} + {len(second)}, {seconds:.1f} s\n")
    assert first
    assert second
    assert len(first) + len(second) == MANY
    kept = tables(store)
    assert sorted([*first, *second]) == kept["documents"]["document"].to_list()
    assert kept["documents"]["state"].unique().to_list() == ["read"]
    assert sorted(kept["invoices"]["number"]) == sorted(f"INV-{each}" for each in range(MANY))


def test_the_last_one_waits_for_the_others(home: Path, store: Store, tmp_path: Path) -> None:
    """Who finds nothing left to take comes back only when what others have taken is read."""
    _load(store, _dossier(tmp_path, 40))
    with store.transaction() as conn:
        held = inbox.take(conn, 30)  # somebody reads them
        life = Life(home, store.incident, killed.read_off, 40)
        life.process.join(2)
        assert life.process.is_alive()
        assert _waiting(store) == 30
    assert len(held) == 30
    assert len(life.result()) == 40  # what was held was let go unread
    assert _waiting(store) == 0


@pytest.mark.slow
def test_a_dead_workers_documents_are_read_by_another(
    home: Path, store: Store, tmp_path: Path
) -> None:
    """Kill -9 of a worker in the middle of a batch: another one takes over, by itself."""
    _load(store, _dossier(tmp_path, 40))
    dying = Life(home, store.incident, killed.work_on, blow=Blow(call="work.reading._keep"))
    assert dying.end() == -SIGKILL
    assert _jobs(store)[0] == ("read", "doing")
    assert _waiting(store) == 40
    started = time.perf_counter()
    other = Life(home, store.incident, killed.work_on)
    seconds = 0.0
    while _waiting(store) and seconds < TAKEOVER_SECONDS_MAX:
        time.sleep(0.05)
        seconds = time.perf_counter() - started
    other.process.kill()
    other.end()
    sys.stdout.write(f"taken over {seconds:.1f} s after the death of a worker\n")
    assert tables(store)["invoices"].height == 40


def test_a_run_does_not_wait_for_the_dead(home: Path, store: Store, tmp_path: Path) -> None:
    """What a dead worker had begun is free at once: the next run reads it without a pause."""
    _load(store, _dossier(tmp_path, 40))
    dying = Life(home, store.incident, killed.work_on, blow=Blow(call="work.reading._keep"))
    assert dying.end() == -SIGKILL
    started = time.perf_counter()
    queue.work_off(store)
    assert _waiting(store) == 0
    assert time.perf_counter() - started < queue.STALLED_SECONDS


def test_two_at_once_never_take_more_than_there_is(home: Path, store: Store) -> None:
    """Two processes perform steps that take capacity: together exactly what the day allows."""
    _plan(store, 15)
    lives = [Life(home, store.incident, killed.take_turns, name, AT, 12) for name in ("one", "two")]
    assert sum(life.result() for life in lives) == 15
    assert tables(store)["rates"]["used"].to_list() == [15]


def test_the_quota_holds_without_the_steps_lock(home: Path, store: Store) -> None:
    """The guarded update alone is enough: who comes too late gets nothing."""
    _plan(store, 15)
    lives = [Life(home, store.incident, killed.grab, DAY, 12) for _ in range(2)]
    assert sum(life.result() for life in lives) == 15
    assert tables(store)["rates"]["used"].to_list() == [15]


def test_a_look_at_the_dead_may_die_too(store: Store) -> None:
    """Who died while looking for the dead stops nobody: one of its kind waits already."""
    with store.connect() as conn:
        conn.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, queueing_lock) VALUES"
            " ('blackstart', 'take over', 'doing', 'take over'),"
            " ('blackstart', 'take over', 'todo', 'take over')"
        )
        conn.execute("""UPDATE procrastinate_jobs SET args = '{"timestamp": 0}'""")
    queue.work_off(store)
    assert _jobs(store) == []


def test_two_may_bury_the_same(store: Store) -> None:
    """Two workers that give the same job back at the same time: the second one does nothing."""
    queue.ask(store, "seal")
    with store.connect() as conn:
        conn.execute("UPDATE procrastinate_jobs SET status = 'doing'")

    async def twice() -> None:
        async with queue.queue(store).open_async() as app:
            (job,) = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=1)
            stalled = AsyncMock(return_value=[job, job])
            with patch.object(app.job_manager, "get_stalled_jobs", stalled):
                await queue.retry_stalled(app)

    asyncio.run(twice())
    assert _jobs(store) == [("seal", "todo")]
