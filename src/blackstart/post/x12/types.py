"""The X12 messages that are read, and which segments each of them knows in any version.

Source: ANSI ASC X12 versions 003010 to 008060, segment tables of 810 and 856.
"""

import re

from blackstart.post.draft import shown
from blackstart.post.edifact import findings as edi
from blackstart.post.edifact.envelope import Fault, Message
from blackstart.post.edifact.types import MessageType, check_segments

DEPTH_MAX = 20  # shipment, order, pallet, carton, item are five
_VERSION = re.compile(r"00[3-8][0-9]{3}[A-Z0-9]{0,6}")

INVOICE = MessageType(
    name="810",
    segments=frozenset(
        (
            "ST BIG NTE CUR REF YNQ PER N1 N2 N3 N4 DMG ITD DTM FOB PID MEA PWK PKG L7 BAL INC PAM "
            "CRC LM LQ N9 MSG V1 R4 FA1 FA2 IT1 QTY IT3 TXI CTP PO4 SDQ CAD SR SAC SLN TC2 TDS ISS "
            "AMT SSS TD5 CTT SE"
        ).split()
    ),
    musts=("BIG", "TDS"),
)
ADVICE = MessageType(
    name="856",
    segments=frozenset(
        (
            "ST BSN DTM HL LIN SN1 SLN PRF PO4 PID MEA PWK PKG TD1 TD5 TD3 TD4 TSD REF PER CLD MAN "
            "N1 N2 N3 N4 DMG DM FOB PAL LM LQ CUR SAC ITD IT1 GF YNQ FA1 FA2 N9 AMT CTT SE"
        ).split()
    ),
    musts=("BSN", "HL"),
)
_BY_NAME = {type_.name: type_ for type_ in (INVOICE, ADVICE)}
# By type, the functional identifier (GS01) of the groups that it may stand in.
GROUPS = {INVOICE.name: "IN", ADVICE.name: "SH"}


def check(message: Message) -> None:
    """Add to a message's faults what its type says about its segments.

    Findings:
        BS-EDI-004 levels that hang on nothing, -012 unknown segment, -013 segment missing, -014 set
        aside, -019 repeated.
    """
    if message.refused:
        return
    type_ = _BY_NAME.get(message.type)
    if type_ is None or not _VERSION.fullmatch(message.release):
        said = f"It is {shown(f'{message.type} {message.release}')}."
        message.faults.append(Fault(code=edi.MESSAGE_ASIDE, segment=message.segments[0], said=said))
        return
    check_segments(message, type_)
    if type_ is ADVICE:
        _check_levels(message)


def _check_levels(message: Message) -> None:
    """Check that each level (HL) has a number of its own, and stands below one before it."""
    depths = {"": 0}
    for segment in message.segments:
        if segment.tag == "HL":
            number, above = segment.text(1), segment.text(2)
            depth = depths.get(above, DEPTH_MAX) + 1
            if number in depths or depth > DEPTH_MAX:
                said = f"Level {shown(number)} below {shown(above)} cannot be placed."
                message.faults.append(Fault(code=edi.OUT_OF_PLACE, segment=segment, said=said))
                return
            depths[number] = depth
