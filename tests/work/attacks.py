"""Files that attack, each with what must become of it; made when needed, since some are large."""

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

MB = 1_000_000
NS = (
    'xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"'
    ' xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"'
    ' xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
)
HEADER = (
    "invoice_number,kind,issued_on,currency,seller_id,seller_name,order_no,line_no,part,"
    "description,quantity,unit_price,line_total,net_total,tax_total,gross_total,payable"
)
OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"
NOBODY = "\N{ZERO WIDTH SPACE}"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol" * 10}">' for n in range(10))


def ubl(
    *, number: str = "ATT-1", amount: str = "100.00", name: str = "Attacker Ltd", more: str = ""
) -> str:
    """Write a small invoice in UBL, with texts that an attacker chooses."""
    return f"""<Invoice {NS}>{more}
<cbc:ID>{number}</cbc:ID><cbc:IssueDate>2025-09-02</cbc:IssueDate>
<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:DocumentCurrencyCode>GBP</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty><cac:Party><cac:PartyLegalEntity>
<cbc:RegistrationName>{name}</cbc:RegistrationName>
</cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="GBP">{amount}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="GBP">{amount}</cbc:TaxInclusiveAmount>
<cbc:PayableAmount currencyID="GBP">{amount}</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID>
<cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>
<cbc:LineExtensionAmount currencyID="GBP">{amount}</cbc:LineExtensionAmount>
<cac:Item><cbc:Name>Bolt</cbc:Name></cac:Item>
<cac:Price><cbc:PriceAmount currencyID="GBP">{amount}</cbc:PriceAmount></cac:Price>
</cac:InvoiceLine></Invoice>"""


def csv(name: str = "Attacker Ltd", description: str = "Bolt", amount: str = "3.00") -> str:
    """Write a table with one invoice, with texts that an attacker chooses."""
    row = f'"{name}",55,1,P1,"{description}",1,{amount},{amount},{amount},0.00,{amount},{amount}'
    return f"{HEADER}\nATT-2,invoice,2025-09-02,GBP,,{row}\n"


def zip_bomb() -> bytes:
    """Pack 100 MB of nothing into 100 KB."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        packed.writestr("invoice.xml", bytes(100 * MB))
    return body.getvalue()


def sparse(size: int) -> Callable[[Path], None]:
    """Make a file of one line that takes no room on the disk."""

    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.write(b"<Invoice>")
            file.truncate(size)

    return make


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """A file and what becomes of it.

    Attributes:
        make: its bytes, or what makes the entry at a path.
        code: finding of the reader; empty: it has none, and the desk knows no such supplier.
        place: what the place begins with; empty: the file itself is refused before it is read.
        held: whether an invoice is made of it, which waits for a person.
    """

    make: bytes | Callable[[Path], None]
    code: str
    place: str = ""
    held: bool = False


def _refused(make: bytes, code: str, place: str) -> Attack:
    return Attack(make=make, code=code, place=place)


def _held(text: str, code: str, place: str) -> Attack:
    return Attack(make=text.encode(), code=code, place=place, held=True)


AMOUNT = "Invoice/LegalMonetaryTotal"
# Files whose bytes are kept and read, by name.
READ: Mapping[str, Attack] = {
    "bomb.xml": _refused(f"<!DOCTYPE a [{LAUGHS}]>{ubl(amount='&l9;')}".encode(), "BS-DOC-003", ""),
    "deep.xml": _refused(b"<a>" * 200_000 + b"</a>" * 200_000, "BS-DOC-005", "line 1"),
    "attribute.xml": _refused(ubl(more=f'<a b="{"x" * 15 * MB}"/>').encode(), "BS-DOC-005", "line"),
    "attributes.xml": _refused(
        b"<a " + b" ".join(b'b%d=""' % n for n in range(1_600_000)) + b"/>", "BS-DOC-001", "whole"
    ),
    "zip.xml": _refused(zip_bomb(), "BS-DOC-008", "whole file"),
    "tree.xml": _refused(b"<a>" + b"<b/>" * 4_900_000 + b"</a>", "BS-DOC-001", "whole file"),
    "one-line.csv": _refused(f"{HEADER}{'x' * 25 * MB}".encode(), "BS-DOC-001", "whole file"),
    "cells.csv": _refused(f"{HEADER}\n{'ab,' * 5 * MB}\n".encode(), "BS-DOC-006", "line 2"),
    "latin.xml": _refused(ubl(name="Caf\xe9").encode("latin-1"), "BS-DOC-004", "line"),
    "latin.csv": _refused(csv(name="Caf\xe9").encode("latin-1"), "BS-DOC-004", "byte"),
    "cut.xml": _refused(ubl().encode()[:700], "BS-DOC-005", "line"),
    "entity.xml": _refused(
        f'<!DOCTYPE Invoice [<!ENTITY sum "1.00">]>{ubl(amount="&sum;")}'.encode(),
        "BS-DOC-003",
        "byte",
    ),
    "outside.xml": _refused(
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>{ubl(name="&x;")}'.encode(),
        "BS-DOC-003",
        "byte",
    ),
    "undeclared.xml": _refused(ubl(amount="&sum;").encode(), "BS-DOC-005", "line"),
    "nul.xml": _refused(ubl(name="A\0B").encode(), "BS-DOC-005", "line"),
    "nul.csv": _refused(csv(name="A\0B").encode(), "BS-DOC-004", "byte"),
    "utf-16.csv": _refused(csv().encode("utf-16"), "BS-DOC-004", "byte 0"),
    "utf-7.xml": _refused(
        b'<?xml version="1.0" encoding="UTF-7"?>' + ubl().encode(), "BS-DOC-004", "first line"
    ),
    "blank.xml": _refused(b" " * 50 * MB, "BS-DOC-002", "whole file"),
    "huge.xml": _held(ubl(amount="1" + "0" * 18), "BS-DOC-013", AMOUNT),
    "huge.csv": _held(csv(amount="1" + "0" * 18), "BS-DOC-013", "line 2"),
    "override.xml": _held(ubl(name=f"dtL {OVERRIDE}rekcattA"), "BS-DOC-021", "Invoice/Accounting"),
    "formula.csv": _held(csv(name="=cmd|' /C calc'!A0", description="@SUM(1+1)"), "", ""),
    "formula.xml": _held(ubl(number="+1+cmd", name="-2+3+cmd|' /C calc'!A0"), "", ""),
    "utf-16.xml": Attack(make=ubl(number="ATT-3").encode("utf-16"), code="", held=True),
    "utf-16-bare.xml": Attack(
        make=f'<?xml version="1.0" encoding="UTF-16LE"?>{ubl(number="ATT-4")}'.encode("utf-16-le"),
        code="",
        held=True,
    ),
    "folder.xml/inside.xml": _held(ubl(number="ATT-5"), "", ""),
    "nobody.csv": _held(csv(name=f"Attack{NOBODY}er Ltd"), "BS-DOC-021", "line 2"),
}


def link_out(path: Path) -> None:
    """Point out of the folder."""
    path.symlink_to("/etc/passwd")


def pipe(path: Path) -> None:
    """Make a file that nobody ever finishes reading."""
    os.mkfifo(path)


# What is refused by its kind, name or size alone.
LEFT_ALONE: Mapping[bytes, Attack] = {
    b"line.xml": Attack(make=sparse(200 * MB), code="BS-LOAD-051"),
    b"link.xml": Attack(make=link_out, code="BS-LOAD-005"),
    b"pipe.xml": Attack(make=pipe, code="BS-LOAD-006"),
    b"two\nlines.xml": Attack(make=ubl().encode(), code="BS-LOAD-007"),
    f"{OVERRIDE}lmx.eciovni".encode(): Attack(make=ubl().encode(), code="BS-LOAD-007"),
    b"\xff\xfe.xml": Attack(make=ubl().encode(), code="BS-LOAD-007"),
}


def put(documents: Path) -> None:
    """Put all of them into a folder."""
    for name, attack in {
        **{name.encode(): one for name, one in READ.items()},
        **LEFT_ALONE,
    }.items():
        path = Path(os.fsdecode(os.fsencode(documents) + b"/" + name))
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(attack.make, bytes):
            path.write_bytes(attack.make)
        else:
            attack.make(path)
