"""Read documents that wait, and judge them: the job that more workers do faster."""

import time
from collections.abc import Sequence

import polars as pl

from blackstart.base.event import Event
from blackstart.day.tables import table
from blackstart.payables.rules.found import NOT_JUDGED, found
from blackstart.payables.rules.rule import RULES_VERSION
from blackstart.payables.selfbilling.advices import Advised, advised
from blackstart.payables.selfbilling.cancelled import first_cancelled
from blackstart.post.reader import Heap, Source, invoice_id, read_documents
from blackstart.store import facts, frames, inbox, pace, record
from blackstart.store.database import Connection, Store
from blackstart.store.inbox import Waiting
from blackstart.work.moment import clock_in

DOCUMENTS_A_JOB = 500
LOOK_AGAIN_SECONDS = 0.1


def read_batch(store: Store) -> None:
    """Read some of the documents that wait; which ones, the rows say, so twice does no harm.

    Large ones are read in several transactions, so that memory stays bounded.

    Args:
        store: where the documents wait.
    """
    left = DOCUMENTS_A_JOB
    while left and (count := _read(store, left)):
        left -= count


def _read(store: Store, most: int) -> int:
    started = time.perf_counter()
    with store.transaction() as conn:
        waiting = inbox.take(conn, most)
        if waiting:
            heap = read_documents([_source(one) for one in waiting])
            broken = found(heap.facts, [invoice_id(document) for document in heap.ruled])
            _keep(conn, heap, broken)
            record.append(conn, _said(conn, store, waiting, heap, broken))
            pace.note(conn, len(waiting), time.perf_counter() - started)
    return len(waiting)


def left_over(store: Store) -> int:
    """Wait for the documents that others are reading, and count those that nobody reads.

    Rows that another worker has taken are locked; if it dies, they are free at once.

    Args:
        store: where the documents wait.
    """
    while True:
        with store.transaction() as conn:
            waiting = inbox.waiting(conn)
            if inbox.take(conn, 1) or not waiting:
                return waiting
        time.sleep(LOOK_AGAIN_SECONDS)


def _source(one: Waiting) -> Source:
    return Source(document=one.document, file=one.file, body=one.body, arrived_on=one.arrived_on)


def judged_by_rules(documents: Sequence[str], broken: pl.DataFrame) -> list[str]:
    """Name the documents that the rules have judged; where they failed, it is not checked."""
    failed = set(broken.filter(pl.col("code") == NOT_JUDGED)["subject"])
    return [document for document in documents if invoice_id(document) not in failed]


def _keep(conn: Connection, heap: Heap, broken: pl.DataFrame) -> None:
    judged = pl.col("document").is_in(judged_by_rules(heap.ruled, broken))
    rules = pl.when(judged).then(pl.lit(RULES_VERSION))
    cancelled, advice = _cancelled(conn, heap), _advised(conn, heap)
    for name, rows in (
        ("documents", heap.documents.with_columns(rules=rules)),
        ("invoices", heap.invoices),
        ("invoice_lines", heap.lines),
        ("despatches", advice.rows),
        ("cancelled_despatches", cancelled),
        ("invoice_findings", pl.concat([heap.findings, broken, advice.findings])),
    ):
        frames.upsert(conn, table(name), rows)
    facts.keep(conn, heap.ruled, heap.facts)


def _advised(conn: Connection, heap: Heap) -> Advised:
    """Lay the despatch advices that were read beside those that are known; one reader at a time."""
    read = heap.despatches
    if read.is_empty():
        return Advised(rows=read, findings=heap.findings.clear())
    frames.lock(conn, "despatches")
    numbers = read["despatch_no"].unique().sort().to_list()
    known = frames.read_some(conn, "despatches", "despatch_no", numbers)
    files = known["document"].drop_nulls().unique().sort().to_list()
    documents = pl.concat([frames.read_some(conn, "documents", "document", files), heap.documents])
    return advised(read, known, documents)


def _cancelled(conn: Connection, heap: Heap) -> pl.DataFrame:
    """Lay the cancellations that were read beside those that are known; one reader at a time."""
    if heap.cancelled.is_empty():
        return heap.cancelled
    frames.lock(conn, "cancelled_despatches")
    numbers = heap.cancelled["despatch_no"].unique().sort().to_list()
    known = frames.read_some(conn, "cancelled_despatches", "despatch_no", numbers)
    return first_cancelled(heap.cancelled, known)


def _said(
    conn: Connection, store: Store, waiting: Sequence[Waiting], heap: Heap, broken: pl.DataFrame
) -> Event:
    return Event(
        at=clock_in(conn, store).now(),
        actor="blackstart",
        act="documents.read",
        subject=waiting[0].document,
        facts={
            "broken_rules": broken.height,
            "cancelled": heap.cancelled.height,
            "despatches": heap.despatches.height,
            "documents": heap.documents.height,
            "findings": heap.findings.height,
            "invoices": heap.invoices.height,
            "judged": len(judged_by_rules(heap.ruled, broken)),
            "refused": int((heap.documents["state"] == "refused").sum()),
            "rules": RULES_VERSION,
        },
    )
