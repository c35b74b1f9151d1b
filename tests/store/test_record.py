"""The record keeps what was decided, and whatever is done to it afterwards is found out."""

import json
import stat
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from blackstart.base.event import Event
from blackstart.base.hashtree import leaf_hash
from blackstart.store import keys, record
from blackstart.store.database import Connection, Store
from blackstart.store.errors import KeyChangedError, RecordBrokenError
from blackstart.store.keys import signer
from blackstart.store.server import Server
from blackstart.store.verifier import Verdict, key_from
from tests.fixtures_store import fresh_store, owner

AT = datetime(2025, 9, 25, 3, tzinfo=UTC)


def event(number: int, **facts: str) -> Event:
    """Make an event that can be told from others."""
    return Event(at=AT, actor="blackstart", act="test", subject=f"event {number}", facts=facts)


def append(store: Store, *numbers: int) -> None:
    """Append events, each in a transaction of its own."""
    for number in numbers:
        with store.transaction() as conn:
            record.append(conn, event(number))


def seal(store: Store, minutes: int = 0) -> int:
    """Seal what waits, some minutes later."""
    with store.transaction() as conn:
        return record.seal(conn, store.home, AT + timedelta(minutes=minutes))


def verify(store: Store, outside: str = "") -> Verdict:
    """Verify the record with its own key."""
    with store.transaction(steady=True) as conn:
        return record.verify(conn, signer(store.home, store.database).public, outside)


def head(store: Store) -> str:
    """Give the newest checkpoint."""
    with store.connect() as conn:
        return record.head(conn)


@pytest.fixture(scope="module")
def sealed(home: Path, server: Server) -> Iterator[Store]:
    """Give a record that nobody may change for good: see `fill`."""
    with fresh_store(home, server) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def own(store: Store) -> Store:
    """Give a record of the test's own: see `fill`."""
    fill(store)
    return store


def fill(store: Store) -> None:
    """Make seven events: 0 to 5 sealed by checkpoints at 3, 5 and 6, and 6 not sealed yet."""
    append(store, 0, 1, 2)
    seal(store, 1)
    append(store, 3, 4)
    seal(store, 2)
    append(store, 5)
    seal(store, 3)
    append(store, 6)


def test_a_record_that_nobody_touched(sealed: Store) -> None:
    """All that is sealed holds, from the first checkpoint on; what is not is only counted."""
    verdict = verify(sealed, outside=head(sealed))
    assert verdict.ok
    assert (verdict.sealed, verdict.unsealed, verdict.checkpoints) == (6, 1, 3)
    assert (verdict.since, verdict.until) == ("2025-09-25T03:01:00Z", "2025-09-25T03:03:00Z")
    assert verdict.head in head(sealed)
    with sealed.connect() as conn:
        assert record.counts(conn) == (7, 6)
        assert [json.loads(kept.body)["subject"] for kept in record.newest(conn, 2)] == [
            "event 6",
            "event 5",
        ]


def test_an_empty_record(store: Store) -> None:
    """Where nothing was decided there is nothing to seal, to sign, or to find wrong."""
    assert seal(store) == 0
    assert head(store) == ""
    verdict = verify(store)
    assert verdict.ok
    assert (verdict.sealed, verdict.unsealed, verdict.since) == (0, 0, "")


def test_nothing_waits_twice(own: Store) -> None:
    """What waits is sealed once; sealing again signs nothing."""
    assert seal(own, 4) == 1
    before = head(own)
    assert seal(own, 5) == 0
    assert head(own) == before


def test_an_event_is_there_exactly_when_the_change_is(store: Store) -> None:
    """What is rolled back takes its event along; the gap in the numbers breaks nothing."""

    def fail() -> None:
        with store.transaction() as conn:
            record.append(conn, event(1))
            raise InterruptedError

    append(store, 0)
    with pytest.raises(InterruptedError):
        fail()
    append(store, 2)
    assert seal(store) == 2
    assert verify(store).ok


def test_a_slow_writer_is_sealed_later(store: Store) -> None:
    """An event that is committed after a later one was sealed comes next, and breaks nothing."""
    with store.transaction() as slow:
        record.append(slow, event(0))
        append(store, 1)
        assert seal(store) == 1
    assert seal(store) == 1
    assert verify(store).ok


def test_two_sealers_take_turns(store: Store) -> None:
    """Two workers that seal at once put each event into the log once."""
    append(store, *range(20))
    sealers = [threading.Thread(target=seal, args=[store]) for _ in range(4)]
    for sealer in sealers:
        sealer.start()
    for sealer in sealers:
        sealer.join()
    verdict = verify(store)
    assert verdict.ok
    assert (verdict.sealed, verdict.checkpoints) == (20, 1)


def test_no_account_number_is_kept_for_ever(store: Store) -> None:
    """An account number in an event is masked before it is hashed; the record holds."""
    with store.transaction() as conn:
        record.append(conn, event(0, account="GB29 NWBK 6016 1331 9268 19"))
        assert "GB** **** 6819" in record.newest(conn, 1)[0].body
    assert seal(store) == 1
    assert verify(store).ok


def test_odd_characters_are_no_reason_to_stop(store: Store) -> None:
    """A zero becomes the sign for an unknown character; all others, backslashes too, are kept."""
    with store.transaction() as conn:
        record.append(conn, event(0, value="\0a\0\0b\\\0c\\u0000 \u2028\U0001f600"))
        found = json.loads(record.newest(conn, 1)[0].body)["facts"]["value"]
    assert found == "\ufffda\ufffd\ufffdb\\\ufffdc\\u0000 \u2028\U0001f600"
    assert seal(store) == 1
    assert verify(store).ok


def retext(conn: Connection, number: int) -> None:
    """Change what an event says."""
    conn.execute(
        "UPDATE event SET body = replace(body, 'event ' || %(n)s, 'event 9')"
        " WHERE subject = 'event ' || %(n)s",
        {"n": number},
    )


def rehash(conn: Connection, number: int, *, logged: bool = True) -> None:
    """Change what an event says, its hash, and (if `logged`) its hash in the log."""
    retext(conn, number)
    leaf = leaf_hash(event(9).body().encode())
    conn.execute("UPDATE event SET leaf_hash = %s WHERE subject = 'event 9'", [leaf])
    if logged:
        conn.execute("UPDATE log SET leaf_hash = %s WHERE index = %s", [leaf, number])


def delete(conn: Connection, number: int, *, logged: bool = True) -> None:
    """Delete an event, and (if `logged`) its place in the log."""
    conn.execute("DELETE FROM event WHERE subject = 'event ' || %s", [number])
    if logged:
        unlog(conn, number)


def unlog(conn: Connection, number: int) -> None:
    """Delete an event's place in the log."""
    conn.execute("DELETE FROM log WHERE index = %s", [number])


def move(conn: Connection, first: int, by: int) -> None:
    """Move all places of the log from one on, up or down."""
    conn.execute("UPDATE log SET index = index + 1000 WHERE index >= %s", [first])
    conn.execute("UPDATE log SET index = index - 1000 + %s WHERE index >= 1000", [by])


def close_up(conn: Connection, number: int) -> None:
    """Delete an event with its place, and close the gap."""
    delete(conn, number)
    move(conn, number + 1, -1)


def insert(conn: Connection, place: int) -> None:
    """Insert an event, and put it into the log at a place."""
    move(conn, place, 1)
    body = event(9).body()
    row = [body, leaf_hash(body.encode())]
    conn.execute("INSERT INTO event (body, leaf_hash) VALUES (%s, %s)", row)
    conn.execute(
        "INSERT INTO log SELECT %s, seq, leaf_hash FROM event WHERE subject = 'event 9'", [place]
    )


def swap(conn: Connection, one: int, two: int) -> None:
    """Let two events change places in the log."""
    conn.execute("UPDATE log SET index = index + 1000 WHERE index IN (%s, %s)", [one, two])
    conn.execute("UPDATE log SET index = %s - index WHERE index >= 1000", [one + two + 1000])


def renote(conn: Connection, size: int, old: str, new: str) -> None:
    """Change what a checkpoint says."""
    conn.execute(
        "UPDATE checkpoint SET note = replace(note, %s, %s) WHERE size = %s", [old, new, size]
    )


ATTACKS: dict[str, tuple[Callable[[Connection], object], int, int, int | None, str]] = {
    "a text": (lambda db: retext(db, 1), 1, 1, 1, "does not have its hash"),
    "the last text": (lambda db: retext(db, 5), 5, 5, 5, "does not have its hash"),
    "a text that is not sealed": (lambda db: retext(db, 6), 6, 6, 6, "does not have its hash"),
    "a text and its hash": (lambda db: rehash(db, 1, logged=False), 1, 1, 1, "another event was"),
    "both hashes too, first": (lambda db: rehash(db, 1), 0, 1, None, "others were signed"),
    "both hashes too, odd one": (lambda db: rehash(db, 2), 2, 2, None, "others were signed"),
    "both hashes too, later": (lambda db: rehash(db, 4), 4, 4, None, "others were signed"),
    "an event": (lambda db: delete(db, 1, logged=False), 1, 1, 1, "its event is missing"),
    "a place": (lambda db: unlog(db, 1), 1, 1, None, "it is missing; entry 2"),
    "an event with its place": (lambda db: delete(db, 1), 1, 1, None, "it is missing; entry 2"),
    "an event, places closed": (
        lambda db: close_up(db, 3),
        *(3, 3, None, "others were signed"),
    ),
    "an event more": (lambda db: insert(db, 4), 4, 4, None, "others were signed"),
    "an event more, first": (lambda db: insert(db, 0), 0, 1, None, "others were signed"),
    "two places": (lambda db: swap(db, 0, 1), 0, 1, None, "others were signed"),
    "two distant places": (lambda db: swap(db, 2, 4), 2, 2, None, "others were signed"),
    "a checkpoint's size": (lambda db: renote(db, 5, "\n5\n", "\n4\n"), 3, 4, None, "was changed"),
    "a checkpoint's time": (lambda db: renote(db, 3, "03:01", "02:01"), 0, 2, None, "was changed"),
    "a checkpoint's name": (
        lambda db: renote(db, 6, "\u2014 b", "\u2014 w"),
        5,
        5,
        None,
        "changed",
    ),
    "the tree's hashes": (
        lambda db: db.execute("UPDATE checkpoint SET peaks = peaks[:1]"),
        *(0, 2, None, "kept with their checkpoint"),
    ),
    "a checkpoint's place": (
        lambda db: db.execute("UPDATE checkpoint SET size = 4 WHERE size = 5"),
        *(3, 3, None, "covers 5 entries, not 4"),
    ),
    "the last checkpoint": (
        lambda db: db.execute("DELETE FROM checkpoint WHERE size = 6"),
        *(5, 5, None, "no checkpoint covers them"),
    ),
    "all checkpoints": (
        lambda db: db.execute("DELETE FROM checkpoint"),
        *(0, 5, None, "no checkpoint covers them"),
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_was_done_to_the_record_is_found_out(
    sealed: Store, server: Server, attack: str
) -> None:
    """Whoever owns the database changes, deletes, inserts or swaps: the first place is named."""
    change, first, last, number, words = ATTACKS[attack]
    with owner(server, sealed.database) as conn, conn.transaction(force_rollback=True):
        seqs = [seq for (seq,) in conn.execute("SELECT seq FROM event ORDER BY seq")]
        change(conn)
        broken = record.verify(conn, signer(sealed.home, sealed.database).public).broken
    assert broken is not None
    assert (broken.index, broken.last) == (first, last)
    assert broken.seq == (None if number is None else seqs[number])
    assert words in broken.what


def test_only_an_outside_checkpoint_shows_a_cut_end(own: Store, server: Server) -> None:
    """A newest end that is cut off with its checkpoint is seen by who has that checkpoint."""
    outside = head(own)
    with owner(server, own.database) as conn:
        conn.execute(b"DELETE FROM log WHERE index = 5; DELETE FROM checkpoint WHERE size = 6")
    assert verify(own).ok
    broken = verify(own, outside).broken
    assert broken is not None
    assert "some are gone" in broken.what


def test_only_an_outside_checkpoint_shows_a_new_record(own: Store, server: Server) -> None:
    """Who has the key can write another record; who has an old checkpoint sees that."""
    outside = head(own)
    with owner(server, own.database) as conn:
        conn.execute(b"TRUNCATE log, checkpoint; DELETE FROM event WHERE subject = 'event 2'")
    assert seal(own) == 6
    assert verify(own).ok
    broken = verify(own, outside).broken
    assert broken is not None
    assert (broken.index, broken.last) == (0, 5)
    broken = verify(own, outside.replace("03:03", "03:04")).broken
    assert broken is not None
    assert "not signed by this key" in broken.what


def test_another_key_proves_nothing(own: Store) -> None:
    """A record that another key signed does not hold, and is not sealed any further."""
    (own.home.keys / f"{own.database}.key").unlink()
    broken = verify(own).broken
    assert broken is not None
    assert "another key signed it" in broken.what
    with pytest.raises(KeyChangedError):
        seal(own)


def test_a_broken_record_is_not_sealed_over(own: Store, server: Server) -> None:
    """When the tree's hashes are not those that were signed, sealing stops."""
    with owner(server, own.database) as conn:
        conn.execute("UPDATE checkpoint SET peaks = peaks[:1]")
    with pytest.raises(RecordBrokenError, match="size 6"):
        seal(own)


def test_columns_for_looking_things_up_cannot_lie(sealed: Store, server: Server) -> None:
    """Actor, act, subject and instant are made from the hashed text, even for the owner."""
    with owner(server, sealed.database) as conn, pytest.raises(Exception, match="generated"):
        conn.execute("UPDATE event SET actor = 'somebody else'")


def test_the_key_is_for_its_owners_eyes(sealed: Store) -> None:
    """The private key is readable by its owner only; the public one lies beside it."""
    path = sealed.home.keys / f"{sealed.database}.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    text = keys.public_path(sealed.home, sealed.database).read_text("utf-8")
    assert key_from(text) == signer(sealed.home, sealed.database).public
    assert [found.suffix for found in sorted(path.parent.glob(f"{sealed.database}.*"))] == [
        ".key",
        ".pub",
    ]


def test_a_key_that_is_there_already_stays(sealed: Store) -> None:
    """When two processes make the key at once, both go on with the first one."""
    before = signer(sealed.home, sealed.database).public
    keys._make(sealed.home.keys / f"{sealed.database}.key")
    assert signer(sealed.home, sealed.database).public == before


def test_a_file_that_is_no_key_of_ours(own: Store) -> None:
    """A key of another kind is refused in words."""
    pem = X25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    (own.home.keys / f"{own.database}.key").write_bytes(pem)
    with pytest.raises(KeyChangedError, match="key"):
        signer(own.home, own.database)
