"""Judge the whole backlog again by the rules of today, from what its documents said when read.

For the day after a rule or a code list changed: no document is read a second time. What was posted
or paid stays so; the desk looks again at what is new or held.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from blackstart.base.event import Event
from blackstart.base.finding import Severity
from blackstart.day.tables import table
from blackstart.payables.rules.found import found, settled
from blackstart.payables.rules.rule import RULES_VERSION
from blackstart.payables.shape import changed
from blackstart.post.reader import invoice_id
from blackstart.store import facts, frames, record
from blackstart.store.database import Connection, Store
from blackstart.work.moment import clock_in
from blackstart.work.reading import judged_by_rules

DOCUMENTS_A_TRANSACTION = 20_000  # as many as make a pass over all rules cheap, and fit in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """What became of the backlog, or of a part of it.

    Attributes:
        documents: how many were judged again.
        changed: findings that are new or say something else.
        settled: findings that do not hold under these rules any more.
        held: documents that break a rule now.
    """

    documents: int
    changed: int
    settled: int
    held: int


def recheck(store: Store) -> Iterator[Rechecked]:
    """Judge the backlog again, one transaction a part; again, it changes nothing.

    Args:
        store: where the facts are.

    Yields:
        What became of each part, when it is committed.
    """
    with store.transaction() as conn:
        batches = facts.batches(conn)
    for part in _parts(batches):
        with store.transaction() as conn:
            done = _again(conn, store, part)
        yield done


def _parts(batches: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Put batches together until there are documents enough for a transaction."""
    part: list[int] = []
    documents = 0
    for batch, size in batches:
        if part and documents + size > DOCUMENTS_A_TRANSACTION:
            yield part
            part, documents = [], 0
        part.append(batch)
        documents += size
    if part:
        yield part


def _again(conn: Connection, store: Store, part: Sequence[int]) -> Rechecked:
    """Judge some batches; keep what is new, and say of what was found before that it is over."""
    documents, said = facts.read(conn, part)
    subjects = [invoice_id(document) for document in documents]
    now, before = found(said, subjects), facts.findings(conn, subjects)
    anew, over = changed(now, before), settled(before, now, RULES_VERSION)
    frames.upsert(conn, table("invoice_findings"), pl.concat([anew, over]))
    _note(conn, documents, now, differs=bool(anew.height or over.height))
    done = Rechecked(
        documents=len(documents),
        changed=anew.height,
        settled=over.height,
        held=now.filter(pl.col("severity") == Severity.HELD.value)["subject"].n_unique(),
    )
    record.append(conn, _said(conn, store, documents[0], done))
    return done


def _note(conn: Connection, documents: Sequence[str], now: pl.DataFrame, *, differs: bool) -> None:
    """Note which rules judged the documents; what differs is news from outside for the day."""
    judged = judged_by_rules(documents, now)
    facts.judged(conn, judged, RULES_VERSION)
    facts.judged(conn, sorted(set(documents) - set(judged)), None)
    if differs:
        frames.changed(conn, "documents")


def _said(conn: Connection, store: Store, first: str, done: Rechecked) -> Event:
    return Event(
        at=clock_in(conn, store).now(),
        actor="operator",
        act="documents.rechecked",
        subject=first,
        facts={
            "changed": done.changed,
            "documents": done.documents,
            "held": done.held,
            "rules": RULES_VERSION,
            "settled": done.settled,
        },
    )
