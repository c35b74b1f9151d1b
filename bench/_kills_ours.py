"""The cases of `bench.kills`, each in a process of its own with everything that it starts."""

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from bench import _measure
from bench._lives import Life, decide, load, work
from blackstart.base.today import Mode
from blackstart.store import inbox
from blackstart.store.database import Store, open_store

WORKERS = 3
A_BEGINNER = 10  # of so many kills, one falls on who takes in, and one on who decides
SEED = 20250925
LOOK_SECONDS = 0.02
LIFE_SECONDS_MAX, QUICK_SECONDS_MAX = 1.5, 0.1  # of who works alone, before a blow falls
SECONDS_MAX = 900.0
LEASE_SECONDS = 2


class Heap:
    """A dossier on its way from file to debt, and those who work on it."""

    def __init__(self, store: Store, folder: Path, size: int, kills: int) -> None:
        """Begin with three workers and nothing to read."""
        self._store, self._folder, self._size = store, folder, size
        self._chance = Random(SEED)  # noqa: S311 - moments to strike, no secret
        self._batch = max(size // 200, 20)
        self._deadline = time.monotonic() + SECONDS_MAX
        self._to_strike = kills // A_BEGINNER
        self._on_workers = kills - 2 * self._to_strike
        self.struck = {"load": 0, "work": 0, "decide": 0}
        self.started, self._working = 0, True
        self.workers = [self.life(work) for _ in range(WORKERS)]

    def life(self, do: Callable[[Store, Path], None]) -> Life:
        """Start somebody."""
        self.started += 1
        home, incident = self._store.home.root, self._store.incident
        return Life(home, incident, do, self._folder, batch=self._batch)

    def read(self) -> None:
        """Take everything in and read it, and kill as told."""
        loader, dies_at = self._beginner(load, "load", LIFE_SECONDS_MAX)
        while loader.alive() or self._left("load") or self._waiting():
            self._look()
            loader, dies_at = self._strike_a_beginner(load, "load", loader, dies_at)
            self._strike_a_worker()
        self._working = False
        for worker in self.workers:
            worker.kill()

    def decide(self) -> None:
        """Decide, and kill as told."""
        decider, dies_at = self._beginner(decide, "decide", LIFE_SECONDS_MAX)
        while decider.alive() or self._left("decide"):
            self._look()
            decider, dies_at = self._strike_a_beginner(decide, "decide", decider, dies_at)

    def _left(self, who: str) -> int:
        """Tell how many blows are still to fall on one who works alone."""
        return self._to_strike - self.struck[who]

    def _beginner(
        self, do: Callable[[Store, Path], None], who: str, seconds: float
    ) -> tuple[Life, float]:
        """Start one who works alone, and say when that one dies: never, after the last blow."""
        seconds = self._chance.uniform(0.05, seconds)
        return self.life(do), time.monotonic() + seconds if self._left(who) else float("inf")

    def _strike_a_beginner(
        self, do: Callable[[Store, Path], None], who: str, life: Life, dies_at: float
    ) -> tuple[Life, float]:
        """Kill one who works alone when it is time; one who was too quick begins again."""
        if life.alive() and time.monotonic() < dies_at:
            return life, dies_at
        struck = life.kill()
        self.struck[who] += struck
        if not struck and life.end():
            raise RuntimeError(f"who was to {who} failed")
        if not struck and not self._left(who):
            return life, float("inf")
        return self._beginner(do, who, LIFE_SECONDS_MAX if struck else QUICK_SECONDS_MAX)

    def _strike_a_worker(self) -> None:
        """Kill a worker when the next part of the heap is read."""
        done = self.struck["work"]
        if done < self._on_workers and self._done() >= self._size * done / self._on_workers:
            time.sleep(self._chance.uniform(0, 0.15))
            place = self._chance.randrange(WORKERS)
            self.struck["work"] += self.workers[place].kill()
            self.workers[place] = self.life(work)

    def _waiting(self) -> int:
        with self._store.transaction() as conn:
            return inbox.waiting(conn)

    def _done(self) -> int:
        with self._store.transaction() as conn:
            found = conn.execute("SELECT count(*) FROM documents WHERE state <> 'received'")
            return int((found.fetchone() or (0,))[0])

    def _look(self) -> None:
        time.sleep(LOOK_SECONDS)
        if time.monotonic() > self._deadline:
            raise TimeoutError(f"{self._waiting()} documents wait after {SECONDS_MAX} s")
        if self._working and not all(worker.alive() for worker in self.workers):
            raise RuntimeError("a worker ended that nobody had killed")


def went_through(folder: Path, incident: str, size: int, kills: int) -> dict[str, Any]:
    """Let a heap go from file to debt, and kill on the way."""
    with open_store(folder / "home", incident, Mode.EXERCISE) as store:
        started = time.perf_counter()
        heap = Heap(store, folder / "dossier", size, kills)
        heap.read()
        heap.decide()
        wall_s = time.perf_counter() - started
    return {"wall_s": wall_s, "kills": heap.struck, "processes": heap.started}


def taken_over(folder: Path) -> dict[str, Any]:
    """Kill a worker in the middle of a batch; measure until an idle one has read it."""
    with open_store(folder / "home", "taken over", Mode.EXERCISE) as store:
        few = (store.home.root, store.incident, work, folder / "few")
        idle = Life(*few, batch=500)
        _until(lambda: _count(store, "SELECT count(*) FROM procrastinate_workers") == 1)
        idle.give(signal.SIGSTOP)
        load(store, folder / "few")
        Life(*few, batch=500, blow=signal.SIGKILL).end()
        left, died_at = _waits(store), time.perf_counter()
        idle.give(signal.SIGCONT)
        _until(lambda: _waits(store) == 0)
        seconds = time.perf_counter() - died_at
        idle.kill()
    return {"left": left, "takeover_s": seconds}


def woken(folder: Path) -> dict[str, Any]:
    """Stop a worker in the middle of a batch for longer than its lease, and wake it."""
    with open_store(folder / "home", "woken", Mode.EXERCISE) as store:
        few = (store.home.root, store.incident, work, folder / "few")
        load(store, folder / "few")
        stopped = Life(*few, batch=500, lease=f"{LEASE_SECONDS}s", blow=signal.SIGSTOP)
        held = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'blackstart reader'"
        _until(lambda: _count(store, held) == 1)
        time.sleep(0.5)
        other = Life(*few, batch=500, lease=f"{LEASE_SECONDS}s")
        _until(lambda: _waits(store) == 0)
        before = _rows(store)
        stopped.give(signal.SIGCONT)
        time.sleep(LEASE_SECONDS)
        after, alive = _rows(store), stopped.alive()
        for life in (stopped, other):
            life.kill()
    return {"changed": before != after, "alive": alive, "rows": before}


def _rows(store: Store) -> dict[str, int]:
    """Count the rows that reading makes, and the table changes and events that it notes."""
    names = ("invoices", "invoice_lines", "invoice_findings", "document_facts")
    return {
        name: _count(store, f"SELECT count(*) FROM {name}")  # noqa: S608 - names of ours
        for name in (*names, "table_change", "event")
    }


def _count(store: Store, statement: str) -> int:
    with store.connect() as conn:
        return int((conn.execute(statement.encode()).fetchone() or (0,))[0])


def _waits(store: Store) -> int:
    with store.connect() as conn:
        return inbox.waiting(conn)


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS_MAX
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(LOOK_SECONDS)


if __name__ == "__main__":
    case, where = sys.argv[1], Path(sys.argv[2])
    match case:
        case "taken over":
            _measure.print_case(taken_over(where))
        case "woken":
            _measure.print_case(woken(where))
        case _:
            _measure.print_case(went_through(where, case, int(sys.argv[3]), int(sys.argv[4])))
