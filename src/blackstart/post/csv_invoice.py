"""Invoices as a CSV table: one row for each line, several invoices in a file.

Decimals with a point, dates as 2025-09-25, UTF-8 with or without a byte order mark, commas.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from blackstart.post import findings
from blackstart.post.draft import (
    LINES_MAX,
    Draft,
    Reading,
    Remark,
    Remarks,
    quoted,
    shown,
    too_many_lines,
)
from blackstart.post.kinds import CREDIT_NOTE, INVOICE, SELF_BILLED_CODES, kind_of, settled
from blackstart.post.sniff import CSV
from blackstart.post.xmlsafe import too_large

# By column of the table: the field of the invoice, repeated on each of its rows.
HEADER_COLUMNS = {
    "invoice_number": "number",
    "issued_on": "issued_on",
    "due_on": "due_on",
    "currency": "currency",
    "seller_id": "seller_id",
    "seller_name": "seller_name",
    "seller_vat": "seller_vat",
    "buyer_name": "buyer_name",
    "account": "account",
    "preceding_no": "preceding_no",
    "net_total": "net_minor",
    "tax_total": "tax_minor",
    "gross_total": "gross_minor",
    "payable": "payable_minor",
}
# By column of the table: the field of the line.
LINE_COLUMNS = {
    "order_no": "order_no",
    "line_no": "line_id",
    "part": "part",
    "description": "description",
    "quantity": "quantity_micro",
    "unit": "unit",
    "unit_price": "price_micro",
    "line_total": "net_minor",
    "order_line": "order_line",
    "receipt_no": "receipt_no",
}
# Known, but of no field: the VAT rate of a line is not kept.
COLUMNS = frozenset((*HEADER_COLUMNS, *LINE_COLUMNS, "kind", "tax_percent"))
_HEADER_NAMES = {field: column for column, field in HEADER_COLUMNS.items()}
_LINE_NAMES = {field: column for column, field in LINE_COLUMNS.items()}
_KINDS = {"invoice": INVOICE, "self-billed": INVOICE, "credit note": CREDIT_NOTE}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row of the table.

    Attributes:
        line: where it begins in the file, from 1.
        cells: by column of the table; blanks around them are cut.
    """

    line: int
    cells: Mapping[str, str]


def read(body: bytes) -> Reading:
    """Read the invoices of a CSV table.

    A damaged row costs the invoice that it belongs to, and no other.

    Args:
        body: the bytes of the file.

    Findings:
        BS-DOC-001 too large, BS-DOC-004 not UTF-8, BS-DOC-006 damaged, BS-DOC-010 no invoice,
        BS-DOC-015 stated twice, BS-DOC-017 kind unclear, BS-DOC-024 self-billed, BS-DOC-025 unknown
        column.
    """
    table = _table(body)
    if isinstance(table, Remark):
        return Reading(format=CSV.name, remarks=[table])
    remarks = Remarks()
    names = _names(table[0][1], remarks)
    groups = _grouped(names, table[1:], remarks)
    if not groups and not remarks.counts.get(findings.DAMAGED_CSV):
        remarks.add(findings.NO_INVOICE, lambda: f"line {table[-1][0]}")
    return Reading(format=CSV.name, drafts=[*map(_draft, groups)], remarks=remarks.all())


def _table(body: bytes) -> Sequence[tuple[int, list[str]]] | Remark:
    """Split the file into rows, each with the line that it begins in."""
    refusal = too_large(body) or _not_utf8(body)
    if refusal is not None:
        return refusal
    reader = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                rows.append((line, cells))
            line = reader.line_num + 1
            if len(rows) > LINES_MAX + 1:
                return too_many_lines(len(rows) - 1)
    except csv.Error as error:
        message = f"The table cannot be split into cells from line {line} on: {error}."
        message += " Nothing was read from the file."
        return Remark(code=findings.DAMAGED_CSV, place=f"line {line}", message=message)
    return rows or Remark(code=findings.NO_INVOICE, place="whole file")


def _not_utf8(body: bytes) -> Remark | None:
    try:
        body.decode("utf-8")
        at = body.find(b"\0")
    except UnicodeDecodeError as error:
        at = error.start
    if at < 0:
        return None
    line = body.count(b"\n", 0, at) + 1
    message = f"Byte {at}, in line {line}, is {body[at]:#04x}, which is no text in UTF-8."
    message += " Nothing was read from the file."
    return Remark(code=findings.ENCODING, place=f"byte {at}", message=message)


def _names(cells: list[str], remarks: Remarks) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    unknown = [name for name in names if name not in COLUMNS]
    if unknown:
        message = (
            f"Columns that are not known were not read: {', '.join(map(shown, unknown[:20]))}."
        )
        remarks.add(findings.COLUMN_UNKNOWN, lambda: "line 1", message)
    for name in sorted({name for name in names if names.count(name) > 1} & COLUMNS):
        message = f"The column {name} stands twice. Nothing was read from the file."
        remarks.add(findings.DAMAGED_CSV, partial(str, f"line 1, column {name}"), message)
    return names


def _grouped(
    names: list[str], table: Iterable[tuple[int, list[str]]], remarks: Remarks
) -> list[list[_Row]]:
    """Put the rows of an invoice together, and leave out invoices that a damaged row belongs to."""
    if remarks.counts.get(findings.DAMAGED_CSV):
        return []
    groups: dict[tuple[str, ...], list[_Row]] = {}
    damaged = set()
    for line, values in table:
        cells = dict(zip(names, map(str.strip, values), strict=False))
        number = cells.get("invoice_number", "")
        if len(values) == len(names) and number:
            groups.setdefault(_key(cells), []).append(_Row(line=line, cells=cells))
        else:
            damaged.add(number)
            _remark_damage(line, len(values), len(names), number, remarks)
    return [rows for rows in groups.values() if rows[0].cells["invoice_number"] not in damaged]


def _key(cells: Mapping[str, str]) -> tuple[str, ...]:
    """Tell one invoice from the next: another seller may use the same number."""
    sellers = (cells.get(name, "") for name in ("seller_id", "seller_vat", "seller_name"))
    return next(filter(None, sellers), ""), cells.get("kind", "").lower(), cells["invoice_number"]


def _remark_damage(line: int, cells: int, columns: int, number: str, remarks: Remarks) -> None:
    message = f"The row has {cells} cells for {columns} columns."
    message += f" No invoice {shown(number)} was read." if number else " It names no invoice."
    remarks.add(findings.DAMAGED_CSV, lambda: f"line {line}", message)


def _draft(rows: list[_Row]) -> Draft:
    remarks = Remarks()
    header = {
        field: value
        for column, field in HEADER_COLUMNS.items()
        if (value := _agreed(column, rows, remarks))
    }
    lines = [row for row in rows if any(row.cells.get(column) for column in LINE_COLUMNS)]

    def place(line: int | None, name: str) -> str:
        if line is None:
            return f"line {rows[0].line}, column {_HEADER_NAMES.get(name, name)}"
        return f"line {lines[line].line}, column {_LINE_NAMES.get(name, name)}"

    return Draft(
        kind=_kind(rows[0], remarks),
        header=header,
        lines=[_line(row) for row in lines],
        place=place,
        remarks=remarks,
    )


def _agreed(column: str, rows: list[_Row], remarks: Remarks) -> str:
    """Give what all rows of an invoice say in a column; nothing where they differ."""
    values: dict[str, int] = {}
    for row in rows:
        values.setdefault(row.cells.get(column, ""), row.line)
    values.pop("", None)
    if len(values) <= 1:
        return next(iter(values), "")
    stated = ", ".join(
        f"{quoted(column, value)} in line {line}" for value, line in list(values.items())[:5]
    )
    message = f"The rows of the invoice differ: {stated}. It was left empty."
    remarks.add(findings.STATED_TWICE, lambda: f"line {rows[0].line}, column {column}", message)
    return ""


def _line(row: _Row) -> dict[str, str]:
    cells = ((field, row.cells.get(column)) for column, field in LINE_COLUMNS.items())
    return {field: value for field, value in cells if value}


def _kind(row: _Row, remarks: Remarks) -> str:
    text = row.cells.get("kind", "")
    kind, clear = settled(_KINDS.get(text.lower()) or kind_of(text), None)
    place = f"line {row.line}, column kind"
    if not clear:
        message = f"The kind is {shown(text)}; it was read as {kind}."
        remarks.add(findings.KIND_UNCLEAR, lambda: place, message)
    if text.lower() == "self-billed" or text in SELF_BILLED_CODES:
        remarks.add(findings.SELF_BILLED, lambda: place)
    return kind
