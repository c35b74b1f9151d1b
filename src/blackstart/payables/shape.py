"""Rows in the shape of a table, and only those that say something new."""

import dataframely as dy
import polars as pl


def shaped(frame: pl.DataFrame, schema: type[dy.Schema]) -> pl.DataFrame:
    """Give a frame exactly the columns and types of a table; what nobody said is empty."""
    names = schema.columns()
    missing = [pl.lit(None).alias(name) for name in names if name not in frame.columns]
    return pl.DataFrame(schema.cast(frame.with_columns(missing).select(list(names))))


def changed(rows: pl.DataFrame, kept: pl.DataFrame) -> pl.DataFrame:
    """Give the rows that are not kept already just as they are."""
    if kept.is_empty():
        return rows
    before = kept.select(rows.columns)
    return rows.join(before, on=rows.columns, how="anti", nulls_equal=True, maintain_order="left")
