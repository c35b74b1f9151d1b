"""The exception queue as it is now, out of the store."""

from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from blackstart.base.today import Today, today
from blackstart.day.invoices import INVOICES
from blackstart.payables.clearing.exceptions import Papers, exceptions
from blackstart.store import frames, steps
from blackstart.store.database import Connection, Store
from blackstart.work.engine import round_key
from blackstart.work.moment import clock_in

READS = (
    *("invoices", "debts", "invoice_findings", "documents"),
    *("invoice_decisions", "firms", "runways"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for people.

    Attributes:
        incident: its name.
        mode: EXERCISE or LIVE.
        now: what the incident's clock shows, in UTC.
        day: the business date.
        decided_at: the moment that the desk's last answer is about; None: it never answered.
        behind: true when something came, or was decided, that the desk has not looked at.
        queue: as `payables.exceptions` gives it.
    """

    incident: str
    mode: str
    now: datetime
    day: date
    decided_at: datetime | None
    behind: bool
    queue: pl.DataFrame


def moment_in(conn: Connection, store: Store) -> Today:
    """Give the moment of a look at the incident."""
    return today(clock_in(conn, store), store.mode)


def with_queue(conn: Connection, store: Store, moment: Today, queue: pl.DataFrame) -> Waiting:
    """Say of a queue when and by which decision it came to be."""
    last = steps.last(conn, INVOICES.name)
    return Waiting(
        incident=store.incident,
        mode=str(store.mode),
        now=moment.at,
        day=moment.day,
        decided_at=last.at if last else None,
        behind=last is None or last.inputs != round_key(conn, moment),
        queue=queue,
    )


def queue_in(conn: Connection, moment: Today) -> pl.DataFrame:
    """Make the queue within a transaction, of what is known on that day."""
    read = {name: frames.read(conn, name) for name in READS}
    come = pl.col("arrived_on") <= moment.day
    weeks = read["runways"].filter(pl.col("day") <= moment.day)
    papers = Papers(
        invoices=read["invoices"].filter(come),
        debts=read["debts"],
        found=read["invoice_findings"],
        documents=read["documents"].filter(come),
        decisions=read["invoice_decisions"].filter(pl.col("decided_on") <= moment.day),
        firms=read["firms"].select("firm", "name"),
        weeks=weeks.select("firm", weeks_left="weeks_likely"),
    )
    return exceptions(papers, moment.day, moment.calendar)
