"""The reports of the restart: read once, decided by the estate, handed to whoever writes them."""

from collections.abc import Callable

from blackstart.base.table import Frames
from blackstart.base.today import today
from blackstart.estate.running.statement import Case
from blackstart.estate.telling import report_after, report_handover
from blackstart.estate.telling.report_document import Report
from blackstart.store import frames
from blackstart.store.database import Connection, Store
from blackstart.work.moment import clock_in


def handover(store: Store) -> Report:
    """Give the report for the meeting at seven."""
    return _report(store, report_handover.READS, report_handover.handover)


def after_action(store: Store) -> Report:
    """Give the report after the restart, told up to now."""
    return _report(store, report_after.READS, report_after.after_action)


def case_of(store: Store) -> Case:
    """Tell incident and mode."""
    return Case(incident=store.incident, mode=str(store.mode))


def tables(conn: Connection, names: tuple[str, ...]) -> Frames:
    """Read the tables that a report rests on."""
    return {name: frames.read(conn, name) for name in dict.fromkeys(names)}


def _report(store: Store, reads: tuple[str, ...], decide: Callable[..., Report]) -> Report:
    with store.transaction(steady=True) as conn:
        day = today(clock_in(conn, store), store.mode).day
        return decide(tables(conn, reads), case_of(store), day)
