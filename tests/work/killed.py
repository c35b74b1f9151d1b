"""Processes of their own that do a job, and die, or kill the server, where they are told.

A process is forked from one that has imported everything and done nothing: 0.04 s instead of 1 s.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from blackstart.base.clock import SimulatedClock
from blackstart.base.table import Decision, Frames
from blackstart.base.today import Mode, Today
from blackstart.cli import progress
from blackstart.cli.faults import ending_of
from blackstart.cli.recovery import recover
from blackstart.day.step import Step
from blackstart.outlook import step as outlook
from blackstart.post.reader import Heap
from blackstart.store import database, frames, server
from blackstart.store.database import Connection, Store, open_store
from blackstart.store.home import Home
from blackstart.store.server import Server
from blackstart.work import documents, engine, moment, queue, reading
from tests.work.incident import Seen, described, quiet, seen, take_in

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__, "blackstart.work.queue"])

SECONDS_MAX = 120
# What was committed survives kill -9 of the server; only the disk is not waited for.
KILL_IS_NO_POWER_LOSS = "fsync = off\nfull_page_writes = off\n"
# A small dossier has 45 documents: in three batches there is a middle.
DOCUMENTS_A_BATCH = 16
SCENARIOS = 20
LOOK_SECONDS = 0.2

Job = Callable[..., object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blow:
    """Where a process dies.

    Attributes:
        call: a function of the package, "store.steps.done": it dies when that returns.
        about: counts only calls with this argument, or one of this name; empty: all calls.
        count: dies at the so-manyth of them.
        committed: dies later, right after the transaction of that call was committed.
        server: kills the database server instead, and goes on.
    """

    call: str
    about: str = ""
    count: int = 1
    committed: bool = False
    server: bool = False

    def __str__(self) -> str:
        """Name the blow, for a list of tests."""
        words = [self.call, self.about.replace(" ", "-"), str(self.count)]
        words += ["committed"] * self.committed + ["server"] * self.server
        return "-".join(filter(None, words))


def strike(home: Path, blow: Blow) -> None:
    """Kill -9; of a server nothing is left afterwards."""
    if not blow.server:
        os.kill(os.getpid(), signal.SIGKILL)
    server = Server(Home(root=home))
    os.kill(postmaster(home), signal.SIGKILL)
    while server.alive():
        time.sleep(0.01)


def postmaster(home: Path) -> int:
    """Tell the number of the server's first process."""
    return int((home / "server" / "data" / "postmaster.pid").read_text().split()[0])


def arm(home: Path, blow: Blow) -> None:
    """Make this process do what a blow says."""
    where, _, name = blow.call.rpartition(".")
    module = import_module(f"blackstart.{where}")
    called, calls, hit = getattr(module, name), 0, False

    def armed(*args: Any, **kwargs: Any) -> object:  # noqa: ANN401 - stands in for any function
        nonlocal calls, hit
        result = called(*args, **kwargs)
        calls += not blow.about or blow.about in {getattr(one, "name", one) for one in args[1:2]}
        if calls == blow.count and not hit:
            hit = True
            if not blow.committed:
                strike(home, blow)
        return result

    whole = Store.transaction

    @contextmanager
    def transaction(store: Store, *, steady: bool = False) -> Iterator[Connection]:
        with whole(store, steady=steady) as conn:
            yield conn
        if hit and blow.committed:
            strike(home, blow)

    setattr(module, name, armed)
    setattr(Store, whole.__name__, transaction)


def _life(
    pipe: Pipe, blow: Blow | None, home: Path, incident: str, job: Job, *args: object
) -> None:
    # A server that this process brings back need not survive the power: the tests do not cut it.
    server.FAST_AND_FORGETFUL = KILL_IS_NO_POWER_LOSS
    setattr(database, Server.__name__, partial(Server, durable=False))
    if blow is not None:
        arm(home, blow)
    try:
        with open_store(home, incident, Mode.EXERCISE) as store:
            pipe.send(job(store, *args))
    except Exception as fault:
        ending = ending_of(fault)
        if ending is None:
            raise
        sys.exit(ending.code)


class Life:
    """A process that does a job on a store."""

    def __init__(
        self, home: Path, incident: str, job: Job, *args: object, blow: Blow | None = None
    ) -> None:
        """Start it; the job is a function of a module, and gets the open store first."""
        self._pipe, theirs = PROCESSES.Pipe(duplex=False)
        told = (theirs, blow, home, incident, job, *args)
        self.process = PROCESSES.Process(target=_life, args=told, daemon=True)
        self.process.start()
        theirs.close()

    def end(self) -> int:
        """Wait for its end; give its exit code, negative: the signal that killed it."""
        self.process.join(SECONDS_MAX)
        if self.process.exitcode is None:
            self.process.kill()
            raise TimeoutError(f"no end within {SECONDS_MAX} s")
        return self.process.exitcode

    def result(self) -> Any:  # noqa: ANN401 - whatever the job gives
        """Give what the job gave."""
        try:
            result = self._pipe.recv()
        except EOFError:
            raise RuntimeError(f"it gave nothing and ended with {self.end()}") from None
        assert self.end() == 0
        return result


def run(store: Store, folder: Path) -> dict[str, Any]:
    """Do what `blackstart run DOSSIER --once --json` does, in smaller pieces."""
    _in_pieces(DOCUMENTS_A_BATCH)
    outlook.SCENARIOS = SCENARIOS
    progress.SECONDS = LOOK_SECONDS  # who looks how far it is also brings a dead server back
    dossier = described(folder)
    return recover(store, dossier, moment.start(store, dossier.as_of), quiet)


def load(store: Store, folder: Path) -> None:
    """Do what `blackstart load DOSSIER` does, in smaller pieces."""
    _in_pieces(DOCUMENTS_A_BATCH)
    take_in(store, folder)


def _in_pieces(documents_a_batch: int) -> None:
    documents.FILES_A_BATCH = reading.DOCUMENTS_A_JOB = documents_a_batch


def read_off(store: Store, documents_a_batch: int) -> list[str]:
    """Work as one of several until nothing waits; give the documents that this one read."""
    _in_pieces(documents_a_batch)
    taken: list[str] = []
    keep = reading._keep  # noqa: SLF001 - looks over its shoulder

    def noted(conn: Connection, heap: Heap, broken: pl.DataFrame) -> None:
        taken.extend(heap.documents["document"])
        keep(conn, heap, broken)

    reading._keep = noted  # noqa: SLF001 - the same
    queue.work_off(store, f"worker {os.getpid()}")
    return taken


def work_on(store: Store) -> None:
    """Work until somebody stops it."""
    queue.work_on(store, f"worker {os.getpid()}")


def take_turns(store: Store, name: str, at: datetime, times: int) -> int:
    """Perform a step many times that takes one unit if one is left; give how many it got."""
    got = 0
    for turn in range(times):
        step = Step(name=f"{name}.{turn}", reads=(), decide=_one)
        facts = engine.perform(store, step, SimulatedClock(at)).facts
        got += bool(facts["taken"])
    return got


def _one(_: Frames, today: Today) -> Decision:
    taken = min(today.left["paying"], 1)
    return Decision(takes={"paying": taken}, facts={"taken": taken})


def grab(store: Store, day: date, times: int) -> int:
    """Take capacity many times by the guarded update alone; give how often there was some."""
    got = 0
    for _ in range(times):
        with store.transaction() as conn:
            got += frames.take(conn, "paying", day, 1)
    return got


class Undisturbed(NamedTuple):
    """What a run without a kill gives and leaves."""

    result: dict[str, Any]
    left: Seen


def run_once(home: Path, incident: str, folder: Path) -> Undisturbed:
    """Run in a process of its own, without a kill, and look at what is left."""
    result = Life(home, incident, run, folder).result()
    with open_store(home, incident, Mode.EXERCISE) as store:
        return Undisturbed(result, seen(store))


def figures(result: dict[str, Any]) -> str:
    """Give a result without what a kill may change: how long it took, and what was done anew."""
    kept = {name: value for name, value in result.items() if name not in {"seconds", "performed"}}
    return json.dumps(kept, sort_keys=True, indent=1)
