"""Keep what a person decided: the row and its event, in one transaction, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from blackstart.base.canonical import Json
from blackstart.base.event import Event
from blackstart.base.finding import Finding
from blackstart.base.money import show
from blackstart.day.tables import table
from blackstart.payables.clearing.deciding import Wish, judge
from blackstart.store import frames, record, trail
from blackstart.store.database import Store
from blackstart.work.exceptions import moment_in

SAID = ("code", "assigned_to", "commodity", "percent_micro", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What became of a wish.

    Attributes:
        kept: what was decided: ids of invoices, or of a supplier.
        faults: what was not, and why.
    """

    kept: tuple[str, ...]
    faults: tuple[Finding, ...]


def decide(store: Store, wish: Wish) -> Decided:
    """Keep what may be decided of a wish; the desk follows it at the next run.

    Args:
        store: the incident's store.
        wish: what a person wants.

    Findings:
        BS-PAY-080 to BS-PAY-085.
    """
    with store.transaction() as conn:
        trail.decide_alone(conn)  # of two who decide the same at once, the first one's stands
        moment = moment_in(conn, store)
        debts = frames.read_some(conn, "debts", "invoice", wish.invoices)
        firms = frames.read_some(conn, "firms", "firm", [wish.supplier])
        before = frames.read(conn, "invoice_decisions").filter(
            pl.col("decided_on") <= moment.day  # the script of an exercise is not seen before
        )
        rows, faults = judge(wish, debts, before, firms["firm"], moment.day)
        frames.upsert(conn, table("invoice_decisions"), rows)
        for row in rows.iter_rows(named=True):
            record.append(conn, _event(row, moment.at))
    about = rows["invoice"].fill_null(rows["supplier"])
    return Decided(kept=tuple(about.to_list()), faults=faults)


def _event(row: Mapping[str, Any], at: datetime) -> Event:
    """Say who decided what about which invoice or supplier."""
    facts: dict[str, Json] = {name: row[name] for name in SAID if row[name] is not None}
    if row["verdict"] == "tolerate":
        facts["up_to"] = f"{show(row['amount_minor'], row['currency'])} {row['currency']}"
        facts["valid_until"] = row["valid_until"].isoformat()
    return Event(
        at=at,
        actor=row["person"],
        act=f"invoices.{row['verdict']}",
        subject=row["invoice"] or row["supplier"],
        facts={**facts, "decided_on": row["decided_on"].isoformat(), "decision": row["decision"]},
    )
