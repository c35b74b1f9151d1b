"""Envelopes: what is counted and named twice must agree, or nothing of it is believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.base.finding import FindingCode, Severity
from blackstart.post.edifact import findings as findings_edifact
from blackstart.post.edifact.findings import EDIFACT_FINDINGS
from blackstart.post.edifact.opening import open_envelopes
from blackstart.post.reader import Heap
from tests.post.edifact_made import (
    D03A,
    D07A,
    D96A,
    DESPATCH,
    broken,
    interchange,
    invoic,
    message,
    segments,
)
from tests.post.heaps import check
from tests.post.invoices_made import codes, finding, header, read, source

GOOD = interchange(invoic())
UNH = "UNH+1+INVOIC:D:96A:UN"


def seen(body: str | bytes) -> Heap:
    """Read a file and check what must hold of every heap."""
    heap = read(body)
    check(heap, [source(body)])
    return heap


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([("UNT+35+1", "UNT+34+1")], "BS-EDI-009"),
        ([("UNT+35+1", "UNT+x+1")], "BS-EDI-009"),
        ([("UNT+35+1", "UNT+35+2")], "BS-EDI-010"),
        ([("UNZ+1+77'\n", "")], "BS-EDI-003"),
        ([("UNZ+1+77'\n", "UNZ+1+77")], "BS-EDI-003"),
        ([("UNZ+1+77'\n", "UNZ+1+77?'\n")], "BS-EDI-003"),
        ([("UNZ+1+77", "UNZ+2+77")], "BS-EDI-006"),
        ([("CNT+2:2'", "CNT+2:2'\nXYZ+1'"), ("UNT+35", "UNT+36")], "BS-EDI-012"),
        ([("UNS+S'\n", ""), ("UNT+35", "UNT+34")], "BS-EDI-013"),
        ([("UNT+35+1'\n", "")], "BS-EDI-013"),
        ([("INVOIC:D:96A", "INVOIC:2:912")], "BS-EDI-014"),
        ([("INVOIC:D:96A", "ORDERS:D:96A")], "BS-EDI-014"),
        ([("UNH+1+INVOIC", "UNH++INVOIC"), ("UNT+35+1", "UNT+35+")], "BS-EDI-005"),
        ([("UNB+UNOC:3+SENDER:14", "UNB+UNOC:3+")], "BS-EDI-005"),
        ([("UNOC:3", "UNOC:9")], "BS-EDI-005"),
        ([("UNOC:3", "UNOX:3")], "BS-EDI-002"),
        ([(f"{UNH}'", "")], "BS-EDI-004"),
        ([(f"{UNH}'", f"UNA:+.? '\n{UNH}'")], "BS-EDI-003"),
        ([("RFF+ON:PO-9", "RFF+ON:PO-9?")], "BS-EDI-009"),
    ],
)
def test_broken_envelopes_are_refused(changes: list[tuple[str, str]], code: str) -> None:
    """Each is refused with its code and place; pydifact 0.2.3 accepts four of them without a word.

    Those are the wrong count, the missing UNZ, the unknown segment, and QTY "abc", which is held.
    """
    heap = seen(broken(GOOD, *changes))
    assert heap.invoices.is_empty()
    row = finding(heap, code)
    assert row["severity"] == "refused"
    assert "byte " in row["place"]


def test_no_cut_is_read() -> None:
    """Wherever a file is cut, nothing of it becomes a debt."""
    for end in range(4, len(GOOD) - 2):
        heap = read(GOOD[:end])
        assert heap.documents["state"].to_list() == ["refused"], end


def test_references_that_differ_hold_the_invoice() -> None:
    """An interchange whose two ends do not fit is read and held: two files may have been mixed."""
    heap = seen(broken(GOOD, ("UNZ+1+77", "UNZ+1+78")))
    row = finding(heap, "BS-EDI-007")
    assert (row["severity"], row["subject"]) == ("held", header(heap)["invoice"])
    assert row["message"].startswith("UNZ has “78”, the head “77”.")


def test_a_test_holds_its_invoices() -> None:
    """An interchange that calls itself a test is not paid by mistake."""
    heap = seen(broken(GOOD, ("0930+77'", "0930+77++INVOIC++++1'")))
    assert finding(heap, "BS-EDI-015")["severity"] == "held"
    assert seen(broken(GOOD, ("0930+77'", "0930+77++INVOIC++++0'"))).findings.is_empty()


def test_an_interchange_twice_in_a_file() -> None:
    """The second of one sender and reference is refused; another sender's is read."""
    other = broken(GOOD, ("SENDER", "OTHER"), ("R-17", "R-18"))
    heap = seen(GOOD + GOOD + other)
    assert heap.invoices["number"].to_list() == ["R-17", "R-18"]
    row = finding(heap, "BS-EDI-008")
    assert row["place"] == f"segment {38} (UNB), byte {len(GOOD)}"


def test_a_whole_interchange_after_its_broken_copy() -> None:
    """A copy that was refused does not stand in the way of the whole one."""
    heap = seen(broken(GOOD, ("UNZ+1", "UNZ+2")) + GOOD)
    assert heap.invoices["number"].to_list() == ["R-17"]
    assert codes(heap) == ["BS-EDI-006"]


def test_an_interchange_without_an_end_before_another() -> None:
    """The first is refused as cut short, the second is read by its own service characters."""
    cut = broken(GOOD, ("UNZ+1+77'\n", ""))
    second = broken(GOOD, ("+77'", "+78'"), ("+77'", "+78'"))
    for una in ("", "UNA:+.? '"):
        heap = seen(cut + una + second)
        assert heap.invoices.height == 1
        assert codes(heap) == ["BS-EDI-003"]


def test_a_message_twice() -> None:
    """Two messages of one reference: the second is refused."""
    heap = seen(interchange(invoic(), invoic(broken(D96A, ("R-17", "R-18")))))
    assert heap.invoices["number"].to_list() == ["R-17"]
    assert finding(heap, "BS-EDI-011")["place"].startswith("message 2, segment 1 (UNH)")


def test_a_message_without_an_end_before_another() -> None:
    """The first is refused, the second is read."""
    first = broken(invoic(), ("UNT+35+1'\n", ""))
    heap = seen(interchange(first, invoic(broken(D96A, ("R-17", "R-18")), reference="2")))
    assert heap.invoices["number"].to_list() == ["R-18"]
    assert codes(heap) == ["BS-EDI-013"]


UNG = "UNG+INVOIC+A+B+250925:0930+5+UN+D:96A'\n"
UNE = "UNE+1+5'\n"


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        (UNG + invoic() + UNE, None),
        (UNG + invoic() + "UNE+2+5'\n", "BS-EDI-006"),
        (UNG + invoic() + "UNE+1+6'\n", "BS-EDI-007"),
        (UNG + invoic(), "BS-EDI-004"),
        (UNG + UNG + invoic() + UNE, "BS-EDI-004"),
        (invoic() + UNE, "BS-EDI-004"),
        (UNG + invoic() + UNE + invoic(), "BS-EDI-004"),
        (invoic() + UNG + invoic() + UNE, "BS-EDI-004"),
    ],
)
def test_functional_groups(inner: str, code: str | None) -> None:
    """Groups are counted like messages, and do not stand beside them."""
    heap = seen(interchange(inner))
    assert codes(heap)[:1] == ([code] if code else [])
    assert heap.invoices.is_empty() == (code not in {None, "BS-EDI-007"})


def test_two_groups_may_use_the_same_references() -> None:
    """UNZ counts groups where there are any; references are unique within one."""
    second = UNG + invoic(broken(D96A, ("R-17", "R-18"))) + UNE
    heap = seen(interchange(UNG + invoic() + UNE, second))
    assert heap.invoices["number"].to_list() == ["R-17", "R-18"]
    assert codes(heap) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("UNA:+.?''UNB", "BS-EDI-001"),
        ("UNA:+.? 'BGM+1'", "BS-EDI-004"),
        ("UNA:+.? 'UNT+1+1'", "BS-EDI-004"),
        ("UNA:+.? 'UNH+1+INVOIC'", "BS-EDI-004"),
        ("UNA:+.? 'UNZ+1+1'", "BS-EDI-004"),
        ("UNA:+.? 'UNG+1+1'", "BS-EDI-004"),
        ("UNA:+.? 'UNE+1+1'", "BS-EDI-004"),
        ("UNA:+.? 'rest", "BS-EDI-003"),
        ("UNA:+.? '", "BS-DOC-010"),
        (segments("UNB+UNOC:3+A+B+250925:0930+1", "UNZ+0+1"), "BS-DOC-010"),
        (segments("UNB+UNOC:3+A+B+250925:0930+1", "UNT+0+1", "UNZ+0+1"), "BS-EDI-004"),
        ("UNB+" + "x" * 70_000 + "'", "BS-DOC-001"),
        ("UNB+UNOA:1'".encode("utf-16"), "BS-DOC-004"),
        ("UNB+UNOA:1'" + " " * 21 * 2**20, "BS-DOC-001"),
    ],
)
def test_files_that_hold_no_interchange(body: str | bytes, code: str) -> None:
    """Nothing is read, and the reason is said."""
    heap = seen(body)
    assert codes(heap) == [code]
    assert heap.documents["state"].to_list() == ["refused"]


def test_rubbish_after_an_interchange() -> None:
    """What was whole is read; the rubbish has its finding."""
    heap = seen(GOOD + "Kind regards'")
    assert heap.invoices.height == 1
    assert finding(heap, "BS-EDI-004")["subject"] == heap.documents["document"].item()
    assert seen("\ufeff" + GOOD + "\r\n\x1a").findings.is_empty()


def test_repetitions_are_noted() -> None:
    """In syntax 4 an element may be repeated; the first is read, with or without UNA."""
    text = interchange(invoic(broken(D96A, ("RFF+ON:PO-9", "RFF+ON:PO-9*DQ:X"))), syntax="UNOC:4")
    heap = seen(text)
    assert header(heap)["order_no"] == "PO-9"
    assert codes(heap) == ["BS-EDI-019"]
    assert finding(heap, "BS-EDI-019")["severity"] == "note"


def test_other_service_characters() -> None:
    """UNA decides how the interchange is read; the next one is read as usual again."""
    other = GOOD.replace("?'", "!!").replace("'", "~").replace("+", "#").replace("!!", "'")
    heap = seen("UNA:#.? ~" + other + broken(GOOD, ("SENDER", "S2"), ("R-17", "R-18")))
    assert heap.invoices["number"].to_list() == ["R-17", "R-18"]
    assert codes(heap) == []


def test_strange_bytes_are_noted() -> None:
    """Bytes that the named character set does not know do not stop an invoice."""
    heap = seen(broken(GOOD, ("UNOC", "UNOA"), ("Brackets", "Bräckets")).encode("latin-1"))
    assert header(heap)["seller_name"] == "Bräckets Ltd"
    assert codes(heap) == ["BS-EDI-018"]


def test_what_was_set_aside_is_named_in_a_broken_interchange_too() -> None:
    """The person who fetches the file again knows what is in it."""
    orders = message("ORDERS:D:96A:UN", "BGM+220+1")
    heap = seen(broken(interchange(orders), ("UNZ+1+77'\n", "")))
    assert codes(heap) == ["BS-EDI-003", "BS-EDI-014"]
    assert finding(heap, "BS-EDI-003")["place"].startswith("end of the file, byte ")


def test_many_faults_of_one_kind_are_listed_once() -> None:
    """A file that is one fault after the other floods nobody."""
    text = interchange("XYZ+1'\n" * 500)
    heap = seen(broken(text, ("UNZ+1+77", "UNZ+0+77")))
    assert codes(heap) == ["BS-EDI-004"]
    flood = invoic(D96A + "XYZ+1\n" * 500)
    assert codes(seen(interchange(flood))) == ["BS-EDI-012"] * 20 + ["BS-DOC-027"]


SAMPLES = [
    interchange(invoic(), invoic(D07A, "D:07A:UN:GAVA11", "2"), una="UNA:+.? '").encode(),
    interchange(invoic(D03A, "D:03A:UN")).encode(),
    interchange(UNG + invoic() + UNE, syntax="UNOW:4").encode(),
    interchange(message("DESADV:D:96A:UN", DESPATCH)).encode(),
]
SPLICES = [
    b"",
    b"'",
    b"+",
    b":",
    b"?",
    b"*",
    b"\0",
    b"\xff",
    b"UNA",
    b"UNB+",
    b"UNZ+1+77'",
    b"9" * 30,
]


@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.integers(0, 1200), st.integers(0, 40), st.sampled_from(SPLICES))),
)
def test_damage_is_survived(body: bytes, damages: list[tuple[int, int, bytes]]) -> None:
    """Whatever is cut out or spliced in, the document is read or refused, with a reason."""
    for at, length, splice in damages[:4]:
        body = body[:at] + splice + body[at + length :]
    seen(body)


@given(st.binary(max_size=80))
def test_any_bytes_are_survived(body: bytes) -> None:
    """No bytes make the walk fail."""
    for head in (b"", b"UNB+", b"UNA:+.? 'UNB+"):
        open_envelopes(head + body)
        seen(head + body)


def test_a_lost_or_doubled_segment_is_never_read() -> None:
    """Each segment of the message left out or doubled once: the count finds it every time."""
    rows = GOOD.splitlines(keepends=True)
    for at in range(2, len(rows) - 2):
        for changed in (rows[:at] + rows[at + 1 :], rows[: at + 1] + rows[at:]):
            assert read("".join(changed)).invoices.is_empty(), rows[at]


def test_the_list_is_closed_and_ordered() -> None:
    """Codes are unique, in order, complete, and say what happened and what to do."""
    numbered = [f"BS-EDI-{number:03d}" for number in range(1, len(EDIFACT_FINDINGS) + 1)]
    assert [code.code for code in EDIFACT_FINDINGS] == numbered
    named = [value for value in vars(findings_edifact).values() if isinstance(value, FindingCode)]
    assert named == list(EDIFACT_FINDINGS)
    for code in EDIFACT_FINDINGS:
        assert code.meaning.endswith(".")
        assert code.fix.endswith(".")
        assert code.severity is not Severity.HELD or "held" in code.meaning
