"""Refused rows are kept once, and forgotten when their file is read again."""

import polars as pl
from polars.testing import assert_frame_equal

from blackstart.store import rejects
from blackstart.store.database import Store


def faults(*rows: tuple[str, int, str, str, str | None]) -> pl.DataFrame:
    """Make refused rows from file, row, column, rule and value."""
    return pl.DataFrame(rows, schema=rejects.REJECTED_ROWS.empty().schema, orient="row")


FIRM = ("firms.csv", 7, "tier", "must be 1 to 9", "12")
LINE = ("firms.csv", 9, "", "has 3 values, 14 expected", None)
PART = ("parts.csv", 2, "quantity", "is no whole number", "")


def test_refused_rows_are_kept_once(store: Store) -> None:
    """The same fault again is nothing new; an empty value and none are different things."""
    with store.transaction() as conn:
        assert rejects.put(conn, faults(PART, FIRM, FIRM)) == 2
        assert rejects.put(conn, faults(FIRM, LINE)) == 1
        assert_frame_equal(rejects.read(conn), faults(FIRM, LINE, PART))


def test_a_file_that_is_read_again_begins_anew(store: Store) -> None:
    """What was refused of one file is forgotten; other files keep theirs."""
    with store.transaction() as conn:
        rejects.put(conn, faults(PART, FIRM, LINE))
        rejects.forget(conn, "firms.csv")
        assert_frame_equal(rejects.read(conn), faults(PART))
