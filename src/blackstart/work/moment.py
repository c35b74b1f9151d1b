"""The operation's clock: the wall's in a live incident, the exercise's own in an exercise."""

from datetime import UTC, datetime, timedelta

from blackstart.base.clock import Clock, SimulatedClock, SystemClock, in_utc, iso_utc
from blackstart.base.errors import BlackstartError
from blackstart.base.event import Event
from blackstart.base.today import Mode
from blackstart.store import record, steps
from blackstart.store.database import Connection, Store

CLOCK = "exercise.clock"


class LiveClockError(BlackstartError):
    """A live incident's clock is the wall's; it cannot be moved, and the record says nothing."""


def start(store: Store, as_of: datetime) -> Clock:
    """Give the clock of an incident; an exercise's begins at its dossier's moment.

    Args:
        store: the incident's store; an exercise keeps its clock there.
        as_of: when the exercise begins, in UTC.
    """
    if store.mode is Mode.EXERCISE:
        with store.transaction() as conn:
            if steps.last(conn, CLOCK) is None:
                _set(conn, in_utc(as_of))
    return clock(store)


def clock(store: Store) -> Clock:
    """Give the clock of an incident that was started before."""
    with store.transaction() as conn:
        return clock_in(conn, store)


def clock_in(conn: Connection, store: Store) -> Clock:
    """Give the clock within a transaction; an exercise that never began is at year one."""
    if store.mode is Mode.LIVE:
        return SystemClock()
    kept = steps.last(conn, CLOCK)
    if kept is None:
        return SimulatedClock(datetime.min.replace(tzinfo=UTC))
    return SimulatedClock(in_utc(datetime.fromisoformat(str(kept.facts["now"]))))


def advance(store: Store, days: int) -> Clock:
    """Move the clock of an exercise forward; the record says so.

    Args:
        store: the exercise's store.
        days: how many days; at least 1.

    Raises:
        LiveClockError: the incident is live.
    """
    if store.mode is Mode.LIVE:
        raise LiveClockError(store.incident)
    with store.transaction() as conn:
        steps.lock(conn)  # a step that is being performed ends on the day on which it began
        later = clock_in(conn, store).now() + timedelta(days=days)
        _set(conn, later)
        record.append(
            conn,
            Event(
                at=later,
                actor="operator",
                act="exercise.advance",
                subject=store.incident,
                facts={"days": days},
            ),
        )
    return clock(store)


def _set(conn: Connection, at: datetime) -> None:
    steps.done(conn, CLOCK, inputs={}, facts={"now": iso_utc(at)}, at=at)
