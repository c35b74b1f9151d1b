"""The main job, end to end: dossier in, the day decided, the outlook, drafts, the record."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from blackstart.base.canonical import Json
from blackstart.base.clock import Clock, iso_utc
from blackstart.cli import progress
from blackstart.cli.sections import sections
from blackstart.day.order import STEPS
from blackstart.outlook.step import FORECAST
from blackstart.post.dossier.folder import Dossier
from blackstart.store import inbox
from blackstart.store.database import Store
from blackstart.work import (
    engine,
    intake,
    letters,
    notices,
    posting,
    queue,
    refusals,
    sealing,
)


@dataclass(slots=True, kw_only=True)
class Round:
    """One planning round as it goes on.

    Attributes:
        say: told what is being done.
        facts: by step, what it decided.
        seconds: by step, how long it took.
        anew: names of the steps that were really performed.
    """

    say: progress.Tell
    facts: dict[str, Mapping[str, Json]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    anew: list[str] = field(default_factory=list)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Say what begins, and note how long it took."""
        self.say(name)
        started = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - started, 3)


def recover(store: Store, dossier: Dossier, clock: Clock, say: progress.Tell) -> dict[str, Any]:
    """Do one planning round; what was done before and rests on the same input is not done again.

    Args:
        store: the incident's store.
        dossier: what lies in its folder.
        clock: the operation's clock.
        say: told what is being done, a short line at a time.

    Returns:
        The document that `blackstart run --json` prints.
    """
    done = Round(say=say)
    load = take_in(store, dossier, clock, done)
    for step in (*STEPS, FORECAST):
        with done.timed(step.name):
            result = engine.perform(store, step, clock, letters.WRITERS.get(step.name))
        done.facts[step.name] = result.facts
        done.anew += [step.name] if result.anew else []
    with done.timed("notices"):
        drafted = notices.draft(store, dossier, clock, done.facts)
    with done.timed("record"):
        sealing.seal(store)
        posted = posting.write_out(store)
    return {
        "as_of": iso_utc(clock.now()),
        "dossier": dossier.name,
        "load": load,
        "mode": str(store.mode),
        "notices": drafted,
        "outbox": {"findings": [asdict(finding) for finding in posted.findings]},
        "performed": list(done.anew),
        "record": sealing.head(store),
        "seconds": done.seconds,
        **sections(done.facts),
    }


def take_in(store: Store, dossier: Dossier, clock: Clock, done: Round) -> dict[str, Any]:
    """Take a dossier in and read its documents; twice is the same as once.

    Args:
        store: the incident's store.
        dossier: what lies in its folder.
        clock: the operation's clock.
        done: told what is being done.

    Returns:
        What became of it: counts, refused rows, files and documents by place and reason, and how
        many documents nobody could read, since the reader itself failed on them.
    """
    with done.timed("load"):
        load = intake.load(store, dossier, clock, done.say)
    unread = _unread(store)
    with done.timed("read"), progress.counted(done.say, "documents read", unread):
        if unread():
            queue.ask_for_reading(store)
            queue.work_off(store)
    return {**load, **refusals.told(store), "documents_unread": unread()}


def _unread(store: Store) -> Callable[[], int]:
    def count() -> int:
        with store.connect() as conn:
            return inbox.waiting(conn)

    return count
