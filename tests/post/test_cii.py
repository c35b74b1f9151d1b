"""Cross Industry Invoices become the same semantic invoice as UBL."""

import pytest

from tests.post.invoices_made import (
    CII,
    HEADER,
    LINES,
    change,
    codes,
    finding,
    header,
    lines,
    read,
)


def test_an_invoice_is_read_field_by_field() -> None:
    """The CII twin of the UBL invoice gives the same row and the same lines."""
    heap = read(CII)
    assert header(heap) == {**header(heap), **HEADER}
    assert lines(heap) == LINES
    assert codes(heap) == []
    assert heap.documents["format"].to_list() == ["CII"]


@pytest.mark.parametrize(
    ("type_code", "kind", "found"),
    [
        ("381", "credit note", []),
        ("261", "credit note", ["BS-DOC-024"]),
        ("326", "invoice", []),
        ("7777", "invoice", ["BS-DOC-017"]),
    ],
)
def test_the_type_code_says_what_it_is(type_code: str, kind: str, found: list[str]) -> None:
    """CII has one form for both; an unknown code holds the document."""
    heap = read(change(CII, ">380<", f">{type_code}<"))
    assert header(heap)["kind"] == kind
    assert codes(heap) == found


@pytest.mark.parametrize(
    ("old", "new", "column", "value"),
    [
        (
            "<ram:ID>S-100</ram:ID>",
            '<ram:GlobalID schemeID="0088">4</ram:GlobalID>',
            "seller_id",
            "4",
        ),
        ("ram:IBANID", "ram:IBANID", "account", "GB33BUKB20201555555555"),
        ('<ram:TaxTotalAmount currencyID="GBP">', "<ram:TaxTotalAmount>", "tax_minor", 4000),
        ("20251001", "2025-10-01", "due_on", HEADER["due_on"]),
    ],
)
def test_other_ways_to_say_it(old: str, new: str, column: str, value: object) -> None:
    """What the standard allows, and what is clear without it, is read."""
    heap = read(CII.replace(old, new))
    assert header(heap)[column] == value
    assert codes(heap) == []


def test_an_account_that_is_no_iban() -> None:
    """BT-84 may be an account of another kind."""
    heap = read(CII.replace("ram:IBANID>", "ram:ProprietaryID>"))
    assert header(heap)["account"] == HEADER["account"]


def test_a_date_in_another_format_is_not_guessed() -> None:
    """Format 610 is a month, not a day."""
    heap = read(change(CII, 'format="102">20251001', 'format="610">202510'))
    assert header(heap)["due_on"] is None
    place = finding(heap, "BS-DOC-016")["place"]
    assert place.endswith("SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString (line 104)")


def test_the_base_of_the_net_price_comes_first() -> None:
    """Where gross and net price name a quantity, the net price's counts."""
    net = "<ram:ChargeAmount>20.00</ram:ChargeAmount>"
    base = '<ram:BasisQuantity unitCode="C62">10</ram:BasisQuantity>'
    heap = read(change(CII, net, net + base))
    assert lines(heap)[0]["price_micro"] == 2_000_000
    heap = read(change(CII, net, net + base.replace("10<", "1<b/>0<")))
    assert lines(heap)[0]["price_micro"] is None
    assert codes(heap) == ["BS-DOC-018"]


def test_another_release_is_set_aside() -> None:
    """An older Cross Industry Invoice is named, and nothing of it is read."""
    heap = read(CII.replace("CrossIndustryInvoice:100", "CrossIndustryInvoice:13"))
    assert heap.documents["state"].to_list() == ["refused"]
    assert "another release than D16B" in finding(heap, "BS-DOC-008")["message"]
