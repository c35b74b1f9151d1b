"""Reads an EDIFACT file: its INVOIC messages become drafts, everything else a finding."""

from collections.abc import Iterable
from functools import partial

from blackstart.post import findings
from blackstart.post import findings_edifact as edi
from blackstart.post.draft import Draft, Reading, Remark, Remarks
from blackstart.post.edifact_envelope import Envelopes, Fault, Interchange, Message, where
from blackstart.post.edifact_invoic import draft
from blackstart.post.edifact_open import open_envelopes
from blackstart.post.edifact_types import DESADV, check
from blackstart.post.xmlsafe import too_large

_WHOLE = "whole file"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"U\0", b"\0U")


def read(body: bytes, name: str) -> Reading:
    """Read the invoices of an EDIFACT file.

    A broken interchange refuses its messages, a broken message itself; the others are read.

    Args:
        body: the bytes of the file.
        name: what the file was recognised as.

    Findings:
        BS-DOC-001, -004, -010; BS-EDI-001 to -014, and those of `edifact_invoic.draft`.
    """
    refusal = too_large(body) or _wide(body)
    if refusal is not None:
        return Reading(format=name, remarks=[refusal])
    opened = checked(body)
    remarks = Remarks()
    blame(remarks, opened.faults)
    drafts: list[Draft] = []
    for interchange in opened.interchanges:
        if interchange.refused:
            blame(remarks, interchange.faults)
        for message in interchange.messages:
            if interchange.refused or message.refused:
                blame(remarks, message.faults, message)
            else:
                _read(interchange, message, drafts, remarks)
    if not drafts and not remarks.counts:
        remarks.add(findings.NO_INVOICE, lambda: _WHOLE)
    return Reading(format=name, drafts=drafts, remarks=remarks.all())


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
    interchange: Interchange, message: Message, drafts: list[Draft], remarks: Remarks
) -> None:
    """Read one message that nothing refuses; say so where it makes no invoice."""
    if message.type == DESADV.name:
        said = "It is a despatch advice, which makes no debt."
        blame(
            remarks,
            [Fault(code=edi.MESSAGE_ASIDE, segment=message.segments[0], said=said)],
            message,
        )
        return
    taken = draft(interchange, message)
    if isinstance(taken, Remark):
        remarks.add(taken.code, lambda: taken.place, taken.message)
    else:
        drafts.append(taken)


def blame(remarks: Remarks, faults: Iterable[Fault], message: Message | None = None) -> None:
    """Say what is wrong with an envelope, or with a message."""
    for fault in faults:
        remarks.add(fault.code, partial(where, fault.segment, message), fault.sentence)
