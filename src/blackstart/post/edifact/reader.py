"""Reads an EDIFACT file: INVOIC becomes drafts, DESADV rows, everything else a finding."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from blackstart.post import findings
from blackstart.post.draft import Draft, Reading, Remark, Remarks, shown
from blackstart.post.edifact.desadv import Row, despatches
from blackstart.post.edifact.envelope import Envelopes, Fault, Interchange, Message, where
from blackstart.post.edifact.gather import Gathered, gather
from blackstart.post.edifact.invoic import draft
from blackstart.post.edifact.opening import open_envelopes
from blackstart.post.edifact.types import DESADV, check
from blackstart.post.xmlsafe import too_large

_WHOLE = "whole file"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"U\0", b"\0U", b"I\0", b"\0I")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What differs from one standard of interchanges to another.

    Attributes:
        opened: takes a file's envelopes apart, and checks each message against its type.
        advice: type of the messages that are despatch advices; the others that are read bill.
        gather: what a message says, in the words of EDIFACT.
    """

    opened: Callable[[bytes], Envelopes]
    advice: str
    gather: Callable[[Message], Gathered]


def read(body: bytes, name: str) -> Reading:
    """Read the invoices and the despatch advices of an EDIFACT file.

    A broken interchange refuses its messages, a broken message itself; the others are read.

    Args:
        body: the bytes of the file.
        name: what the file was recognised as.

    Findings:
        BS-DOC-001, -004, -010; BS-EDI-001 to -014, and those of `edifact_invoic.draft`
        and `edifact_desadv.despatches`.
    """
    return read_in(_EDIFACT, body, name)


def read_in(dialect: Dialect, body: bytes, name: str) -> Reading:
    """Read a file of any standard of interchanges, as `read` does one of EDIFACT."""
    refusal = too_large(body) or _wide(body)
    if refusal is not None:
        return Reading(format=name, remarks=[refusal])
    opened = dialect.opened(body)
    remarks = Remarks()
    blame(remarks, opened.faults)
    taken = _Taken()
    for interchange in opened.interchanges:
        if interchange.refused:
            blame(remarks, interchange.faults)
        for message in interchange.messages:
            if interchange.refused or message.refused:
                blame(remarks, message.faults, message)
            else:
                _read(dialect, interchange, message, taken, remarks)
    if not taken.drafts and not taken.advices and not remarks.counts:
        remarks.add(findings.NO_INVOICE, lambda: _WHOLE)
    return Reading(
        format=name,
        drafts=taken.drafts,
        advices=taken.advices,
        despatches=list(chain.from_iterable(taken.despatches.values())),
        cancelled=taken.cancelled,
        remarks=remarks.all(),
    )


@dataclass(slots=True, kw_only=True)
class _Taken:
    """What the messages of a file became, as it grows."""

    drafts: list[Draft] = field(default_factory=list)
    despatches: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    cancelled: list[Row] = field(default_factory=list)
    advices: int = 0


def checked(body: bytes) -> Envelopes:
    """Open a file's envelopes and check each message against its type.

    The interchanges are what `edifact_contrl.answer` answers to.
    """
    opened = open_envelopes(body)
    for interchange in opened.interchanges:
        for message in interchange.messages:
            check(message)
    return opened


def _wide(body: bytes) -> Remark | None:
    """Refuse UTF-16 and the like, which no syntax identifier names."""
    if not body.startswith(_WIDE):
        return None
    message = "The file is in UTF-16 or UTF-32. Nothing was read from it."
    return Remark(code=findings.ENCODING, place="byte 0", message=message)


def _read(
    dialect: Dialect, interchange: Interchange, message: Message, taken: _Taken, remarks: Remarks
) -> None:
    """Read one message that nothing refuses."""
    said = dialect.gather(message)
    if message.type == dialect.advice:
        advice = despatches(interchange, message, said, remarks)
        if advice is not None:
            taken.advices += 1
            taken.cancelled.extend(advice.cancelled)
            _put(advice.rows, message, taken, remarks)
        return
    made = draft(interchange, message, said)
    if isinstance(made, Remark):
        remarks.add(made.code, lambda: made.place, made.message)
    else:
        taken.drafts.append(made)


def _put(rows: list[Row], message: Message, taken: _Taken, remarks: Remarks) -> None:
    """Keep the lines of a despatch advice, unless another one in the file has its number."""
    if not rows:
        return
    number = str(rows[0]["despatch_no"])
    advice = (str(rows[0]["supplier"]), number)
    if taken.despatches.setdefault(advice, rows) is not rows:
        said = f"The despatch advice {shown(number)} stands in the file before. It was read once."
        place = partial(where, message.segments[0], message)
        remarks.add(findings.DESPATCH_ASIDE, place, said)


def blame(remarks: Remarks, faults: Iterable[Fault], message: Message | None = None) -> None:
    """Say what is wrong with an envelope, or with a message."""
    for fault in faults:
        remarks.add(fault.code, partial(where, fault.segment, message), fault.sentence)


_EDIFACT = Dialect(
    opened=checked, advice=DESADV.name, gather=lambda message: gather(message.segments)
)
