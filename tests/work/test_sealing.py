"""What was committed is sealed once, and letters become files once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from blackstart.base.event import Event, Letter
from blackstart.store import outbox, record
from blackstart.store.database import Store
from blackstart.work import moment, posting, sealing

AS_OF = datetime(2025, 9, 25, 3, tzinfo=UTC)


def _say(store: Store, subject: str) -> None:
    event = Event(at=AS_OF, actor="somebody", act="test.say", subject=subject, facts={})
    with store.transaction() as conn:
        record.append(conn, event)


def _put(store: Store, name: str, *, draft: bool = False) -> None:
    letter = Letter(letter=name, kind="test", file=f"{name}.txt", body=name.encode())
    with store.transaction() as conn:
        outbox.put(conn, letter, AS_OF, draft=draft)


@pytest.fixture
def folder_of_letters(store: Store) -> Path:
    """Name the outbox folder; nothing stands in it yet."""
    folder = posting.outbox_folder(store)
    assert not folder.exists()
    return folder


def test_nothing_to_seal(store: Store) -> None:
    """An empty record has no head, and sealing it signs nothing."""
    sealing.seal(store)
    assert sealing.head(store) == {"entries": 0, "sealed": 0, "root": None, "signed_at": None}


def test_sealing(store: Store) -> None:
    """Events are sealed at the incident's moment; a second time there is nothing to sign."""
    moment.start(store, AS_OF)
    _say(store, "one")
    assert sealing.head(store)["sealed"] == 0
    sealing.seal(store)
    first = sealing.head(store)
    assert (first["entries"], first["sealed"]) == (1, 1)
    assert len(bytes.fromhex(str(first["root"]))) == 32
    assert "2025-09-25T03:00:00Z" in str(first["signed_at"])
    sealing.seal(store)
    assert sealing.head(store) == first
    _say(store, "two")
    assert (sealing.head(store)["entries"], sealing.head(store)["sealed"]) == (2, 1)
    sealing.seal(store)
    assert sealing.head(store)["sealed"] == 2
    assert sealing.head(store)["root"] != first["root"]


def test_letters_become_files_once(store: Store, folder_of_letters: Path) -> None:
    """A letter is written once, a draft into a folder of its own; each incident has its own."""
    _put(store, "one")
    _put(store, "two", draft=True)
    assert posting.write_out(store).files == ("one.txt", "drafts/two.txt")
    assert (folder_of_letters / "one.txt").read_text() == "one"
    assert (folder_of_letters / "drafts" / "two.txt").read_text() == "two"
    (folder_of_letters / "one.txt").unlink()  # it was carried to the bank
    again = posting.write_out(store)
    assert (again.files, again.findings) == ((), ())
    assert not (folder_of_letters / "one.txt").exists()
    assert folder_of_letters.name == store.database


def test_a_file_that_somebody_changed(store: Store, folder_of_letters: Path) -> None:
    """Another file in a letter's place is never overwritten, and that is told, not swallowed."""
    folder_of_letters.mkdir(parents=True)
    (folder_of_letters / "one.txt").write_text("something else")
    _put(store, "one")
    written = posting.write_out(store)
    assert written.files == ()
    assert [finding.code for finding in written.findings] == ["BS-STO-001"]
    assert (folder_of_letters / "one.txt").read_text() == "something else"
