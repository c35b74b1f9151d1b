"""What is answered to an X12 interchange: a functional acknowledgement (997) for each group.

It tells of the syntax only: an accepted invoice is readable, not yet right. Where the interchange
itself cannot be read, its groups are answered to as rejected.

Source: ANSI ASC X12 997; data elements 715, 716, 717, 718.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from blackstart.base.finding import FindingCode
from blackstart.post.edifact import findings as edi
from blackstart.post.edifact.envelope import Message
from blackstart.post.edifact.tokens import Segment
from blackstart.post.x12.opening import X12Interchange

# 718, transaction set syntax error; a finding that is none of them is 5, "segments in error".
SET_ERRORS: dict[FindingCode, str] = {
    edi.MESSAGE_ASIDE: "1",
    edi.MESSAGE_REFERENCE: "3",
    edi.MESSAGE_COUNT: "4",
    edi.ENVELOPE: "7",
    edi.MESSAGE_TWICE: "23",
}
# 716, functional group syntax error.
GROUP_ERRORS: dict[FindingCode, str] = {
    edi.CUT_SHORT: "3",
    edi.OUT_OF_PLACE: "3",
    edi.INTERCHANGE_REFERENCE: "4",
    edi.INTERCHANGE_COUNT: "5",
    edi.ENVELOPE: "6",
}
_ACCEPTED, _NOTED, _PARTLY, _REJECTED = "A", "E", "P", "R"
_VERSION = "004010"
_WIDTHS = (2, 10, 2, 10, 2, 15, 2, 15)
_END = "~\n"


def acknowledged(interchange: X12Interchange, *, control: int, at: datetime) -> bytes:
    """Write the answer to an interchange whose messages have been checked, back to its sender.

    Args:
        interchange: as `x12.reader.checked` gives it.
        control: number of the new interchange, made before it is sent, 1 to 999,999,999.
        at: when it is written, in UTC.

    Returns:
        The bytes of one interchange with a 997 for each group, in ASCII.
    """
    sets = [list(_set(interchange, *each)) for each in _groups(interchange)]
    stamp = f"{at:%Y%m%d}", f"{at:%H%M}", str(control)
    rows = [["GS", "FA", *_parties(interchange), *stamp, "X", _VERSION]]
    for number, body in enumerate(sets, start=1):
        rows += [["ST", "997", f"{number:04d}"], *body]
        rows.append(["SE", str(len(body) + 2), f"{number:04d}"])
    rows += [["GE", str(len(sets)), str(control)], ["IEA", "1", f"{control:09d}"]]
    head = _head(interchange, control, at)
    return "".join(f"{'*'.join(map(_plain, row))}{_END}" for row in [head, *rows]).encode("ascii")


def _groups(interchange: X12Interchange) -> Iterator[tuple[Segment, Sequence[Message]]]:
    """Give each group's head with its messages."""
    ends = [*(first for _, first in interchange.heads), len(interchange.messages)]
    for (head, _), (begin, end) in zip(interchange.heads, pairwise(ends), strict=True):
        yield head, interchange.messages[begin:end]


def _set(
    interchange: X12Interchange, head: Segment, messages: Sequence[Message]
) -> Iterator[list[str]]:
    """Answer to one group: AK1, AK2 and AK5 for each message, AK9."""
    yield ["AK1", head.text(1), head.text(6)]
    accepted = 0
    for message in messages:
        good = not (message.refused or interchange.refused)
        accepted += good
        codes = dict.fromkeys(SET_ERRORS.get(fault.code, "5") for fault in message.faults)
        yield ["AK2", message.type, message.reference]
        yield ["AK5", _state(good=good, noted=bool(codes)), *list(codes)[:5]]
    faults = {GROUP_ERRORS.get(fault.code, "") for fault in interchange.faults} - {""}
    there = len(messages)
    whole = _state(good=accepted == there and not interchange.refused, noted=bool(faults))
    state = _PARTLY if 0 < accepted < there else whole
    yield ["AK9", state, str(there), str(there), str(accepted), *sorted(faults)[:5]]


def _state(*, good: bool, noted: bool) -> str:
    if not good:
        return _REJECTED
    return _NOTED if noted else _ACCEPTED


def _parties(interchange: X12Interchange) -> list[str]:
    """Turn sender and recipient round."""
    sender, recipient, _ = interchange.name
    return [recipient, sender]


def _head(interchange: X12Interchange, control: int, at: datetime) -> list[str]:
    """Write ISA with its fixed widths, back to the sender."""
    text = interchange.head.text
    parts = ["00", "", "00", "", text(7), text(8), text(5), text(6)]
    padded = [part.ljust(width) for part, width in zip(parts, _WIDTHS, strict=True)]
    test = "T" if interchange.test else "P"
    last = [f"{at:%y%m%d}", f"{at:%H%M}", "U", "00401", f"{control:09d}", "0", test, ">"]
    return ["ISA", *padded, *last]


def _plain(text: str) -> str:
    """Replace what the answer's own separators and character set do not allow."""
    return "".join(
        one if one.isascii() and one.isprintable() and one not in "*~" else "?" for one in text
    )
