"""UBL invoices and credit notes become the semantic invoice."""

import pytest

from tests.post.invoices_made import (
    HEADER,
    LINES,
    UBL,
    change,
    codes,
    finding,
    header,
    lines,
    read,
    source,
)

CREDIT = (
    UBL.replace("xsd:Invoice-2", "xsd:CreditNote-2")
    .replace("<Invoice ", "<CreditNote ")
    .replace("</Invoice>", "</CreditNote>")
    .replace("InvoiceTypeCode>380", "CreditNoteTypeCode>381")
    .replace("InvoiceTypeCode>", "CreditNoteTypeCode>")
    .replace("InvoiceLine>", "CreditNoteLine>")
    .replace("InvoicedQuantity", "CreditedQuantity")
    .replace("<cbc:DueDate>2025-10-01</cbc:DueDate>", "")
    .replace(
        "<cac:PaymentMeans>",
        "<cac:PaymentMeans><cbc:PaymentDueDate>2025-10-01</cbc:PaymentDueDate>",
    )
)
DESPATCH = "<cac:DespatchDocumentReference><cbc:ID>DA-5</cbc:ID></cac:DespatchDocumentReference>"
RECEIPT = "<cac:ReceiptDocumentReference><cbc:ID>GR-4</cbc:ID></cac:ReceiptDocumentReference>"


def test_an_invoice_is_read_field_by_field() -> None:
    """Every EN 16931 term that we keep arrives in its column, and nothing is found."""
    heap = read(UBL)
    assert header(heap) == {**header(heap), **HEADER}
    assert lines(heap) == LINES
    assert codes(heap) == []
    assert heap.documents["format"].to_list() == ["UBL Invoice"]


def test_a_credit_note_is_read_like_an_invoice() -> None:
    """The same document as CreditNote differs in its kind only; its amounts stay positive."""
    heap = read(CREDIT)
    assert header(heap) == {**header(heap), **HEADER, "kind": "credit note"}
    assert lines(heap) == LINES
    assert codes(heap) == []


def test_a_negative_invoice_stays_an_invoice() -> None:
    """A correction by a negative invoice keeps its kind and its sign."""
    heap = read(change(UBL, ">220.01<", ">-220.01<"))
    assert (header(heap)["kind"], header(heap)["payable_minor"]) == ("invoice", -22001)


@pytest.mark.parametrize(
    ("old", "new", "kind", "found"),
    [
        ("InvoiceTypeCode>380<", "InvoiceTypeCode>384<", "invoice", []),
        ("InvoiceTypeCode>380<", "InvoiceTypeCode>389<", "invoice", ["BS-DOC-024"]),
        ("InvoiceTypeCode>380<", "InvoiceTypeCode>381<", "credit note", ["BS-DOC-017"]),
        ("InvoiceTypeCode>380<", "InvoiceTypeCode>true<", "invoice", ["BS-DOC-017"]),
        ("<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>", "", "invoice", ["BS-DOC-017"]),
    ],
)
def test_kinds(old: str, new: str, kind: str, found: list[str]) -> None:
    """A type code that contradicts the form, or that nobody knows, holds the invoice."""
    heap = read(change(UBL, old, new))
    assert header(heap)["kind"] == kind
    assert codes(heap) == found


def test_a_credit_note_that_calls_itself_an_invoice_lowers_the_debt() -> None:
    """In doubt nothing is paid: it is a credit note, and it is held."""
    heap = read(change(CREDIT, "TypeCode>381<", "TypeCode>380<"))
    assert header(heap)["kind"] == "credit note"
    assert codes(heap) == ["BS-DOC-017"]


@pytest.mark.parametrize(
    ("old", "new", "column", "code", "place"),
    [
        (">220.01<", ">220,01<", "payable_minor", "BS-DOC-011", "PayableAmount (line 45)"),
        (">220.01<", "> <", "payable_minor", "BS-DOC-011", "PayableAmount (line 45)"),
        (">220.01<", ">2.2001E2<", "payable_minor", "BS-DOC-011", "PayableAmount (line 45)"),
        (">220.01<", ">220.015<", "payable_minor", "BS-DOC-012", "PayableAmount (line 45)"),
        (">220.01<", f">{10**18}<", "payable_minor", "BS-DOC-013", "PayableAmount (line 45)"),
        (
            'PayableAmount currencyID="GBP"',
            'PayableAmount currencyID="USD"',
            "payable_minor",
            "BS-DOC-014",
            "PayableAmount (line 45)",
        ),
        (">220.01<", ">2<b/>20.01<", "payable_minor", "BS-DOC-018", "PayableAmount (line 45)"),
        (
            "</cac:LegalMonetaryTotal>",
            '<cbc:PayableAmount currencyID="GBP">1</cbc:PayableAmount></cac:LegalMonetaryTotal>',
            "payable_minor",
            "BS-DOC-015",
            "PayableAmount[1] (line 45)",
        ),
        ("2025-09-01", "2025-02-30", "issued_on", "BS-DOC-016", "IssueDate (line 6)"),
    ],
)
def test_what_cannot_be_trusted_is_left_empty(
    old: str, new: str, column: str, code: str, place: str
) -> None:
    """No figure is guessed or rounded: the field is empty, the payment held, the place named."""
    heap = read(change(UBL, old, new))
    row = finding(heap, code)
    assert header(heap)[column] is None
    assert {**HEADER, column: None} == {name: header(heap)[name] for name in HEADER}
    assert row["severity"] == "held"
    assert row["subject"] == header(heap)["invoice"]
    assert row["place"].endswith(place)


def test_a_comment_does_not_cut_an_amount() -> None:
    """1<!-- -->00 is a hundred, for us as for everybody who reads the original."""
    heap = read(change(UBL, ">220.01<", ">2<!-- x -->20.<?y z?>01<"))
    assert header(heap)["payable_minor"] == 22001


def test_zeros_beyond_the_minor_unit_are_harmless() -> None:
    """220.0100 pounds are 220.01 pounds."""
    heap = read(change(UBL, ">220.01<", ">220.0100<"))
    assert header(heap)["payable_minor"] == 22001


def test_the_currency_decides_the_digits() -> None:
    """1,500 yen are 1,500 minor units, and half a yen is a finding."""
    yen = UBL.replace("GBP", "JPY").replace(">220.01<", ">1500<")
    heap = read(yen)
    assert header(heap)["payable_minor"] == 1500
    assert header(heap)["rounding_minor"] is None
    assert codes(heap) == ["BS-DOC-012"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("CurrencyCode>GBP<", "CurrencyCode>XYZ<", "“XYZ”"),
        ("CurrencyCode>GBP<", "CurrencyCode>gbp<", "“gbp”"),
        ("<cbc:DocumentCurrencyCode>GBP</cbc:DocumentCurrencyCode>", "", "no one currency"),
    ],
)
def test_an_unknown_currency_refuses_the_document(old: str, new: str, said: str) -> None:
    """Without a currency nobody knows what an amount is worth: no invoice is made."""
    heap = read(change(UBL, old, new))
    assert heap.invoices.is_empty()
    assert heap.lines.is_empty()
    assert heap.documents["state"].to_list() == ["refused"]
    assert said in finding(heap, "BS-DOC-009")["message"]
    assert finding(heap, "BS-DOC-009")["subject"] == heap.documents["document"][0]


def test_vat_in_another_currency_is_not_ours() -> None:
    """Where only the accounting currency's VAT stands, ours is unknown, not converted."""
    heap = read(change(UBL, 'TaxAmount currencyID="GBP">40.00', 'TaxAmount currencyID="USD">52.00'))
    assert header(heap)["tax_minor"] is None
    assert codes(heap) == ["BS-DOC-014", "BS-DOC-014"]


@pytest.mark.parametrize(
    ("old", "new", "price", "code"),
    [
        (">20.00</cbc:PriceAmount", ">20.01</cbc:PriceAmount", 200_100, None),
        ('BaseQuantity unitCode="C62">100<', 'BaseQuantity unitCode="C62">3<', 6_666_667, None),
        ('BaseQuantity unitCode="C62">100<', 'BaseQuantity unitCode="C62">0<', None, "BS-DOC-019"),
        ('BaseQuantity unitCode="C62">100<', 'BaseQuantity unitCode="C62">-1<', None, "BS-DOC-019"),
        ('BaseQuantity unitCode="C62"', 'BaseQuantity unitCode="KGM"', None, "BS-DOC-019"),
        ('BaseQuantity unitCode="C62">100<', 'BaseQuantity unitCode="C62">x<', None, "BS-DOC-011"),
        ('BaseQuantity unitCode="C62">100<', 'BaseQuantity unitCode="C62"> <', None, "BS-DOC-011"),
        ('BaseQuantity unitCode="C62">100<', "BaseQuantity>10<b/>0<", None, "BS-DOC-018"),
        (">20.00</cbc:PriceAmount", ">-20</cbc:PriceAmount", None, "BS-DOC-019"),
        (">20.00</cbc:PriceAmount", f">{10**18}</cbc:PriceAmount", None, "BS-DOC-013"),
    ],
)
def test_unit_prices(old: str, new: str, price: int | None, code: str | None) -> None:
    """A price for many units becomes the price of one; what is no price of one is left empty."""
    heap = read(change(UBL, old, new))
    assert lines(heap)[0]["price_micro"] == price
    assert codes(heap) == ([code] if code else [])


def test_an_order_line_that_is_no_number_is_noted() -> None:
    """The line is read without it, and a note says so."""
    heap = read(change(UBL, "<cbc:LineID>30<", "<cbc:LineID>30.1<"))
    assert lines(heap)[0]["order_line"] is None
    assert finding(heap, "BS-DOC-023")["severity"] == "note"
    assert "InvoiceLine[1]/OrderLineReference/LineID" in finding(heap, "BS-DOC-023")["place"]


def test_the_despatch_advice_stands_in_for_the_receipt() -> None:
    """Without a receiving advice at the header the despatch advice holds for all lines."""
    body = change(UBL, RECEIPT, "")
    assert [line["receipt_no"] for line in lines(read(body))] == ["DA-5", "GR-3"]


def test_several_receipts_at_the_header_belong_to_no_line() -> None:
    """Which line bills which receipt is not guessed."""
    body = change(UBL, RECEIPT, RECEIPT + RECEIPT.replace("GR-4", "GR-6"))
    heap = read(change(body, DESPATCH, ""))
    assert [line["receipt_no"] for line in lines(heap)] == [None, "GR-3"]
    assert finding(heap, "BS-DOC-020")["severity"] == "note"


def test_a_second_account_is_seen() -> None:
    """One account is kept as evidence, and a note masks and counts the others."""
    second = "<cac:PayeeFinancialAccount><cbc:ID>DE02</cbc:ID></cac:PayeeFinancialAccount>"
    second = f"<cac:PaymentMeans>{second}</cac:PaymentMeans>"
    heap = read(change(UBL, "<cac:TaxTotal>", f"{second}<cac:TaxTotal>"))
    assert header(heap)["account"] == HEADER["account"]
    message = finding(heap, "BS-DOC-020")["message"]
    assert message.startswith("2 different values are stated (“…5555”, “…DE02”)")


def test_disguised_names_are_laid_open() -> None:
    """Characters that turn or hide a name are taken out, with a note."""
    heap = read(change(UBL, "Brackets Ltd", "Brac\u202ekets\u200b  Ltd"))
    assert header(heap)["seller_name"] == "Brackets Ltd"
    row = finding(heap, "BS-DOC-021")
    assert row["severity"] == "note"
    assert "\u202e" not in row["message"]


def test_a_text_without_end_is_cut() -> None:
    """Free text is kept up to 2,000 characters."""
    heap = read(change(UBL, "Brackets Ltd", "B" * 3000))
    assert header(heap)["seller_name"] == "B" * 2000
    assert codes(heap) == ["BS-DOC-022"]


def test_a_flood_of_findings_is_listed_up_to_twenty() -> None:
    """A hundred bad lines do not bury the desk, and none of them is believed."""
    line = UBL[UBL.index("  <cac:InvoiceLine>") : UBL.index("</cac:InvoiceLine>") + 19]
    bad = change(line, ">200.00<", ">200.005<")
    heap = read(change(UBL, "</Invoice>", bad * 100 + "</Invoice>"))
    assert heap.lines["net_minor"].null_count() == 100
    assert codes(heap) == ["BS-DOC-012"] * 20 + ["BS-DOC-027"]
    assert finding(heap, "BS-DOC-027")["message"].startswith("80 more findings BS-DOC-012")


def test_more_lines_than_anybody_bills_are_refused() -> None:
    """A file that is small in bytes and great in lines takes nobody's memory."""
    heap = read(change(UBL, "</Invoice>", "<cac:InvoiceLine/>" * 100_000 + "</Invoice>"))
    assert codes(heap) == ["BS-DOC-001"]
    assert "100002 invoice lines" in finding(heap, "BS-DOC-001")["message"]


def test_the_same_bytes_have_the_same_id() -> None:
    """An id is made from the file's hash, so that a file sent again is known."""
    heap = read(UBL)
    assert header(heap)["invoice"] == f"I-{source(UBL).document[:20]}"
    assert heap.lines["invoice"].unique().to_list() == [header(heap)["invoice"]]
    assert header(heap)["document"] == source(UBL).document
