"""What reading documents may find: a closed list; codes are never reused."""

from blackstart.base.finding import FindingCode, Severity

TOO_LARGE = FindingCode(
    code="BS-DOC-001",
    severity=Severity.REFUSED,
    meaning="The file is larger than any invoice that is read here. Nothing was read from it.",
    fix="Ask the sender for the invoice without its attachments, or in several files.",
)
EMPTY = FindingCode(
    code="BS-DOC-002",
    severity=Severity.REFUSED,
    meaning="The file is empty. There was nothing to read.",
    fix="Fetch the file again where it came from; the copy may have been cut short.",
)
DOCTYPE = FindingCode(
    code="BS-DOC-003",
    severity=Severity.REFUSED,
    meaning="The XML declares a DOCTYPE, which can hide or swap amounts. Nothing was read from it.",
    fix="Ask the sender, on a known number, for it without a DOCTYPE; no invoice needs one.",
)
ENCODING = FindingCode(
    code="BS-DOC-004",
    severity=Severity.REFUSED,
    meaning="The bytes are not text in the encoding that the file names. Nothing was read from it.",
    fix="Ask the sender for the file in UTF-8.",
)
DAMAGED_XML = FindingCode(
    code="BS-DOC-005",
    severity=Severity.REFUSED,
    meaning="The XML is damaged or was cut short. Nothing was read from it.",
    fix="Fetch the file again where it came from, or ask the sender to send it again.",
)
DAMAGED_CSV = FindingCode(
    code="BS-DOC-006",
    severity=Severity.REFUSED,
    meaning="The CSV table is damaged. What could not be told apart was not read.",
    fix="Mend the row that is named, or export the table again.",
)
UNKNOWN_FORMAT = FindingCode(
    code="BS-DOC-007",
    severity=Severity.REFUSED,
    meaning="The format is not known. Nothing was read from it; the file is kept as it came.",
    fix="Ask the sender what it is; an invoice can be sent as UBL, CII or CSV.",
)
NOT_YET_READ = FindingCode(
    code="BS-DOC-008",
    severity=Severity.REFUSED,
    meaning="The format is known but not read by this version; the file is kept as it came.",
    fix="Load it again with a later version; if it is a bill, ask the sender for UBL, CII or CSV.",
)
CURRENCY_UNKNOWN = FindingCode(
    code="BS-DOC-009",
    severity=Severity.REFUSED,
    meaning="The invoice names no currency that ISO 4217 knows. No invoice was made of it.",
    fix="Ask the sender for the invoice with its currency as three letters, such as GBP.",
)
NO_INVOICE = FindingCode(
    code="BS-DOC-010",
    severity=Severity.REFUSED,
    meaning="The file has the right form but holds no invoice. Nothing was read from it.",
    fix="Export it again; the rows may have been left out.",
)
NO_NUMBER = FindingCode(
    code="BS-DOC-011",
    severity=Severity.HELD,
    meaning="A figure is not a plain decimal number. It was left empty, not guessed.",
    fix="Compare with the original and ask the sender for a corrected invoice.",
)
TOO_PRECISE = FindingCode(
    code="BS-DOC-012",
    severity=Severity.HELD,
    meaning="A figure has more decimals than can be kept. It was left empty, not rounded.",
    fix="Ask the sender for an invoice with amounts in whole minor units of its currency.",
)
OUT_OF_RANGE = FindingCode(
    code="BS-DOC-013",
    severity=Severity.HELD,
    meaning="A figure is beyond what any invoice here can hold. It was left empty.",
    fix="Compare with the original and ask the sender for a corrected invoice.",
)
OTHER_CURRENCY = FindingCode(
    code="BS-DOC-014",
    severity=Severity.HELD,
    meaning="An amount is in another currency than the invoice. It was left empty, not converted.",
    fix="Ask the sender for an invoice with all amounts in the currency of the invoice.",
)
STATED_TWICE = FindingCode(
    code="BS-DOC-015",
    severity=Severity.HELD,
    meaning="The document states one thing twice, and differently. It was left empty.",
    fix="Ask the sender which of the two holds, and for a corrected invoice.",
)
NO_DATE = FindingCode(
    code="BS-DOC-016",
    severity=Severity.HELD,
    meaning="A date is not a day of the calendar. It was left empty.",
    fix="Compare with the original and ask the sender for a corrected invoice.",
)
KIND_UNCLEAR = FindingCode(
    code="BS-DOC-017",
    severity=Severity.HELD,
    meaning="The document does not say clearly whether it is an invoice or a credit note.",
    fix="Look at the original; ask the sender for a corrected one if it lowers the debt.",
)
NOT_PLAIN = FindingCode(
    code="BS-DOC-018",
    severity=Severity.HELD,
    meaning="An element that should hold one text holds other elements. It was left empty.",
    fix="Ask the sender for an invoice that follows the schema of its format.",
)
NO_UNIT_PRICE = FindingCode(
    code="BS-DOC-019",
    severity=Severity.HELD,
    meaning="The price is negative, for no units, or for another unit. It was left empty.",
    fix="Compare with the order; ask the sender for a corrected invoice.",
)
SEVERAL = FindingCode(
    code="BS-DOC-020",
    severity=Severity.NOTE,
    meaning="The document names several where one is kept.",
    fix="Look at the original if it matters; all of them stand in the kept file.",
)
CLEANED = FindingCode(
    code="BS-DOC-021",
    severity=Severity.NOTE,
    meaning="A text held invisible or direction-changing characters. They were taken out.",
    fix="Compare the name with master data letter by letter; such characters can disguise one.",
)
SHORTENED = FindingCode(
    code="BS-DOC-022",
    severity=Severity.NOTE,
    meaning="A text was longer than 2,000 characters. Its beginning was kept.",
    fix="Look at the original if it matters; it is kept as it came.",
)
NO_ORDER_LINE = FindingCode(
    code="BS-DOC-023",
    severity=Severity.NOTE,
    meaning="The order line is not a whole number. The line was read without it.",
    fix="The line can be matched by order and part; otherwise ask the sender.",
)
SELF_BILLED = FindingCode(
    code="BS-DOC-024",
    severity=Severity.NOTE,
    meaning="A document that came from outside calls itself self-billed. It was read as any other.",
    fix="Compare it with our own self-billed invoices before it is paid: it may be a copy of one.",
)
COLUMN_UNKNOWN = FindingCode(
    code="BS-DOC-025",
    severity=Severity.NOTE,
    meaning="The CSV table has columns that are not known. They were not read.",
    fix="Rename the column if it is one of the known ones under another name.",
)
CAME_AGAIN = FindingCode(
    code="BS-DOC-026",
    severity=Severity.NOTE,
    meaning="The same file came more than once. It was read once.",
    fix="Nothing; the copy changes nothing.",
)
MORE_OF_THE_SAME = FindingCode(
    code="BS-DOC-027",
    severity=Severity.NOTE,
    meaning="A document has too many findings of one kind to list. All were acted upon.",
    fix="Mend what is listed and load the file again.",
)
OUR_FAULT = FindingCode(
    code="BS-DOC-028",
    severity=Severity.REFUSED,
    meaning="The reader itself failed on this file. Nothing was read from it; the others were.",
    fix="Report it with the file, if it may leave the house; enter the invoice by hand meanwhile.",
)

DESPATCH_ASIDE = FindingCode(
    code="BS-DOC-029",
    severity=Severity.HELD,
    meaning="A despatch advice, or a line of it, does not say all that is asked for. It was set"
    " aside.",
    fix="Nothing, if the goods are booked: receipts are billed. Otherwise ask for a corrected one.",
)

DOCUMENT_FINDINGS = (
    TOO_LARGE,
    EMPTY,
    DOCTYPE,
    ENCODING,
    DAMAGED_XML,
    DAMAGED_CSV,
    UNKNOWN_FORMAT,
    NOT_YET_READ,
    CURRENCY_UNKNOWN,
    NO_INVOICE,
    NO_NUMBER,
    TOO_PRECISE,
    OUT_OF_RANGE,
    OTHER_CURRENCY,
    STATED_TWICE,
    NO_DATE,
    KIND_UNCLEAR,
    NOT_PLAIN,
    NO_UNIT_PRICE,
    SEVERAL,
    CLEANED,
    SHORTENED,
    NO_ORDER_LINE,
    SELF_BILLED,
    COLUMN_UNKNOWN,
    CAME_AGAIN,
    MORE_OF_THE_SAME,
    OUR_FAULT,
    DESPATCH_ASIDE,
)
