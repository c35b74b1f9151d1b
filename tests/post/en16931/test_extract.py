"""What is taken out of an invoice for the rules."""

from typing import Any

import pytest

from blackstart.payables.rules.facts import FRAMES, Facts, schema
from blackstart.post.en16931.extract import extract
from blackstart.post.en16931.read import read
from tests.payables.rules.invoices import CII, UBL, change, tree


def facts(text: str) -> Facts:
    """Take the facts out of one document."""
    (found,) = (one for one in extract([(7, tree(text))]) if one.frames["invoices"].height)
    return found


def rows(text: str, frame: str, *columns: str) -> list[tuple[Any, ...]]:
    """Give some columns of a frame."""
    return facts(text).frames[frame].select(columns).rows()


@pytest.mark.parametrize("text", [UBL, CII])
def test_both_syntaxes_say_the_same(text: str) -> None:
    """The same invoice has the same values, whatever it is written in."""
    assert rows(text, "invoices", "document", "number", "type_code", "currency") == [
        (7, "R-17", "380", "GBP")
    ]
    assert rows(text, "lines", "id", "quantity", "unit", "net", "price") == [
        ("1", "100", "C62", "205.00", "2.05")
    ]
    assert rows(text, "totals", "lines_total", "charges_total")[0][0] == "205.00"
    assert ("seller", "Brackets Ltd") in rows(text, "parties", "place", "name")
    assert rows(text, "breakdown", "code", "rate", "scheme") == [("S", "20", "VAT")]


def test_absent_blank_and_given_twice_are_three_things() -> None:
    """Null, an empty text, and a first value with a repeat."""
    number = "<cbc:ID>R-17</cbc:ID>"
    assert rows(change(UBL, (number, "")), "invoices", "number") == [(None,)]
    assert rows(change(UBL, (number, "<cbc:ID/>")), "invoices", "number") == [("",)]
    twice = change(UBL, (number, number + "<cbc:ID>R-18</cbc:ID>"))
    assert rows(twice, "invoices", "number") == [("R-17",)]
    assert rows(twice, "repeats", "context", "field") == [("invoices", "number")]


def test_elements_inside_a_value_are_part_of_its_text() -> None:
    """A value cannot be hidden from the rules by wrapping a part of it."""
    changed = change(UBL, (">220.01<", ">22<cbc:X>0.01</cbc:X><"))
    assert rows(changed, "totals", "payable") == [("220.01",)]


def test_parts_know_what_they_belong_to() -> None:
    """A VAT category points to its allowance, an allowance on a price says that it is one."""
    owners = dict(rows(UBL, "charges", "row", "place"))
    parents = [
        parent for parent, place in rows(UBL, "categories", "parent", "place") if place == "charge"
    ]
    assert [owners[parent] for parent in parents] == ["document", "document"]
    assert sorted(owners.values()) == ["document", "document", "line", "line", "price"]


def test_what_may_not_be_there_is_kept_for_the_rules() -> None:
    """Attributes and members that CII may not have are listed with the element."""
    changed = change(
        CII,
        ("<ram:LineID>", '<ram:LineID schemeID="X">'),
        ("<ram:CountryID>", "<ram:CareOf/><ram:CountryID>"),
    )
    assert ("strict ID", "schemeID") in rows(changed, "attributes", "element", "attribute")
    assert ("seller", "CareOf") in rows(changed, "members", "place", "member")


def test_frames_have_their_columns_also_when_empty() -> None:
    """A batch without documents has all frames."""
    for one in extract([]):
        assert {name: dict(one.frames[name].schema) for name in FRAMES} == {
            name: schema(name) for name in FRAMES
        }


def test_other_documents_have_no_facts() -> None:
    """A document that the rules do not know is passed over."""
    assert all(one.frames["invoices"].is_empty() for one in extract([(0, tree("<a/>"))]))


def test_reading_for_the_rules() -> None:
    """Each document keeps its place in the batch, with its format and what the reader remarks."""
    bodies = [UBL.encode(), b"", b"<a/>", b"<!DOCTYPE a><a/>", CII.encode(), b"<a>"]
    batch = read(bodies)
    assert batch.ruled == [True, False, False, False, True, False]
    assert batch.formats[0] == "UBL Invoice"
    codes = [[remark.code.code for remark in remarks] for remarks in batch.remarks]
    assert codes[1:4] == [["BS-DOC-002"], ["BS-DOC-007"], ["BS-DOC-003"]]
    assert codes[5]
    (ubl, cii) = batch.facts
    assert ubl.frames["invoices"]["document"].to_list() == [0]
    assert cii.frames["invoices"]["document"].to_list() == [4]


def test_a_fault_of_our_own_refuses_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that fails sets its document aside, and the batch goes on."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("blackstart.post.reader.draft", broken)
    batch = read([UBL.encode(), b"<a/>"])
    assert [remark.code.code for remark in batch.remarks[0]] == ["BS-DOC-028"]
    assert batch.ruled == [False, False]
