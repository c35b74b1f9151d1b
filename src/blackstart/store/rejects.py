"""Rows of a dossier that were refused: where, what rule, what stood there."""

import dataframely as dy
import polars as pl

from blackstart.base.table import Origin, Table
from blackstart.store import frames
from blackstart.store.database import Connection
from blackstart.store.queries import query


class RejectedRows(dy.Schema):
    """A row, or a field of it, that was refused when a dossier was loaded."""

    file = dy.String(primary_key=True, description="file in the dossier")
    row = dy.Int64(primary_key=True, description="row of the file, as a person counts them")
    column = dy.String(primary_key=True, description="column; empty: it is about the whole row")
    rule = dy.String(primary_key=True, description="what was broken, in words")
    value = dy.String(nullable=True, description="what stood there")


REJECTED_ROWS = Table(name="rejected_rows", schema=RejectedRows, origin=Origin.MADE)


def forget(conn: Connection, file: str) -> None:
    """Forget what was refused of a file, because it is read again."""
    conn.execute(query("rejects", "forget"), {"file": file})


def put(conn: Connection, rows: pl.DataFrame) -> int:
    """Keep refused rows; the same fault again changes nothing.

    Args:
        conn: a connection in the caller's transaction.
        rows: columns of `RejectedRows`.

    Returns:
        How many are new.

    Raises:
        NotTheSchemaError: the columns are others.
    """
    single = rows.unique(REJECTED_ROWS.key, keep="first", maintain_order=True)
    return frames.upsert(conn, REJECTED_ROWS, single).inserted


def read(conn: Connection) -> pl.DataFrame:
    """List what was refused, by file and row."""
    return frames.read_table(conn, REJECTED_ROWS)
