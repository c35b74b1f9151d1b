"""Take documents in: keep the bytes by their hash, and ask for them to be read."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from blackstart.base.clock import Clock, business_date
from blackstart.base.finding import Finding, FindingCode, Severity
from blackstart.day.tables import table
from blackstart.post.dossier import Dossier
from blackstart.store import frames, inbox, originals
from blackstart.store.database import Connection, Store
from blackstart.work import queue, reading

FILES_A_BATCH = reading.DOCUMENTS_A_JOB
BYTES_MAX = 100_000_000

TOO_LARGE = FindingCode(
    code="BS-LOAD-051",
    severity=Severity.REFUSED,
    meaning="The file is over 100 MB; it was neither kept nor read.",
    fix="Split the file, or send what it holds as single documents.",
)
SAME_BYTES = FindingCode(
    code="BS-LOAD-052",
    severity=Severity.NOTE,
    meaning="The file holds the same bytes as another one; it was kept once.",
    fix="Nothing; a re-sent file is not paid twice.",
)
FINDINGS = (TOO_LARGE, SAME_BYTES)

Progress = Callable[[str], None]


def load(
    store: Store, dossier: Dossier, clock: Clock, progress: Progress, findings: list[Finding]
) -> dict[str, int]:
    """Take the dossier's documents in; each batch is kept and asked for in one transaction.

    Args:
        store: where they go.
        dossier: names the files.
        clock: a file that no table dates came today.
        progress: called with a short line for each batch.
        findings: gets the files that were too large, and those that came twice.

    Returns:
        How many files there are, how many were new, the same as another one, or refused.
    """
    with store.transaction() as conn:
        arrivals = frames.read(conn, "document_arrivals")
        known = dict(frames.read(conn, "documents").select("document", "file").iter_rows())
    arrived = dict(arrivals.select("file", "arrived_on").iter_rows())
    counts = {"files": len(dossier.documents), "new": 0, "same": 0, "refused": 0}
    for batch in _batches(dossier.documents):
        progress(f"documents {counts['new'] + counts['same']} of {counts['files']}")
        new = _new(dossier.folder, batch, known, counts, findings)
        rows = [
            (name, sha, len(body), arrived.get(name, business_date(clock.now())))
            for name, sha, body in new
        ]
        with store.transaction() as conn:
            _keep(conn, store, rows, {sha: body for _, sha, body in new})
    return counts


def ask_for_reading(store: Store) -> None:
    """Ask again for the documents that still wait, in case a job was lost with its worker.

    Args:
        store: where the documents wait.
    """
    with store.transaction() as conn:
        for _ in range(-(-inbox.waiting(conn) // reading.DOCUMENTS_A_JOB)):
            queue.defer(conn, store, "read")


def _batches(files: Sequence[Path]) -> Iterator[Sequence[Path]]:
    for start in range(0, len(files), FILES_A_BATCH):
        yield files[start : start + FILES_A_BATCH]


def _new(
    folder: Path,
    files: Sequence[Path],
    known: dict[str, str],
    counts: dict[str, int],
    findings: list[Finding],
) -> list[tuple[str, str, bytes]]:
    """Read files and give those whose bytes are new: name, hash, bytes."""
    new = []
    for path in files:
        name = path.as_posix()
        if (folder / path).stat().st_size > BYTES_MAX:
            counts["refused"] += 1
            findings.append(TOO_LARGE.at(name))
            continue
        body = (folder / path).read_bytes()
        sha = hashlib.sha256(body).hexdigest()
        first = known.setdefault(sha, name)
        if first != name:
            counts["same"] += 1
            findings.append(SAME_BYTES.at(name, f"The same bytes as {first}; kept once."))
        else:
            new.append((name, sha, body))
    counts["new"] += len(new)
    return new


def _keep(
    conn: Connection,
    store: Store,
    rows: Sequence[tuple[str, str, int, date]],
    bodies: Mapping[str, bytes],
) -> None:
    """Keep new documents and ask for a reader, in the caller's transaction."""
    which = table("documents")
    came = pl.DataFrame(
        [(sha, name, size, day, "received", None) for name, sha, size, day in rows],
        schema=which.empty()
        .select("document", "file", "bytes", "arrived_on", "state", "format")
        .schema,
        orient="row",
    )
    # A document that was read in an earlier load keeps its state.
    new = came.join(frames.read(conn, "documents"), on="document", how="anti")
    if new.is_empty():
        return
    originals.put(conn, bodies)
    frames.upsert(conn, which, new)
    queue.defer(conn, store, "read")
