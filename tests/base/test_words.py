"""The small words that everybody speaks: findings, errors, ids, events."""

from datetime import UTC, datetime

from blackstart.base.activity import building
from blackstart.base.canonical import canonical, sha256, stable_id
from blackstart.base.errors import BlackstartError, UnknownTableError
from blackstart.base.event import Event
from blackstart.base.finding import FindingCode, Severity, worst

CODE = FindingCode(code="BS-T-001", severity=Severity.HELD, meaning="It is odd.", fix="Look.")


def test_a_finding_says_what_was_met_or_what_its_code_means() -> None:
    """A finding without values explains itself by its code."""
    assert CODE.at("row 3").message == "It is odd."
    assert CODE.at("row 3", "7 is odd.").message == "7 is odd."


def test_the_worst_finding_decides() -> None:
    """Refused outweighs held, held outweighs a note, nothing stops nothing."""
    note = FindingCode(code="BS-T-002", severity=Severity.NOTE, meaning="By the way.", fix="None.")
    assert worst([note.at("a"), CODE.at("b")]) is Severity.HELD
    assert worst([]) is None


def test_an_error_reads_like_its_docstring() -> None:
    """The docstring is the message, with the detail in brackets."""
    assert str(UnknownTableError("wheels")).endswith("does not hold. (wheels)")
    assert str(BlackstartError()) == "Blackstart met a fault of its own."


def test_equal_facts_have_equal_bytes() -> None:
    """Key order does not change what is hashed."""
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'
    assert sha256("abc") == sha256(b"abc")
    assert stable_id("PAY", "R-1", "S-2") == stable_id("PAY", "R-1", "S-2")
    assert stable_id("PAY", "R-1S", "-2") != stable_id("PAY", "R-1", "S-2")
    assert len(stable_id("PAY", "x")) <= 35


def test_an_event_is_written_in_one_way() -> None:
    """The body of an event is canonical JSON with the instant in UTC."""
    event = Event(
        at=datetime(2025, 9, 25, 3, tzinfo=UTC),
        actor="a",
        act="b.c",
        subject=building("x"),
        facts={},
    )
    assert event.body() == (
        '{"act":"b.c","actor":"a","at":"2025-09-25T03:00:00Z","facts":{},"subject":"build:x"}'
    )
