"""The message types that are read, and which segments each of them knows in any directory D.

Source: UN/EDIFACT directories D.93A to D.24B, segment tables of INVOIC and DESADV.
"""

import re
from dataclasses import dataclass

from blackstart.post.draft import shown
from blackstart.post.edifact import findings as edi
from blackstart.post.edifact.envelope import Fault, Message

# Version and release of the standard directories; INVOIC.2.912 and the like are another message.
_DIRECTORY = re.compile(r"[DS]\.[0-9]{2}[AB]")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageType:
    """A message type: a new one is one of these, in a tuple.

    Attributes:
        name: as UNH names it (0065).
        segments: tags that may stand in it.
        musts: tags without which it is not whole.
    """

    name: str
    segments: frozenset[str]
    musts: tuple[str, ...]


INVOIC = MessageType(
    name="INVOIC",
    segments=frozenset(
        (
            "UNH BGM DTM PAI ALI IMD FTX LOC GIS GIR GEI DGS RFF NAD FII DOC CTA COM TAX MOA CUX "
            "PAT PYT PCD TDT TSR TOD PAC MEA EQD SEL ALC RTE QTY RCS AJT INP EFI LIN PIA QVR PRI "
            "APR RNG PCI HAN SGP STA GIN GDS DLI ERI CCI CAV CED ARD TPL CNT AUT UNS UNT"
        ).split()
    ),
    musts=("BGM", "UNS"),
)
DESADV = MessageType(
    name="DESADV",
    segments=frozenset(
        (
            "UNH BGM DTM ALI MEA MOA CUX RFF NAD LOC CTA COM TOD TDT EQD SEL EQA HAN SGP CPS PAC "
            "QTY QVR PCI GIN GIR LIN PIA IMD DLM DGS FTX PCD TMP RNG STA GDS ASI CCI CAV GEI PRI "
            "CNT AUT UNT"
        ).split()
    ),
    musts=("BGM",),
)

MESSAGE_TYPES = (INVOIC, DESADV)

_BY_NAME = {type_.name: type_ for type_ in MESSAGE_TYPES}


def check(message: Message) -> None:
    """Add to a message's faults what its type says about its segments.

    Findings:
        BS-EDI-012 unknown segment, -013 segment missing, -014 set aside, -019 repeated.
    """
    if message.refused:
        return
    type_ = _BY_NAME.get(message.type)
    if type_ is None or not _DIRECTORY.fullmatch(message.release):
        said = f"It is {shown(f'{message.type} {message.release}')}."
        message.faults.append(Fault(code=edi.MESSAGE_ASIDE, segment=message.segments[0], said=said))
        return
    check_segments(message, type_)


def check_segments(message: Message, type_: MessageType) -> None:
    """Add to a message's faults what its type says, once it is known.

    Findings:
        BS-EDI-012 unknown segment, -013 segment missing, -019 repeated.
    """
    _check_tags(message, type_, {segment.tag for segment in message.segments})
    for segment in message.segments:
        if segment.repeated:
            message.faults.append(Fault(code=edi.REPEATED, segment=segment))
            break


def _check_tags(message: Message, type_: MessageType, tags: set[str]) -> None:
    for tag in type_.musts:
        if tag not in tags:
            fault = Fault(
                code=edi.SEGMENT_MISSING, segment=message.segments[-1], said=f"There is no {tag}."
            )
            message.faults.append(fault)
    if not tags <= type_.segments:
        for segment in message.segments:
            if segment.tag not in type_.segments:
                said = f"{type_.name} knows no segment {shown(segment.tag)}."
                message.faults.append(Fault(code=edi.UNKNOWN_SEGMENT, segment=segment, said=said))
