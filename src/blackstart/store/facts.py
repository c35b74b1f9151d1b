"""What documents say, kept so that the rules can judge them again without reading them again.

One row holds a batch: a line of JSON that lists the frames with their lengths, then each frame as a
compressed Arrow stream. Frames without rows are left out.
"""

import json
from collections.abc import Iterable, Sequence
from io import BytesIO

import polars as pl

from blackstart.payables.rules.facts import FRAMES, Facts, schema
from blackstart.payables.rules.verdict import RULE_CODES
from blackstart.payables.tables import InvoiceFindings
from blackstart.store import frames
from blackstart.store.database import Connection
from blackstart.store.queries import query


def keep(conn: Connection, documents: Sequence[str], facts: Sequence[Facts]) -> None:
    """Keep what a batch says; nothing is kept of a batch without documents.

    Args:
        conn: a connection in the caller's transaction.
        documents: hash of each document, by its number in the facts.
        facts: what they say, by syntax.
    """
    if documents:
        row = {"documents": list(documents), "facts": packed(facts)}
        conn.execute(query("facts", "keep"), row)


def batches(conn: Connection) -> list[tuple[int, int]]:
    """List the batches that are kept: number, and how many documents each has."""
    return conn.execute(query("facts", "batches")).fetchall()


def read(conn: Connection, wanted: Sequence[int]) -> list[tuple[list[str], list[Facts]]]:
    """Give some batches: their documents, and what these say by syntax."""
    rows = conn.execute(query("facts", "read"), {"batches": list(wanted)}, binary=True)
    return [(documents, unpacked(body)) for documents, body in rows]


def findings(conn: Connection, subjects: Sequence[str]) -> pl.DataFrame:
    """Give what rules have found in some invoices so far, as rows of `invoice_findings`."""
    asked = {"subjects": list(subjects), "codes": RULE_CODES}
    rows = conn.execute(query("facts", "findings"), asked).fetchall()
    return pl.DataFrame(rows, schema=InvoiceFindings.create_empty().schema, orient="row")


def judged(conn: Connection, documents: Sequence[str], rules: str | None) -> None:
    """Note which rule set judged documents last; None: none did."""
    row = {"documents": list(documents), "rules": rules}
    if conn.execute(query("facts", "judged"), row).rowcount:
        frames.changed(conn, "documents")


def not_judged(conn: Connection) -> int:
    """Count the documents that were read and that no rule set judged."""
    row = conn.execute(query("facts", "not_judged")).fetchone()
    return row[0] if row else 0


def packed(facts: Iterable[Facts]) -> bytes:
    """Pack facts into bytes; the same facts make the same bytes."""
    parts = {
        (one.syntax, name): _stream(one.frames[name])
        for one in facts
        for name in FRAMES
        if one.frames[name].height
    }
    index = [[syntax, name, len(body)] for (syntax, name), body in parts.items()]
    return b"\n".join((json.dumps(index).encode(), b"".join(parts.values())))


def unpacked(body: bytes) -> list[Facts]:
    """Unpack facts, by syntax; a syntax without documents is left out."""
    head, _, rest = bytes(body).partition(b"\n")
    made: dict[str, dict[str, pl.DataFrame]] = {}
    start = 0
    for syntax, name, length in json.loads(head):
        stream = BytesIO(rest[start : start + length])
        made.setdefault(syntax, dict(_EMPTY))[name] = pl.read_ipc_stream(stream)
        start += length
    return [Facts(syntax=syntax, frames=each) for syntax, each in made.items()]


def _stream(frame: pl.DataFrame) -> bytes:
    body = BytesIO()
    frame.write_ipc_stream(body, compression="zstd")
    return body.getvalue()


_EMPTY = {name: pl.DataFrame(schema=schema(name)) for name in FRAMES}
