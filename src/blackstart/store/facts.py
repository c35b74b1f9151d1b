"""What documents say, kept so that the rules can judge them again without reading them again.

One row holds a batch: a line of JSON that lists the frames with their rows and lengths, then each
frame as a compressed Arrow stream. Frames without rows are left out.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import accumulate, groupby
from typing import NamedTuple

import numpy as np
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


def read(conn: Connection, wanted: Sequence[int]) -> tuple[list[str], list[Facts]]:
    """Give some batches as one: their documents, and what these say by syntax."""
    rows = conn.execute(query("facts", "read"), {"batches": list(wanted)}, binary=True).fetchall()
    documents = [document for names, _ in rows for document in names]
    return documents, together([(body, len(names)) for names, body in rows])


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
        (one.syntax, name, one.frames[name].height): _stream(one.frames[name])
        for one in facts
        for name in FRAMES
        if one.frames[name].height
    }
    index = [[*part, len(body)] for part, body in parts.items()]
    return b"\n".join((json.dumps(index).encode(), b"".join(parts.values())))


def together(batches: Sequence[tuple[bytes, int]]) -> list[Facts]:
    """Unpack batches as one, so that a whole backlog is judged at once.

    Args:
        batches: each as it was packed, with its number of documents: those of the first keep their
            numbers, those of the next follow.

    Returns:
        The facts by syntax; a syntax without documents is left out.
    """
    firsts = accumulate((documents for _, documents in batches), initial=0)
    parts: dict[str, dict[str, list[_Part]]] = {}
    for (body, _), first in zip(batches, firsts, strict=False):
        for syntax, part in _parts(body, first):
            parts.setdefault(syntax, {}).setdefault(part.name, []).append(part)
    return [
        Facts(
            syntax=syntax,
            frames=_empty() | {name: _frame(name, each) for name, each in frames.items()},
        )
        for syntax, frames in sorted(parts.items())
    ]


class _Part(NamedTuple):
    """One frame of one batch: how many rows, the number of its first document, an Arrow stream."""

    name: str
    rows: int
    first: int
    stream: bytes


def _parts(body: bytes, first: int) -> Iterator[tuple[str, _Part]]:
    head, _, rest = bytes(body).partition(b"\n")
    start = 0
    for syntax, name, rows, length in json.loads(head):
        yield syntax, _Part(name, rows, first, rest[start : start + length])
        start += length


def _frame(name: str, parts: Sequence[_Part]) -> pl.DataFrame:
    """Read one frame of many batches; document numbers go on from batch to batch."""
    firsts = np.repeat([part.first for part in parts], [part.rows for part in parts])
    alike = groupby((part.stream for part in parts), key=_columns)
    read = [pl.read_ipc_stream(BytesIO(_joined(columns, each))) for columns, each in alike]
    # What an older version kept may lack a column of today.
    whole = pl.concat([pl.DataFrame(schema=schema(name)), *read], how="diagonal", rechunk=True)
    return whole.with_columns(pl.col("document") + pl.Series(firsts, dtype=pl.UInt32))


def _joined(columns: bytes, streams: Iterable[bytes]) -> bytes:
    """Make one stream of streams with the same columns: it is read in half of the time."""
    bodies = (stream[len(columns) : -len(_END)] for stream in streams)
    return b"".join((columns, *bodies, _END))


def _columns(stream: bytes) -> bytes:
    """Take the first message of a stream, its columns: a mark, the length of the rest, the rest."""
    return stream[: 8 + int.from_bytes(stream[4:8], "little")]


def _stream(frame: pl.DataFrame) -> bytes:
    body = BytesIO()
    frame.write_ipc_stream(body, compression="zstd")
    return body.getvalue()


def _empty() -> dict[str, pl.DataFrame]:
    """Make frames without rows, anew each time.

    Polars forgets the words of a category when no frame is left that may hold some: one that stays
    would make a worker remember every odd code of every document for ever.
    """
    return {name: pl.DataFrame(schema=schema(name)) for name in FRAMES}


_END = b"\xff\xff\xff\xff\0\0\0\0"
