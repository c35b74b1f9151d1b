"""XML from strangers: no DOCTYPE, no entities, no network, capped in size and depth.

An entity makes an amount vanish in silence even where a parser's flags look safe, so that a
document with a DOCTYPE is refused before it is parsed, and again after.
"""

import re

from lxml import etree

from blackstart.post import findings
from blackstart.post.draft import Remark, shown, visible
from blackstart.post.element import Element

BYTES_MAX = 20 * 2**20
# A tree takes a hundred times the bytes of its shortest tags and attributes.
MARKS_MAX = 1_500_000

# libxml2 itself caps the depth at 256 and a text at 10 MB while `huge_tree` is off.
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,  # so that 1<!-- -->00 is 100 and not 1
    remove_pis=True,
    collect_ids=False,
)
# In any other encoding a byte scan could be blind to what the parser sees (UTF-7, EBCDIC, UTF-32).
_ENCODINGS = frozenset(
    (
        "utf-8 us-ascii ascii iso-8859-1 iso-8859-15 latin1 windows-1252 utf-16 utf-16le utf-16be"
    ).split()
)
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"'>]*)")
_DOCTYPE = b"<!DOCTYPE"
_WIDE_DOCTYPES = ("<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_WIDER = (b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"<\0\0\0", b"\0\0\0<")
_ASIDE = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_START_TAG = re.compile(rb"<[A-Za-z_:\x80-\xff]")
_WORDS_MAX = 200
_ENCODING_ERRORS = frozenset(
    (
        etree.ErrorTypes.ERR_INVALID_ENCODING,
        etree.ErrorTypes.ERR_UNKNOWN_ENCODING,
        etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
    )
)


def parse(body: bytes) -> Element | Remark:
    """Parse a document without letting it do harm.

    Args:
        body: the bytes of the file.

    Returns:
        The root element, or the reason why nothing was read.

    Findings:
        BS-DOC-001 too large or too many tags, BS-DOC-003 DOCTYPE, BS-DOC-004 encoding,
        BS-DOC-005 damaged.
    """
    refusal = too_large(body) or _too_many(body) or _before_parsing(body)
    if refusal is not None:
        return refusal
    try:
        root = etree.fromstring(body, _PARSER)
    except etree.XMLSyntaxError as error:
        return _damage(error)
    if root.getroottree().docinfo.internalDTD is not None:
        return Remark(code=findings.DOCTYPE, place="before the root element")
    return root


def too_large(body: bytes) -> Remark | None:
    """Refuse a file beyond 20 MiB (BS-DOC-001), before it takes the memory of all others."""
    if len(body) <= BYTES_MAX:
        return None
    message = f"The file has {len(body)} bytes; {BYTES_MAX} are read at most. Nothing was read."
    return Remark(code=findings.TOO_LARGE, place="whole file", message=message)


def _too_many(body: bytes) -> Remark | None:
    """Refuse a file that is small in bytes and great in tags or attributes (BS-DOC-001)."""
    marks = body.count(b"<") + body.count(b"=")
    if marks <= MARKS_MAX:
        return None
    message = f"The file has about {marks} tags and attributes; {MARKS_MAX} are read at most."
    message += " Nothing was read."
    return Remark(code=findings.TOO_LARGE, place="whole file", message=message)


def _before_parsing(body: bytes) -> Remark | None:
    encoding = _encoding(body)
    if encoding.lower() not in _ENCODINGS:
        message = (
            f"The encoding {shown(encoding)} is not read here. Nothing was read from the file."
        )
        return Remark(code=findings.ENCODING, place="first line", message=message)
    at = _doctype_at(body)
    return None if at is None else Remark(code=findings.DOCTYPE, place=f"byte {at}")


def _encoding(body: bytes) -> str:
    if body.startswith(_WIDER):
        return "UTF-32"
    if body.startswith(_WIDE):
        return "UTF-16"
    declared = _DECLARED.match(body)
    return declared[1].decode("latin-1") if declared else "UTF-8"


def _doctype_at(body: bytes) -> int | None:
    """Find a DOCTYPE before the root element; in UTF-16, where none belongs, anywhere."""
    if not body.startswith(_WIDE):
        at = body.find(_DOCTYPE)
        inside = at >= 0 and _START_TAG.search(_ASIDE.sub(b"", body[:at]))
        return None if at < 0 or inside else at
    return next((at for at in map(body.find, _WIDE_DOCTYPES) if at >= 0), None)


def _damage(error: etree.XMLSyntaxError) -> Remark:
    line, column = error.position
    words = re.sub(r",? line \d+, column \d+$", "", error.msg or "").split("\n")[0]
    words = visible(words, _WORDS_MAX)
    known = error.code in _ENCODING_ERRORS
    what = "The bytes are not text in the file's encoding" if known else "The XML is damaged"
    return Remark(
        code=findings.ENCODING if known else findings.DAMAGED_XML,
        place=f"line {line}, column {column}",
        message=f"{what} at line {line}, column {column}: {words}. Nothing was read from the file.",
    )
