"""Frames and tables hold the same, to the letter, whatever is in them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import dataframely as dy
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from blackstart.base.table import Table
from blackstart.day.tables import table
from blackstart.store import frames
from blackstart.store.database import Store
from blackstart.store.errors import NotTheSchemaError
from blackstart.store.frames import Changed
from blackstart.store.server import Server
from tests.fixtures_store import owner

DAY = date(2025, 9, 25)
SECTIONS = ("north", "", "it's")


class Everything(dy.Schema):
    """A table with a column of each type, for this test."""

    place = dy.Int64(primary_key=True)
    word = dy.String(primary_key=True)
    kind = dy.Enum(SECTIONS, nullable=True)
    free = dy.String(nullable=True)
    amount = dy.Int64(nullable=True)
    share = dy.Float64(nullable=True, allow_inf=True, allow_nan=True)
    true = dy.Bool(nullable=True)
    day = dy.Date(nullable=True)
    at = dy.Datetime(nullable=True, time_zone="UTC")


EVERYTHING = Table(name="everything", schema=Everything)
MAKE = """
CREATE TABLE everything (
    place bigint, word text, kind text, free text, amount bigint, share double precision,
    "true" boolean, day date, at timestamptz, PRIMARY KEY (place, word)
);
GRANT SELECT, INSERT, UPDATE ON everything TO blackstart_app;
"""

# All that UTF-8 can say, but for the one character that PostgreSQL cannot keep.
TEXT = st.text(
    st.one_of(
        st.sampled_from('",\n\r\\.tfN '), st.characters(codec="utf-8", exclude_characters="\x00")
    ),
    max_size=12,
)
INT64 = st.integers(-(2**63), 2**63 - 1)
ROWS = st.lists(
    st.tuples(
        INT64,
        TEXT,
        st.none() | st.sampled_from(SECTIONS),
        st.none() | TEXT,
        st.none() | INT64,
        st.none() | st.floats(),
        st.none() | st.booleans(),
        st.none() | st.dates(date(1000, 1, 1)),
        st.none()
        | st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31)).map(  # noqa: DTZ001 - UTC next
            lambda instant: instant.replace(tzinfo=UTC)
        ),
    ),
    unique_by=lambda row: row[:2],
    max_size=20,
)


def frame(rows: list[tuple[object, ...]]) -> pl.DataFrame:
    """Make a frame of the table of everything, sorted as `read` sorts."""
    return pl.DataFrame(rows, schema=EVERYTHING.empty().schema, orient="row").sort(EVERYTHING.key)


def changes(changed: Changed) -> tuple[int, int, int]:
    """Give inserted, updated and unchanged rows."""
    return changed.inserted, changed.updated, changed.unchanged


def rates(*rows: tuple[str, int, int]) -> pl.DataFrame:
    """Make rates of today from activity, rate and used."""
    return pl.DataFrame(
        [(activity, DAY, "manual", rate, used) for activity, rate, used in rows],
        schema=table("rates").empty().schema,
        orient="row",
    )


@pytest.fixture
def everything(server: Server, store: Store) -> Store:
    """Give a store that has the table of everything."""
    with owner(server, store.database) as conn:
        conn.execute(MAKE)
    return store


def test_what_is_written_is_read(everything: Store) -> None:
    """Any frame comes back the same: null and empty, quotes, line breaks, all of Unicode, -0.0."""

    @given(ROWS)
    def round_trip(rows: list[tuple[object, ...]]) -> None:
        with everything.connect() as conn, conn.transaction(force_rollback=True):
            frames.upsert(conn, EVERYTHING, frame(rows))
            assert_frame_equal(frames.read_table(conn, EVERYTHING), frame(rows), check_exact=True)

    round_trip()


def test_the_one_character_that_cannot_be_kept(everything: Store) -> None:
    """A zero in a text from outside becomes the sign for an unknown character, and no fault."""
    with everything.transaction() as conn:
        frames.upsert(conn, EVERYTHING, frame([(1, "a\0b", *(None,) * 7)]))
        assert frames.read_table(conn, EVERYTHING)["word"].to_list() == ["a\ufffdb"]


def test_many_rows_come_in_chunks(everything: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows with line breaks in them survive being cut into chunks and slices."""
    monkeypatch.setattr(frames, "BYTES_A_CHUNK", 1000)
    monkeypatch.setattr(frames, "ROWS_A_CHUNK", 7)
    rows = frame([(at, 'a "line"\r\nbreak\n', *(None,) * 7) for at in range(1000)])
    with everything.transaction() as conn:
        frames.upsert(conn, EVERYTHING, rows)
        assert_frame_equal(frames.read_table(conn, EVERYTHING), rows)


def test_an_upsert_says_what_it_did(everything: Store) -> None:
    """New rows are inserted, different ones updated, and equal ones left alone, nulls included."""
    first = frame([(1, "a", *(None,) * 7), (2, "b", None, "", *(None,) * 5)])
    second = frame([(1, "a", *(None,) * 7), (2, "b", *(None,) * 7), (3, "c", *(None,) * 7)])
    with everything.transaction() as conn:
        assert changes(frames.upsert(conn, EVERYTHING, first)) == (2, 0, 0)
        assert changes(frames.upsert(conn, EVERYTHING, second)) == (1, 1, 1)
        assert changes(frames.upsert(conn, EVERYTHING, second.reverse())) == (0, 0, 3)
        assert_frame_equal(frames.read_table(conn, EVERYTHING), second)


def test_a_table_that_is_all_key_keeps_its_rows(store: Store) -> None:
    """A row that is nothing but its key is inserted once."""
    needs = pl.DataFrame({"activity": ["paying"], "service": ["ERP"]})
    with store.transaction() as conn:
        assert changes(frames.upsert(conn, table("activity_needs"), needs)) == (1, 0, 0)
        assert changes(frames.upsert(conn, table("activity_needs"), needs)) == (0, 0, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        pl.DataFrame({"activity": ["paying"]}),
        pl.DataFrame({"activity": ["paying"], "service": [1]}),
        pl.DataFrame({"activity": ["paying"], "service": ["ERP"], "more": [1]}),
    ],
    ids=["a column missing", "another type", "a column too many"],
)
def test_other_columns_are_refused(store: Store, wrong: pl.DataFrame) -> None:
    """Rows that are not the table's are a programmer's fault; none is written."""
    with store.transaction() as conn:
        with pytest.raises(NotTheSchemaError, match="activity_needs: "):
            frames.upsert(conn, table("activity_needs"), wrong)
        assert frames.read(conn, "activity_needs").is_empty()


def test_nothing_is_kept_of_a_transaction_that_fails(store: Store) -> None:
    """A fault after an upsert leaves neither rows nor a new version."""

    def fail() -> None:
        with store.transaction() as conn:
            frames.upsert(conn, table("rates"), rates(("paying", 5, 0)))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    with store.transaction() as conn:
        assert frames.read(conn, "rates").is_empty()
        assert frames.versions(conn, ["rates"]) == {"rates": 0}


def test_a_version_moves_with_a_change_only(store: Store) -> None:
    """The version of a table counts transactions that changed it, not those that looked."""
    with store.transaction() as conn:
        frames.upsert(conn, table("rates"), rates(("paying", 5, 0)))
        frames.upsert(conn, table("rates"), rates(("paying", 5, 0)))
        frames.upsert(conn, table("rates"), rates())
        assert frames.versions(conn, ["rates", "plan"]) == {"plan": 0, "rates": 1}


def test_capacity_is_taken_up_to_the_rate(store: Store) -> None:
    """Five may be taken of five, and not one more; what nobody planned cannot be taken."""
    with store.transaction() as conn:
        frames.upsert(conn, table("rates"), rates(("paying", 5, 0)))
        assert frames.take(conn, "paying", DAY, 3)
        assert not frames.take(conn, "paying", DAY, 3)
        assert frames.take(conn, "paying", DAY, 2)
        assert not frames.take(conn, "parts", DAY, 1)
        assert frames.read(conn, "rates")["used"].to_list() == [5]


def test_ten_workers_never_take_more_than_there_is(store: Store) -> None:
    """Of ten that want one at the same time, five get one when there are five."""

    def worker(_: int) -> bool:
        with store.transaction() as conn:
            return frames.take(conn, "paying", DAY, 1)

    with store.transaction() as conn:
        frames.upsert(conn, table("rates"), rates(("paying", 5, 0)))
    with ThreadPoolExecutor(10) as workers:
        assert sum(workers.map(worker, range(10))) == 5


def test_a_plan_written_again_gives_no_capacity_back(store: Store) -> None:
    """Rates are updated around what is used; only `take` changes that."""
    with store.transaction() as conn:
        frames.upsert(conn, table("rates"), rates(("paying", 5, 0)))
        frames.take(conn, "paying", DAY, 4)
        assert changes(frames.upsert(conn, table("rates"), rates(("paying", 5, 0)))) == (0, 0, 1)
        frames.upsert(conn, table("rates"), rates(("paying", 9, 0)))
        assert frames.read(conn, "rates").select("rate", "used").rows() == [(9, 4)]


def test_a_steady_transaction_sees_one_moment(store: Store) -> None:
    """What others commit meanwhile is not seen, neither in rows nor in versions."""
    with store.transaction(steady=True) as conn:
        assert frames.read(conn, "rates").is_empty()
        with store.transaction() as other:
            frames.upsert(other, table("rates"), rates(("paying", 5, 0)))
        assert frames.read(conn, "rates").is_empty()
        assert frames.versions(conn, ["rates"]) == {"rates": 0}
