"""Where the recovery stands: what each step decided last, and what the store holds now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from blackstart.base.canonical import Json
from blackstart.base.clock import iso_utc
from blackstart.base.table import Frames
from blackstart.day.order import STEPS
from blackstart.store import frames, inbox, record, steps
from blackstart.store.database import Store
from blackstart.work import intake, sealing
from blackstart.work.moment import clock_in

NAMES = (intake.LOAD, *(step.name for step in STEPS), "outlook.forecast", "notices.draft")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One consistent look at an incident.

    Attributes:
        incident: its name.
        mode: EXERCISE or LIVE.
        now: what the incident's clock shows, in UTC.
        done_at: by step, the moment that its last answer is about.
        facts: by step, what it decided last.
        frames: the tables that were asked for.
        waiting_documents: documents that nobody has read yet.
        record: how far the record is sealed.
        newest: the last events, as canonical JSON, newest first.
    """

    incident: str
    mode: str
    now: datetime
    done_at: Mapping[str, datetime]
    facts: Mapping[str, Mapping[str, Json]]
    frames: Frames
    waiting_documents: int
    record: Mapping[str, Json]
    newest: tuple[str, ...]


def look(store: Store, tables: tuple[str, ...] = (), events: int = 10) -> Standing:
    """Look at an incident as it is at one moment; nothing is changed.

    Args:
        store: the incident's store.
        tables: tables to bring along.
        events: how many of the last events to bring along.
    """
    with store.transaction(steady=True) as conn:
        found = {name: steps.last(conn, name) for name in NAMES}
        done = {name: step for name, step in found.items() if step is not None}
        return Standing(
            incident=store.incident,
            mode=str(store.mode),
            now=clock_in(conn, store).now(),
            done_at={name: step.at for name, step in done.items()},
            facts={name: step.facts for name, step in done.items()},
            frames={name: frames.read(conn, name) for name in tables},
            waiting_documents=inbox.waiting(conn),
            record=sealing.head_in(conn),
            newest=tuple(kept.body for kept in record.newest(conn, events)),
        )


def standing(store: Store) -> dict[str, Json]:
    """Say where the recovery stands as one document, for `blackstart status`."""
    seen = look(store, events=0)
    return {
        "incident": seen.incident,
        "mode": seen.mode,
        "now": iso_utc(seen.now),
        "record": dict(seen.record),
        "steps": {
            name: {"as_of": iso_utc(seen.done_at[name]), "facts": seen.facts[name]}
            for name in seen.facts
        },
        "waiting_documents": seen.waiting_documents,
    }
