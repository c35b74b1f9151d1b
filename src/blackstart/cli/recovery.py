"""The main job, end to end: dossier in, the day decided, the outlook, drafts, the record."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from blackstart.base.canonical import Json
from blackstart.base.clock import Clock, iso_utc
from blackstart.day.order import STEPS
from blackstart.outlook.step import FORECAST
from blackstart.post.dossier import Dossier
from blackstart.store.database import Store
from blackstart.work import documents, engine, intake, letters, notices, queue, sealing

# Section of the final document, and the steps whose facts it holds.
SECTIONS = (
    ("estate", ("estate.plan",)),
    ("invoices", ("invoices.decide",)),
    ("pay", ("payments.settle", "payments.propose")),
    ("treasury", ("treasury.forecast",)),
    ("parts", ("parts.allocate",)),
    ("vehicles", ("vehicles.wholesale", "vehicles.register")),
    ("plants", ("plants.outlook",)),
    ("suppliers", ("suppliers.runway", "suppliers.support")),
    ("outlook", ("outlook.forecast",)),
)

Progress = Callable[[str], None]


@dataclass(slots=True, kw_only=True)
class Round:
    """One planning round as it goes on.

    Attributes:
        say: told what is being done.
        facts: by step, what it decided.
        seconds: by step, how long it took.
        anew: names of the steps that were really performed.
    """

    say: Progress
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


def recover(store: Store, dossier: Dossier, clock: Clock, say: Progress) -> dict[str, Json]:
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
    with done.timed("load"):
        load = intake.load(store, dossier, clock, say)
    with done.timed("read"):
        documents.ask_for_reading(store)
        queue.work_off(store)
    for step in (*STEPS, FORECAST):
        with done.timed(step.name):
            result = engine.perform(store, step, clock, letters.WRITERS.get(step.name))
        done.facts[step.name] = result.facts
        done.anew += [step.name] if result.anew else []
    with done.timed("notices"):
        drafted = notices.draft(store, dossier, clock, done.facts)
    with done.timed("record"):
        queue.ask(store, "seal", "post")
        queue.work_off(store)
    return {
        "as_of": iso_utc(clock.now()),
        "dossier": dossier.name,
        "load": load,
        "mode": str(store.mode),
        "notices": drafted,
        "performed": list(done.anew),
        "record": sealing.head(store),
        "seconds": done.seconds,
        **{name: section(done.facts, steps) for name, steps in SECTIONS},
    }


def section(facts: Mapping[str, Mapping[str, Json]], steps: tuple[str, ...]) -> Json:
    """Give the facts of one section: a single step's as they are, several by their verbs."""
    if len(steps) == 1:
        return facts[steps[0]]
    return {step.split(".")[1]: facts[step] for step in steps}
