"""Reads despatch advices (DESADV): what a supplier says is on its way.

A despatch advice is no receipt: nothing is owed for goods that did not arrive, unless an agreement
says that what was sent is billed. So only a line that says all that billing asks for is taken, and
none of a message that is a test, replaces or repeats another, or lacks lines of its own. A message
that cancels an advice says so of the number, whatever lines it repeats.

Source: UN/EDIFACT DESADV, directories D.93A and later.
"""

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from blackstart.base.columns import QUANTITY_MICRO_MAX
from blackstart.base.finding import FindingCode, Severity
from blackstart.payables.matching.tables import Despatches
from blackstart.post import findings
from blackstart.post.amounts import exact
from blackstart.post.draft import LINES_MAX, Remarks, quoted
from blackstart.post.edifact.envelope import Interchange, Message
from blackstart.post.edifact.gather import Found, Gathered, Said
from blackstart.post.edifact.take import CANCELLATION, Keys, Take
from blackstart.post.texts import clean, day

Row: TypeAlias = dict[str, object]

_MICRO_DIGITS = 6
_IDENTIFIER_MAX = 120
_HEADER: Keys = {
    "despatch_no": ("BGM",),
    "despatched_on": ("DTM 11", "DTM 137"),
    "order_no": ("RFF ON", "RFF CO"),
}
_LINE: Keys = {
    "part": ("item IN", "item BP", "item SA", "item VP"),
    "quantity_micro": ("QTY 12", "QTY 46"),
    "order_no": ("RFF ON", "RFF CO"),
    "order_line": ("RFF ON line", "RFF CO line"),
}
_SUPPLIERS = ("SU", "SE", "SF", "CZ")
_SUPPLIER: Keys = {"supplier": ("id", "name")}
_ORDER_LINE = re.compile("[0-9]{1,9}")
_NEEDED = {
    "supplier": "supplier",
    "despatch_no": "number of the despatch advice",
    "order_no": "order",
    "part": "part",
    "quantity_micro": "quantity",
}
_MEANT = {**_NEEDED, "order_line": "order line", "despatched_on": "day of despatch"}
_ASIDE = "Its lines were set aside; receipts of the goods are billed as usual."


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What one message says.

    Attributes:
        rows: rows of `despatches` but for the document; the day is empty where none is named.
        cancelled: rows of `cancelled_despatches` but for document and day.
    """

    rows: list[Row] = field(default_factory=list)
    cancelled: list[Row] = field(default_factory=list)


def despatches(
    interchange: Interchange, message: Message, gathered: Gathered, remarks: Remarks
) -> Advice | None:
    """Take the lines of a despatch advice that say all that is asked for, or what it cancels.

    Args:
        interchange: what it came in; what is found about it holds the despatch advice too.
        message: a DESADV that nothing refuses, or what says the same in another standard.
        gathered: what it says, in the words of EDIFACT.
        remarks: what was found; added to.

    Returns:
        What it says; None where the message is too large to be read.

    Findings:
        BS-EDI-015 to -019 about messages; BS-DOC-001 too large, -011 to -013 quantities, -015 and
        -020 stated twice, -016 dates, -023 order lines, -029 what was set aside.
    """
    take = Take(message=message, decimal=interchange.decimal, remarks=remarks)
    if len(gathered.lines) > LINES_MAX:
        said = f"The message has {len(gathered.lines)} lines; {LINES_MAX} are read at most."
        take.remark(findings.TOO_LARGE, message.segments[0], f"{said} It was not read.")
        return None
    if _in_doubt(take, interchange, gathered):
        said = f"The despatch advice with {len(gathered.lines)} lines is in doubt."
        take.remark(findings.DESPATCH_ASIDE, message.segments[0], f"{said} {_ASIDE}")
        return Advice()
    common = _common(take, gathered)
    if _cancels(gathered):
        return Advice(cancelled=_cancelled(take, common))
    rows = (_line(take, found, number, common) for number, found in enumerate(gathered.lines, 1))
    return Advice(rows=[row for row in rows if row is not None])


def _in_doubt(take: Take, interchange: Interchange, gathered: Gathered) -> bool:
    """Check what holds the message as a whole."""
    before = _held(take.remarks)
    take.envelope(interchange)
    take.control(gathered.header.get("CNT 2", ()), len(gathered.lines))
    if not _cancels(gathered):
        take.original(gathered.header.get("BGM function", ()))
    return _held(take.remarks) > before


def _cancels(gathered: Gathered) -> bool:
    return {said.text for said in gathered.header.get("BGM function", ())} == {CANCELLATION}


def _cancelled(take: Take, common: Row) -> list[Row]:
    """Say which advice is cancelled; nothing with a remark where that is not said."""
    row = {name: common.get(name) for name in ("supplier", "despatch_no")}
    missing = [_NEEDED[name] for name, value in row.items() if value is None]
    if not missing:
        return [row]
    message = f"It cancels an advice, but names no {', no '.join(missing)}. Nothing was cancelled."
    take.remark(findings.DESPATCH_ASIDE, take.message.segments[0], message)
    return []


def _held(remarks: Remarks) -> int:
    return sum(met for code, met in remarks.counts.items() if code.severity is Severity.HELD)


def _common(take: Take, gathered: Gathered) -> Row:
    """Take what the head says of all lines."""
    header = take.fields(gathered.header, _HEADER)
    supplier: Found = next(
        (gathered.parties[one] for one in _SUPPLIERS if one in gathered.parties), {}
    )
    header.update(take.fields(supplier, _SUPPLIER))
    return {name: _value(take, name, said) for name, said in header.items()}


def _line(take: Take, found: Found, number: int, common: Row) -> Row | None:
    """Take one line; None with a remark where it does not say enough."""
    said = take.fields(found, _LINE)
    row: Row = {**dict.fromkeys(Despatches.column_names()), **common, "line_no": number}
    if any(key in found for key in _LINE["order_no"]):
        row["order_no"] = None  # what the line says of its order counts, also where it is none
    row |= {name: _value(take, name, one) for name, one in said.items()}
    if "quantity_micro" in said:
        row["unit"] = clean(said["quantity_micro"].of)[0][:_IDENTIFIER_MAX] or None
    missing = [meant for name, meant in _NEEDED.items() if row[name] is None]
    if not missing:
        return row
    message = f"Line {number} names no {', no '.join(missing)} that can be used. It was set aside."
    take.remark(findings.DESPATCH_ASIDE, found["LIN"][0].segment, message)
    return None


def _value(take: Take, name: str, said: Said) -> object:
    """Turn one text into the column's value; None with a remark where it is none."""
    value = _read(name, said.text)
    if not isinstance(value, FindingCode):
        return value
    message = f"The {_MEANT[name]} is {quoted(name, said.text)}. {value.meaning}"
    take.remark(value, said.segment, message)
    return None


def _read(name: str, text: str) -> object:
    if name == "quantity_micro":
        number = exact(text, _MICRO_DIGITS, QUANTITY_MICRO_MAX)
        return findings.OUT_OF_RANGE if isinstance(number, int) and number < 0 else number
    if name == "despatched_on":
        return day(text) or findings.NO_DATE
    if name == "order_line":
        return int(text) if _ORDER_LINE.fullmatch(text) else findings.NO_ORDER_LINE
    cleaned = clean(text)[0]
    return cleaned if 0 < len(cleaned) <= _IDENTIFIER_MAX else None
