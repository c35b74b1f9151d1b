"""What an EDIFACT file holds: interchanges, messages, and what is wrong with them.

Source: ISO 9735-1 and -2; the four digits in brackets are its data elements.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from blackstart.base.finding import FindingCode, Severity
from blackstart.post.draft import visible
from blackstart.post.edifact.tokens import Segment

# Syntax identifiers of UNB by what decodes them; UNOY is written as UTF-8 in practice.
CHARSETS = {
    "UNOA": "ascii",
    "UNOB": "ascii",
    "UNOC": "latin-1",
    "UNOD": "iso8859-2",
    "UNOE": "iso8859-5",
    "UNOF": "iso8859-7",
    "UNOG": "iso8859-3",
    "UNOH": "iso8859-4",
    "UNOI": "iso8859-6",
    "UNOJ": "iso8859-8",
    "UNOK": "iso8859-9",
    "UNOL": "iso8859-15",
    "UNOW": "utf-8",
    "UNOY": "utf-8",
    "IATA": "ascii",
    "IATB": "ascii",
}


_TAG_CHARS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with an envelope or with what it encloses.

    Attributes:
        code: of the closed list in `post.findings_edifact`.
        segment: the segment at fault.
        said: the values that were met.
    """

    code: FindingCode
    segment: Segment
    said: str = ""

    @property
    def refuses(self) -> bool:
        """Tell whether what it is about is not read because of it."""
        return self.code.severity is Severity.REFUSED

    @property
    def sentence(self) -> str:
        """Say what was met, and what was not done."""
        return f"{self.said} {self.code.meaning}".strip()


@dataclass(slots=True, kw_only=True)
class Message:
    """One message, from UNH to UNT.

    Attributes:
        ordinal: place in the file, from 1.
        reference: its reference (0062).
        type: the message type (0065): "INVOIC".
        release: version and release (0052, 0054): "D.97A".
        segments: UNH first, UNT last.
        faults: what is wrong with it.
    """

    ordinal: int
    reference: str
    type: str
    release: str
    segments: list[Segment]
    faults: list[Fault] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Tell whether it cannot be read."""
        return any(fault.refuses for fault in self.faults)


@dataclass(slots=True, kw_only=True)
class Interchange:
    """One interchange, from UNB to UNZ.

    Attributes:
        head: its UNB.
        decimal: the decimal mark that figures must have; empty when point and comma both count.
        messages: what it encloses, in order.
        groups: how many functional groups there are.
        faults: what is wrong with the envelope.
    """

    head: Segment
    decimal: str = ""
    messages: list[Message] = field(default_factory=list)
    groups: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def reference(self) -> str:
        """Give the interchange's control reference (0020)."""
        return self.head.text(5)

    @property
    def name(self) -> tuple[str, str, str]:
        """Give sender, recipient and reference, which no two interchanges share."""
        return self.head.text(2), self.head.text(3), self.reference

    @property
    def test(self) -> bool:
        """Tell whether it calls itself a test (0035)."""
        return self.head.text(11) not in {"", "0"}

    @property
    def refused(self) -> bool:
        """Tell whether none of its messages may be read."""
        return any(fault.refuses for fault in self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelopes:
    """What a file holds.

    Attributes:
        interchanges: in the order of the file.
        faults: what stands outside of them.
    """

    interchanges: Sequence[Interchange]
    faults: Sequence[Fault]


def where(segment: Segment, message: Message | None = None) -> str:
    """Say where a segment stands, for a person who opens the file.

    Args:
        segment: the segment.
        message: the message that it belongs to; segments are counted from its UNH, else the file's.
    """
    if not segment.tag:
        return f"end of the file, byte {segment.at}"
    what = f"({visible(segment.tag, _TAG_CHARS)}), byte {segment.at}"
    if message is None:
        return f"segment {segment.number} {what}"
    number = segment.number - message.segments[0].number + 1
    return f"message {message.ordinal}, segment {number} {what}"
