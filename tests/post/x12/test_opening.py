"""The envelopes of X12: separators, counts, control numbers, and what answers to them."""

from datetime import UTC, datetime

import pytest

from blackstart.post.reader import read_documents
from blackstart.post.sniff import sniff
from blackstart.post.x12.ack import acknowledged
from blackstart.post.x12.opening import X12Interchange
from blackstart.post.x12.reader import checked
from tests.post.invoices_made import codes, source
from tests.post.x12.test_invoices import checked as read
from tests.post.x12_made import ADVICE, INVOICE, broken, group, interchange, message, one

AT = datetime(2025, 9, 25, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("*U*00401*", "*U*0401*", "BS-EDI-001"),
        ("*0*P*>~", "*0*P*>*", "BS-EDI-001"),
        ("*0*P*>~", "*0*P*A~", "BS-EDI-001"),
        ("IEA*1", "IEA*2", "BS-EDI-006"),
        ("IEA*1*000000077", "IEA*1*000000078", "BS-EDI-007"),
        ("GE*1*7", "GE*2*7", "BS-EDI-006"),
        ("GE*1*7", "GE*1*8", "BS-EDI-007"),
        ("SE*17", "SE*16", "BS-EDI-009"),
        ("SE*17*0001", "SE*17*0002", "BS-EDI-010"),
        ("SE*17*0001~\n", "", "BS-EDI-013"),
        ("GE*1*7~\n", "", "BS-EDI-004"),
        ("GS*IN*", "GS*PO*", "BS-EDI-004"),
        ("IEA*1*000000077~\n", "", "BS-EDI-003"),
        ("IEA*1*000000077~\n", "IEA*1*000000077", "BS-EDI-003"),
        ("GS*IN*SENDER*CARS*20250925*0930*7*X*004010~\n", "", "BS-EDI-004"),
        ("*7*X*004010", "*7*X*", "BS-EDI-005"),
        ("*X*004010", "*X*001000", "BS-EDI-014"),
        ("ST*810", "ST*850", "BS-EDI-014"),
        ("ST*810*0001", "ST*810*", "BS-EDI-005"),
        ("TDS*24600~\n", "", "BS-EDI-009"),
        ("CTT*2~", "HL*2~", "BS-EDI-012"),
        ("TDS*24600~", "AMT*1*2~", "BS-EDI-013"),
        ("ISA*", "XYZ~ISA*", ""),
        (f"{'CARS':15}", f"{'':15}", "BS-EDI-005"),
        ("IEA*1*000000077~", "IEA*1*000000077~\nGS*IN~", "BS-EDI-004"),
        ("IEA*1*000000077~", "IEA*1*000000077~\nST*810*2~", "BS-EDI-004"),
        ("GE*1*7~\nIEA", "ZZZ*1~\nGE*1*7~\nIEA", "BS-EDI-004"),
    ],
)
def test_what_is_wrong_with_an_envelope(old: str, new: str, code: str) -> None:
    """Each fault is named; a file that begins with something else is no X12 at all."""
    heap = read(broken(one(), (old, new)))
    assert code in codes(heap) if code else heap.documents["format"].to_list() == [None]
    held = code == "BS-EDI-007" or new.startswith("IEA*1*000000077~")
    assert heap.documents["state"].to_list() == ["read" if held else "refused"]


def test_a_test_is_held() -> None:
    """Anything but production is read and held."""
    heap = read(one(usage="T"))
    assert codes(heap) == ["BS-EDI-015"]
    assert heap.invoices.height == 1


def test_nothing_is_read_twice() -> None:
    """A message number twice in a group, an interchange twice in a file."""
    twice = interchange(group("810", message("810", INVOICE), message("810", INVOICE)))
    heap = read(twice)
    assert heap.invoices.height == 1
    assert codes(heap) == ["BS-EDI-011"]
    heap = read(one() + one())
    assert heap.invoices.height == 1
    assert codes(heap) == ["BS-EDI-008"]


def test_repetitions_from_their_version_on() -> None:
    """ISA11 separates from 00402 on; before that version it is a letter."""
    later = broken(one(), ("*U*00401*", "*^*00501*"), ("REF*PK*DN-4", "REF*PK*DN-4^DN-5"))
    heap = read(later)
    assert heap.lines["receipt_no"].to_list() == ["DN-4", "DN-4"]
    assert codes(heap) == ["BS-EDI-019"]
    early = read(broken(one(), ("REF*PK*DN-4", "REF*PK*DN-4^DN-5")))
    assert early.lines["receipt_no"].to_list() == ["DN-4^DN-5"] * 2


def test_characters_of_another_set() -> None:
    """UTF-8 is read as such; what is none is read as Windows-1252, and that is said."""
    heap = read(broken(one(), ("Brackets", "Br\xe4ckets")))
    assert heap.invoices["seller_name"].to_list() == ["Bräckets Ltd"]
    assert codes(heap) == ["BS-EDI-018"]


def test_it_is_recognised() -> None:
    """By ISA, with the message and the version of its first group."""
    kinds = [sniff(text.encode()) for text in (one(), one("856", ADVICE), one()[:110], "ISAbel")]
    assert [kind and kind.name for kind in kinds] == [
        *("X12 810 004010", "X12 856 004010", "X12 interchange", None)
    ]


def answered(text: str) -> list[str]:
    """Answer to a file's only interchange; give the segments between ISA and IEA."""
    (found,) = checked(text.encode()).interchanges
    assert isinstance(found, X12Interchange)
    body = acknowledged(found, control=905, at=AT).decode("ascii")
    lines = body.split("~\n")
    assert len(lines[0]) + 1 == 106
    assert f"*ZZ*{'CARS':15}*ZZ*{'SENDER':15}*250925*0930*U*00401*000000905*0*P*>" in lines[0]
    assert lines[1] == "GS*FA*CARS*SENDER*20250925*0930*905*X*004010"
    assert lines[-3:] == [f"GE*{body.count('ST*997')}*905", "IEA*1*000000905", ""]
    return lines[2:-3]


def test_a_good_one_is_accepted() -> None:
    """A 997 for the group, one answer for each message; it reads as X12 itself."""
    assert answered(one()) == [
        *("ST*997*0001", "AK1*IN*7", "AK2*810*0001", "AK5*A", "AK9*A*1*1*1", "SE*6*0001")
    ]


@pytest.mark.parametrize(
    ("old", "new", "answers"),
    [
        ("SE*17", "SE*16", ["AK5*R*4", "AK9*R*1*1*0"]),
        ("CTT*2~", "HL*2~", ["AK5*R*5", "AK9*R*1*1*0"]),
        ("REF*PK", "REF*PK^", ["AK5*A", "AK9*A*1*1*1"]),
        ("GE*1*7", "GE*1*8", ["AK5*A", "AK9*E*1*1*1*4"]),
        ("GE*1*7", "GE*3*7", ["AK5*R", "AK9*R*1*1*0*5"]),
    ],
)
def test_what_is_wrong_is_answered(old: str, new: str, answers: list[str]) -> None:
    """Rejected, or accepted with errors, each with its code."""
    found = answered(broken(one(), (old, new)))
    assert [row for row in found if row[:3] in {"AK5", "AK9"}] == answers


def test_some_of_a_group_are_accepted() -> None:
    """Partly; and a reference that the answer cannot write is written with question marks."""
    good, bad = message("810", INVOICE), message("810", INVOICE, "00\xe42")
    text = interchange(group("810", good, [*bad[:-1], f"SE*3*{bad[0][7:]}"]))
    assert [row for row in answered(text) if row[0] == "A"] == [
        *("AK1*IN*7", "AK2*810*0001", "AK5*A", "AK2*810*00?2", "AK5*R*4", "AK9*P*2*2*1")
    ]


def test_files_that_attack() -> None:
    """A segment without end, an endless one, wide characters: refused, each with its place."""
    long = read(broken(one(), ("Brackets", "B" * 20_000)))
    assert set(codes(long)) == {"BS-DOC-001", "BS-EDI-013"}
    endless = read(one().replace("~\n", " ")[:200_000])
    assert codes(endless) == ["BS-EDI-001"]
    wide = read_documents([source(one().encode("utf-16"))])
    assert codes(wide) == ["BS-DOC-004"]
    for heap in (long, endless, wide):
        assert heap.invoices.is_empty()
        assert heap.findings["place"].str.contains("byte").all()


def test_texts_that_attack() -> None:
    """A name that hides its direction is cleaned; a formula stays a text like any other."""
    heap = read(broken(one(), ("Brackets Ltd", "=1+1"), ("R-17", "\xe2\x80\xaeR-17")))
    assert heap.invoices.select("seller_name", "number").rows() == [("=1+1", "R-17")]
    assert codes(heap) == ["BS-DOC-021"]
