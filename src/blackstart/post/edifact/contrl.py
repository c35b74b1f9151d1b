"""What is answered to an EDIFACT interchange: which messages were accepted, which not, and why.

The answer is data first; `contrl` writes it as the CONTRL message that the sender's system reads.
It tells of the syntax only: an accepted invoice is readable, not yet right.

Source: ISO 9735-4 (CONTRL); action codes 0083; syntax error codes 0085 (service code list).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from blackstart.base.finding import FindingCode
from blackstart.post.edifact import findings as edi
from blackstart.post.edifact.envelope import Fault, Interchange, Message
from blackstart.post.edifact.tokens import Elements, Segment, Service, written
from blackstart.post.findings import TOO_LARGE

# 0085, syntax error, coded; a finding that is no error of syntax is 18, "unspecified".
SYNTAX_ERRORS: dict[FindingCode, str] = {
    edi.SERVICE_STRING: "20",
    edi.CHARACTER_SET: "2",
    edi.CUT_SHORT: "13",
    edi.OUT_OF_PLACE: "33",
    edi.ENVELOPE: "13",
    edi.INTERCHANGE_COUNT: "29",
    edi.INTERCHANGE_REFERENCE: "28",
    edi.INTERCHANGE_TWICE: "26",
    edi.MESSAGE_COUNT: "29",
    edi.MESSAGE_REFERENCE: "28",
    edi.MESSAGE_TWICE: "26",
    edi.UNKNOWN_SEGMENT: "15",
    edi.SEGMENT_MISSING: "13",
    edi.MESSAGE_ASIDE: "14",
    edi.TEST: "25",
    edi.CHARACTERS: "21",
    TOO_LARGE: "18",
}
# Segments that the answer may name as the place of an error (0013).
_SERVICE_TAGS = frozenset(("UNA", "UNB", "UNZ", "UNG", "UNE", "UNH", "UNT"))
_REJECTED = "4"
_ACKNOWLEDGED = "7"
_SERVICE = Service()
_CONTRL = ("CONTRL", "D", "3", "UN")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageAnswer:
    """What became of one message.

    Attributes:
        reference: its reference (0062).
        type: type, version, release, agency and association code, as UNH states them (S009).
        accepted: whether it could be read.
        faults: place of the segment in the message, from 1, and the syntax error (0085).
    """

    reference: str
    type: Sequence[str]
    accepted: bool
    faults: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one interchange.

    Attributes:
        reference: its reference (0020).
        sender: who sent it, with qualifier (S002).
        recipient: who got it, with qualifier (S003).
        accepted: whether its messages could be told apart.
        error: the first syntax error of the interchange; empty when there is none.
        tag: the service segment that the error is in; empty when there is none.
        messages: what became of each; none when the interchange was rejected.
    """

    reference: str
    sender: Sequence[str]
    recipient: Sequence[str]
    accepted: bool
    error: str
    tag: str
    messages: Sequence[MessageAnswer]


def answer(interchange: Interchange) -> Answer:
    """Say what is to be answered to an interchange whose messages have been checked."""
    faults = sorted(interchange.faults, key=lambda fault: not fault.refuses)
    first = faults[0] if faults else None
    return Answer(
        reference=interchange.reference,
        sender=_components(interchange.head, 2),
        recipient=_components(interchange.head, 3),
        accepted=not interchange.refused,
        error=_error(first) if first else "",
        tag=first.segment.tag if first and first.segment.tag in _SERVICE_TAGS else "",
        messages=[] if interchange.refused else [_message(one) for one in interchange.messages],
    )


def _error(fault: Fault) -> str:
    return SYNTAX_ERRORS.get(fault.code, "18")


def _components(segment: Segment, element: int) -> Sequence[str]:
    return segment.elements[element] if len(segment.elements) > element else [""]


def _message(message: Message) -> MessageAnswer:
    head = message.segments[0].number
    return MessageAnswer(
        reference=message.reference,
        type=_components(message.segments[0], 2),
        accepted=not message.refused,
        faults=[(fault.segment.number - head + 1, _error(fault)) for fault in message.faults],
    )


def contrl(said: Answer, *, reference: str, at: datetime) -> bytes:
    """Write an answer as an interchange with one CONTRL message, back to the sender.

    Args:
        said: what became of the interchange.
        reference: of the new interchange, made before it is sent, 1 to 14 characters.
        at: when it is written, in UTC.

    Returns:
        The bytes, in UNOC; a character of a reference that UNOC lacks becomes a question mark.
    """
    body = [
        [["UNH"], ["1"], _CONTRL],
        _uci(said),
        *(row for message in said.messages for row in _ucm(message)),
    ]
    rows: list[Elements] = [
        [["UNB"], ["UNOC", "3"], said.recipient, said.sender, _stamp(at), [reference]],
        *body,
        [["UNT"], [str(len(body) + 1)], ["1"]],
        [["UNZ"], ["1"], [reference]],
    ]
    return "".join(f"{written(_plain(row), _SERVICE)}\n" for row in rows).encode("latin-1")


def _plain(row: Elements) -> list[list[list[str]]]:
    """Replace what UNOC lacks before service characters are released: ? is one of them."""
    return [
        [[text.encode("latin-1", "replace").decode("latin-1") for text in components]]
        for components in row
    ]


def _stamp(at: datetime) -> Sequence[str]:
    return [f"{at:%y%m%d}", f"{at:%H%M}"]


def _uci(said: Answer) -> Elements:
    action = _ACKNOWLEDGED if said.accepted else _REJECTED
    ends = [[said.error], [said.tag]] if said.tag else [[said.error]] if said.error else []
    return [["UCI"], [said.reference], said.sender, said.recipient, [action], *ends]


def _ucm(message: MessageAnswer) -> list[Elements]:
    """Write UCM, and a UCS for each segment at fault."""
    action = _ACKNOWLEDGED if message.accepted else _REJECTED
    rows: list[Elements] = [
        [["UCM"], [message.reference], message.type, [action]],
    ]
    rows.extend([["UCS"], [str(place)], [error]] for place, error in message.faults)
    return rows
