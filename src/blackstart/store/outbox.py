"""What leaves: letters with an id made before they are sent, each written to its file once."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from blackstart.base.canonical import sha256
from blackstart.base.event import Letter
from blackstart.base.finding import Finding
from blackstart.store.database import Connection
from blackstart.store.errors import LetterChangedError, LetterNameError
from blackstart.store.findings import FILE_CHANGED
from blackstart.store.queries import query

DRAFTS = "drafts"
LETTERS_A_BATCH = 20
PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterKept:
    """A letter as the outbox shows it, without its bytes.

    Attributes:
        letter: its id.
        kind: what it is: "pain.001", "notice", …
        file: name in the outbox folder.
        sha256: hash of its bytes.
        made_at: when it was made, in UTC.
        state: "draft", "ready", or "written" to the folder.
    """

    letter: str
    kind: str
    file: str
    sha256: str
    made_at: datetime
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenOut:
    """What became of the letters that waited.

    Attributes:
        files: written now, by their path within the folder.
        findings: letters that were not written, and why.
    """

    files: tuple[str, ...]
    findings: tuple[Finding, ...]


def put(conn: Connection, letter: Letter, at: datetime, *, draft: bool = False) -> bool:
    """Put a letter into the outbox, in the transaction of the decision that sends it.

    Args:
        conn: a connection in the caller's transaction.
        letter: what leaves.
        at: when, in UTC.
        draft: True when a person has to look at it first: it goes to the drafts, and no further.

    Returns:
        False when the same letter is there already: nothing was changed.

    Raises:
        LetterChangedError: a letter with this id is there, and it is another one.
        LetterNameError: the file's name could lead out of the folder.
    """
    if not PLAIN_NAME.fullmatch(letter.file):
        raise LetterNameError(letter.file)
    digest = sha256(letter.body)
    row = {
        "letter": letter.letter,
        "kind": letter.kind,
        "file": letter.file,
        "body": letter.body,
        "sha256": digest,
        "made_at": at,
        "state": "draft" if draft else "ready",
    }
    if conn.execute(query("outbox", "put"), row).rowcount:
        return True
    known = conn.execute(query("outbox", "known"), {"letter": letter.letter}).fetchone()
    if known != (letter.kind, letter.file, digest):
        raise LetterChangedError(letter.letter)
    return False


def write_out(conn: Connection, folder: Path) -> WrittenOut:
    """Write the files of letters that wait, drafts into a folder of their own.

    A file appears whole or not at all. After a crash between file and commit the same bytes are
    found under the same name. A file that somebody has changed is never overwritten.

    Args:
        conn: a connection in a transaction.
        folder: the outbox folder.

    Findings:
        BS-STO-001: a file of that name with other bytes is there already.
    """
    files, findings = [], []
    for letter, path, body, digest in _waiting(conn):
        if _write_once(folder / path, body, digest):
            conn.execute(query("outbox", "written"), {"letter": letter})
            files.append(str(path))
        else:
            findings.append(FILE_CHANGED.at(str(path)))
    return WrittenOut(files=tuple(files), findings=tuple(findings))


def _waiting(conn: Connection) -> Iterator[tuple[str, Path, bytes, str]]:
    """Give the letters that wait, a few at a time: one of them may be large."""
    after = ""
    while rows := conn.execute(
        query("outbox", "waiting"), {"after": after, "limit": LETTERS_A_BATCH}
    ).fetchall():
        for letter, file, body, digest, state in rows:
            yield letter, Path(DRAFTS, file) if state == "draft" else Path(file), body, digest
            after = letter


def listed(conn: Connection) -> tuple[LetterKept, ...]:
    """List the letters, newest first."""
    return tuple(
        LetterKept(letter=letter, kind=kind, file=file, sha256=digest, made_at=at, state=state)
        for letter, kind, file, digest, at, state in conn.execute(query("outbox", "listed"))
    )


def _write_once(path: Path, body: bytes, digest: str) -> bool:
    """Write a file whole; False when one with other bytes is in its place."""
    if path.exists():
        return sha256(path.read_bytes()) == digest
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    with unfinished.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    _sync(path.parent)
    return True


def _sync(folder: Path) -> None:
    """Make the name last as well as the bytes."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
