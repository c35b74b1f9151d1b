"""Reads the documents of an incident: what comes in, in whatever format, becomes rows or findings.

A pure function of bytes. One bad document never disturbs the others, and none is lost: each ends
as read, or as refused with a finding that says why and where.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import dataframely as dy
import polars as pl

from blackstart.payables.matching.tables import CancelledDespatches, Despatches
from blackstart.payables.rules.facts import Facts
from blackstart.payables.tables import Documents, InvoiceFindings, InvoiceLines, Invoices
from blackstart.post import csv_invoice, findings, xmlsafe
from blackstart.post.cii import CII_INVOICE
from blackstart.post.draft import Reading, Remark, shown
from blackstart.post.edifact import reader as edifact_reader
from blackstart.post.en16931.extract import Extraction
from blackstart.post.invoice_rows import Row, Rows, rows
from blackstart.post.sniff import CSV, EDIFACT, X12, XML, Kind, sniff, sniff_xml
from blackstart.post.ubl import UBL_CREDIT_NOTE, UBL_INVOICE
from blackstart.post.x12 import reader as x12_reader
from blackstart.post.xml_invoice import draft

XML_FORMATS = (UBL_INVOICE, UBL_CREDIT_NOTE, CII_INVOICE)

_BY_TAG = {form.tag: form for form in XML_FORMATS}
_OF_FAMILY = {EDIFACT: edifact_reader.read, X12: x12_reader.read}
_WHOLE = "whole file"
_ROOT = "root element"
_FILE_CHARS_MAX = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as it came.

    Attributes:
        document: SHA-256 of its bytes, 64 hexadecimal digits.
        file: its name in the dossier.
        body: its bytes.
        arrived_on: business date of arrival.
    """

    document: str
    file: str
    body: bytes = field(repr=False)
    arrived_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Heap:
    """What a batch of documents became, with the columns of the payables' tables.

    Attributes:
        invoices: rows of `invoices`.
        lines: rows of `invoice_lines`.
        despatches: rows of `despatches`; two documents may say the same line, or contradict.
        cancelled: rows of `cancelled_despatches`; two documents may cancel the same one.
        documents: rows of `documents`, each read or refused.
        findings: rows of `invoice_findings`, of the reader alone: no rule has judged anything yet.
        ruled: hashes of the documents that have facts, by their number in the facts.
        facts: what those documents say, by syntax, for the rules of EN 16931.
    """

    invoices: pl.DataFrame
    lines: pl.DataFrame
    despatches: pl.DataFrame
    cancelled: pl.DataFrame
    documents: pl.DataFrame
    findings: pl.DataFrame
    ruled: Sequence[str]
    facts: Sequence[Facts]


def read_documents(batch: Sequence[Source]) -> Heap:
    """Read a batch of documents.

    Args:
        batch: documents in the order in which they are to be shown. The same bytes are read once,
            however often they come.

    Returns:
        The rows in the order of the batch and of each document; the same bytes make the same rows.

    Findings:
        BS-DOC-001 to BS-DOC-029, BS-EDI-001 to BS-EDI-019.
    """
    heap = _Rows()
    seen: dict[str, str] = {}
    for source in batch:
        if source.document in seen:
            message = f"It stands in {shown(seen[source.document])} too. It was read once."
            remark = Remark(code=findings.CAME_AGAIN, place=_file(source), message=message)
            heap.remark(source.document, remark)
        else:
            seen[source.document] = _file(source)
            _keep(source, heap)
    return heap.frames()


def read_one(body: bytes) -> Reading:
    """Recognise one document and take its invoices out of it, as texts."""
    if not body or body.isspace():
        return Reading(format=None, remarks=[Remark(code=findings.EMPTY, place=_WHOLE)])
    kind = sniff(body)
    if kind is XML:
        return _read_xml(body)
    if kind is CSV:
        return csv_invoice.read(body)
    if kind is None:
        return _unknown(body)
    reader = _OF_FAMILY.get(kind.family)
    return reader(body, kind.name) if reader else _set_aside(kind, _WHOLE)


def _read_xml(body: bytes) -> Reading:
    root = xmlsafe.parse(body)
    if isinstance(root, Remark):
        return Reading(format=XML.name, remarks=[root])
    tag = str(root.tag)
    form = _BY_TAG.get(tag)
    if form is not None:
        taken = draft(root, form)
        if isinstance(taken, Remark):
            return Reading(format=form.name, remarks=[taken], tree=root)
        return Reading(format=form.name, drafts=[taken], tree=root)
    kind = sniff_xml(tag)
    if kind is not None:
        return _set_aside(kind, _ROOT)
    message = f"It is XML with the root element {shown(tag)}, which is not known here."
    message += " Nothing was read from it; the file is kept as it came."
    remark = Remark(code=findings.UNKNOWN_FORMAT, place=_ROOT, message=message)
    return Reading(format=XML.name, remarks=[remark])


def _unknown(body: bytes) -> Reading:
    begins = shown(body[:60].decode("utf-8", "replace"))
    message = f"It begins with {begins}, which is no format that is known here. Nothing was read"
    message += " from it; the file is kept as it came."
    remark = Remark(code=findings.UNKNOWN_FORMAT, place=_WHOLE, message=message)
    return Reading(format=None, remarks=[remark])


def _set_aside(kind: Kind, place: str) -> Reading:
    message = f"This is {kind.words}. This version does not read it; the file is kept as it came."
    remark = Remark(code=findings.NOT_YET_READ, place=place, message=message)
    return Reading(format=kind.name, remarks=[remark])


@dataclass(slots=True)
class _Rows:
    """Rows as they grow; the frames are built once for a batch."""

    invoices: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    despatches: list[Row] = field(default_factory=list)
    cancelled: list[Row] = field(default_factory=list)
    documents: list[Row] = field(default_factory=list)
    findings: dict[tuple[str, str, str], Row] = field(default_factory=dict)
    ruled: list[str] = field(default_factory=list)
    extraction: Extraction = field(default_factory=Extraction)

    def remark(self, subject: str, remark: Remark) -> None:
        """Keep a remark, once for each subject, code and place."""
        row: Row = {
            "subject": subject,
            "code": remark.code.code,
            "place": remark.place,
            "severity": remark.code.severity.value,
            "message": remark.message or remark.code.meaning,
            "fix": remark.code.fix,
        }
        self.findings.setdefault((subject, remark.code.code, remark.place), row)

    def frames(self) -> Heap:
        """Build the frames with exactly the columns of the payables' tables."""
        return Heap(
            invoices=_frame(Invoices, self.invoices),
            lines=_frame(InvoiceLines, self.lines),
            despatches=_frame(Despatches, self.despatches),
            cancelled=_frame(CancelledDespatches, self.cancelled),
            documents=_frame(Documents, self.documents),
            findings=_frame(InvoiceFindings, list(self.findings.values())),
            ruled=self.ruled,
            facts=self.extraction.facts(),
        )


def _frame(schema: type[dy.Schema], rows: Sequence[Row]) -> pl.DataFrame:
    columns = {name: [row[name] for row in rows] for name in schema.column_names()}
    return pl.DataFrame(columns, schema=schema.create_empty().schema)


def _keep(source: Source, heap: _Rows) -> None:
    """Read one document into the heap."""
    reading, made, ruled = _read_guarded(source, heap)
    for remark in reading.remarks:
        heap.remark(source.document, remark)
    for one in made:
        subject = source.document if one.invoice is None else str(one.invoice["invoice"])
        for remark in one.remarks:
            heap.remark(subject, remark)
        heap.lines.extend(one.lines)
    if ruled:
        heap.ruled.append(source.document)
    invoices = [one.invoice for one in made if one.invoice is not None]
    heap.invoices.extend(invoices)
    heap.despatches.extend(_sent(source, reading))
    came = {"cancelled_on": source.arrived_on, "document": source.document}
    heap.cancelled.extend({**row, **came} for row in reading.cancelled)
    heap.documents.append(
        {
            "document": source.document,
            "file": _file(source),
            "bytes": len(source.body),
            "arrived_on": source.arrived_on,
            "state": "read" if invoices or reading.advices else "refused",
            "format": reading.format,
            "rules": None,
        }
    )


def _sent(source: Source, reading: Reading) -> Iterator[Row]:
    """Give the despatches; what names no day was sent on the day of arrival at the latest."""
    for row in reading.despatches:
        sent_on = row["despatched_on"] or source.arrived_on
        yield {**row, "despatched_on": sent_on, "document": source.document}


def _file(source: Source) -> str:
    """Give the file's name; one that is no text, as Linux allows, must not stop the batch."""
    return source.file.encode(errors="backslashreplace").decode()[:_FILE_CHARS_MAX]


def _read_guarded(source: Source, heap: _Rows) -> tuple[Reading, list[Rows], bool]:
    """Read one document; a fault of our own refuses this document and no other.

    Returns:
        What it is, its rows, and whether it has facts for the rules: each invoice in XML has.
    """
    try:
        reading = read_one(source.body)
        made = [
            rows(one, invoice_id(source.document, ordinal), source.document, source.arrived_on)
            for ordinal, one in enumerate(reading.drafts, start=1)
        ]
        tree = reading.tree if any(one.invoice for one in made) else None
        ruled = tree is not None and heap.extraction.take(len(heap.ruled), tree)
    except Exception as error:  # noqa: BLE001 - the other documents must be read whatever this is
        message = f"The reader failed ({type(error).__name__}). Nothing was read from this file."
        remark = Remark(code=findings.OUR_FAULT, place=_WHOLE, message=message)
        return Reading(format=None, remarks=[remark]), [], False
    return reading, made, ruled


def invoice_id(document: str, ordinal: int = 1) -> str:
    """Name an invoice by file and place in it, so that a file sent again changes nothing."""
    first = f"I-{document[:20]}"
    return first if ordinal == 1 else f"{first}-{ordinal}"
