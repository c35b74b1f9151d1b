"""A table of a dossier is read row by row, or not at all."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.day.tables import DOSSIER_TABLES, table
from blackstart.post.dossier import csv_table as dossier_csv
from blackstart.post.dossier.cells import readable
from blackstart.post.dossier.rules import in_words
from tests.post.dossier_files import read, read_text


def test_good_rows_come_typed_and_with_all_columns(tmp_path: Path) -> None:
    """Order of the columns does not matter, and a column that may be empty may be absent."""
    got = read_text(
        tmp_path,
        "teams",
        """
        hours_per_day,team,people
        12.5,network,4
        8,identity,2
        """,
    )
    assert got.rows.rows() == [("network", 4, 12.5), ("identity", 2, 8.0)]
    assert (got.codes, got.faults, got.seen) == ([], [], 2)
    got = read_text(tmp_path, "services", "service,layer,source\nidp,identity,dossier\n")
    assert got.rows.rows() == [("idp", "identity", None, "dossier", None)]
    assert got.rows.schema == table("services").empty().schema


def test_each_bad_cell_is_named(tmp_path: Path) -> None:
    """Row as in the file, column, rule in words and value; the good row is loaded."""
    got = read_text(
        tmp_path,
        "cash_accounts",
        """
        account,as_of,currency,balance_minor,floor_minor,holder,iban,bic
        main,2025-09-24,GBP,-500,0,Our Firm,,
        euro,24.09.2025,EURO,12.50,-1,Our Firm,,
        ,2025-09-24,GBP,1,0,Our Firm,,
        big,2025-09-24,GBP,1000000000000001,99999999999999999999,Our Firm,,
        """,
    )
    assert got.rows["account"].to_list() == ["main"]
    assert got.rows["balance_minor"].to_list() == [-500]
    assert got.rows["iban"].to_list() == [None]
    assert got.faults == [
        (3, "as_of", "is no date of the form 2025-09-25", "24.09.2025"),
        (3, "balance_minor", "is no whole number", "12.50"),
        (3, "currency", "is not: ISO 4217 currency code", "EURO"),
        (3, "floor_minor", "is below 0", "-1"),
        (4, "account", "is not one line of visible characters", ""),
        (4, "account", "is shorter than 1 characters", ""),
        (5, "balance_minor", "is above 1000000000000000", "1000000000000001"),
        (5, "floor_minor", "is no whole number", "99999999999999999999"),
    ]
    assert got.rejects["file"].unique().to_list() == ["tables/cash_accounts.csv"]


def test_custom_rules_speak_in_their_own_words(tmp_path: Path) -> None:
    """A rule over several columns names them and shows their values."""
    got = read_text(
        tmp_path,
        "dependencies",
        """
        service,needs,kind,workaround
        mes,erp,rebuild,false
        mes,mes,data,TRUE
        mes,edi,never,no
        """,
    )
    assert got.rows.rows() == [("mes", "erp", "rebuild", False, None)]
    assert got.faults == [
        (3, "service, needs", "breaks the rule: A service cannot need itself.", "mes, mes"),
        (4, "kind", "is none of: rebuild, data, test", "never"),
        (4, "workaround", "is neither true nor false", "no"),
    ]


def test_an_empty_cell_is_unknown_where_a_column_may_be_empty(tmp_path: Path) -> None:
    """In text as well as in numbers; elsewhere it is a fault, or an empty text."""
    got = read_text(
        tmp_path,
        "gates",
        """
        service,gate,team,people,hours_low,hours_likely,hours_high
        idp,rebuilt,,,,,
        idp,,a,1,1,1,1
        """,
    )
    assert got.rows.rows() == [("idp", "rebuilt", None, None, None, None, None)]
    assert got.faults == [(3, "gate", "is empty and must not be", "")]
    got = read_text(tmp_path, "services", "service,layer,source\nidp,identity,\n")
    assert got.rows["source"].to_list() == [""]


def test_long_values_are_shortened(tmp_path: Path) -> None:
    """A reject is a pointer, not a copy of the file."""
    got = read_text(tmp_path, "teams", f"team,people,hours_per_day\n{'x' * 500},1,8\n")
    assert got.faults == [(2, "team", "is longer than 120 characters", "x" * 79 + "…")]


def test_floats_are_numbers(tmp_path: Path) -> None:
    """Neither infinity nor words nor the NUL character pass."""
    got = read_text(
        tmp_path, "teams", "team,people,hours_per_day\na,1,inf\nb,1,nan\nc,1,ten\nd\0,1,8\n"
    )
    assert got.rows.is_empty()
    assert [(row, column, rule) for row, column, rule, _ in got.faults] == [
        (2, "hours_per_day", "is above 24"),
        (2, "hours_per_day", "is infinite"),
        (3, "hours_per_day", "is above 24"),
        (3, "hours_per_day", "is not a number"),
        (4, "hours_per_day", "is no number"),
        (5, "team", "holds a NUL character"),
    ]


def test_uneven_rows_are_refused_and_the_others_loaded(tmp_path: Path) -> None:
    """A row that is too short or too long has lost its columns; blank lines are no rows."""
    got = read_text(
        tmp_path,
        "teams",
        b"team,people,hours_per_day\na,1,8\nb,1\n\nc,1,8,9\nd,1,8\n",
    )
    assert got.rows["team"].to_list() == ["a", "d"]
    assert got.faults == [
        (3, "", "has 2 values where the header has 3", "b,1"),
        (5, "", "has 4 values where the header has 3", "c,1,8,9"),
    ]


def test_equal_rows_are_one_row(tmp_path: Path) -> None:
    """An export that says a thing twice is noted, and the thing is loaded once."""
    lines = ["team,people,hours_per_day", "a,1,8", "b,2,8", "a,1,8", "a,1,8"]
    got = read_text(tmp_path, "teams", "\n".join(lines))
    assert got.rows["team"].to_list() == ["a", "b"]
    assert got.codes == ["BS-LOAD-017"]
    assert "2 rows equal an earlier one (4, 5)" in got.findings[0].message
    assert (got.faults, got.seen) == ([], 4)


def test_rows_that_contradict_each_other_are_all_refused(tmp_path: Path) -> None:
    """Nobody can tell which of them is true, so none is loaded."""
    got = read_text(
        tmp_path,
        "activity_needs",
        """
        activity,service
        paying,erp
        paying,erp
        """,
    )
    assert got.rows.height == 1
    got = read_text(
        tmp_path,
        "teams",
        """
        team,people,hours_per_day
        a,1,8
        b,1,8
        a,2,8
        a,x,8
        """,
    )
    assert got.rows["team"].to_list() == ["b"]
    says = "has the same key as row {} and says something else; both were set aside"
    assert got.faults == [
        (2, "team", says.format(4), "a"),
        (4, "team", says.format(2), "a"),
        (5, "people", "is no whole number", "x"),
        (5, "team", says.format(2), "a"),
    ]


def test_keys_are_compared_by_their_value(tmp_path: Path) -> None:
    """Line 1 and line 01 of an order are the same line."""
    got = read_text(
        tmp_path,
        "receipts",
        """
        receipt_no,line_no,supplier,order_no,order_line,part,quantity_micro,received_on
        R1,1,s,o,1,p,1000000,2025-09-01
        R1,01,s,o,1,p,2000000,2025-09-01
        """,
    )
    assert got.rows.is_empty()
    assert [row for row, *_ in got.faults] == [2, 3]


def test_twins_are_found_across_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A contradiction at the end of a file takes back what stands at its start."""
    monkeypatch.setattr(dossier_csv, "BLOCK_BYTES", 16)
    lines = [f"team{number:03d},1,8" for number in range(50)]
    lines += ["team000,9,8", "team001,1,8"]
    got = read_text(tmp_path, "teams", "team,people,hours_per_day\n" + "\n".join(lines))
    assert got.rows["team"].to_list() == [f"team{number:03d}" for number in range(1, 50)]
    assert [row for row, *_ in got.faults] == [2, 52]
    assert got.codes == ["BS-LOAD-017"]


@given(
    rows=st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["1", "2", "x"])), min_size=1, max_size=12
    ),
    block=st.sampled_from([1, 8, 10_000]),
)
def test_each_row_is_loaded_refused_or_a_repetition(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], block: int
) -> None:
    """No row is lost, and no key is loaded that two rows tell differently."""
    text = "team,people,hours_per_day\n" + "".join(f"{team},{people},8\n" for team, people in rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dossier_csv, "BLOCK_BYTES", block)
        got = read_text(tmp_path_factory.mktemp("twins"), "teams", text.encode())
    told = {team: {said for name, said in rows if name == team} for team, _ in rows}
    good = {team for team, said in told.items() if len(said) == 1 and said != {"x"}}
    assert sorted(got.rows["team"]) == sorted(good)
    refused = {number for number, (team, _) in enumerate(rows, start=2) if team not in good}
    repeated = {
        number
        for number, row in enumerate(rows, start=2)
        if len(told[row[0]]) == 1 and row in rows[: number - 2]
    }
    assert {row for row, *_ in got.faults} == refused - repeated
    assert got.codes == (["BS-LOAD-017"] if repeated else [])


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        (b"", "BS-LOAD-011", "the first row is no header"),
        (b"\n\n", "BS-LOAD-011", "the first row is no header"),
        (b"team,people,team\na,1,8\n", "BS-LOAD-011", "names a column twice: team"),
        (b'team,people,hours_per_day\na,1,8\n"b,1,8\n', "BS-LOAD-011", "unexpected end of data"),
        (b'team,people,hours_per_day\na,1,8\n"b"x,1,8\n', "BS-LOAD-011", "near line 3"),
        (b"team,people,hours_per_day\na,1,8\nm\xfcller,1,8\n", "BS-LOAD-012", "byte 33, counted"),
        (b"team,people,hours_per_day\na,1,8\nm\xc3", "BS-LOAD-012", "byte 33, counted"),
        (b"team,hours_per_day\na,8\n", "BS-LOAD-013", "lacks people; its header is: team, hours"),
        (b"team;people;hours_per_day\na;1;8\n", "BS-LOAD-013", "lacks team, people, hours_per_day"),
    ],
)
def test_a_file_that_is_broken_is_refused_whole(
    tmp_path: Path, text: bytes, code: str, says: str
) -> None:
    """Not even the rows before the damage are loaded, and the finding names the place."""
    got = read_text(tmp_path, "teams", text)
    assert got.rows.is_empty()
    assert got.rows.schema == table("teams").empty().schema
    assert got.codes[0] == code
    assert says in got.findings[0].message
    assert got.findings[0].message.endswith("Nothing of the table was loaded.")
    assert got.findings[0].subject == "tables/teams.csv"


def test_a_bad_byte_is_found_across_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its offset counts from the start of the file, whatever the reading pieces are."""
    monkeypatch.setattr(dossier_csv, "BLOCK_BYTES", 3)
    got = read_text(
        tmp_path, "teams", "team,people,hours_per_day\näöü,1,8\n".encode() + b"\xe4\xb8,"
    )
    assert "byte 37, counted from 0" in got.findings[0].message


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    """A folder with a table's name is no table."""
    (tmp_path / "teams.csv").mkdir()
    got = read(tmp_path / "teams.csv", "teams")
    assert got.codes == ["BS-LOAD-011"]


def test_what_is_shown_can_be_printed(tmp_path: Path) -> None:
    """Control signs of a file stand in no reject and in no finding."""
    got = read_text(tmp_path, "teams", b"team,people,hours_per_day,x\0\x1b\na\0\tb,1,8,\n")
    assert got.faults == [(2, "team", "holds a NUL character", "a\ufffd\ufffdb")]
    assert got.findings[0].message.endswith("were not used: x\ufffd\ufffd.")


def test_unknown_columns_are_noted(tmp_path: Path) -> None:
    """They do no harm, but somebody may have meant another one."""
    got = read_text(tmp_path, "teams", "team,people,hours_per_day,hours\na,1,8,7\n")
    assert got.rows.height == 1
    assert got.codes == ["BS-LOAD-014"]
    assert "not used: hours." in got.findings[0].message


def test_a_header_without_rows_is_an_empty_table(tmp_path: Path) -> None:
    """That is a statement too, and no fault."""
    got = read_text(tmp_path, "teams", "team,people,hours_per_day\n")
    assert (got.rows.height, got.codes, got.seen) == (0, [], 0)


def test_parquet_is_read_where_nothing_is_lost(tmp_path: Path) -> None:
    """Whole floats are whole numbers, midnights are days; what would be bent is refused."""
    frame = pl.DataFrame(
        {
            "account": pl.Series(["a", "b", "c"], dtype=pl.Categorical()),
            "as_of": pl.Series([date(2025, 9, 1)] * 3).cast(pl.Datetime("us")),
            "currency": ["GBP", "GBP", "gbp"],
            "balance_minor": [100.0, 100.5, 100.0],
            "floor_minor": pl.Series([0, 0, 0], dtype=pl.UInt8),
            "holder": [1, 2, 3],
            "iban": pl.Series([None, None, None]),
        }
    )
    frame.write_parquet(tmp_path / "cash_accounts.parquet")
    got = read(tmp_path / "cash_accounts.parquet", "cash_accounts")
    assert got.rows.rows() == [("a", date(2025, 9, 1), "GBP", 100, 0, "1", None, None)]
    assert got.faults == [
        (2, "balance_minor", "is no whole number", "100.5"),
        (3, "currency", "is not: ISO 4217 currency code", "gbp"),
    ]


def test_parquet_of_another_kind_is_refused_whole(tmp_path: Path) -> None:
    """A list is no team."""
    frame = pl.DataFrame({"team": [["a"]], "people": [1], "hours_per_day": [8.0]})
    frame.write_parquet(tmp_path / "teams.parquet")
    got = read(tmp_path / "teams.parquet", "teams")
    assert (got.codes, got.rows.height) == (["BS-LOAD-015"], 0)
    assert "team (List(String) instead of String)" in got.findings[0].message


@pytest.mark.parametrize("keep", [0, 3, 100, -20])
def test_damaged_parquet_is_refused_whole(tmp_path: Path, keep: int) -> None:
    """A file that was cut off gives no row at all."""
    path = tmp_path / "teams.parquet"
    pl.DataFrame({"team": ["a"], "people": [1], "hours_per_day": [8.0]}).write_parquet(path)
    path.write_bytes(path.read_bytes()[:keep])
    got = read(path, "teams")
    assert (got.codes, got.rows.height) == (["BS-LOAD-011"], 0)


def test_parquet_that_is_damaged_within_is_refused_whole(tmp_path: Path) -> None:
    """The footer is right, a page is not: the rows before it are not loaded either."""
    path = tmp_path / "teams.parquet"
    names = [f"team{number}" for number in range(1000)]
    frame = pl.DataFrame({"team": names}).with_columns(people=pl.lit(1), hours_per_day=pl.lit(8.0))
    frame.write_parquet(path, row_group_size=100)
    body = path.read_bytes()
    path.write_bytes(body[:2000] + b"\xff" * 200 + body[2200:])
    got = read(path, "teams")
    assert (got.codes, got.rows.height) == (["BS-LOAD-011"], 0)


@pytest.mark.parametrize(
    ("have", "want", "answer"),
    [
        (pl.String(), pl.Date(), True),
        (pl.Int32(), pl.Int64(), True),
        (pl.Decimal(20, 2), pl.Int64(), True),
        (pl.Int64(), pl.Float64(), True),
        (pl.Float64(), pl.String(), False),
        (pl.Boolean(), pl.Int64(), False),
        (pl.Int64(), pl.Boolean(), False),
        (pl.Datetime("us", "UTC"), pl.Date(), False),
        (pl.Int64(), pl.Date(), False),
        (pl.Int8(), pl.Enum(["a"]), False),
        (pl.Binary(), pl.String(), False),
    ],
)
def test_which_types_can_be_read(have: pl.DataType, want: pl.DataType, *, answer: bool) -> None:
    """Only those from which every value comes without loss, or is named."""
    assert readable(have, want) is answer


def test_every_rule_of_every_table_has_words() -> None:
    """Whatever the rooms ask of a row, a person can read what was wrong with it."""
    for one in DOSSIER_TABLES:
        rules = [
            f"{name}|{kind}"
            for name, column in one.schema.columns().items()
            for kind in column.validation_rules(pl.col(name))
        ]
        for rule in rules:
            columns, words = in_words(one.schema, rule)
            assert columns
            assert "breaks the rule" not in words, rule
            assert "{" not in words.split(" the form ")[0], rule
