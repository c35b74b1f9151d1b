"""Nothing leaves twice, half, or under a name that leads elsewhere."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from blackstart.base.event import Letter
from blackstart.store import outbox
from blackstart.store.database import Store
from blackstart.store.errors import LetterChangedError, LetterNameError

AT = datetime(2025, 9, 25, 3, tzinfo=UTC)


def letter(number: int = 1, *, file: str = "", body: bytes = b"<Document/>") -> Letter:
    """Make a letter."""
    return Letter(letter=f"RUN-{number}", kind="pain.001", file=file or f"{number}.xml", body=body)


def states(store: Store) -> dict[str, str]:
    """Say in what state each letter is."""
    with store.connect() as conn:
        return {kept.file: kept.state for kept in outbox.listed(conn)}


def write_out(store: Store, folder: Path) -> tuple[str, ...]:
    """Write out what waits, expecting nothing to be wrong."""
    with store.transaction() as conn:
        written = outbox.write_out(conn, folder)
    assert written.findings == ()
    return written.files


def test_the_same_letter_twice_is_one_letter(store: Store) -> None:
    """The same id with the same bytes changes nothing."""
    with store.transaction() as conn:
        assert outbox.put(conn, letter(), AT)
        assert not outbox.put(conn, letter(), AT)
    assert states(store) == {"1.xml": "ready"}


@pytest.mark.parametrize(
    "other", [letter(body=b"<Other/>"), letter(file="other.xml")], ids=["other bytes", "other file"]
)
def test_an_id_stands_for_one_letter(store: Store, other: Letter) -> None:
    """The same id with anything else in it is a programmer's fault; the first one stays."""
    with store.transaction() as conn:
        outbox.put(conn, letter(), AT)
        with pytest.raises(LetterChangedError, match="RUN-1"):
            outbox.put(conn, other, AT)
    assert states(store) == {"1.xml": "ready"}


@pytest.mark.parametrize("file", ["../x", "/etc/x", "a/b", ".hidden", "", "a\n", "x" * 201])
def test_a_name_never_leads_out_of_the_folder(store: Store, file: str) -> None:
    """A file name is a plain name; everything else is refused."""
    odd = Letter(letter="RUN-1", kind="notice", file=file, body=b"")
    with store.transaction() as conn, pytest.raises(LetterNameError):
        outbox.put(conn, odd, AT)


def test_each_file_is_written_once(store: Store, tmp_path: Path) -> None:
    """All that waits is written, drafts apart; then nothing waits any more."""
    with store.transaction() as conn:
        for number in range(45):
            outbox.put(conn, letter(number, body=b"%d" % number), AT)
        outbox.put(conn, letter(99), AT, draft=True)
    assert len(write_out(store, tmp_path)) == 46
    assert write_out(store, tmp_path) == ()
    assert (tmp_path / "44.xml").read_bytes() == b"44"
    assert (tmp_path / "drafts" / "99.xml").read_bytes() == b"<Document/>"
    assert len(list(tmp_path.rglob("*.*"))) == 46
    assert states(store)["44.xml"] == "written"
    assert states(store)["99.xml"] == "draft"


def test_a_crash_between_file_and_commit_does_no_harm(store: Store, tmp_path: Path) -> None:
    """The file is found with the same bytes, is left as it is, and counts as written."""
    with store.transaction() as conn:
        outbox.put(conn, letter(), AT)

    def crash() -> None:
        with store.transaction() as conn:
            outbox.write_out(conn, tmp_path)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        crash()
    before = (tmp_path / "1.xml").stat()
    assert states(store) == {"1.xml": "ready"}
    assert write_out(store, tmp_path) == ("1.xml",)
    assert (tmp_path / "1.xml").stat().st_ino == before.st_ino
    assert states(store) == {"1.xml": "written"}


def test_a_changed_file_is_never_overwritten(store: Store, tmp_path: Path) -> None:
    """A file that somebody has put there or changed is held with a finding; others still go."""
    (tmp_path / "1.xml").write_bytes(b"mine")
    with store.transaction() as conn:
        outbox.put(conn, letter(1), AT)
        outbox.put(conn, letter(2), AT)
        written = outbox.write_out(conn, tmp_path)
    assert written.files == ("2.xml",)
    assert [(found.code, found.subject) for found in written.findings] == [("BS-STO-001", "1.xml")]
    assert (tmp_path / "1.xml").read_bytes() == b"mine"
    assert states(store) == {"1.xml": "ready", "2.xml": "written"}


def test_two_writers_do_not_meet(store: Store, tmp_path: Path) -> None:
    """A letter that one writer has in hand is left to it by the other."""
    with store.transaction() as conn:
        outbox.put(conn, letter(), AT)
    with store.transaction() as first:
        assert outbox.write_out(first, tmp_path).files == ("1.xml",)
        assert write_out(store, tmp_path) == ()
