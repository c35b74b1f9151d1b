"""What a file is, told before anything of it is read."""

import pytest

from tests.post.invoices_made import finding, read

ISO = "urn:iso:std:iso:20022:tech:xsd"


@pytest.mark.parametrize(
    ("body", "name", "words"),
    [
        (b"%PDF-1.7\n", "PDF", "a PDF"),
        (b"PK\x03\x04rest", "ZIP", "a ZIP archive or an Office file"),
        (b"\x89PNG\r\n", "PNG", "an image"),
        (b"{1:F01BANK}", "SWIFT MT", "a SWIFT MT message"),
        (b":20:START", "SWIFT MT", "a SWIFT MT message"),
        (b'{"invoice_number": 1, "a": 2}', "JSON", "a JSON document"),
        (b"version: '3'\nservices:\n  a: {}\n", "compose", "a docker compose file"),
        (
            f'<Document xmlns="{ISO}:camt.053.001.08"/>'.encode(),
            "ISO 20022 camt.053.001.08",
            "a bank statement (camt.053.001.08)",
        ),
        (
            f'<Document xmlns="{ISO}:pain.001.001.09"/>'.encode(),
            "ISO 20022 pain.001.001.09",
            "a payment order (pain.001.001.09)",
        ),
        (
            b'<Document xmlns="http://bank.example/pain.002.001.03.ch.02.xsd"/>',
            "ISO 20022 pain.002.001.03",
            "a bank's answer to a payment order (pain.002.001.03)",
        ),
        (
            f'<Document xmlns="{ISO}:pacs.008.001.08"/>'.encode(),
            "ISO 20022 pacs.008.001.08",
            "an ISO 20022 message (pacs.008.001.08)",
        ),
        (b"<testSet/>", "EN 16931 testSet", "a set of tests for invoice rules"),
        (
            b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>',
            "UBL Order",
            "a UBL Order, which is no invoice",
        ),
        (
            b'<a:CrossIndustryDocument xmlns:a="urn:ferd:CrossIndustryDocument:invoice:1p0"/>',
            "ZUGFeRD 1.0",
            "an invoice in ZUGFeRD 1.0",
        ),
        ("<testSet/>".encode("utf-16"), "EN 16931 testSet", "a set of tests"),
    ],
)
def test_known_formats_are_named_and_set_aside(body: bytes, name: str, words: str) -> None:
    """What is not read yet is refused under its name: it never looks like passed."""
    heap = read(body)
    assert heap.documents["format"].to_list() == [name]
    assert heap.documents["state"].to_list() == ["refused"]
    row = finding(heap, "BS-DOC-008")
    assert row["message"].startswith(f"This is {words}")
    assert row["message"].endswith("This version does not read it; the file is kept as it came.")
    assert row["severity"] == "refused"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (
            b"UNA:+.? '\nUNB+UNOA:1+A+B+250901:1200+1'UNH+1+INVOIC:D:97A:UN'",
            "EDIFACT INVOIC D.97A",
        ),
        (b"UNB+UNOA:1+A+B+250901:1200+1'", "EDIFACT interchange"),
        (b"UNA*#.? 'UNB#X'UNH#1#DESADV*D*96A*UN'", "EDIFACT DESADV D.96A"),
    ],
)
def test_edifact_is_named_by_its_first_message(body: bytes, name: str) -> None:
    """All of it has one reader, which says what is wrong with it."""
    heap = read(body)
    assert heap.documents["format"].to_list() == [name]
    assert heap.documents["state"].to_list() == ["refused"]
    assert finding(heap, "BS-EDI-003")["severity"] == "refused"


@pytest.mark.parametrize(
    ("body", "begins"),
    [
        (b"\xef\xbb\xbf", "“·”"),
        (b"Dear all,\nplease pay", "“Dear all,·please pay”"),
        (b"\x00\x01\x02", "“···”"),
        (b"UNAVAILABLE", "“UNAVAILABLE”"),
        (b"<Brief/>", "“Brief”"),
        ("<Invoice/>".encode("utf-16"), "“Invoice”"),
    ],
)
def test_unknown_formats_are_shown(body: bytes, begins: str) -> None:
    """A person sees how the file begins, and nothing invisible is printed."""
    heap = read(body)
    assert begins in finding(heap, "BS-DOC-007")["message"]
    assert heap.documents["state"].to_list() == ["refused"]


@pytest.mark.parametrize("body", [b"", b"  \n\t"])
def test_an_empty_file_is_said_to_be_empty(body: bytes) -> None:
    """Nothing to read is a finding of its own."""
    heap = read(body)
    assert heap.documents["format"].to_list() == [None]
    assert finding(heap, "BS-DOC-002")["severity"] == "refused"
