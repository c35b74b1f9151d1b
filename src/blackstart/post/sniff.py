"""Tells what a file is, from its first bytes or its root element; nothing is read from it here."""

import re
from dataclasses import dataclass

from blackstart.post.draft import visible
from blackstart.post.iso20022_in import message_name, message_words
from blackstart.post.xmlfields import local_name

_HEAD_BYTES = 4096
_NAME_MAX = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a file is.

    Attributes:
        name: as the documents' table shows it, for example "EDIFACT INVOIC D.97A".
        words: for the sentence "This is …".
        family: formats that one reader reads; empty where there is one of them.
    """

    name: str
    words: str
    family: str = ""


XML = Kind(name="XML", words="an XML document")
CSV = Kind(name="CSV", words="a CSV table of invoices")
EDIFACT, X12 = "EDIFACT", "X12"

_MAGIC = (
    (b"%PDF-", Kind(name="PDF", words="a PDF")),
    (b"PK\x03\x04", Kind(name="ZIP", words="a ZIP archive or an Office file")),
    (b"\x1f\x8b", Kind(name="gzip", words="a compressed file")),
    (b"\xd0\xcf\x11\xe0", Kind(name="OLE", words="an old Office file or a saved mail")),
    (b"\x89PNG", Kind(name="PNG", words="an image")),
    (b"\xff\xd8\xff", Kind(name="JPEG", words="an image")),
    (b"GIF8", Kind(name="GIF", words="an image")),
    (b"II*\0", Kind(name="TIFF", words="an image")),
    (b"MM\0*", Kind(name="TIFF", words="an image")),
)
_UTF_16 = (
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_TEXTS = (
    (re.compile(r"<"), XML),
    (re.compile(r"\{1:F01|:20:"), Kind(name="SWIFT MT", words="a SWIFT MT message")),
    (re.compile(r"[{\[]"), Kind(name="JSON", words="a JSON document")),
    (re.compile(r"(?i)[^\n]*\binvoice_number\b[^\n]*,|[^\n]*,[^\n]*\binvoice_number\b"), CSV),
    (
        re.compile(r"(?s).*?^services:\s*$", re.MULTILINE),
        Kind(name="compose", words="a docker compose file"),
    ),
)
_EDIFACT = re.compile(r"UNA[^\w\s]|UNB\+")
_X12 = re.compile(r"ISA([^\w\s])[0-9]{2}\1")
_UBL = "{urn:oasis:names:specification:ubl:schema:xsd:"
_TEST_SET = Kind(
    name="EN 16931 testSet", words="a set of tests for invoice rules, which is no invoice"
)
_SBD = "{http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader}"
_ROOTS = {
    "testSet": _TEST_SET,
    "{http://difi.no/xsd/vefa/validator/1.0}testSet": _TEST_SET,
    "{urn:ferd:CrossIndustryDocument:invoice:1p0}CrossIndustryDocument": Kind(
        name="ZUGFeRD 1.0", words="an invoice in ZUGFeRD 1.0"
    ),
    f"{_SBD}StandardBusinessDocument": Kind(
        name="SBD", words="a document in a Standard Business Document envelope"
    ),
    "{http://www.w3.org/2001/XMLSchema}schema": Kind(name="XSD", words="an XML schema"),
    "{http://www.opengroup.org/xsd/archimate}model": Kind(
        name="ArchiMate", words="an ArchiMate model of an estate"
    ),
    "M_INVOIC": Kind(name="EDIFACT INVOIC in XML", words="an EDIFACT INVOIC written as XML"),
}


def sniff(body: bytes) -> Kind | None:
    """Tell what the bytes are; None if nobody knows. XML and CSV have to be looked at further.

    Args:
        body: the whole file; only its beginning is looked at.
    """
    head = body[:_HEAD_BYTES]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    text = _text(head)
    if _EDIFACT.match(text):
        return _edifact(text)
    isa = _X12.match(text)
    if isa:
        return _x12(text, re.escape(isa[1]))
    return next((kind for pattern, kind in _TEXTS if pattern.match(text)), None)


def sniff_xml(tag: str) -> Kind | None:
    """Tell what an XML document is from its root's qualified tag; None if nobody knows."""
    message = message_name(tag)
    if message:
        return Kind(name=f"ISO 20022 {message}", words=message_words(message))
    if tag in _ROOTS:
        return _ROOTS[tag]
    local = local_name(tag)
    if tag.startswith(_UBL):
        name = f"UBL {visible(local, _NAME_MAX)}"
        return Kind(name=name, words=f"a {name}, which is no invoice")
    if local == "CrossIndustryInvoice":
        return Kind(
            name="CII, other release", words="a Cross Industry Invoice of another release than D16B"
        )
    return None


def _text(head: bytes) -> str:
    """Decode a beginning well enough to recognise it, never to read it."""
    for mark, encoding in _UTF_16:
        if head.startswith(mark):
            # Without its NULs UTF-32 looks the same, and is refused by name when it is parsed.
            return head.decode(encoding, "replace").replace("\0", "").lstrip("\ufeff").lstrip()
    return head.decode("latin-1").removeprefix("\xef\xbb\xbf").lstrip()


def _x12(text: str, element: str) -> Kind:
    """Name the message from the first GS and ST segments: type and version."""
    end = r"[^\w\s]?\s*"
    group = re.search(
        rf"GS(?:{element}[^\n]*?){{7}}{element}(\w{{6,12}}){end}ST{element}(\w{{3}})\b", text
    )
    name = f"{group[2]} {group[1]}" if group else "interchange"
    return Kind(name=f"{X12} {name}", words=f"an X12 message ({name})", family=X12)


def _edifact(text: str) -> Kind:
    """Name the message from the first UNH segment: type, version and release."""
    una = re.match(r"UNA(.)(.)", text)
    component, element = map(re.escape, una.groups() if una else (":", "+"))
    unh = re.search(
        rf"UNH{element}[^'\n]*?{element}([A-Z]{{6}}){component}(\w{{1,3}}){component}(\w{{1,3}})",
        text,
    )
    name = f"{unh[1]} {unh[2]}.{unh[3]}" if unh else "interchange"
    words = f"an EDIFACT message ({name})"
    return Kind(name=f"{EDIFACT} {name}", words=words, family=EDIFACT)
