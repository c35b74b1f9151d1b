"""Despatch advices: what a supplier says is on its way, line by line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.post.edifact import desadv as edifact_desadv
from blackstart.post.reader import Heap, read_documents
from tests.post.edifact_made import DESPATCH, broken, interchange, invoic, message, without
from tests.post.heaps import check
from tests.post.invoices_made import ARRIVED, codes, finding, source

COMMON = {"despatch_no": "DA-7", "supplier": "S-100", "despatched_on": date(2025, 9, 2)}


def read(body: str = DESPATCH, **options: str) -> Heap:
    """Read one despatch advice."""
    text = interchange(message("DESADV:D:96A:UN", body), **options)
    return checked(text.encode("latin-1"))


def checked(body: bytes) -> Heap:
    """Read a file, and check what must hold of any."""
    heap = read_documents([source(body)])
    check(heap, [source(body)])
    return heap


def test_a_despatch_advice_is_read() -> None:
    """What is packed is not what is sent: quantities of packages are passed by."""
    heap = read()
    (document,) = heap.documents.rows(named=True)
    assert (document["state"], document["format"]) == ("read", "EDIFACT DESADV D.96A")
    assert heap.despatches.rows(named=True) == [
        {
            **COMMON,
            "line_no": 1,
            "order_no": "SCHED-1",
            "order_line": None,
            "part": "P-1",
            "quantity_micro": 100_000_000,
            "unit": "PCE",
            "document": document["document"],
        },
        {
            **COMMON,
            "line_no": 2,
            "order_no": "PO-8",
            "order_line": 30,
            "part": "P-2",
            "quantity_micro": 7_500_000,
            "unit": "KGM",
            "document": document["document"],
        },
    ]
    assert heap.findings.is_empty()
    assert heap.invoices.is_empty()


@pytest.mark.parametrize(
    ("old", "new", "code", "missing"),
    [
        ("QTY+12:100:PCE", "QTY+12:abc:PCE", "BS-DOC-011", "quantity"),
        ("QTY+12:100:PCE", "QTY+12:-1:PCE", "BS-DOC-013", "quantity"),
        ("QTY+12:100:PCE", "QTY+12:1\nQTY+12:2", "BS-DOC-015", "quantity"),
        ("LIN+1++P-1:IN", "LIN+1", "", "part"),
        ("LIN+1++P-1:IN", "LIN+1++\xad:IN", "", "part"),
        ("LIN+1++P-1:IN", f"LIN+1++{'9' * 121}:IN", "", "part"),
        ("RFF+ON:SCHED-1\n", "", "", "order"),
        ("QTY+12:100:PCE", "QTY+12:1\nRFF+ON:A\nRFF+ON:B", "BS-DOC-020", "order"),
    ],
)
def test_a_line_that_lacks_something_is_set_aside(
    old: str, new: str, code: str, missing: str
) -> None:
    """The document is read, and so are its other lines; a finding names line and place."""
    heap = read(broken(DESPATCH, (old, new)))
    assert heap.documents["state"].to_list() == ["read"]
    assert heap.despatches["line_no"].to_list() == [2]
    assert codes(heap) == [*([code] if code else []), "BS-DOC-029"]
    aside = finding(heap, "BS-DOC-029")
    assert aside["message"].startswith(f"Line 1 names no {missing} that can be used.")
    assert "message 1, segment" in aside["place"]
    assert "(LIN)" in aside["place"]


@pytest.mark.parametrize(
    ("old", "new", "code", "column", "value"),
    [
        ("DTM+11:20250902:102", "DTM+11:20250931:102", "BS-DOC-016", "despatched_on", ARRIVED),
        ("DTM+11:20250902:102\n", "", "", "despatched_on", date(2025, 9, 1)),
        ("QTY+12:100:PCE", "RFF+ON:S:A\nQTY+12:100:PCE", "BS-DOC-023", "order_line", None),
        ("RFF+ON:SCHED-1", "RFF+ON:SCHED-1:A", "", "order_line", None),
        ("QTY+12:100:PCE", "QTY+12:100", "", "unit", None),
    ],
)
def test_what_may_be_missing(
    old: str, new: str, code: str, column: str, value: date | None
) -> None:
    """A day, an order line and a unit: the line is kept, at the latest as of its arrival."""
    heap = read(broken(DESPATCH, (old, new)))
    assert heap.despatches.height == 2
    assert heap.despatches[column][0] == value
    assert codes(heap) == ([code] if code else [])


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("CNT+2:2", "CNT+2:5", "BS-EDI-017"),
        ("BGM+351+DA-7+9", "BGM+351+DA-7+5", "BS-EDI-016"),
        ("BGM+351+DA-7+9", "BGM+351+DA-7+31", "BS-EDI-016"),
    ],
)
def test_a_message_in_doubt_is_set_aside(old: str, new: str, code: str) -> None:
    """Lines are lost, or it replaces another: nothing is billed from it, and that is said."""
    heap = read(broken(DESPATCH, (old, new)))
    assert heap.despatches.is_empty()
    assert heap.documents["state"].to_list() == ["read"]
    assert codes(heap) == [code, "BS-DOC-029"]


@pytest.mark.parametrize("lines", [True, False])
def test_an_advice_is_cancelled(*, lines: bool) -> None:
    """By its number, whether or not the message repeats the lines; none of them becomes a row."""
    body = broken(DESPATCH, ("BGM+351+DA-7+9", "BGM+351+DA-7+1"))
    heap = read(body if lines else "\n".join(body.strip().splitlines()[:7]))
    assert heap.documents["state"].to_list() == ["read"]
    assert heap.despatches.is_empty()
    assert heap.findings.is_empty()
    assert heap.cancelled.rows(named=True) == [
        {
            "supplier": "S-100",
            "despatch_no": "DA-7",
            "cancelled_on": ARRIVED,
            "document": heap.documents["document"].item(),
        }
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("BGM+351+DA-7+9", "BGM+351++1", ["BS-DOC-029"]),
        ("NAD+SU+S-100::92\n", "", ["BS-DOC-029"]),
        ("CNT+2:2", "CNT+2:5", ["BS-EDI-017", "BS-DOC-029"]),
    ],
)
def test_what_cancels_nothing(old: str, new: str, said: list[str]) -> None:
    """Without a number, without a supplier, or in doubt: nothing is cancelled, and that is said."""
    body = broken(DESPATCH, (old, new))
    body = body.replace("BGM+351+DA-7+9", "BGM+351+DA-7+1")
    heap = read(body)
    assert heap.cancelled.is_empty()
    assert heap.despatches.is_empty()
    assert codes(heap) == said


def test_a_test_is_set_aside() -> None:
    """What is found about the interchange is found about its messages."""
    text = broken(interchange(message("DESADV:D:96A:UN", DESPATCH)), ("+77'", "+77++++++1'"))
    heap = checked(text.encode())
    assert heap.despatches.is_empty()
    assert codes(heap) == ["BS-EDI-015", "BS-DOC-029"]


def test_a_supplier_without_number_has_a_name() -> None:
    """Who delivers may be named as seller or consignor only; or not at all."""
    named = read(broken(DESPATCH, ("NAD+SU+S-100::92", "NAD+CZ+++Brackets Ltd")))
    assert named.despatches["supplier"].to_list() == ["Brackets Ltd"] * 2
    nobody = read(without(DESPATCH, ["NAD+SU"]))
    assert nobody.despatches.is_empty()
    assert codes(nobody) == ["BS-DOC-029"] * 2
    unnumbered = read(broken(DESPATCH, ("BGM+351+DA-7+9", "BGM+351++9")))
    assert codes(unnumbered) == ["BS-DOC-029"] * 2


def test_broken_envelopes_make_no_rows() -> None:
    """The same rules as for invoices: count, reference, end."""
    good = interchange(message("DESADV:D:96A:UN", DESPATCH))
    for old, new, code in (
        ("UNT+21", "UNT+20", "BS-EDI-009"),
        ("UNZ+1", "UNZ+2", "BS-EDI-006"),
        ("UNZ+1+77'\n", "Regards'", "BS-EDI-004"),
    ):
        heap = checked(broken(good, (old, new)).encode())
        assert heap.despatches.is_empty()
        assert codes(heap)[0] == code
        assert heap.documents["state"].to_list() == ["refused"]


def test_too_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message that is small in bytes and great in lines is refused."""
    monkeypatch.setattr(edifact_desadv, "LINES_MAX", 1)
    heap = read()
    assert heap.documents["state"].to_list() == ["refused"]
    assert codes(heap) == ["BS-DOC-001"]


def test_the_same_number_twice_in_a_file() -> None:
    """The first is read; the second may say what it likes."""
    again = message("DESADV:D:96A:UN", broken(DESPATCH, ("QTY+12:100", "QTY+12:7")), "2")
    heap = checked(interchange(message("DESADV:D:96A:UN", DESPATCH), again).encode())
    assert heap.despatches["quantity_micro"].to_list() == [100_000_000, 7_500_000]
    assert "“DA-7” stands in the file before" in finding(heap, "BS-DOC-029")["message"]


def test_an_invoice_and_a_despatch_advice() -> None:
    """Both are read, whichever stands first; an advice without lines says nothing."""
    advice = message("DESADV:D:97A:UN", DESPATCH, "2")
    heap = checked(interchange(invoic(), advice).encode())
    assert (heap.invoices.height, heap.despatches.height) == (1, 2)
    assert heap.findings.is_empty()
    empty = without(DESPATCH, ["LIN", "PIA", "QTY", "CNT", "ALI", "RFF", "CPS", "PAC"])
    assert read(empty).despatches.is_empty()


@given(st.integers(0, 500), st.integers(0, 30), st.sampled_from([b"", b"'", b"+", b"\xff", b"?"]))
def test_damage_is_survived(at: int, length: int, splice: bytes) -> None:
    """Whatever is lost or spliced in, rows are whole or not there."""
    body = interchange(message("DESADV:D:96A:UN", DESPATCH)).encode()
    checked(body[:at] + splice + body[at + length :])
