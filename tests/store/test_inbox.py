"""Documents that wait are given out once, in bounded heaps, and come back from who does not."""

from collections.abc import Sequence
from datetime import date

import polars as pl
import psycopg
import pytest

from blackstart.base.canonical import sha256
from blackstart.day.tables import table
from blackstart.store import frames, inbox, originals
from blackstart.store.database import Connection, Store

BODIES = (b"a" * 100, b"b" * 100, b"c" * 100)


def _keep(conn: Connection, bodies: Sequence[bytes] = BODIES) -> list[str]:
    """Let files wait; give their hashes in the order in which they are given out."""
    files = {sha256(body): body for body in bodies}
    originals.put(conn, files)
    schema = table("documents").empty().schema
    told = {"file": "x.xml", "arrived_on": date(2025, 9, 25), "state": "received"}
    rows = [
        dict.fromkeys(schema) | told | {"document": digest, "bytes": len(body)}
        for digest, body in files.items()
    ]
    frames.upsert(conn, table("documents"), pl.DataFrame(rows, schema=schema))
    return sorted(files)


@pytest.mark.parametrize(
    ("limit", "bytes_max", "given"),
    [(3, 300, 3), (2, 300, 2), (3, 299, 2), (3, 99, 1), (1, 300, 1)],
)
def test_a_heap_is_bounded_by_number_and_by_bytes(
    store: Store, limit: int, bytes_max: int, given: int
) -> None:
    """What is over the limit waits; but the first one is given however large it is."""
    with store.transaction() as conn:
        order = _keep(conn)
        taken = inbox.take(conn, limit, bytes_max)
    assert [one.document for one in taken] == order[:given]
    assert all(sha256(one.body) == one.document for one in taken)


def test_two_readers_never_get_the_same(store: Store) -> None:
    """What one has taken, the other is not given until it is let go."""
    with store.transaction() as conn:
        order = _keep(conn)
    with store.transaction() as one, store.transaction() as other:
        assert [each.document for each in inbox.take(one, 2)] == order[:2]
        assert [each.document for each in inbox.take(other, 3)] == order[2:]
    with store.transaction() as conn:
        assert len(inbox.take(conn, 3)) == 3


def test_a_lease_that_is_over_ends_the_transaction(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who holds documents for too long is cut off, and they are free."""
    with store.transaction() as conn:
        _keep(conn)

    def sleep() -> None:
        with store.transaction() as slow:
            inbox.take(slow, 3)
            slow.execute("SELECT pg_sleep(10)")

    monkeypatch.setattr(inbox, "LEASE", "50ms")
    with pytest.raises(psycopg.Error):
        sleep()
    with store.transaction() as conn:
        assert len(inbox.take(conn, 3)) == 3


def test_who_does_not_hear_it_is_cut_off_by_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session that nobody reads from is ended by whoever looks after it, and no other one is."""
    with store.transaction() as conn:
        _keep(conn)

    def held() -> None:
        with store.transaction() as slow:
            inbox.take(slow, 3)
            with store.transaction() as young, store.transaction() as conn:
                young.execute("SELECT 1")
                inbox.let_go(conn)  # its lease is not over
                monkeypatch.setattr(inbox, "LEASE", "0s")
                inbox.let_go(conn)
                young.execute("SELECT 1")
            slow.execute("SELECT 1")

    with pytest.raises(psycopg.Error):
        held()
