"""Which steps of the day were done, when, and on what input."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from psycopg.types.json import Json as JsonText

from blackstart.base.canonical import Json
from blackstart.store.database import Connection
from blackstart.store.queries import query


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    """A step that was performed.

    Attributes:
        inputs: what its answer rests on: the day, and the version of each table that it read.
        facts: what it decided.
        at: when, in UTC.
        seconds: how long it took; None: not measured.
    """

    inputs: Mapping[str, Json]
    facts: Mapping[str, Json]
    at: datetime
    seconds: float | None


def lock(conn: Connection) -> None:
    """Wait until no other step is being performed; holds until the transaction ends.

    Takes no snapshot, so that a `steady` transaction that begins with it sees what the step before
    it left.
    """
    conn.execute(query("steps", "lock"))


def last(conn: Connection, step: str, scope: str = "") -> StepDone | None:
    """Tell what a step did when it was last performed; None: it never was.

    Args:
        conn: a connection.
        step: the step's name.
        scope: what it was performed for; empty: for everything.
    """
    found = conn.execute(query("steps", "last"), {"step": step, "scope": scope}).fetchone()
    if found is None:
        return None
    inputs, facts, at, seconds = found
    return StepDone(inputs=inputs, facts=facts, at=at, seconds=seconds)


def done(
    conn: Connection,
    step: str,
    *,
    inputs: Mapping[str, Json],
    facts: Mapping[str, Json],
    at: datetime,
    seconds: float | None = None,
    scope: str = "",
) -> None:
    """Note that a step was performed, in the transaction of what it changed.

    Args:
        conn: a connection in the caller's transaction.
        step: the step's name.
        inputs: what its answer rests on.
        facts: what it decided.
        at: when, in UTC.
        seconds: how long it took.
        scope: what it was performed for; empty: for everything.
    """
    conn.execute(
        query("steps", "done"),
        {
            "step": step,
            "scope": scope,
            "inputs": JsonText(inputs),
            "facts": JsonText(facts),
            "at": at,
            "seconds": seconds,
        },
    )
