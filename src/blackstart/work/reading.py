"""Read documents that wait: the job that more workers do faster."""

import time
from collections.abc import Sequence

from blackstart.base.event import Event
from blackstart.day.tables import table
from blackstart.post.reader import Heap, Source, read_documents
from blackstart.store import frames, inbox, record
from blackstart.store.database import Connection, Store
from blackstart.store.inbox import Waiting
from blackstart.work.moment import clock_in

DOCUMENTS_A_JOB = 500
LOOK_AGAIN_SECONDS = 0.1


def read_batch(store: Store) -> None:
    """Read some of the documents that wait; which ones, the rows say, so twice does no harm.

    Args:
        store: where the documents wait.
    """
    with store.transaction() as conn:
        waiting = inbox.take(conn, DOCUMENTS_A_JOB)
        if waiting:
            heap = read_documents([_source(one) for one in waiting])
            _keep(conn, heap)
            record.append(conn, _said(conn, store, waiting, heap))


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


def _keep(conn: Connection, heap: Heap) -> None:
    for name, rows in (
        ("documents", heap.documents),
        ("invoices", heap.invoices),
        ("invoice_lines", heap.lines),
        ("invoice_findings", heap.findings),
    ):
        frames.upsert(conn, table(name), rows)


def _said(conn: Connection, store: Store, waiting: Sequence[Waiting], heap: Heap) -> Event:
    return Event(
        at=clock_in(conn, store).now(),
        actor="blackstart",
        act="documents.read",
        subject=waiting[0].document,
        facts={
            "documents": heap.documents.height,
            "findings": heap.findings.height,
            "invoices": heap.invoices.height,
            "refused": int((heap.documents["state"] == "refused").sum()),
        },
    )
