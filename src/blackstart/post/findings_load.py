"""What can be wrong with a dossier: the closed list of findings, in the order of a load."""

from blackstart.base.finding import FindingCode, Severity

FOLDER_MISSING = FindingCode(
    code="BS-LOAD-001",
    severity=Severity.REFUSED,
    meaning="There is no such folder; nothing was loaded.",
    fix="Name the folder that holds datapackage.json, tables/ and documents/.",
)
PACKAGE_MISSING = FindingCode(
    code="BS-LOAD-002",
    severity=Severity.NOTE,
    meaning="There is no datapackage.json; tables are found by their file names.",
    fix="Nothing, if name, time and mode as shown are right; else add a datapackage.json.",
)
PACKAGE_UNREADABLE = FindingCode(
    code="BS-LOAD-003",
    severity=Severity.REFUSED,
    meaning="datapackage.json cannot be read; the dossier is taken as if it had none.",
    fix="Mend the file; it is JSON in UTF-8 of at most 16 MiB with an object at the top.",
)
PACKAGE_FIELD = FindingCode(
    code="BS-LOAD-004",
    severity=Severity.NOTE,
    meaning="A field of datapackage.json is missing or unreadable; a default was taken.",
    fix="Write the field in the object `blackstart` of datapackage.json, if the default is wrong.",
)
PATH_OUTSIDE = FindingCode(
    code="BS-LOAD-005",
    severity=Severity.REFUSED,
    meaning="The path or link leads out of the dossier's folder; it was not followed.",
    fix="Copy the file into the folder and name it from there.",
)
NOT_A_FILE = FindingCode(
    code="BS-LOAD-006",
    severity=Severity.REFUSED,
    meaning="This is no file that can be read; it was left alone.",
    fix="Put the file itself there, not a link to a folder, a dead link, a device or a pipe.",
)
NAME_UNREADABLE = FindingCode(
    code="BS-LOAD-007",
    severity=Severity.REFUSED,
    meaning="The file's name is not printable text in UTF-8; the file was not read.",
    fix="Rename the file.",
)
NOT_USED = FindingCode(
    code="BS-LOAD-008",
    severity=Severity.NOTE,
    meaning="The file belongs to nothing that Blackstart reads; it was not used.",
    fix="Put documents under documents/, and tables under tables/ with the name of a table.",
)
RESOURCE_MISSING = FindingCode(
    code="BS-LOAD-009",
    severity=Severity.REFUSED,
    meaning="datapackage.json names a file that is not there; nothing of it was loaded.",
    fix="Add the file, or take its resource out of datapackage.json.",
)
TABLE_TWICE = FindingCode(
    code="BS-LOAD-010",
    severity=Severity.REFUSED,
    meaning="Two files claim to be the same table; only the first was read.",
    fix="Keep one file for each table.",
)
TABLE_BROKEN = FindingCode(
    code="BS-LOAD-011",
    severity=Severity.REFUSED,
    meaning="The table's file is damaged; nothing of it was loaded.",
    fix="Export the table again; CSV with commas, quotation marks doubled within quoted values.",
)
TABLE_ENCODING = FindingCode(
    code="BS-LOAD-012",
    severity=Severity.REFUSED,
    meaning="The table's file is not text in UTF-8; nothing of it was loaded.",
    fix="Export the table again as CSV in UTF-8.",
)
COLUMN_MISSING = FindingCode(
    code="BS-LOAD-013",
    severity=Severity.REFUSED,
    meaning="The table lacks a column that it cannot do without; nothing of it was loaded.",
    fix="Add the column; the reference of tables says what it holds.",
)
COLUMN_UNKNOWN = FindingCode(
    code="BS-LOAD-014",
    severity=Severity.NOTE,
    meaning="The table has a column that Blackstart does not know; the column was not used.",
    fix="Nothing, or rename the column to the one that was meant.",
)
COLUMN_TYPE = FindingCode(
    code="BS-LOAD-015",
    severity=Severity.REFUSED,
    meaning="A column holds values of a kind that cannot be read; nothing of the table was loaded.",
    fix="Write the column with the type that the reference of tables names.",
)
ROWS_REFUSED = FindingCode(
    code="BS-LOAD-016",
    severity=Severity.REFUSED,
    meaning="Rows of the table break a rule; they were set aside, the others were loaded.",
    fix="Mend the rows that are listed and load again; loading twice changes nothing.",
)
ROWS_EQUAL = FindingCode(
    code="BS-LOAD-017",
    severity=Severity.NOTE,
    meaning="The table holds equal rows; each was loaded once.",
    fix="Nothing; but ask why the export says it twice.",
)
INVENTORY_UNREADABLE = FindingCode(
    code="BS-LOAD-020",
    severity=Severity.REFUSED,
    meaning="The inventory cannot be read; no service was taken from it.",
    fix="Check it with the program that wrote it, or list its services in tables/services.csv.",
)
INVENTORY_TOO_GREAT = FindingCode(
    code="BS-LOAD-021",
    severity=Severity.REFUSED,
    meaning="The inventory is larger or deeper than any real one; no service was taken from it.",
    fix="Split the file, or list its services in tables/services.csv.",
)
SERVICE_UNUSABLE = FindingCode(
    code="BS-LOAD-022",
    severity=Severity.REFUSED,
    meaning="The inventory names something that is no service name or no service; it was left out.",
    fix="Mend the entry in the inventory.",
)
SERVICE_UNDEFINED = FindingCode(
    code="BS-LOAD-023",
    severity=Severity.NOTE,
    meaning="No inventory defines a service that is needed; it was added, it must come back too.",
    fix="Check whether it exists; if not, mend the entry that needs it.",
)
NEEDS_ITSELF = FindingCode(
    code="BS-LOAD-024",
    severity=Severity.NOTE,
    meaning="A service is said to need itself; that dependency was left out.",
    fix="Mend the entry in the inventory.",
)
SERVICE_TWICE = FindingCode(
    code="BS-LOAD-025",
    severity=Severity.NOTE,
    meaning="Two inventories define a service of this name; both are taken as one service.",
    fix="Nothing, if it is one; else rename one of them.",
)
LIST_NOT_JOINED = FindingCode(
    code="BS-LOAD-026",
    severity=Severity.NOTE,
    meaning="A list names applications that no inventory defines; they were not added.",
    fix="Add those that must come back to tables/services.csv.",
)
REFERENCE_UNKNOWN = FindingCode(
    code="BS-LOAD-027",
    severity=Severity.NOTE,
    meaning="A relation names something that no file of the import describes; it was left out.",
    fix="Export the missing table or view as well, and import all files at once.",
)
NOT_AN_INVENTORY = FindingCode(
    code="BS-LOAD-028",
    severity=Severity.NOTE,
    meaning="The file is no inventory in a known format; nothing was taken from it.",
    fix="If it should be one, export it as one of: docker compose, Backstage, CycloneDX, ArchiMate "
    "exchange, Kubernetes, ServiceNow CSV, Wikimedia catalogue, team list, Helm values.",
)

FINDINGS = (
    FOLDER_MISSING,
    PACKAGE_MISSING,
    PACKAGE_UNREADABLE,
    PACKAGE_FIELD,
    PATH_OUTSIDE,
    NOT_A_FILE,
    NAME_UNREADABLE,
    NOT_USED,
    RESOURCE_MISSING,
    TABLE_TWICE,
    TABLE_BROKEN,
    TABLE_ENCODING,
    COLUMN_MISSING,
    COLUMN_UNKNOWN,
    COLUMN_TYPE,
    ROWS_REFUSED,
    ROWS_EQUAL,
    INVENTORY_UNREADABLE,
    INVENTORY_TOO_GREAT,
    SERVICE_UNUSABLE,
    SERVICE_UNDEFINED,
    NEEDS_ITSELF,
    SERVICE_TWICE,
    LIST_NOT_JOINED,
    REFERENCE_UNKNOWN,
    NOT_AN_INVENTORY,
)
