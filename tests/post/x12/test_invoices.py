"""X12 invoices (810) become the same rows as those of any other format, or a finding."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.post.reader import Heap, read_documents
from blackstart.post.x12 import units
from tests.post.heaps import check
from tests.post.invoices_made import codes, finding, source
from tests.post.x12_made import ADVICE, INVOICE, broken, group, interchange, message, one


def checked(text: str) -> Heap:
    """Read a file, and check what must hold of any."""
    body = text.encode("latin-1")
    heap = read_documents([source(body)])
    check(heap, [source(body)])
    return heap


def test_an_invoice_is_read() -> None:
    """Implied decimals, prices per hundred, units, parties and references in their places."""
    heap = checked(one())
    (document,) = heap.documents.rows(named=True)
    assert (document["state"], document["format"]) == ("read", "X12 810 004010")
    (invoice,) = heap.invoices.rows(named=True)
    said = {
        "kind": "invoice",
        "number": "R-17",
        "order_no": "PO-9",
        "currency": "GBP",
        "seller_id": "S-100",
        "seller_name": "Brackets Ltd",
        "seller_vat": "GB123456789",
        "issued_on": date(2025, 9, 1),
        "due_on": date(2025, 10, 1),
        "buyer_name": "Cars plc",
        "gross_minor": 24_600,
        "payable_minor": 24_600,
        "tax_minor": 4_100,
        "charges_minor": 500,
        "net_minor": None,
        "lines_minor": None,
    }
    assert {name: invoice[name] for name in said} == said
    columns = ("line_id", "part", "quantity_micro", "unit", "price_micro", "order_no", "order_line")
    assert heap.lines.select(columns).rows() == [
        ("1", "P-1", 1_000_000_000, "PCE", 200_000, "PO-8", 30),
        ("2", "X-2", 2_500_000, "KGM", 2_000_000, "PO-9", None),
    ]
    assert heap.lines["description"].to_list() == ["Bracket, 90 'degrees'", None]
    assert heap.lines["receipt_no"].to_list() == ["DN-4", "DN-4"]
    assert heap.findings.is_empty()


@pytest.mark.parametrize("separators", ["|:'", "^<\n", "\x1d\x1e~", "*\\~", "*>\xa7"])
def test_other_separators(separators: str) -> None:
    """They stand in ISA, whatever they are; those that cannot work are refused."""
    body = INVOICE.replace("'", "")
    heap = checked(one(body=body, separators=separators))
    if separators.isascii() and separators[:2].isprintable():
        assert heap.invoices["number"].to_list() == ["R-17"]
    else:
        assert set(heap.documents["state"]) == {"refused"}


@pytest.mark.parametrize(
    ("old", "new", "code", "column", "value"),
    [
        ("TDS*24600", "TDS*246.00", "BS-DOC-011", "payable_minor", None),
        ("TDS*24600", "TDS*24,60", "BS-DOC-011", "payable_minor", None),
        ("TDS*24600", "TDS*99999999999999999", "BS-DOC-013", "payable_minor", None),
        ("TDS*24600", "TDS*-24600", "", "payable_minor", -24_600),
        ("*DI*00", "*CR*00", "", "kind", "credit note"),
        ("*DI*00", "***", "", "kind", "invoice"),
        ("*DI*00", "*81*00", "BS-DOC-017", "kind", "invoice"),
        ("*DI*00", "*DI*05", "BS-EDI-016", "kind", "invoice"),
        ("*DI*00", "*DI*1", "BS-EDI-016", "kind", "invoice"),
        ("BIG*20250901", "BIG*250901", "", "issued_on", date(2025, 9, 1)),
        ("BIG*20250901", "BIG*20250931", "BS-DOC-016", "issued_on", None),
        ("92*S-100", "91*S-100", "", "seller_id", None),
        ("ITD*01*3****20251001", "ITD*01*3*****30", "", "due_on", date(2025, 10, 1)),
        ("ITD*01*3****20251001", "ITD*01*3*****net", "", "due_on", None),
        ("ITD*01*3****20251001", "ITD*01*2*****30", "", "due_on", None),  # from the delivery
        ("CTT*2", "CTT*3", "BS-EDI-017", "number", "R-17"),
        ("TXI*VA*41", "TXI*VA*41~\nTXI*GS*9", "", "tax_minor", 5_000),
        ("TXI*VA*41", "TXI*VA", "", "tax_minor", None),
        ("CTT*2", "", "", "number", "R-17"),
    ],
)
def test_what_the_head_may_say(old: str, new: str, code: str, column: str, value: object) -> None:
    """What is in doubt is left empty with a finding, never guessed."""
    body = "\n".join(broken(INVOICE, (old, new)).replace("~", "").splitlines())
    heap = checked(one(body=body))
    assert heap.invoices[column].to_list() == [value]
    assert codes(heap) == ([code] if code else [])


@pytest.mark.parametrize(
    ("old", "new", "code", "price_micro", "unit"),
    [
        ("*20*HP", "*200*TP", "", 200_000, "PCE"),
        ("*20*HP", "*0.2*PE", "", 200_000, "PCE"),
        ("*20*HP", "*20*CT", "BS-DOC-011", None, "PCE"),
        ("*20*HP", "*.*HP", "BS-DOC-011", None, "PCE"),
        ("*20*HP", "**", "", None, "PCE"),
        ("*PC*20*HP", "*ST*0.2*", "", 200_000, "X12 ST"),
        ("*PC*20*HP", "**0.2*", "", 200_000, None),
    ],
)
def test_what_a_line_may_say(
    old: str, new: str, code: str, price_micro: int | None, unit: str | None
) -> None:
    """A basis that is not known makes no price; a unit that is not known keeps its code."""
    heap = checked(one(body=broken(INVOICE, (old, new))))
    assert heap.lines.select("price_micro", "unit").row(0) == (price_micro, unit)
    assert codes(heap) == ([code] if code else [])


def test_an_allowance_of_a_line_is_not_of_the_invoice() -> None:
    """Before the totals it belongs to its line; without an amount it says nothing."""
    heap = checked(one(body=broken(INVOICE, ("IT1*2", "SAC*A*C310***900\nTXI*VA*1\nIT1*2"))))
    assert heap.invoices.select("allowances_minor", "charges_minor", "tax_minor").rows() == [
        (None, 500, 4_100)
    ]
    heap = checked(one(body=broken(INVOICE, ("SAC*C*D240***500", "SAC*A*D240"))))
    assert heap.invoices.select("allowances_minor", "charges_minor").rows() == [(None, None)]


def test_days_beyond_the_calendar() -> None:
    """The last day there is, and thirty more: no day."""
    body = broken(INVOICE, ("BIG*20250901", "BIG*99991231"), ("****20251001", "*****30"))
    assert checked(one(body=body)).invoices["due_on"].to_list() == [None]


def test_no_currency_is_no_dollar() -> None:
    """What senders overseas leave out is not guessed."""
    heap = checked(one(body=broken(INVOICE, ("CUR*SE*GBP\n", ""))))
    assert heap.documents["state"].to_list() == ["refused"]
    assert codes(heap) == ["BS-DOC-009"]


def test_places_name_message_and_segment() -> None:
    """A person finds the segment in the file."""
    heap = checked(one(body=broken(INVOICE, ("TDS*24600", "TDS*24.6"))))
    assert finding(heap, "BS-DOC-011")["place"].startswith("message 1, segment 13 (TDS), byte ")


@given(st.binary(max_size=12), st.integers(0, 600), st.integers(0, 40))
def test_whatever_is_damaged_every_refusal_says_why(splice: bytes, at: int, length: int) -> None:
    """Bytes put in, or cut out: each message ends as rows or as a finding, and nothing raises."""
    body = one().encode() + one("856", ADVICE, number="000000078").encode()
    damaged = body[:at] + splice + body[at + length :]
    check(read_documents([source(damaged)]), [source(damaged)])


def test_both_kinds_in_one_file() -> None:
    """Two groups, one of invoices and one of advices."""
    text = interchange(
        group("810", message("810", INVOICE)),
        group("856", message("856", ADVICE, "0002"), number="8"),
    )
    heap = checked(text)
    assert (heap.invoices.height, heap.despatches.height) == (1, 2)
    assert heap.findings.is_empty()


@pytest.mark.parametrize("text", ["", ".", "-", "1.2.3", "12 34"])
def test_no_figure_stays_no_figure(text: str) -> None:
    """Moving the point of what is no number makes none of it."""
    assert units.price(text, "HP") == text
    assert units.two_decimals(text).startswith("N2")
