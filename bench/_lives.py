"""Processes that work on a store until they are done, stopped or killed.

Each is forked from one that has imported everything and done nothing, so that a kill hits work and
not the start of Python.
"""

import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import polars as pl

from blackstart.base.today import Mode
from blackstart.day.order import STEPS
from blackstart.post.dossier.folder import describe
from blackstart.post.reader import Heap
from blackstart.store import inbox
from blackstart.store.database import Connection, Store, open_store
from blackstart.work import documents, engine, intake, moment, queue, reading

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])

AS_OF = datetime(2026, 1, 1, tzinfo=UTC)  # a dossier says itself when it is
UP_TO = "invoices.decide"


def load(store: Store, folder: Path) -> None:
    """Take a dossier's tables and documents in."""
    described = describe(folder, AS_OF)
    intake.load(store, described, moment.start(store, described.as_of), _nobody)


def work(store: Store, _folder: Path) -> None:
    """Read documents as they come."""
    queue.work_on(store, f"worker {os.getpid()}")


def decide(store: Store, _folder: Path) -> None:
    """Perform the steps of the day up to the debts."""
    clock = moment.clock(store)
    for step in STEPS[: [step.name for step in STEPS].index(UP_TO) + 1]:
        engine.perform(store, step, clock)


def _nobody(_line: str) -> None:
    """Tell nobody what is being done."""


class Life:
    """A process that does one thing on a store."""

    def __init__(
        self,
        home: Path,
        incident: str,
        do: Callable[[Store, Path], None],
        folder: Path,
        *,
        batch: int,
        lease: str = inbox.LEASE,
        blow: int = 0,
    ) -> None:
        """Start it.

        Args:
            home: the data folder.
            incident: whose store.
            do: what it does.
            folder: the dossier.
            batch: how many documents are taken at a time.
            lease: for how long.
            blow: signal that it gives itself when it has read some and written nothing; 0: none.
        """
        told = (home, incident, do, folder, batch, lease, blow)
        self._process = PROCESSES.Process(target=_live, args=told, daemon=True)
        self._process.start()

    def give(self, sent: int) -> None:
        """Send it a signal."""
        if self._process.pid is not None:
            os.kill(self._process.pid, sent)

    def kill(self) -> bool:
        """Kill it; tell whether it was alive."""
        self._process.kill()
        return self.end() == -signal.SIGKILL

    def alive(self) -> bool:
        """Tell whether it has not ended."""
        return self._process.is_alive()

    def end(self) -> int | None:
        """Wait for its end; give its exit code, negative: the signal that killed it."""
        self._process.join()
        return self._process.exitcode


def _live(
    home: Path,
    incident: str,
    do: Callable[[Store, Path], None],
    folder: Path,
    batch: int,
    lease: str,
    blow: int,
) -> None:
    documents.FILES_A_BATCH = reading.DOCUMENTS_A_JOB = batch
    inbox.LEASE = lease
    if blow:
        _arm(blow)
    with open_store(home, incident, Mode.EXERCISE) as store:
        do(store, folder)


def _arm(blow: int) -> None:
    """Give this process a signal in the middle of its first batch."""
    keep = reading._keep  # noqa: SLF001 - where a batch is read and nothing written yet

    def armed(conn: Connection, heap: Heap, broken: pl.DataFrame) -> None:
        reading._keep = keep  # noqa: SLF001 - the same
        os.kill(os.getpid(), blow)
        keep(conn, heap, broken)

    reading._keep = armed  # noqa: SLF001 - the same
