"""CSV is read in pieces, and the two ways of reading say the same."""

import csv
import io
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.post.dossier import csv_table as dossier_csv
from blackstart.post.dossier.parts import ROW

NAMES = ["a", "b", "c"]
CELLS = st.text(alphabet='xyé ,"\n\r', max_size=4)
Quoting = Literal[0, 1]  # csv.QUOTE_MINIMAL, csv.QUOTE_ALL
PLAIN = st.text(alphabet="xyé -", max_size=4)


def records(path: Path, block: int = 16, batch: int = 3) -> list[tuple[object, ...]]:
    """Read a file in small pieces: number and values of each row."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dossier_csv, "BLOCK_BYTES", block)
        patch.setattr(dossier_csv, "RECORDS", batch)
        chunks = list(dossier_csv.chunks(path, "t.csv", dossier_csv.header(path), NAMES))
    return [row for chunk in chunks for row in chunk.frame.select(ROW, *NAMES).rows()]


def written(
    rows: list[list[str]], *, quoting: Quoting = csv.QUOTE_MINIMAL, end: str = "\n"
) -> bytes:
    """Write a CSV as the standard library does."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=quoting, lineterminator=end).writerows([NAMES, *rows])
    return out.getvalue().encode()


@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    block=st.integers(1, 64),
)
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], quoting: Quoting, block: int
) -> None:
    """Commas, quotation marks and line ends within values come back as they were."""
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    path.write_bytes(written(rows, quoting=quoting, end="\r\n"))
    assert records(path, block) == [(number, *row) for number, row in enumerate(rows, start=2)]


@given(
    rows=st.lists(st.lists(PLAIN, min_size=3, max_size=3), max_size=8),
    end=st.sampled_from(["\n", "\r\n"]),
    block=st.integers(1, 64),
)
def test_both_ways_say_the_same(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], end: str, block: int
) -> None:
    """Blocks without quotation marks go the fast way, quoted ones the slow way."""
    folder = tmp_path_factory.mktemp("csv")
    ways: dict[str, Quoting] = {"fast": csv.QUOTE_MINIMAL, "slow": csv.QUOTE_ALL}
    for name, quoting in ways.items():
        (folder / f"{name}.csv").write_bytes(written(rows, quoting=quoting, end=end))
    assert records(folder / "fast.csv", block) == records(folder / "slow.csv", block)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (b"\xef\xbb\xbfa,b,c\n1,2,3\n", [(2, "1", "2", "3")]),  # byte order mark
        (b'\xef\xbb\xbf"a",b,c\n1,2,3\n', [(2, "1", "2", "3")]),
        (b" a , b,c \n1,2,3\n", [(2, "1", "2", "3")]),
        (b"c,b,a,d\n1,2,3,4", [(2, "3", "2", "1")]),  # another order, no last line end
        (b"a,b,c\r1,2,3\r4,5,6\r", [(2, "1", "2", "3"), (3, "4", "5", "6")]),  # old Macintosh
        (b"a,b,c\n1,2,3\r\n4,5,6\n", [(2, "1", "2", "3"), (3, "4", "5", "6")]),
        (b"a,b,c\n1,2,3\n\n\n4,5,6\n", [(2, "1", "2", "3"), (5, "4", "5", "6")]),
        (
            b'a,b,c\n1,5" pipe,3\n4,6" pipe,6\n',
            [(2, "1", '5" pipe', "3"), (3, "4", '6" pipe', "6")],
        ),
        (b'"a","b\n","c"\n1,2,3\n4,5,6\n', [(2, "1", "2", "3"), (3, "4", "5", "6")]),
    ],
)
def test_dialects(tmp_path: Path, text: bytes, rows: list[tuple[object, ...]]) -> None:
    """What spreadsheets and old systems write is read, and rows keep their numbers."""
    path = tmp_path / "t.csv"
    path.write_bytes(text)
    assert records(path) == rows
    assert records(path, block=10_000) == rows
