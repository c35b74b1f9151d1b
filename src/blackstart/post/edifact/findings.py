"""What reading EDIFACT and X12 interchanges may find: a closed list; codes are never reused."""

from blackstart.base.finding import FindingCode, Severity

SERVICE_STRING = FindingCode(
    code="BS-EDI-001",
    severity=Severity.REFUSED,
    meaning="The service string (UNA) or the head (ISA) names separators that cannot work. Nothing"
    " was read.",
    fix="Ask the sender for the file again. Usual is UNA:+.? and an apostrophe; ISA has 106 bytes.",
)
CHARACTER_SET = FindingCode(
    code="BS-EDI-002",
    severity=Severity.REFUSED,
    meaning="The character set that UNB names is not read here. The interchange was not read.",
    fix="Ask the sender for the interchange in UNOA, UNOB, UNOC or UNOW.",
)
CUT_SHORT = FindingCode(
    code="BS-EDI-003",
    severity=Severity.REFUSED,
    meaning="The file ends before the interchange does. None of its messages was read.",
    fix="Fetch the file again where it came from; it was cut short or is still being written.",
)
OUT_OF_PLACE = FindingCode(
    code="BS-EDI-004",
    severity=Severity.REFUSED,
    meaning="A segment stands where it cannot. What it belongs to was not read.",
    fix="Ask the sender for the interchange again; segments were lost or two files mixed.",
)
ENVELOPE = FindingCode(
    code="BS-EDI-005",
    severity=Severity.REFUSED,
    meaning="A service segment does not state what it must. What it belongs to was not read.",
    fix="Ask the sender for the interchange with a complete envelope.",
)
INTERCHANGE_COUNT = FindingCode(
    code="BS-EDI-006",
    severity=Severity.REFUSED,
    meaning="The end of the interchange or of a group (UNZ, UNE; IEA, GE) counts other than what is"
    " there. None of the messages was read.",
    fix="Ask the sender to send it again; messages were lost or added on the way.",
)
INTERCHANGE_REFERENCE = FindingCode(
    code="BS-EDI-007",
    severity=Severity.HELD,
    meaning="The references at the two ends of the interchange differ. It was read and held.",
    fix="Ask the sender whether the interchange is whole; two files may have been mixed.",
)
INTERCHANGE_TWICE = FindingCode(
    code="BS-EDI-008",
    severity=Severity.REFUSED,
    meaning="The file holds two interchanges of one sender and reference; the second was not read.",
    fix="Compare the two in the original; if both are meant, ask for the second numbered anew.",
)
MESSAGE_COUNT = FindingCode(
    code="BS-EDI-009",
    severity=Severity.REFUSED,
    meaning="The end of the message (UNT; SE) counts other segments than it has. It was not read.",
    fix="Ask the sender to send the message again; segments were lost or added on the way.",
)
MESSAGE_REFERENCE = FindingCode(
    code="BS-EDI-010",
    severity=Severity.REFUSED,
    meaning="The references at the two ends of the message differ. The message was not read.",
    fix="Ask the sender to send the message again; two messages may have been mixed.",
)
MESSAGE_TWICE = FindingCode(
    code="BS-EDI-011",
    severity=Severity.REFUSED,
    meaning="The interchange holds two messages of one reference; the second was not read.",
    fix="Compare the two in the original; if both are meant, ask for the second numbered anew.",
)
UNKNOWN_SEGMENT = FindingCode(
    code="BS-EDI-012",
    severity=Severity.REFUSED,
    meaning="The message holds a segment that its type does not know. It was not read.",
    fix="Ask the sender for the message by the UN directory that it names.",
)
SEGMENT_MISSING = FindingCode(
    code="BS-EDI-013",
    severity=Severity.REFUSED,
    meaning="The message lacks a segment that its type must have. It was not read.",
    fix="Ask the sender to send the message again, complete.",
)
MESSAGE_ASIDE = FindingCode(
    code="BS-EDI-014",
    severity=Severity.REFUSED,
    meaning="The message is of a type or release that is not kept here. It was set aside.",
    fix="If it is a bill, ask for INVOIC of a directory D, for X12 810, or for UBL, CII or CSV.",
)
TEST = FindingCode(
    code="BS-EDI-015",
    severity=Severity.HELD,
    meaning="The interchange calls itself a test. Its invoices were read and held.",
    fix="Ask the sender whether it was meant; if it is a test, refuse its invoices.",
)
NOT_ORIGINAL = FindingCode(
    code="BS-EDI-016",
    severity=Severity.HELD,
    meaning="The message cancels, replaces or repeats another. It was read and held.",
    fix="Find the message that it is about, and decide on both together.",
)
CONTROL_TOTAL = FindingCode(
    code="BS-EDI-017",
    severity=Severity.HELD,
    meaning="A control total (CNT, CTT) differs from what the message holds. It was read and held.",
    fix="Ask the sender to send the message again; lines were lost or added.",
)
CHARACTERS = FindingCode(
    code="BS-EDI-018",
    severity=Severity.NOTE,
    meaning="Bytes outside the character set that was agreed were read as Windows-1252.",
    fix="Compare names with the original if it matters; figures are not touched by it.",
)
REPEATED = FindingCode(
    code="BS-EDI-019",
    severity=Severity.NOTE,
    meaning="A data element is repeated where one is read. The first was read.",
    fix="Look at the original if it matters; all of them stand in the kept file.",
)

EDIFACT_FINDINGS = (
    SERVICE_STRING,
    CHARACTER_SET,
    CUT_SHORT,
    OUT_OF_PLACE,
    ENVELOPE,
    INTERCHANGE_COUNT,
    INTERCHANGE_REFERENCE,
    INTERCHANGE_TWICE,
    MESSAGE_COUNT,
    MESSAGE_REFERENCE,
    MESSAGE_TWICE,
    UNKNOWN_SEGMENT,
    SEGMENT_MISSING,
    MESSAGE_ASIDE,
    TEST,
    NOT_ORIGINAL,
    CONTROL_TOTAL,
    CHARACTERS,
    REPEATED,
)
