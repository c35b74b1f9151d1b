"""Take documents in: keep the bytes by their hash, and ask for them to be read."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import polars as pl

from blackstart.base.finding import Finding, FindingCode, Severity
from blackstart.day.tables import table
from blackstart.post.dossier.folder import Dossier
from blackstart.store import frames, originals
from blackstart.store.database import Connection, Store
from blackstart.work import queue, reading
from blackstart.work.once import Facts, Once

FILES_A_BATCH = reading.DOCUMENTS_A_JOB
BYTES_A_BATCH = 64_000_000
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A file that came.

    Attributes:
        day: business date on which it arrived.
        name: its name in the dossier.
        size: in bytes.
    """

    day: date
    name: str
    size: int


@dataclass(slots=True, kw_only=True)
class Heap:
    """Some files, sorted out.

    Attributes:
        new: file by the hash of its bytes.
        bodies: bytes by their hash, of the new ones.
        counts: how many were new, known from an earlier load, copies of others, refused.
        findings: the copies and the refused ones.
    """

    new: dict[str, Came] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("new", "known", "same", "refused"), 0)
    )
    findings: list[Finding] = field(default_factory=list)


def load(work: Once, dossier: Dossier, day: date, progress: Progress) -> list[Facts]:
    """Take the dossier's documents in; each batch is kept and asked for in one transaction.

    Args:
        work: the load that this is a part of.
        dossier: names the files.
        day: when a file came that no table dates.
        progress: called with a short line for each batch.

    Returns:
        For each batch what became of its files.

    Findings:
        BS-LOAD-051, BS-LOAD-052.
    """
    with work.store.transaction() as conn:
        arrivals = frames.read(conn, "document_arrivals")
        known = _known(conn)
    files = _in_order(dossier, dict(arrivals.select("file", "arrived_on").iter_rows()), day)
    parts = []
    done = 0
    for number, batch in enumerate(_batches(files)):
        progress(f"documents {done} of {len(files)}")
        take = partial(_take, work.store, dossier.folder, batch, known)
        parts.append(work.part(f"documents {number}", take))
        done += len(batch)
    return parts


def counted(parts: Sequence[Facts]) -> dict[str, int]:
    """Count what became of all files."""
    counts = {name: sum(part["counts"][name] for part in parts) for name in Heap().counts}
    return {"files": sum(counts.values()), **counts}


def _in_order(dossier: Dossier, arrived: Mapping[str, date], day: date) -> list[Came]:
    """Put files into the order in which they came: of two copies the first one counts."""
    came = [
        Came(day=arrived.get(name, day), name=name, size=(dossier.folder / name).stat().st_size)
        for name in map(Path.as_posix, dossier.documents)
    ]
    return sorted(came, key=lambda file: (file.day, file.name))


def _batches(files: Sequence[Came]) -> Iterator[Sequence[Came]]:
    """Cut a heap by files and by bytes; what is too large is not read, and so weighs nothing."""
    batch, weight = list[Came](), 0
    for file in files:
        size = file.size if file.size <= BYTES_MAX else 0
        if batch and (len(batch) == FILES_A_BATCH or weight + size > BYTES_A_BATCH):
            yield batch
            batch, weight = [], 0
        batch.append(file)
        weight += size
    if batch:
        yield batch


def _known(conn: Connection) -> dict[str, str]:
    """Give the file of each document that is kept, by the hash of its bytes."""
    return dict(frames.read(conn, "documents").select("document", "file").iter_rows())


def _take(
    store: Store, folder: Path, files: Sequence[Came], known: dict[str, str], conn: Connection
) -> Facts:
    """Keep new documents and ask for a reader."""
    heap = Heap()
    read = list(_read(folder, files, heap))
    if originals.known(conn, [sha for _, sha, _ in read if sha not in known]):
        known |= _known(conn)  # somebody else has loaded meanwhile
    for file, sha, body in read:
        _sort_in(heap, file, sha, body, known)
    if heap.new:
        originals.put(conn, heap.bodies)
        frames.upsert(conn, table("documents"), _rows(heap))
        queue.defer(conn, store, "read")
    return {"counts": heap.counts, "findings": [asdict(finding) for finding in heap.findings]}


def _read(folder: Path, files: Sequence[Came], heap: Heap) -> Iterator[tuple[Came, str, bytes]]:
    """Read files, with the hash of their bytes; refuse what is too large."""
    for file in files:
        if file.size > BYTES_MAX:
            heap.counts["refused"] += 1
            heap.findings.append(TOO_LARGE.at(file.name))
        else:
            body = (folder / file.name).read_bytes()
            yield file, hashlib.sha256(body).hexdigest(), body


def _sort_in(heap: Heap, file: Came, sha: str, body: bytes, known: dict[str, str]) -> None:
    """Tell whether bytes are new, known by this name, or known by another; new ones become known.

    What is known may be read already, and keeps its state.
    """
    first = known.get(sha)
    if first is None:
        known[sha], heap.new[sha], heap.bodies[sha] = file.name, file, body
        heap.counts["new"] += 1
    elif first == file.name:
        heap.counts["known"] += 1
    else:
        heap.counts["same"] += 1
        heap.findings.append(SAME_BYTES.at(file.name, f"The same bytes as {first}; kept once."))


def _rows(heap: Heap) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (sha, file.name, len(heap.bodies[sha]), file.day, "received", None, None)
            for sha, file in heap.new.items()
        ],
        schema=table("documents")
        .empty()
        .select("document", "file", "bytes", "arrived_on", "state", "format", "rules")
        .schema,
        orient="row",
    )
