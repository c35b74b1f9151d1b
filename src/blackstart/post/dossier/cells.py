"""Reads the cells of a table strictly: what does not fit without loss is named, never bent."""

from collections.abc import Sequence

import dataframely as dy
import polars as pl

from blackstart.post.dossier.parts import ROW, VALUE_CHARS_MAX

FAULTS = {"row": pl.Int64(), "column": pl.String(), "rule": pl.String(), "value": pl.String()}
TRUE = ("true", "True", "TRUE", "1")  # the words of a Frictionless Table Schema
FALSE = ("false", "False", "FALSE", "0")
YEARS = (1000, 2999)


def readable(have: pl.DataType, want: pl.DataType) -> bool:
    """Tell whether a column's type can be read as another one, value by value, without loss."""
    if have == want or _is_text(have) or have == pl.Null:
        return True
    if want == pl.Date:
        return isinstance(have, pl.Datetime) and have.time_zone is None
    if want == pl.String:
        return have.is_integer()
    return want in {pl.Int64, pl.Float64} and have.is_numeric()


def read_cells(
    raw: pl.DataFrame, schema: type[dy.Schema], names: Sequence[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read cells as the types of a schema.

    Args:
        raw: row numbers and columns of a file; a column that is not there counts as empty.
        schema: the table's columns.
        names: which of them to read.

    Returns:
        The row numbers and the typed columns, where a cell that cannot be read is empty; and the
        faults (row, column, rule in words, value).
    """
    columns = {name: schema.columns()[name] for name in names}
    present = [name for name in names if name in raw.columns]
    have = raw.schema
    typed = raw.select(
        ROW,
        *(
            _typed(name, have[name], column).alias(name)
            if name in present
            else pl.lit(None, column.dtype).alias(name)
            for name, column in columns.items()
        ),
    )
    bad = raw.select(
        _bad(name, have[name], typed[name], columns[name]).alias(name) for name in present
    )
    faults = [
        faults_at(raw.filter(bad[name]), [name], _words(columns[name].dtype))
        for name in present
        if bad[name].any()
    ]
    return typed, pl.concat([pl.DataFrame(schema=FAULTS), *faults])


def faults_at(raw: pl.DataFrame, columns: Sequence[str], rule: str) -> pl.DataFrame:
    """Make a fault of every row: one rule, the same columns, and the row's own values."""
    values = pl.concat_str(
        [pl.col(name).cast(pl.String) for name in columns], separator=", ", ignore_nulls=True
    )
    long = values.str.len_chars() > VALUE_CHARS_MAX
    short = pl.when(long).then(values.str.head(VALUE_CHARS_MAX - 1) + "…").otherwise(values)
    return raw.select(
        pl.col(ROW).alias("row"),
        pl.lit(", ".join(columns)).alias("column"),
        pl.lit(rule).alias("rule"),
        short.fill_null("").alias("value"),
    )


def _typed(name: str, have: pl.DataType, column: dy.Column) -> pl.Expr:
    if not _is_text(have):
        return pl.col(name).cast(column.dtype, strict=False)
    text = pl.col(name).cast(pl.String)
    if column.dtype == pl.String:
        return text.replace("", None) if column.nullable else text
    if column.dtype == pl.Boolean:
        truth = pl.when(text.is_in(TRUE)).then(statement=True)
        return truth.when(text.is_in(FALSE)).then(statement=False)
    if column.dtype == pl.Date:
        iso = text.str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        return pl.when(iso).then(text.str.to_date("%Y-%m-%d", strict=False))
    return text.cast(column.dtype, strict=False)


def _bad(name: str, have: pl.DataType, typed: pl.Series, column: dy.Column) -> pl.Expr:
    """Tell which cells say something that the typed column does not."""
    cell = pl.col(name)
    if column.dtype == pl.String and _is_text(have):
        return cell.cast(pl.String).str.contains("\0", literal=True).fill_null(value=False)
    unread = cell.is_not_null() & pl.lit(typed).is_null()
    if _is_text(have):
        unread &= cell.cast(pl.String) != ""
    elif have not in (column.dtype, pl.Null):
        unread |= (pl.lit(typed).cast(have, strict=False) != cell).fill_null(value=False)
    if column.dtype == pl.Date:
        unread |= ~pl.lit(typed).dt.year().is_between(*YEARS).fill_null(value=True)
    return unread


def _is_text(have: pl.DataType) -> bool:
    return have == pl.String or isinstance(have, pl.Categorical | pl.Enum)


def _words(want: pl.DataType) -> str:
    if isinstance(want, pl.Enum):
        return f"is none of: {', '.join(want.categories)}"
    return {
        pl.String(): "holds a NUL character",
        pl.Boolean(): "is neither true nor false",
        pl.Date(): "is no date of the form 2025-09-25",
        pl.Float64(): "is no number",
    }.get(want, "is no whole number")
