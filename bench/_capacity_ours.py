"""The case of `bench.capacity`: a dossier goes from files to recorded debts, with helpers or alone.

The first worker is this process, which also takes the files in and decides; each further one is
`blackstart worker`, as on another machine.
"""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from subprocess import Popen
from typing import Any

from bench import _measure
from blackstart.base.canonical import sha256
from blackstart.cli import incident
from blackstart.cli.recovery import Round, take_in
from blackstart.day.order import STEPS
from blackstart.post.dossier.folder import describe
from blackstart.store import frames
from blackstart.store.database import Store
from blackstart.work import engine, moment

PROGRAM = Path(sys.executable).parent / "blackstart"
UP_TO = "invoices.decide"


def went_through(folder: Path, workers: int) -> dict[str, Any]:
    """Take a dossier from files to debts.

    Args:
        folder: holds the dossier; BLACKSTART_HOME names its data folder.
        workers: how many processes read.
    """
    done = Round(say=_nobody)
    described = describe(folder / "dossier", datetime.now(UTC))
    with incident.opened(described.name, described.mode) as store, _helped(workers - 1):
        clock = moment.start(store, described.as_of)
        started = time.perf_counter()
        described = describe(folder / "dossier", datetime.now(UTC))
        loaded = take_in(store, described, clock, done)
        for step in STEPS[: [step.name for step in STEPS].index(UP_TO) + 1]:
            with done.timed(step.name):
                facts = engine.perform(store, step, clock).facts
        wall_s = time.perf_counter() - started
        return {
            "wall_s": wall_s,
            "seconds": done.seconds,
            "documents": loaded["documents"]["files"],
            "unread": loaded["documents_unread"],
            "states": facts["states"],
            "debts_sha256": _debts(store),
        }


@contextmanager
def _helped(helpers: int) -> Iterator[None]:
    """Let further workers work beside us; they begin when there is something to read."""
    processes = [Popen([PROGRAM, "worker"]) for _ in range(helpers)]  # noqa: S603 - our program
    try:
        yield
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
            process.wait()


def _debts(store: Store) -> str:
    """Give a hash of all debts."""
    with store.transaction() as conn:
        return sha256(frames.read(conn, "debts").write_csv())


def _nobody(_line: str) -> None:
    """Tell nobody what is being done."""


if __name__ == "__main__":
    os.environ["BLACKSTART_DATABASE_URL"] = ""
    _measure.print_case(went_through(Path(sys.argv[1]), int(sys.argv[2])))
