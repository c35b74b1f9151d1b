"""The answer to an interchange: what was accepted, what not, by the standard's error codes."""

from datetime import UTC, datetime

import pytest

from blackstart.base.finding import Severity
from blackstart.post.edifact.contrl import SYNTAX_ERRORS, Answer, answer, contrl
from blackstart.post.edifact.findings import EDIFACT_FINDINGS
from blackstart.post.edifact.opening import open_envelopes
from blackstart.post.edifact.reader import checked
from tests.post.edifact_made import D96A, broken, interchange, invoic, message, segments

AT = datetime(2025, 9, 25, 8, 5, tzinfo=UTC)
GOOD = invoic()
BAD = broken(invoic(reference="2"), ("UNT+35", "UNT+36"))
ODD = broken(invoic(D96A, reference="3"), ("CNT+2:2", "XYZ+1"))


def answered(text: str) -> Answer:
    """Answer the only interchange of a file."""
    (one,) = checked(text.encode("latin-1")).interchanges
    return answer(one)


def inner(text: str) -> list[str]:
    """Write the answer, and give its segments between UNH and UNT."""
    return contrl(answered(text), reference="A1", at=AT).decode("latin-1").splitlines()[2:-2]


def test_an_answer_is_a_whole_interchange() -> None:
    """It goes back to the sender, and our own reader finds nothing wrong with its envelope."""
    body = contrl(answered(interchange(GOOD)), reference="A1", at=AT)
    assert body.decode() == segments(
        "UNB+UNOC:3+CARS:ZZ+SENDER:14+250925:0805+A1",
        "UNH+1+CONTRL:D:3:UN",
        "UCI+77+SENDER:14+CARS:ZZ+7",
        "UCM+1+INVOIC:D:96A:UN+7",
        "UNT+4+1",
        "UNZ+1+A1",
    )
    opened = open_envelopes(body)
    assert not opened.faults
    assert not opened.interchanges[0].faults
    assert not opened.interchanges[0].messages[0].faults


def test_messages_are_answered_one_by_one() -> None:
    """Accepted is 7, rejected 4; each fault has its segment's place in the message."""
    assert inner(interchange(GOOD, BAD, ODD)) == [
        "UCI+77+SENDER:14+CARS:ZZ+7'",
        "UCM+1+INVOIC:D:96A:UN+7'",
        "UCM+2+INVOIC:D:96A:UN+4'",
        "UCS+35+29'",
        "UCM+3+INVOIC:D:96A:UN+4'",
        "UCS+26+15'",
    ]


@pytest.mark.parametrize(
    ("changes", "uci"),
    [
        ([("UNZ+1", "UNZ+2")], "UCI+77+SENDER:14+CARS:ZZ+4+29+UNZ'"),
        ([("UNZ+1+77", "UNZ+1+78")], "UCI+77+SENDER:14+CARS:ZZ+7+28+UNZ'"),
        ([("UNOC", "UNOX")], "UCI+77+SENDER:14+CARS:ZZ+4+2+UNB'"),
        ([("UNZ+1+77'\n", "")], "UCI+77+SENDER:14+CARS:ZZ+4+13'"),
        ([("+77'", "+77++++++1'"), ("UNZ+1", "UNZ+2")], "UCI+77+SENDER:14+CARS:ZZ+4+29+UNZ'"),
    ],
)
def test_the_interchange_is_answered_by_its_gravest_fault(
    changes: list[tuple[str, str]], uci: str
) -> None:
    """A rejected interchange names no messages: none of them was looked at."""
    said = inner(broken(interchange(GOOD), *changes))
    assert said[0] == uci
    assert len(said) == (1 if "+4+" in uci else 2)


def test_what_the_sender_wrote_is_released_again() -> None:
    """References with separators or letters that UNOC lacks cannot break the answer."""
    text = broken(interchange(GOOD), ("SENDER:14", "S?'S:14"), ("CARS:ZZ", "Č?+"), ("UNOC", "UNOW"))
    (one,) = checked(text.encode()).interchanges
    body = contrl(answer(one), reference="A1", at=AT).decode("latin-1")
    assert "UCI+77+S?'S:14+???++7'" in body
    assert not open_envelopes(body.encode("latin-1")).interchanges[0].faults


def test_a_head_without_parties_is_answered() -> None:
    """What is missing stays empty."""
    said = answered("UNB+UNOC:3'")
    assert (said.accepted, said.error, said.sender, said.recipient) == (False, "13", [""], [""])


def test_aside_is_rejected_as_not_supported() -> None:
    """A type that is not read is answered, not swallowed."""
    assert inner(interchange(message("ORDERS:D:96A:UN", "BGM+220+1")))[1:] == [
        "UCM+1+ORDERS:D:96A:UN+4'",
        "UCS+1+14'",
    ]


def test_every_refusal_of_an_envelope_has_a_code() -> None:
    """Each finding that refuses is a syntax error of list 0085."""
    refusing = {code for code in EDIFACT_FINDINGS if code.severity is Severity.REFUSED}
    assert refusing <= set(SYNTAX_ERRORS)
