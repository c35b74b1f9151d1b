"""Read documents that wait: the job that more workers do faster."""

from blackstart.base.event import Event
from blackstart.day.tables import table
from blackstart.post.reader import Heap, Source, read_documents
from blackstart.store import frames, inbox, record
from blackstart.store.database import Connection, Store
from blackstart.work.moment import clock_in

DOCUMENTS_A_JOB = 500


def read_batch(store: Store) -> None:
    """Read some of the documents that wait; which ones, the rows say, so twice does no harm.

    Args:
        store: where the documents wait.
    """
    with store.transaction() as conn:
        waiting = inbox.take(conn, DOCUMENTS_A_JOB)
        if not waiting:
            return
        heap = read_documents(
            [
                Source(
                    document=one.document, file=one.file, body=one.body, arrived_on=one.arrived_on
                )
                for one in waiting
            ]
        )
        _keep(conn, heap)
        facts = {
            "documents": heap.documents.height,
            "findings": heap.findings.height,
            "invoices": heap.invoices.height,
            "refused": int((heap.documents["state"] == "refused").sum()),
        }
        record.append(
            conn,
            Event(
                at=clock_in(conn, store).now(),
                actor="blackstart",
                act="documents.read",
                subject=waiting[0].document,
                facts=facts,
            ),
        )


def _keep(conn: Connection, heap: Heap) -> None:
    for name, rows in (
        ("documents", heap.documents),
        ("invoices", heap.invoices),
        ("invoice_lines", heap.lines),
        ("invoice_findings", heap.findings),
    ):
        frames.upsert(conn, table(name), rows)
