"""An INVOIC becomes the same rows as any other invoice, whatever directory it is written in."""

from datetime import date
from typing import Any

import pytest

from blackstart.post.edifact import invoic as edifact_invoic
from tests.post.edifact_made import D03A, D07A, D96A, broken, interchange, invoic, without
from tests.post.heaps import check
from tests.post.invoices_made import ARRIVED, codes, finding, header, lines, read, source

D96A_HEADER: dict[str, Any] = {
    "kind": "invoice",
    "number": "R-17",
    "seller_id": "S-100",
    "seller_name": "Brackets Ltd",
    "seller_vat": "GB123456789",
    "buyer_name": "Cars plc",
    "issued_on": date(2025, 9, 1),
    "due_on": date(2025, 10, 1),
    "arrived_on": ARRIVED,
    "currency": "GBP",
    "order_no": "PO-9",
    "lines_minor": 20500,
    "net_minor": 20500,
    "tax_minor": 4100,
    "gross_minor": 24600,
    "payable_minor": 24600,
}
D96A_LINES: list[dict[str, Any]] = [
    {
        "line_no": 1,
        "line_id": "1",
        "part": "P-1",
        "description": "Bracket, 90 'degrees'",
        "quantity_micro": 1_000_000_000,
        "unit": "PCE",
        "price_micro": 200_000,
        "net_minor": 20000,
        "order_no": "PO-8",
        "order_line": 30,
        "receipt_no": "DN-4",
    },
    {
        "line_no": 2,
        "line_id": "2",
        "part": "X-2",
        "description": "Glue strong",
        "quantity_micro": 2_500_000,
        "unit": "KGM",
        "price_micro": 2_000_000,
        "net_minor": 500,
        "order_no": "PO-9",
        "order_line": None,
        "receipt_no": None,
    },
]


def stated(row: dict[str, Any]) -> dict[str, Any]:
    """Give what an invoice states."""
    made = ("invoice", "document")
    return {name: value for name, value in row.items() if value is not None and name not in made}


def of(body: str, **options: str) -> Any:  # noqa: ANN401 - rows of any column
    """Read one message, alone in its interchange."""
    return read(interchange(invoic(body), **options).encode("latin-1"))


def test_d96a_is_read() -> None:
    """A supplier's usual invoice: totals by tax rate, a price for a hundred, an order by line."""
    heap = of(D96A)
    check(heap, [source(interchange(invoic()).encode("latin-1"))])
    assert stated(header(heap)) == D96A_HEADER
    assert lines(heap) == D96A_LINES
    assert codes(heap) == []
    assert heap.documents["format"].to_list() == ["EDIFACT INVOIC D.96A"]


def test_d03a_is_read() -> None:
    """A credit note with comma decimals, allowances, and a total in a second currency."""
    text = interchange(invoic(D03A, "D:03A:UN"), una="UNA:+,? '")
    heap = read(text)
    assert stated(header(heap)) == {
        "kind": "credit note",
        "number": "C-5",
        "seller_id": "S-100",
        "seller_vat": "GB123456789",
        "buyer_name": "Cars plc",
        "issued_on": date(2025, 8, 31),
        "due_on": date(2025, 9, 30),
        "arrived_on": ARRIVED,
        "currency": "EUR",
        "account": "GB33BUKB20201555555555",
        "lines_minor": -3000,
        "allowances_minor": 1000,
        "charges_minor": 250,
        "net_minor": -3750,
        "tax_minor": -750,
        "gross_minor": -4500,
        "payable_minor": -4500,
    }
    (line,) = lines(heap)
    assert (line["quantity_micro"], line["price_micro"]) == (-3_000_000, 10_000_000)
    assert (line["line_id"], line["receipt_no"]) == ("000010", "DA-7")
    assert codes(heap) == []


def test_d07a_is_read() -> None:
    """A self-billed invoice as VDA 4938 asks for; dates of references are not the invoice's."""
    heap = read(interchange(invoic(D07A, "D:07A:UN:GAVA11")).encode("latin-1"))
    row = header(heap)
    assert (row["kind"], row["number"]) == ("invoice", "SB-2025-4")
    assert (row["seller_id"], row["seller_vat"]) == ("12345", "DE811234567")
    assert (row["order_no"], row["issued_on"]) == ("SCHED-1", date(2025, 9, 2))
    assert (row["gross_minor"], row["prepaid_minor"], row["payable_minor"]) == (
        100000,
        20000,
        80000,
    )
    (line,) = lines(heap)
    assert line["part"] == "A 123 456"
    assert line["description"] == "Stossfänger"
    assert (line["net_minor"], line["price_micro"]) == (100000, 100_000_000)
    assert (line["order_no"], line["order_line"]) == ("SCHED-2", 20)
    assert line["receipt_no"] == "WE-5"
    assert codes(heap) == ["BS-DOC-024"]


def test_several_invoices_in_one_file() -> None:
    """Each message is an invoice with an id of its own; a broken one costs itself only."""
    good = [invoic(broken(D96A, ("R-17", f"R-{n}")), reference=str(n)) for n in range(1, 4)]
    bad = broken(good[1], ("UNT+35", "UNT+34"))
    heap = read(interchange(good[0], bad, good[2]))
    assert heap.invoices["number"].to_list() == ["R-1", "R-3"]
    assert heap.documents["state"].to_list() == ["read"]
    row = finding(heap, "BS-EDI-009")
    assert row["severity"] == "refused"
    assert row["place"].startswith("message 2, segment 35 (UNT), byte ")
    assert "UNT counts “34”, there are 35." in row["message"]


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ("QTY+47:1000:PCE", "QTY+47:abc:PCE", "BS-DOC-011", "quantity_micro"),
        ("QTY+47:1000:PCE", "QTY+47:1.000,5:PCE", "BS-DOC-011", "quantity_micro"),
        ("MOA+203:200", "MOA+203", "BS-DOC-011", "net_minor"),
        ("MOA+203:200", "MOA+203:999999999999999999", "BS-DOC-013", "net_minor"),
        ("MOA+203:200", "MOA+203:200.001", "BS-DOC-012", "net_minor"),
        ("MOA+203:200", "MOA+203:200:USD", "BS-DOC-014", "net_minor"),
        ("MOA+203:200", "MOA+203:200\nMOA+203:300", "BS-DOC-015", "net_minor"),
        ("PRI+AAA:20:CT::100:C62", "PRI+AAA:20:CT::100:KGM", "BS-DOC-019", "price_micro"),
        ("PRI+AAA:20:CT::100:C62", "PRI+AAA:20:CT::0:C62", "BS-DOC-019", "price_micro"),
        ("RFF+ON:PO-8:30", "RFF+ON:PO-8:3A", "BS-DOC-023", "order_line"),
        ("RFF+DQ:DN-4", "RFF+DQ:DN-4\nRFF+DQ:DN-5", "BS-DOC-020", "receipt_no"),
    ],
)
def test_a_line_that_cannot_be_trusted(old: str, new: str, code: str, field: str) -> None:
    """What a line states wrongly is left empty, with a finding that names segment and byte."""
    heap = of(broken(D96A, (old, new)))
    row = finding(heap, code)
    assert row["place"].startswith("message 1, segment 1")
    assert ", byte " in row["place"]
    assert row["subject"] == header(heap)["invoice"]
    assert lines(heap)[0][field] is None
    assert header(heap)["payable_minor"] == 24600


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ("DTM+137:20250901:102", "DTM+137:20250931:102", "BS-DOC-016", "issued_on"),
        ("DTM+137:20250901:102", "DTM+137:202509:610", "BS-DOC-016", "issued_on"),
        ("DTM+137:20250901:102", "DTM+137:today:102", "BS-DOC-016", "issued_on"),
        ("MOA+77:246", "MOA+77:24x", "BS-DOC-011", "payable_minor"),
        ("MOA+124:40", "MOA+124:4O", "BS-DOC-011", "tax_minor"),
        ("MOA+124:40", "MOA+124:40:UK", "BS-DOC-014", "tax_minor"),
        ("CNT+2:2", "CNT+2:3", "BS-EDI-017", ""),
        ("BGM+380+R-17+9", "BGM+380+R-17+1", "BS-EDI-016", ""),
        ("BGM+380+R-17+9", "BGM+999+R-17+9", "BS-DOC-017", ""),
        ("BGM+380+R-17+9", "BGM++R-17+9", "BS-DOC-017", ""),
    ],
)
def test_an_invoice_that_is_held(old: str, new: str, code: str, field: str) -> None:
    """What the invoice states wrongly holds it."""
    heap = of(broken(D96A, (old, new)))
    row = finding(heap, code)
    assert row["severity"] == "held"
    assert row["subject"] == header(heap)["invoice"]
    assert not field or header(heap)[field] is None


@pytest.mark.parametrize(
    ("form", "text", "day"),
    [
        ("102", "20250901", date(2025, 9, 1)),
        ("102", "202509010000", date(2025, 9, 1)),
        ("204", "20250901123059", date(2025, 9, 1)),
        ("101", "250901", date(2025, 9, 1)),
        ("101", "991231", date(1999, 12, 31)),
        ("201", "2509011230", date(2025, 9, 1)),
        ("", "20250901", date(2025, 9, 1)),
        ("2", "010925", None),
        ("102", "010925", None),
    ],
)
def test_dates_by_their_format(form: str, text: str, day: date | None) -> None:
    """A format that is not known is never guessed."""
    heap = of(broken(D96A, ("137:20250901:102", f"137:{text}:{form}")))
    assert header(heap)["issued_on"] == day


@pytest.mark.parametrize(
    ("una", "syntax", "text", "micro"),
    [
        ("", "UNOA:3", "1.5", 1_500_000),
        ("", "UNOA:3", "1,5", 1_500_000),
        ("UNA:+.? '", "UNOA:3", "1,5", None),
        ("UNA:+,? '", "UNOA:2", "1,5", 1_500_000),
        ("UNA:+,? '", "UNOA:2", "1.500", None),
        ("UNA:+.?*'", "UNOW:4", "1,5", 1_500_000),
        ("UNA:+.? '", "UNOA:3", "1,000.5", None),
    ],
)
def test_the_decimal_mark(una: str, syntax: str, text: str, micro: int | None) -> None:
    """A mark that UNA does not state may stand between thousands: it is held, not guessed."""
    body = broken(without(D96A, ["MOA", "PRI"]), ("QTY+47:1000", f"QTY+47:{text}"))
    body = broken(body, ("47:2.5:", "47:3:"))
    heap = of(body, una=una, syntax=syntax)
    assert lines(heap)[0]["quantity_micro"] == micro
    assert ("BS-DOC-011" in codes(heap)) == (micro is None)


def test_a_base_quantity_with_the_wrong_mark_costs_the_price() -> None:
    """A price for a quantity that cannot be read holds for none."""
    body = broken(D96A, ("CT::100:", "CT::1,5:"))
    heap = of(body, una="UNA:+.? '")
    assert lines(heap)[0]["price_micro"] is None
    assert codes(heap) == ["BS-DOC-011"]


@pytest.mark.parametrize(
    ("cux", "moa", "currency"),
    [
        ("CUX+2:GBP:4", "MOA+77:246", "GBP"),
        ("CUX+2:GBP", "MOA+77:246", "GBP"),
        ("CUX+3:EUR:11+2:GBP:4", "MOA+77:246", "GBP"),
        ("PAI+::42", "MOA+77:246:GBP", "GBP"),
        ("PAI+::42", "MOA+77:246", None),
        ("PAI+::42", "MOA+77:246:GBP\nMOA+39:300:EUR", None),
        ("CUX+2:GBP\nCUX+2:EUR", "MOA+77:246", None),
    ],
)
def test_the_currency(cux: str, moa: str, currency: str | None) -> None:
    """It stands in CUX, else with the totals; where several could be meant, none is taken."""
    heap = of(broken(D96A, ("CUX+2:GBP:4", cux), ("MOA+77:246", moa)))
    if currency is None:
        assert codes(heap) == ["BS-DOC-009"]
        assert heap.documents["state"].to_list() == ["refused"]
    else:
        assert header(heap)["currency"] == currency
        assert header(heap)["payable_minor"] == 24600


def test_what_is_not_stated_stays_empty() -> None:
    """No party, no total, no unit, no price: the invoice is read, and its fields are empty."""
    body = without(D96A, ["NAD", "MOA", "QTY", "PRI", "TAX", "BGM", "CNT"])
    body = f"BGM\n{body}\nTAX+7+VAT+++:::0\nMOA+77:1\nMOA+113:1"
    heap = of(body)
    row = header(heap)
    for name in ("seller_id", "buyer_name", "net_minor", "tax_minor", "payable_minor", "number"):
        assert row[name] is None, name
    assert row["gross_minor"] == 100
    assert lines(heap)[0]["quantity_micro"] is lines(heap)[0]["unit"] is None
    assert codes(heap) == ["BS-DOC-017"]


def test_taxes_that_are_no_vat_are_not_added() -> None:
    """Only VAT groups in the summary make the tax; other duties do not."""
    heap = of(f"{D96A}\nTAX+7+EXC\nMOA+124:9\nTAX+5+VAT\nMOA+124:9")
    assert header(heap)["tax_minor"] == 4100


def test_allowances_of_the_summary_repeat_those_of_the_head() -> None:
    """They are not added up again."""
    body = broken(D96A, ("PAT+3", "ALC+A\nMOA+8:10\nPAT+3"))
    heap = of(f"{body}\nALC+A\nMOA+8:10")
    assert header(heap)["allowances_minor"] == 1000


def test_an_allowance_makes_the_gross_price_no_price() -> None:
    """With an allowance on the line, gross price and goods value are not what is owed."""
    body = broken(D96A, ("MOA+203:5", "MOA+66:5"), ("PRI+AAA:2\n", "PRI+AAB:2\n"))
    first = lines(of(body))[1]
    assert (first["net_minor"], first["price_micro"]) == (500, 2_000_000)
    less = broken(body, ("PRI+AAB:2\n", "PRI+AAB:2\nALC+A\nMOA+204:1\n"))
    second = lines(of(less))[1]
    assert (second["net_minor"], second["price_micro"]) == (None, None)


def test_a_price_for_another_item_number_or_party() -> None:
    """Substitutes are other parts, and the parties of a line are not the invoice's."""
    body = broken(
        D96A, ("PIA+1+X-1:SA", "PIA+4+P-9:IN"), ("RFF+DQ", "NAD+ST+W1\nRFF+VA:XX\nRFF+DQ")
    )
    heap = of(body)
    assert lines(heap)[0]["part"] == "P-1"
    assert header(heap)["seller_vat"] == "GB123456789"


def test_a_second_description_is_noted() -> None:
    """The first is kept; a text is no reason to hold an invoice."""
    heap = of(broken(D96A, ("IMD+F++:::Bracket", "IMD+F++:::Other\nIMD+F++:::Bracket")))
    assert lines(heap)[0]["description"] == "Other"
    assert codes(heap) == ["BS-DOC-020"]


def test_more_lines_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message beyond the limit is refused by itself."""
    monkeypatch.setattr(edifact_invoic, "LINES_MAX", 1)
    heap = of(D96A)
    assert finding(heap, "BS-DOC-001")["place"] == "message 1, segment 1 (UNH), byte 45"
    assert heap.documents["state"].to_list() == ["refused"]


def test_detail_separator_does_not_end_the_lines() -> None:
    """UNS+D stands before the lines, UNS+S before the summary."""
    heap = of(broken(D96A, ("LIN+1++", "UNS+D\nLIN+1++")))
    assert lines(heap) == D96A_LINES
