"""Invoices in a CSV table: several in a file, each by itself."""

import pytest

from tests.post.invoices_made import (
    CSV,
    HEADER,
    LINES,
    change,
    codes,
    finding,
    header,
    lines,
    read,
    source,
)

# BT-106 to BT-108, BT-113 and BT-114 have no column in the table.
MISSING = ("lines_minor", "allowances_minor", "charges_minor", "prepaid_minor", "rounding_minor")


def test_the_invoices_of_a_table_are_read() -> None:
    """Rows with one number are one invoice; lines keep their own orders and receipts."""
    heap = read(CSV)
    expected = {**HEADER, **dict.fromkeys(MISSING), "order_no": None}
    assert header(heap) == {**header(heap), **expected}
    assert lines(heap)[:2] == LINES
    assert heap.invoices["kind"].to_list() == ["invoice", "credit note"]
    assert heap.invoices["payable_minor"].to_list() == [22001, 3050]
    assert heap.invoices["due_on"].to_list() == [HEADER["due_on"], None]
    assert codes(heap) == []


def test_each_invoice_has_an_id_of_its_own() -> None:
    """The first has the file's id, the others their place in the file behind it."""
    first = f"I-{source(CSV).document[:20]}"
    assert read(CSV).invoices["invoice"].to_list() == [first, f"{first}-2"]


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf" + CSV.encode(),
        CSV.replace("\n", "\r\n").encode(),
        b"\n\n" + CSV.encode() + b"\n,,\n\n".replace(b",,", b""),
        CSV.replace("Bracket,", '"Bracket",')
        .replace("invoice_number", '"Invoice_Number"')
        .encode(),
    ],
)
def test_the_same_table_in_other_clothes(body: bytes) -> None:
    """Byte order mark, line ends, blank lines and quotes change nothing."""
    assert read(body).lines.drop("invoice").equals(read(CSV).lines.drop("invoice"))


def test_two_sellers_may_use_one_number() -> None:
    """The number alone does not make an invoice: the seller belongs to it."""
    heap = read(CSV.replace("C-3,credit note", "R-17,invoice"))
    assert heap.invoices["number"].to_list() == ["R-17", "R-17"]
    assert heap.invoices["seller_id"].to_list() == ["S-100", "S-200"]


def test_rows_that_contradict_each_other_hold_the_invoice() -> None:
    """If the rows of an invoice state two totals, none is believed."""
    heap = read(change(CSV, "240.00,220.01\nR-17", "240.00,220.02\nR-17"))
    assert heap.invoices["payable_minor"].to_list() == [None, 3050]
    row = finding(heap, "BS-DOC-015")
    assert (row["severity"], row["place"]) == ("held", "line 2, column payable")
    assert "“220.02” in line 2, “220.01” in line 3" in row["message"]


def test_a_damaged_row_costs_its_invoice_and_no_other() -> None:
    """An invoice of which a row is damaged is not read by halves."""
    heap = read(change(CSV, ",Bracket,1000", ",Bracket, large,1000"))
    assert heap.invoices["number"].to_list() == ["C-3"]
    assert heap.documents["state"].to_list() == ["read"]
    row = finding(heap, "BS-DOC-006")
    assert (row["severity"], row["place"]) == ("refused", "line 2")
    assert row["message"] == "The row has 26 cells for 25 columns. No invoice “R-17” was read."
    assert row["subject"] == source(change(CSV, ",Bracket,1000", ",Bracket, large,1000")).document


def test_a_row_without_a_number_belongs_to_no_invoice() -> None:
    """It is named, and the others are read."""
    heap = read(change(CSV, "\nC-3,", "\n,"))
    assert heap.invoices["number"].to_list() == ["R-17"]
    assert finding(heap, "BS-DOC-006")["message"].endswith("It names no invoice.")


def test_a_table_cut_in_the_middle() -> None:
    """The last row is short: its invoice is not read."""
    heap = read(CSV[: CSV.index("Rebate")])
    assert heap.invoices["number"].to_list() == ["R-17"]
    assert finding(heap, "BS-DOC-006")["place"] == "line 4"


def test_a_quote_that_is_never_closed_refuses_the_table() -> None:
    """From there on nobody can tell where a cell ends."""
    heap = read(change(CSV, "Bracket,1000", '"Bracket,1000'))
    assert heap.invoices.is_empty()
    assert finding(heap, "BS-DOC-006")["place"] == "line 2"


def test_bytes_that_are_not_utf8_refuse_the_table() -> None:
    """The byte and its line are named."""
    body = CSV.encode().replace(b"Fabrik", "Fabrik Süd".encode("latin-1"))
    row = finding(read(body), "BS-DOC-004")
    assert row["place"] == f"byte {body.index(0xFC)}"
    assert "in line 4, is 0xfc" in row["message"]


def test_a_nul_byte_refuses_the_table() -> None:
    """No text holds a NUL; a file that does was damaged."""
    assert codes(read(CSV.replace("Glue", "Gl\0e"))) == ["BS-DOC-004"]


def test_a_header_without_rows_holds_no_invoice() -> None:
    """An export without rows is refused, not taken for "nothing to pay"."""
    heap = read(CSV.splitlines()[0] + "\n")
    assert (codes(heap), heap.documents["state"].to_list()) == (["BS-DOC-010"], ["refused"])


def test_a_column_that_stands_twice_refuses_the_table() -> None:
    """Which of the two counts is not guessed."""
    heap = read(change(CSV, "tax_percent", "payable"))
    assert codes(heap) == ["BS-DOC-006"]
    assert finding(heap, "BS-DOC-006")["place"] == "line 1, column payable"


def test_unknown_columns_are_named() -> None:
    """They are not read, and a note says so."""
    heap = read(change(CSV, "tax_percent", "vat"))
    assert "“vat”" in finding(heap, "BS-DOC-025")["message"]
    assert heap.invoices.height == 2


@pytest.mark.parametrize(
    ("kind", "read_as", "found"),
    [
        ("Credit note", "credit note", []),
        ("381", "credit note", []),
        ("380", "invoice", []),
        ("self-billed", "invoice", ["BS-DOC-024"]),
        ("bill", "invoice", ["BS-DOC-017"]),
        ("", "invoice", ["BS-DOC-017"]),
    ],
)
def test_kinds(kind: str, read_as: str, found: list[str]) -> None:
    """Words and type codes are known; anything else holds the invoice."""
    heap = read(change(CSV, "C-3,credit note", f"C-3,{kind}"))
    assert heap.invoices["kind"].to_list()[1] == read_as
    assert codes(heap) == found


def test_an_invoice_without_lines_is_still_an_invoice() -> None:
    """A row of totals alone makes no line."""
    row = "T-1,invoice,2025-09-02,,GBP,S-9,,,,,,,,,,,,,,,,,,,5.00\n"
    heap = read(CSV.splitlines()[0] + "\n" + row)
    assert heap.invoices["payable_minor"].to_list() == [500]
    assert heap.lines.is_empty()


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        (",30.5,30.50", ',"30,5",30.50', "line 4, column unit_price", "BS-DOC-011"),
        ("0,30.50,30.50\n", "0,30.50,30.505\n", "line 4, column payable", "BS-DOC-012"),
        (
            "C-3,credit note,2025-09-02",
            "C-3,credit note,02/09/2025",
            "line 4, column issued_on",
            "BS-DOC-016",
        ),
        ("Fabrik", "Fab\u200brik", "line 4, column seller_name", "BS-DOC-021"),
    ],
)
def test_places(old: str, new: str, place: str, code: str) -> None:
    """A finding names line and column of the table."""
    assert finding(read(change(CSV, old, new)), code)["place"] == place


def test_an_unknown_currency_costs_its_invoice_and_no_other() -> None:
    """The other invoices of the table are read."""
    heap = read(change(CSV, ",EUR,", ",EURO,"))
    assert heap.invoices["number"].to_list() == ["R-17"]
    assert finding(heap, "BS-DOC-009")["place"] == "line 4, column currency"


def test_too_many_rows_are_refused() -> None:
    """A table beyond 100,000 rows is refused before it fills the memory."""
    heap = read("invoice_number,currency\n" + "1,GBP\n" * 100_002)
    assert codes(heap) == ["BS-DOC-001"]


def test_semicolons_are_no_known_table() -> None:
    """A table in another convention is not guessed at."""
    heap = read(CSV.replace(",", ";"))
    assert codes(heap) == ["BS-DOC-007"]
    assert "“invoice_number;kind" in finding(heap, "BS-DOC-007")["message"]
