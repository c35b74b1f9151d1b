"""Reads a Parquet file in pieces, with the types that it has."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from blackstart.post.dossier.parts import REJECTS, ROW, BrokenTableError, RawChunk

ROWS = 100_000


def types(path: Path) -> dict[str, pl.DataType]:
    """Read the columns' names and types.

    Raises:
        BrokenTableError: it is no Parquet file.
    """
    try:
        return dict(_scan(path).collect_schema())
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as fault:
        raise BrokenTableError(_first_line(fault)) from fault


def chunks(path: Path, wanted: Sequence[str]) -> Iterator[RawChunk]:
    """Read a file's rows; the first one is row 1.

    Args:
        path: a Parquet file.
        wanted: columns to give, all of them in the file.

    Raises:
        BrokenTableError: the file is damaged.
    """
    row = 0
    try:
        while True:
            frame = _scan(path).select(wanted).slice(row, ROWS).collect()
            if frame.is_empty():
                return
            numbered = frame.with_row_index(ROW, offset=row + 1)
            yield RawChunk(
                frame=numbered.with_columns(pl.col(ROW).cast(pl.Int64)),
                uneven=pl.DataFrame(schema=REJECTS),
            )
            row += len(frame)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as fault:
        raise BrokenTableError(_first_line(fault)) from fault


def _scan(path: Path) -> pl.LazyFrame:
    return pl.scan_parquet(path, glob=False, hive_partitioning=False)


def _first_line(fault: BaseException) -> str:
    return (str(fault).strip() or type(fault).__name__).splitlines()[0][:200]
