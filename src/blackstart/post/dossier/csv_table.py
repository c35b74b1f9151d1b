"""Reads a CSV file in pieces, as text, and knows the number of every row.

CSV is that of RFC 4180 with a header, in UTF-8, with or without a byte order mark. Blocks without
quotation marks, which are nearly all, go through Polars; from the first quotation mark on the
standard library reads record by record, because only that way a row that is torn can be named.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import numpy as np
import polars as pl

from blackstart.post.dossier.parts import (
    REJECTS,
    ROW,
    VALUE_CHARS_MAX,
    BrokenTableError,
    RawChunk,
    UnreadableTextError,
)

BLOCK_BYTES = 8 * 2**20
RECORDS = 50_000
HEADER_BYTES_MAX = 2**20


def header(path: Path) -> list[str]:
    """Read the names of the columns, without blanks around them.

    Raises:
        UnreadableTextError: the file is not UTF-8.
        BrokenTableError: the file is empty, its header is torn or names a column twice.
    """
    _check_text(path)
    with path.open("rb") as file:
        first = file.read(HEADER_BYTES_MAX)
    text = io.StringIO(first.decode("utf-8-sig", errors="ignore"), newline="")
    names = [name.strip() for name in next(_records(text), [])]
    if not any(names):
        raise BrokenTableError("the first row is no header")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BrokenTableError(f"the header names a column twice: {', '.join(twice)}")
    return names


def _check_text(path: Path) -> None:
    """Read all of a file as UTF-8 once, so that a faulty byte is known by its place."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    before = 0
    with path.open("rb") as file:
        while True:
            block = file.read(BLOCK_BYTES)
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as fault:
                place = before - pending + fault.start
                raise UnreadableTextError(f"byte {place}, counted from 0") from fault
            if not block:
                return
            before += len(block)


def chunks(
    path: Path, file_name: str, names: Sequence[str], wanted: Sequence[str]
) -> Iterator[RawChunk]:
    """Read a file's rows as text.

    Args:
        path: a file in UTF-8.
        file_name: its name in the dossier, for the rejects.
        names: its header.
        wanted: columns to give, all of them in the header.

    Raises:
        BrokenTableError: a quotation mark is never closed, or text follows a closed one.
    """
    with path.open("rb") as file:
        reader = _Reader(names, file_name, wanted)
        first = file.readline()
        if b'"' in first or b"\r" in first.rstrip(b"\r\n"):
            file.seek(0)
            yield from reader.quoted(file, row=0)
            return
        yield from reader.plain(file, row=1)


class _Reader:
    """Knows the columns of one file, and which of them are wanted."""

    def __init__(self, names: Sequence[str], file_name: str, wanted: Sequence[str]) -> None:
        self.width = len(names)
        self.file = file_name
        self.places = [names.index(name) for name in wanted]
        self.wanted = list(wanted)

    def plain(self, file: BinaryIO, row: int) -> Iterator[RawChunk]:
        """Read blocks that hold no quotation mark; hand over to `quoted` at the first that does.

        Args:
            file: stands at the start of a record.
            row: number of the record before it.
        """
        while block := file.read(BLOCK_BYTES):
            block += file.readline()
            if b'"' in block:
                file.seek(-len(block), io.SEEK_CUR)
                yield from self.quoted(file, row)
                return
            if self._even(block):
                yield self._fast(block, row)
                row += _lines(block)
            else:
                text = io.StringIO(block.decode(), newline="")
                for batch in _batches(text, row):
                    yield self._slow(batch, row)
                    row += len(batch)

    def quoted(self, file: BinaryIO, row: int) -> Iterator[RawChunk]:
        """Read record by record to the end; the header is skipped when it comes (`row` is 0)."""
        with io.TextIOWrapper(file, encoding="utf-8", newline="") as text:
            for batch in _batches(text, row):
                records = batch if row else batch[1:]
                yield self._slow(records, max(row, 1))
                row += len(batch)

    def _even(self, block: bytes) -> bool:
        """Tell whether all lines have as many values as the header, and plain line ends."""
        data = np.frombuffer(block, dtype=np.uint8)
        ends = np.flatnonzero(data == ord("\n"))
        if not block.endswith(b"\n"):
            ends = np.append(ends, len(data))
        before = np.searchsorted(np.flatnonzero(data == ord(",")), ends)
        even = bool((np.diff(before, prepend=0) == self.width - 1).all())
        return even and block.count(b"\r") == block.count(b"\r\n")

    def _fast(self, block: bytes, row: int) -> RawChunk:
        frame = pl.read_csv(
            block,
            has_header=False,
            schema={str(place): pl.String for place in range(self.width)},
            quote_char=None,
            empty_string_is_null=False,
        )
        named = frame.select(
            pl.col(str(place)).alias(name)
            for place, name in zip(self.places, self.wanted, strict=True)
        )
        return RawChunk(frame=_numbered(named, row), uneven=pl.DataFrame(schema=REJECTS))

    def _slow(self, batch: Sequence[list[str]], row: int) -> RawChunk:
        numbered = list(enumerate(batch, start=row + 1))
        even = [(number, record) for number, record in numbered if len(record) == self.width]
        columns: dict[str, list[int] | list[str]] = {ROW: [number for number, _ in even]}
        for place, name in zip(self.places, self.wanted, strict=True):
            columns[name] = [record[place] for _, record in even]
        schema = {ROW: pl.Int64(), **dict.fromkeys(self.wanted, pl.String())}
        uneven = [
            (self.file, number, "", self._uneven(record), ",".join(record)[:VALUE_CHARS_MAX])
            for number, record in numbered
            if record and len(record) != self.width  # a blank line is no row
        ]
        return RawChunk(
            frame=pl.DataFrame(columns, schema=schema),
            uneven=pl.DataFrame(uneven, schema=REJECTS, orient="row"),
        )

    def _uneven(self, record: Sequence[str]) -> str:
        return f"has {len(record)} values where the header has {self.width}"


def _records(text: Iterable[str], line: int = 0) -> Iterator[list[str]]:
    """Read records, and say where the file is torn; `line` is the last one before the text."""
    reader = csv.reader(text, strict=True)
    try:
        yield from reader
    except csv.Error as fault:
        raise BrokenTableError(f"near line {line + reader.line_num}: {fault}") from fault


def _batches(text: Iterable[str], line: int) -> Iterator[list[list[str]]]:
    records = _records(text, line)
    while batch := list(islice(records, RECORDS)):
        yield batch


def _lines(block: bytes) -> int:
    return block.count(b"\n") + (not block.endswith(b"\n"))


def _numbered(frame: pl.DataFrame, row: int) -> pl.DataFrame:
    return frame.with_row_index(ROW, offset=row + 1).with_columns(pl.col(ROW).cast(pl.Int64))
