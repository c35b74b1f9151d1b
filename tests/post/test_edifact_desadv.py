"""Despatch advices: what a supplier says is on its way, line by line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.post.edifact_desadv import Despatches, DespatchReading, read_despatches
from tests.post.edifact_made import DESPATCH, broken, interchange, invoic, message, without

COMMON = {
    "message": 1,
    "despatch_no": "DA-7",
    "supplier": "S-100",
    "despatched_on": date(2025, 9, 2),
    "expected_on": date(2025, 9, 4),
}


def read(body: str = DESPATCH, **options: str) -> DespatchReading:
    """Read one despatch advice."""
    text = interchange(message("DESADV:D:96A:UN", body), **options)
    return checked(text.encode("latin-1"))


def checked(body: bytes) -> DespatchReading:
    """Read a file, and check what must hold of any."""
    reading = read_despatches(body)
    Despatches.validate(reading.despatches)
    assert all(remark.place for remark in reading.remarks)
    return reading


def test_a_despatch_advice_is_read() -> None:
    """What is packed is not what is sent: quantities of packages are passed by."""
    reading = read()
    assert reading.despatches.rows(named=True) == [
        {
            **COMMON,
            "line_no": 1,
            "order_no": "SCHED-1",
            "order_line": None,
            "part": "P-1",
            "quantity_micro": 100_000_000,
            "unit": "PCE",
        },
        {
            **COMMON,
            "line_no": 2,
            "order_no": "PO-8",
            "order_line": 30,
            "part": "P-2",
            "quantity_micro": 7_500_000,
            "unit": "KGM",
        },
    ]
    assert not reading.remarks


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("QTY+12:100:PCE", "QTY+12:abc:PCE", "BS-DOC-011", "quantity_micro"),
        ("QTY+12:100:PCE", "QTY+12:-1:PCE", "BS-DOC-013", "quantity_micro"),
        ("QTY+12:100:PCE", "QTY+12:1\nQTY+12:2", "BS-DOC-015", "quantity_micro"),
        ("DTM+17:20250904:102", "DTM+17:20250931:102", "BS-DOC-016", "expected_on"),
        ("CNT+2:2", "CNT+2:5", "BS-EDI-017", "order_line"),
        ("BGM+351+DA-7+9", "BGM+351+DA-7+1", "BS-EDI-016", "order_line"),
        ("RFF+ON:SCHED-1", "RFF+ON:SCHED-1:A", "", "order_line"),
        ("QTY+12:100:PCE", "RFF+ON:S:A\nQTY+12:100:PCE", "BS-DOC-023", "order_line"),
        ("LIN+1++P-1:IN", "LIN+1++\u200b:IN".encode().decode("latin-1"), "", "order_line"),
        ("BGM+351+DA-7+9", "BGM+351++9", "", "despatch_no"),
        ("QTY+12:100:PCE", "QTY+12:100", "", "unit"),
    ],
)
def test_what_cannot_be_read_stays_empty(old: str, new: str, code: str, column: str) -> None:
    """The line is kept, and a finding names what is wrong with it."""
    reading = read(broken(DESPATCH, (old, new)))
    assert reading.despatches.height == 2
    assert reading.despatches[column][0] is None
    assert [remark.code.code for remark in reading.remarks] == ([code] if code else [])


def test_a_supplier_without_number_has_a_name() -> None:
    """Who delivers may be named as seller or consignor only; or not at all."""
    named = read(broken(DESPATCH, ("NAD+SU+S-100::92", "NAD+CZ+++Brackets Ltd")))
    assert named.despatches["supplier"].to_list() == ["Brackets Ltd"] * 2
    nobody = read(without(DESPATCH, ["NAD+SU"]))
    assert nobody.despatches["supplier"].to_list() == [None, None]


def test_broken_envelopes_make_no_rows() -> None:
    """The same rules as for invoices: count, reference, end."""
    good = interchange(message("DESADV:D:96A:UN", DESPATCH))
    for old, new, code in (
        ("UNT+21", "UNT+20", "BS-EDI-009"),
        ("UNZ+1", "UNZ+2", "BS-EDI-006"),
        ("UNZ+1+77'\n", "Regards'", "BS-EDI-004"),
    ):
        reading = checked(broken(good, (old, new)).encode())
        assert reading.despatches.is_empty()
        assert reading.remarks[0].code.code == code
    assert checked((good + "Regards'").encode()).remarks[0].code.code == "BS-EDI-004"


def test_a_file_that_is_too_large() -> None:
    """It is refused before it takes the memory of all others."""
    reading = checked(b"UNB+" + b" " * 21 * 2**20)
    assert [remark.code.code for remark in reading.remarks] == ["BS-DOC-001"]


def test_invoices_are_not_despatches() -> None:
    """An invoice in the same file is for the reader of documents."""
    text = interchange(invoic(), message("DESADV:D:97A:UN", DESPATCH, "2"))
    reading = checked(text.encode())
    assert reading.despatches["message"].to_list() == [2, 2]
    assert not reading.remarks


def test_a_test_is_noted() -> None:
    """What is found about the interchange is found about its messages."""
    text = broken(interchange(message("DESADV:D:96A:UN", DESPATCH)), ("+77'", "+77++++++1'"))
    assert [remark.code.code for remark in checked(text.encode()).remarks] == ["BS-EDI-015"]


@given(st.integers(0, 500), st.integers(0, 30), st.sampled_from([b"", b"'", b"+", b"\xff", b"?"]))
def test_damage_is_survived(at: int, length: int, splice: bytes) -> None:
    """Whatever is lost or spliced in, rows are whole or not there."""
    body = interchange(message("DESADV:D:96A:UN", DESPATCH)).encode()
    checked(body[:at] + splice + body[at + length :])
