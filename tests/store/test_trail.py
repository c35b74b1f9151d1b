"""Found by what a person says, followed through the record; and how fast workers are."""

from datetime import UTC, datetime

import pytest

from blackstart.base.event import Event
from blackstart.day.tables import table
from blackstart.store import frames, pace, record, trail
from blackstart.store.database import Store
from tests.payables.made import HASH, frame

NOW = datetime(2025, 9, 25, 3, tzinfo=UTC)


def keep(store: Store) -> None:
    """Keep three invoices of two numbers, and a document that nobody could read."""
    invoices = (
        {"invoice": "I-ab1", "number": "7001"},
        {"invoice": "I-ab2", "number": "7001"},
        {"invoice": "I-ab", "number": "9"},
    )
    documents = ({"document": "f" * 64, "state": "refused"}, {"document": HASH})
    with store.transaction() as conn:
        frames.upsert(conn, table("invoices"), frame("invoices", *invoices))
        frames.upsert(conn, table("documents"), frame("documents", *documents))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("I-ab1", ("I-ab1",)),
        ("I-ab", ("I-ab",)),
        ("I-a", ("I-ab", "I-ab1", "I-ab2")),
        ("7001", ("I-ab1", "I-ab2")),
        ("9", ("I-ab",)),
        ("ffff", ("f" * 64,)),
        ("0000", ()),
        ("I-%", ()),
    ],
)
def test_invoices_are_found_by_what_a_person_says(
    store: Store, said: str, found: tuple[str, ...]
) -> None:
    """By id, by its beginning, by the supplier's number; what was read is no document to find."""
    keep(store)
    with store.connect() as conn:
        assert trail.find(conn, said) == found


def test_the_record_is_asked_by_act_and_subject(store: Store) -> None:
    """Only pairs that were asked for, oldest first."""
    pairs = (("a", "x"), ("b", "x"), ("a", "y"), ("a", "x"))
    with store.transaction() as conn:
        for act, subject in pairs:
            event = Event(at=NOW, actor="Ann", act=act, subject=subject, facts={})
            record.append(conn, event)
        kept = trail.events(conn, [("a", "x"), ("c", "x")])
        assert trail.events(conn, []) == ()
    assert len(kept) == 2
    assert kept[0].seq < kept[1].seq
    assert all('"act":"a"' in one.body and '"subject":"x"' in one.body for one in kept)


def test_some_rows_of_a_table(store: Store) -> None:
    """Those that have one of some values; quotes in them do no harm."""
    rows = frame("invoices", {"invoice": "it's"}, {"invoice": "b"}, {"invoice": "c"})
    with store.transaction() as conn:
        frames.upsert(conn, table("invoices"), rows)
        found = frames.read_some(conn, "invoices", "invoice", ["it's", "c", "none"])
        assert frames.read_some(conn, "invoices", "invoice", []).is_empty()
    assert found["invoice"].to_list() == ["c", "it's"]


def test_the_pace_is_that_of_the_last_heaps(store: Store) -> None:
    """Documents and seconds add up; nobody alive, nothing read: nothing made up."""
    with store.transaction() as conn:
        assert pace.lately(conn, 10) == pace.Pace(documents=0, seconds=0.0, workers=0)
        for _ in range(pace.HEAPS_LOOKED_AT + 5):
            pace.note(conn, 10, 2.0)
        conn.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        conn.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
        )
        seen = pace.lately(conn, 10)
    heaps = pace.HEAPS_LOOKED_AT
    assert seen == pace.Pace(documents=10 * heaps, seconds=2.0 * heaps, workers=1)
