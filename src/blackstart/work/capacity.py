"""What the payables desk can do now: machines, people, and the day's quota."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from blackstart.base.activity import INVOICING
from blackstart.base.today import Today
from blackstart.payables.clearing.capacity import (
    DeskLoad,
    Machines,
    Posting,
    Staff,
    loads,
    posting,
)
from blackstart.payables.clearing.handling import OWNERS
from blackstart.store import frames, inbox, pace
from blackstart.store.database import Connection, Store
from blackstart.work.queue import STALLED_SECONDS

SECONDS_AN_HOUR = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What the desk has to do, and who does it.

    Attributes:
        incident: its name.
        mode: EXERCISE or LIVE.
        now: what the incident's clock shows, in UTC.
        day: the business date.
        machines: what reads documents.
        posting: what may become a debt today.
        desks: people's hours, desk by desk.
    """

    incident: str
    mode: str
    now: datetime
    day: date
    machines: Machines
    posting: Posting
    desks: tuple[DeskLoad, ...]


def capacity_in(conn: Connection, store: Store, moment: Today, queue: pl.DataFrame) -> Capacity:
    """Estimate how long the desk has to work; nothing is changed.

    Args:
        conn: a connection in a transaction.
        store: the incident's store.
        moment: now.
        queue: what waits for people, as `payables.exceptions` gives it.
    """
    return Capacity(
        incident=store.incident,
        mode=str(store.mode),
        now=moment.at,
        day=moment.day,
        machines=_machines(conn),
        posting=_posting(conn, moment),
        desks=loads(queue, _staff(conn), moment.day, moment.calendar),
    )


def _machines(conn: Connection) -> Machines:
    seen = pace.lately(conn, STALLED_SECONDS)
    an_hour = seen.documents / seen.seconds * SECONDS_AN_HOUR if seen.seconds else None
    return Machines(waiting=inbox.waiting(conn), workers=seen.workers, an_hour=an_hour)


def _posting(conn: Connection, moment: Today) -> Posting:
    matched = frames.read_some(conn, "debts", "state", ["matched"]).height
    rates = frames.read_some(conn, "rates", "activity", [INVOICING])
    row = next(rates.filter(pl.col("day") == moment.day).iter_rows(named=True), None)
    rate, left = (row["rate"], row["rate"] - row["used"]) if row else (None, None)
    return posting(matched, rate, left, moment.day, moment.calendar)


def _staff(conn: Connection) -> Mapping[str, Staff]:
    """Give the teams that have the name of a desk."""
    rows = frames.read_some(conn, "teams", "team", OWNERS).iter_rows(named=True)
    return {
        row["team"]: Staff(people=row["people"], hours_a_day=row["hours_per_day"]) for row in rows
    }
