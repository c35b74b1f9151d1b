"""Seal the record: what was committed gets its place in the tree, and the tree a signature."""

from base64 import b64decode

from blackstart.base.canonical import Json
from blackstart.store import record
from blackstart.store.database import Connection, Store
from blackstart.work.moment import clock_in


def seal(store: Store) -> None:
    """Seal the events that are not sealed yet; nothing to seal is nothing to do.

    Args:
        store: the record's store; its key lies in the data folder.
    """
    with store.transaction() as conn:
        record.seal(conn, store.home, clock_in(conn, store).now())


def head(store: Store) -> dict[str, Json]:
    """Say how far the record is sealed, for the operator."""
    with store.transaction() as conn:
        return head_in(conn)


def head_in(conn: Connection) -> dict[str, Json]:
    """Say the same within a transaction.

    Returns:
        Entries, how many are sealed, the root hash of the last checkpoint, and when it was signed.
    """
    entries, sealed = record.counts(conn)
    note = record.head(conn).splitlines()
    return {
        "entries": entries,
        "sealed": sealed,
        "root": b64decode(note[2]).hex() if note else None,
        "signed_at": note[3] if note else None,
    }
