"""Reads documents to be judged: what the reader remarks, and the facts for the rules of EN 16931.

Each XML document is parsed once; the capture reader and the rules look at the same tree.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from blackstart.payables.rules.facts import Facts
from blackstart.post import findings
from blackstart.post.draft import Reading, Remark
from blackstart.post.en16931.extract import Extraction
from blackstart.post.en16931.paths import PathCounts
from blackstart.post.invoice_rows import rows
from blackstart.post.reader import read_one

_BEFORE_ALL = date.min  # no remark depends on the day of arrival


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A batch, read.

    Attributes:
        formats: of each document, what it was recognised as; None when it was not.
        remarks: of each document, what its reader found.
        ruled: of each document, whether the rules of EN 16931 judge it.
        facts: what the documents say, by syntax.
        paths: how often which element path stands in each, by syntax; empty unless asked for.
    """

    formats: Sequence[str | None]
    remarks: Sequence[Sequence[Remark]]
    ruled: Sequence[bool]
    facts: Sequence[Facts]
    paths: Mapping[str, pl.DataFrame]


def read(bodies: Sequence[bytes], *, with_paths: bool = False) -> Judged:
    """Read a batch of documents; one bad document never disturbs the others.

    Args:
        bodies: the bytes of each; its number in the batch is its place here.
        with_paths: whether the element paths are counted: that takes a second walk.

    Findings:
        Those of the reader: BS-DOC and BS-EDI.
    """
    batch, counts = Extraction(), PathCounts() if with_paths else None
    taken = [_guarded(at, body, batch, counts) for at, body in enumerate(bodies)]
    return Judged(
        formats=[form for form, _, _ in taken],
        remarks=[remarks for _, remarks, _ in taken],
        ruled=[ruled for _, _, ruled in taken],
        facts=batch.facts(),
        paths=counts.frames() if counts else {},
    )


_Taken = tuple[str | None, Sequence[Remark], bool]


def _guarded(at: int, body: bytes, batch: Extraction, counts: PathCounts | None) -> _Taken:
    """Read one document; a fault of our own refuses this document and no other."""
    try:
        reading = read_one(body)
        remarks = list(_remarks(reading))
        return reading.format, remarks, _taken(at, reading, batch, counts)
    except Exception as error:  # noqa: BLE001 - the other documents must be read whatever this is
        message = f"The reader failed ({type(error).__name__}). Nothing was read from this file."
        return None, [Remark(code=findings.OUR_FAULT, place="whole file", message=message)], False


def _taken(at: int, reading: Reading, batch: Extraction, counts: PathCounts | None) -> bool:
    """Take facts, and paths if they are asked for, out of a document that the rules know."""
    if reading.tree is None or not batch.take(at, reading.tree):
        return False
    if counts:
        counts.take(at, reading.tree)
    return True


def _remarks(reading: Reading) -> Iterator[Remark]:
    yield from reading.remarks
    for one in reading.drafts:
        yield from rows(one, "", "", _BEFORE_ALL).remarks
