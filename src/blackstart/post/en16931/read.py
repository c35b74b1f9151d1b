"""Reads documents to be judged: what the reader remarks, and the facts for the rules of EN 16931.

Each XML document is parsed once; the capture reader and the rules look at the same tree.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from blackstart.payables.rules.facts import Facts
from blackstart.post import findings
from blackstart.post.draft import Reading, Remark
from blackstart.post.en16931.extract import extract, known
from blackstart.post.invoice_rows import rows
from blackstart.post.reader import XML_FORMATS, read_one
from blackstart.post.sniff import XML, sniff
from blackstart.post.xml_invoice import draft
from blackstart.post.xmlsafe import Element, parse

_FORMS = {form.tag: form for form in XML_FORMATS}
_BEFORE_ALL = date.min  # no remark depends on the day of arrival


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A batch, read.

    Attributes:
        formats: of each document, what it was recognised as; None when it was not.
        remarks: of each document, what its reader found.
        ruled: of each document, whether the rules of EN 16931 judge it.
        facts: what the documents say, by syntax.
    """

    formats: Sequence[str | None]
    remarks: Sequence[Sequence[Remark]]
    ruled: Sequence[bool]
    facts: Sequence[Facts]


def read(bodies: Sequence[bytes]) -> Judged:
    """Read a batch of documents; one bad document never disturbs the others.

    Args:
        bodies: the bytes of each; its number in the batch is its place here.

    Findings:
        Those of the reader: BS-DOC and BS-EDI.
    """
    taken = [_guarded(body) for body in bodies]
    roots = [(at, root) for at, (_, _, root) in enumerate(taken) if root is not None]
    return Judged(
        formats=[form for form, _, _ in taken],
        remarks=[remarks for _, remarks, _ in taken],
        ruled=[root is not None for _, _, root in taken],
        facts=extract(roots),
    )


_Taken = tuple[str | None, Sequence[Remark], Element | None]


def _guarded(body: bytes) -> _Taken:
    """Read one document; a fault of our own refuses this document and no other."""
    try:
        return _taken(body)
    except Exception as error:  # noqa: BLE001 - the other documents must be read whatever this is
        message = f"The reader failed ({type(error).__name__}). Nothing was read from this file."
        return None, [Remark(code=findings.OUR_FAULT, place="whole file", message=message)], None


def _taken(body: bytes) -> _Taken:
    if not body or body.isspace() or sniff(body) is not XML:
        return _other(body)
    root = parse(body)
    if isinstance(root, Remark):
        return XML.name, [root], None
    if not known(root):
        return _other(body)
    form = _FORMS[str(root.tag)]
    one = draft(root, form)
    reading = (
        Reading(format=form.name, remarks=[one])
        if isinstance(one, Remark)
        else Reading(format=form.name, drafts=[one])
    )
    return form.name, list(_remarks(reading)), root


def _other(body: bytes) -> _Taken:
    """Let the capture reader say what it finds in a document that has no rules."""
    reading = read_one(body)
    return reading.format, list(_remarks(reading)), None


def _remarks(reading: Reading) -> Iterator[Remark]:
    yield from reading.remarks
    for one in reading.drafts:
        yield from rows(one, "", "", _BEFORE_ALL).remarks
