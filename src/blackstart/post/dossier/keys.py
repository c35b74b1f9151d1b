"""Finds rows of one file that claim to be the same thing.

Equal rows are one row. Rows that differ under one key are all refused: nobody here can tell which
of them is true. Keys are compared by hash first, 16 bytes a row, so that a file of any size fits.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import dataframely as dy
import polars as pl

from blackstart.post.dossier.cells import read_cells
from blackstart.post.dossier.parts import ROW, RawChunk

_OTHER = {ROW: pl.Int64(), "other": pl.Int64()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Rows that share their primary key with another row.

    Attributes:
        equal: numbers of rows that only repeat an earlier one, sorted.
        differ: numbers of rows that contradict another one, and the first such other row.
    """

    equal: pl.Series = field(default_factory=lambda: pl.Series(ROW, dtype=pl.Int64))
    differ: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_OTHER))


def suspects(chunks: Iterable[RawChunk], schema: type[dy.Schema]) -> pl.DataFrame:
    """Number the rows whose key's hash occurs more than once: all twins, and rarely others."""
    key = schema.primary_key()
    hashes = [pl.DataFrame(schema={ROW: pl.Int64, "hash": pl.UInt64})]
    for chunk in chunks:
        typed, _ = read_cells(chunk.frame, schema, key)
        whole = typed.drop_nulls()
        hashes.append(whole.select(ROW, hash=pl.struct(key).hash()))
    return pl.concat(hashes).filter(pl.col("hash").is_duplicated()).select(ROW)


def twins(rows: pl.DataFrame, chunks: Iterable[RawChunk], schema: type[dy.Schema]) -> Twins:
    """Tell the twins among suspected rows.

    Args:
        rows: numbers of suspected rows.
        chunks: the file's rows once more.
        schema: the table's schema.
    """
    key = schema.primary_key()
    found = []
    for chunk in chunks:
        raw = chunk.frame.join(rows, on=ROW, how="semi", maintain_order="left")
        typed, _ = read_cells(raw, schema, key)
        said = pl.struct(pl.exclude(ROW)).alias("said")
        found.append(typed.with_columns(raw.select(said)))
    places = pl.concat(found).select(
        ROW,
        first=pl.col(ROW).min().over(key),
        second=pl.col(ROW).sort().slice(1, 1).first().over(key),
        rows=pl.len().over(key),
        says=pl.col("said").n_unique().over(key),
    )
    shared = places.filter(pl.col("rows") > 1)
    return Twins(
        equal=shared.filter(says=1).filter(pl.col(ROW) > pl.col("first"))[ROW].sort(),
        differ=shared.filter(pl.col("says") > 1).select(
            ROW, other=pl.when(pl.col(ROW) == pl.col("first")).then("second").otherwise("first")
        ),
    )
