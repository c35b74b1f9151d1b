"""Tables between PostgreSQL and Polars: exact both ways, by COPY, and never row by row.

A text that is empty and one that is not there stay different: COPY writes `""` and nothing. Only
the character U+0000, which PostgreSQL cannot keep, becomes U+FFFD.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import dataframely as dy
import polars as pl
from psycopg import sql
from psycopg.abc import Buffer

from blackstart.base.table import Table
from blackstart.day.tables import table
from blackstart.store.database import Connection
from blackstart.store.errors import NotTheSchemaError
from blackstart.store.queries import query, template

# PostgreSQL keeps every character but U+0000, which a file from outside may well hold.
UNKEEPABLE = "\ufffd"

ROWS_A_CHUNK = 50_000
BYTES_A_CHUNK = 16_000_000

# The quota is taken by `take` alone: a plan that is written again must not give it back.
ONLY_TAKEN = {"rates": ("used",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What an upsert did.

    Attributes:
        inserted: rows that are new.
        updated: rows that were there and differed.
        unchanged: rows that were there already, all columns equal.
    """

    inserted: int
    updated: int
    unchanged: int


def read(conn: Connection, name: str) -> pl.DataFrame:
    """Read a table of the catalogue as a frame, sorted by its key.

    Args:
        conn: a connection in the caller's transaction.
        name: the table's name.

    Raises:
        UnknownTableError: the catalogue has no such table.
    """
    return read_table(conn, table(name))


def read_some(conn: Connection, name: str, column: str, values: Sequence[str]) -> pl.DataFrame:
    """Read the rows of a table of the catalogue that have one of some values in a column.

    Args:
        conn: a connection in the caller's transaction.
        name: the table's name.
        column: a column of texts.
        values: what it may hold.

    Raises:
        UnknownTableError: the catalogue has no such table.
    """
    return _read(
        conn,
        table(name),
        "read_some",
        column=sql.Identifier(column),
        values=sql.Literal(list(values)),
    )


def read_table(conn: Connection, which: Table) -> pl.DataFrame:
    """Read any table that has a schema, sorted by its key."""
    return _read(conn, which, "read")


def _read(conn: Connection, which: Table, query_name: str, **parts: sql.Composable) -> pl.DataFrame:
    statement = template("frames", query_name).format(
        columns=sql.SQL(", ").join(_selected(*column) for column in which.schema.columns().items()),
        table=sql.Identifier(which.name),
        **parts,
    )
    with conn.cursor().copy(statement) as rows:
        chunks = [_parsed(chunk, which) for chunk in _chunks(rows)]
    return pl.concat([which.empty(), *chunks]).sort(which.key)


def upsert(conn: Connection, which: Table, rows: pl.DataFrame) -> Changed:
    """Insert rows, or update those with the same key; a row that is equal changes nothing.

    Args:
        conn: a connection in the caller's transaction.
        which: the table.
        rows: all columns of the table in any order; no key twice.

    Raises:
        NotTheSchemaError: the columns or their types are not the table's.
    """
    rows = _in_order(rows, which)
    if rows.is_empty():
        return Changed(inserted=0, updated=0, unchanged=0)
    parts = _parts(which)
    conn.execute(template("frames", "stage").format(**parts))
    _fill(conn, rows, parts)
    counted = conn.execute(template("frames", "upsert").format(**parts)).fetchone() or (0, 0)
    conn.execute(template("frames", "unstage").format(**parts))
    inserted, updated = counted
    if inserted or updated:
        changed(conn, which.name)
    unchanged = rows.height - inserted - updated
    return Changed(inserted=inserted, updated=updated, unchanged=unchanged)


def lock(conn: Connection, name: str) -> None:
    """Wait until nobody else writes a table, and keep others from it until the transaction ends.

    Args:
        conn: a connection in the caller's transaction, which is not `steady`: it has to see what
            the one before it left.
        name: the table's name.

    Raises:
        UnknownTableError: the catalogue has no such table.
    """
    conn.execute(template("frames", "lock").format(table=sql.Identifier(table(name).name)))


def take(conn: Connection, activity: str, day: date, units: int) -> bool:
    """Take capacity of a day; the only way in which capacity is used up.

    Args:
        conn: a connection in the caller's transaction.
        activity: whose capacity.
        day: business date.
        units: how many units; 0 or more.

    Returns:
        False when less is left, or nobody planned the day: nothing was taken then.
    """
    taken = conn.execute(
        query("frames", "take"), {"activity": activity, "day": day, "units": units}
    )
    if taken.rowcount and units:
        changed(conn, "rates")
    return bool(taken.rowcount)


def changed(conn: Connection, name: str) -> None:
    """Note that a table has changed, in the transaction that changed it."""
    conn.execute(query("frames", "changed"), {"table": name})


def versions(conn: Connection, names: Iterable[str]) -> dict[str, int]:
    """Tell how often each table has changed, so that a step sees cheaply that nothing has.

    In a transaction that is not `steady`, ask before reading the tables: what is committed in
    between then looks like a change that is still to be seen, never like one that was.
    """
    found = conn.execute(query("frames", "versions"), {"tables": sorted(set(names))})
    return dict(sorted(found.fetchall()))


def _selected(name: str, column: dy.Column) -> sql.Composable:
    """Name a column as COPY should send it: Polars reads "true", not "t"."""
    return sql.SQL("{}::text" if isinstance(column, dy.Bool) else "{}").format(sql.Identifier(name))


def _chunks(rows: Iterable[Buffer]) -> Iterator[bytes]:
    """Gather rows into chunks; the server sends a message a row, so that no row is ever cut."""
    chunk = bytearray()
    for row in rows:
        chunk += row
        if len(chunk) > BYTES_A_CHUNK:
            yield bytes(chunk)
            chunk.clear()
    if chunk:
        yield bytes(chunk)


def _parsed(chunk: bytes, which: Table) -> pl.DataFrame:
    dtypes = {name: column.dtype for name, column in which.schema.columns().items()}
    instants = [name for name, dtype in dtypes.items() if isinstance(dtype, pl.Datetime)]
    as_sent = dtypes | dict.fromkeys(instants, pl.String())
    frame = pl.read_csv(BytesIO(chunk), has_header=False, schema=as_sent)
    return frame.with_columns(
        pl.col(name).str.to_datetime("%Y-%m-%d %H:%M:%S%.f%#z").cast(dtypes[name])
        for name in instants
    )


def _in_order(rows: pl.DataFrame, which: Table) -> pl.DataFrame:
    expected = {name: column.dtype for name, column in which.schema.columns().items()}
    found = dict(rows.schema)
    if found != expected:
        names = sorted(
            name for name in {*found, *expected} if found.get(name) != expected.get(name)
        )
        raise NotTheSchemaError(f"{which.name}: {', '.join(names)}")
    return rows.select(*expected)


def _fill(conn: Connection, rows: pl.DataFrame, parts: dict[str, sql.Composable]) -> None:
    """Send rows as CSV, a slice at a time; all texts quoted, so that none looks like nothing."""
    with conn.cursor().copy(template("frames", "fill").format(**parts)) as copy:
        for piece in rows.iter_slices(ROWS_A_CHUNK):
            text = piece.write_csv(include_header=False, quote_style="non_numeric")
            copy.write(text.replace("\0", UNKEEPABLE))


def _parts(which: Table) -> dict[str, sql.Composable]:
    names = list(which.schema.columns())
    fixed = {*which.key, *ONLY_TAKEN.get(which.name, ())}
    free = [name for name in names if name not in fixed]
    return {
        "table": sql.Identifier(which.name),
        "stage": sql.Identifier(f"stage_{which.name}"),
        "columns": _listed(names),
        "key": _listed(which.key),
        "was_there": sql.SQL("old.{} IS NOT NULL").format(sql.Identifier(which.key[0])),
        "on_conflict": _on_conflict(free),
    }


def _on_conflict(free: Sequence[str]) -> sql.Composable:
    if not free:
        return template("frames", "keep")
    settings = [sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in free]
    return template("frames", "update").format(
        settings=sql.SQL(", ").join(settings),
        kept=_listed(free, "kept"),
        excluded=_listed(free, "excluded"),
    )


def _listed(names: Sequence[str], *of: str) -> sql.Composable:
    return sql.SQL(", ").join(sql.Identifier(*of, name) for name in names)
