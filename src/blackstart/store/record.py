"""The record: what was decided, for ever, and the means to prove that it was not changed since.

An event is written with its leaf hash in the transaction of the change. A sealer puts committed
events into a Merkle log (RFC 9162) in order, and signs checkpoints. From the first checkpoint on a
change of what it covers is detected; against somebody who also holds the key, only from the first
checkpoint that left the house.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from blackstart.base import hashtree
from blackstart.base.canonical import canonical
from blackstart.base.event import Event
from blackstart.store import verifier
from blackstart.store.accounts import masked
from blackstart.store.database import Connection
from blackstart.store.errors import KeyChangedError, RecordBrokenError
from blackstart.store.home import Home
from blackstart.store.keys import Signer, signed, signer
from blackstart.store.queries import query

ROWS_A_BATCH = 1000

# U+0000 as JSON writes it, behind an even number of backslashes; PostgreSQL looks nothing up in it.
ZERO = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An event as the record keeps it.

    Attributes:
        seq: its number; numbers have gaps.
        body: canonical JSON, the bytes that are hashed.
        leaf_hash: their hash in the tree, hexadecimal.
    """

    seq: int
    body: str
    leaf_hash: str


def append(conn: Connection, event: Event) -> int:
    """Write an event in the caller's transaction: it is there exactly when the change is.

    Full account numbers are masked first, since the record is for ever, and the one character
    that PostgreSQL cannot keep becomes U+FFFD.

    Args:
        conn: a connection in the caller's transaction.
        event: what was decided.

    Returns:
        The event's number.
    """
    body = ZERO.sub("\\1\ufffd", masked(event.body()))
    row = {"body": body, "leaf_hash": hashtree.leaf_hash(body.encode())}
    found = conn.execute(query("record", "append"), row).fetchone()
    return int(found[0]) if found else 0


def seal(conn: Connection, home: Home, at: datetime) -> int:
    """Put the committed events that are not in the log yet into it, and sign a checkpoint.

    Args:
        conn: a connection in a transaction of its own, not `steady`.
        home: the data folder, with the key of this database.
        at: when, in UTC.

    Returns:
        How many events were sealed; 0 when none waited, and then nothing is signed.

    Raises:
        KeyChangedError: the record was sealed with another key so far.
        RecordBrokenError: what is kept of the log does not agree with what was signed.
    """
    conn.execute(query("record", "lock"))
    key = signer(home, conn.info.dbname)
    size, peaks = _head(conn, key)
    waiting = conn.execute(query("record", "waiting")).fetchall()
    if not waiting:
        return 0
    with conn.cursor().copy(query("record", "enter")) as copy:
        for index, (seq, leaf) in enumerate(waiting, start=size):
            copy.write_row((index, seq, leaf))
            peaks = hashtree.append(peaks, index, leaf)
    size += len(waiting)
    note = key.checkpoint(size, hashtree.root(peaks), at)
    conn.execute(query("record", "sign"), {"size": size, "peaks": list(peaks), "note": note})
    return len(waiting)


def _head(conn: Connection, key: Signer) -> tuple[int, tuple[bytes, ...]]:
    found = conn.execute(query("record", "last")).fetchone()
    if found is None:
        return 0, ()
    size, peaks, note = found
    checkpoint = verifier.checkpoint_from(note, key.public, signed)
    if checkpoint is None:
        raise KeyChangedError(key.public.name)
    if (checkpoint.size, checkpoint.root) != (size, hashtree.root(peaks)):
        raise RecordBrokenError(f"at size {size}")
    return size, tuple(peaks)


def head(conn: Connection) -> str:
    """Give the newest checkpoint, to be copied out of the house; empty when nothing is sealed."""
    found = conn.execute(query("record", "last")).fetchone()
    return str(found[2]) if found else ""


def newest(conn: Connection, limit: int) -> tuple[Kept, ...]:
    """Give the newest events, newest first, sealed or not."""
    found = conn.execute(query("record", "newest"), {"limit": limit}).fetchall()
    return tuple(Kept(seq=seq, body=body, leaf_hash=leaf.hex()) for seq, body, leaf in found)


def counts(conn: Connection) -> tuple[int, int]:
    """Count the events, and how many of them are sealed."""
    events, sealed = conn.execute(query("record", "counts")).fetchone() or (0, 0)
    return events, sealed


def verify(conn: Connection, key: verifier.Key, outside: str = "") -> verifier.Verdict:
    """Check the whole record against its signed checkpoints, and name the first broken entry.

    Args:
        conn: a connection in a transaction, best a `steady` one.
        key: the record's public key.
        outside: a checkpoint that left the house; the record must still contain what it covers.
    """
    return verifier.verify(export(conn), key, outside, signed)


def export(conn: Connection) -> Iterator[str]:
    """Give the whole record as lines of JSON, for the single-file verifier.

    Entries in the order of the log, each checkpoint behind the last entry that it covers, and at
    the end the events that are not sealed yet.

    Args:
        conn: a connection in a transaction, best a `steady` one.
    """
    checkpoints = deque(conn.execute(query("record", "checkpoints")).fetchall())
    with conn.cursor("record_export") as entries:
        entries.itersize = ROWS_A_BATCH
        entries.execute(query("record", "entries"))
        for index, seq, body, leaf, logged in entries:
            while checkpoints and (index is None or checkpoints[0][0] <= index):
                yield _checkpoint_line(*checkpoints.popleft()[1:])
            yield _entry_line(index, seq, body, leaf, logged)
    for _, peaks, note in checkpoints:
        yield _checkpoint_line(peaks, note)


def _checkpoint_line(peaks: Sequence[bytes], note: str) -> str:
    return canonical({"checkpoint": note, "peaks": [peak.hex() for peak in peaks]})


def _entry_line(
    index: int | None, seq: int, body: str | None, leaf: bytes | None, logged: bytes | None
) -> str:
    """Write an entry with both hashes that are kept of it: the event's own and the log's."""
    return canonical(
        {
            "index": index,
            "seq": seq,
            "body": body,
            "leaf": leaf.hex() if leaf else None,
            "logged": logged.hex() if logged else None,
        }
    )
