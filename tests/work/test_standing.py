"""One consistent look at an incident, for the doors."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from blackstart.base.clock import SimulatedClock
from blackstart.day.order import STEPS
from blackstart.store.database import Store
from blackstart.work import engine, intake, moment, sealing, standing
from tests.work.incident import described, quiet, take_in

AS_OF = datetime(2025, 9, 25, 3, tzinfo=UTC)


def test_before_anything_was_done(store: Store) -> None:
    """An incident that has only just been opened has a standing: nothing was decided yet."""
    seen = standing.look(store, ("debts", "firms"))
    assert seen.facts == seen.done_at == {}
    assert (seen.incident, seen.mode) == (store.incident, "EXERCISE")
    assert seen.newest == ()
    assert all(frame.is_empty() for frame in seen.frames.values())
    assert standing.standing(store)["steps"] == {}


def test_while_documents_wait(store: Store, folder: Path) -> None:
    """What was loaded shows at once, and so do the documents that nobody has read."""
    dossier = described(folder)
    intake.load(store, dossier, moment.start(store, dossier.as_of), quiet)
    seen = standing.look(store)
    assert list(seen.facts) == [intake.LOAD]
    assert seen.waiting_documents == 45
    assert [json.loads(body)["act"] for body in seen.newest] == [intake.LOAD]


def test_after_some_steps(store: Store, folder: Path) -> None:
    """Each step shows what it decided last, as of which moment, in the order of the day."""
    clock = take_in(store, folder)
    first = {step.name: engine.perform(store, step, clock) for step in STEPS[:2]}
    moment.advance(store, 1)
    later = engine.perform(store, STEPS[0], moment.clock(store))
    sealing.seal(store)
    seen = standing.look(store, ("debts",), events=2)
    assert list(seen.facts) == [intake.LOAD, *first]
    assert seen.facts["estate.plan"] == json.loads(json.dumps(later.facts))
    assert seen.done_at["invoices.decide"] == AS_OF
    assert seen.now == SimulatedClock(AS_OF.replace(day=26)).now() == seen.done_at["estate.plan"]
    assert not seen.frames["debts"].is_empty()
    assert [json.loads(body)["act"] for body in seen.newest] == ["estate.plan", "exercise.advance"]
    document: Any = standing.standing(store)
    assert document["waiting_documents"] == 0
    assert document["record"] == sealing.head(store)
    assert document["steps"]["invoices.decide"]["as_of"] == "2025-09-25T03:00:00Z"
    json.dumps(document)
