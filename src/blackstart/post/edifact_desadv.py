"""Reads despatch advices (DESADV): what a supplier says is on its way.

A despatch advice is no receipt: nothing is owed for goods that did not arrive. The columns are
those of `receipts` where they fit (receipt_no is despatch_no, received_on is despatched_on). It can
feed self-billing in two ways: a goods receipt that names the despatch advice is checked against it
before it is billed, and where the dock's records are lost a person may confirm its lines as
arrived, which makes receipts of them. No table of the store holds these rows yet: the reader of
documents sets the message aside with a finding.

Source: UN/EDIFACT DESADV, directories D.93A and later.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import dataframely as dy
import polars as pl

from blackstart.base import columns
from blackstart.base.columns import QUANTITY_MICRO_MAX
from blackstart.base.finding import FindingCode
from blackstart.post import findings
from blackstart.post.amounts import exact
from blackstart.post.draft import Remark, Remarks, quoted
from blackstart.post.edifact_gather import Found, Said, gather
from blackstart.post.edifact_reader import blame, checked
from blackstart.post.edifact_take import Keys, Take
from blackstart.post.edifact_types import DESADV
from blackstart.post.texts import TEXT_MAX, clean, day
from blackstart.post.xmlsafe import too_large

_MICRO_DIGITS = 6
_HEADER: Keys = {
    "despatch_no": ("BGM",),
    "despatched_on": ("DTM 11", "DTM 137"),
    "expected_on": ("DTM 17", "DTM 132", "DTM 2"),
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


class Despatches(dy.Schema):
    """Lines of despatch advices, as the suppliers state them."""

    message = columns.count("message in the file, from 1", primary_key=True)
    line_no = columns.count("line of the message, from 1", primary_key=True)
    despatch_no = columns.text("number of the despatch advice", nullable=True)
    supplier = columns.text("who delivers, as the message names it", nullable=True)
    order_no = columns.text("order", nullable=True)
    order_line = columns.count("line of the order", nullable=True)
    part = columns.text("our part number, else the supplier's", nullable=True)
    quantity_micro = columns.quantity_micro("quantity that was sent", nullable=True)
    unit = columns.text("unit of measure as it stands", nullable=True)
    despatched_on = dy.Date(nullable=True, description="day of despatch, else of the message")
    expected_on = dy.Date(nullable=True, description="day on which it should arrive")


@dataclass(frozen=True, slots=True, kw_only=True)
class DespatchReading:
    """What the despatch advices of a file say.

    Attributes:
        despatches: rows of `Despatches`, in the order of the file.
        remarks: what was found; a message that is refused makes no rows.
    """

    despatches: pl.DataFrame
    remarks: Sequence[Remark]


def read_despatches(body: bytes) -> DespatchReading:
    """Read the despatch advices of an EDIFACT file.

    Args:
        body: the bytes of the file.

    Findings:
        BS-EDI-001 to -019 about envelopes and messages; BS-DOC-001 too large, -011 to -013
        quantities, -015 and -020 stated twice, -016 dates, -023 order lines.
    """
    rows: list[dict[str, object]] = []
    remarks = Remarks()
    refusal = too_large(body)
    opened = checked(b"" if refusal else body)
    if refusal is not None:
        remarks.add(refusal.code, lambda: refusal.place, refusal.message)
    blame(remarks, opened.faults)
    for interchange in opened.interchanges:
        if interchange.refused:
            blame(remarks, interchange.faults)
        for message in interchange.messages:
            if interchange.refused or message.refused:
                blame(remarks, message.faults, message)
            elif message.type == DESADV.name:
                take = Take(message=message, decimal=interchange.decimal, remarks=remarks)
                take.envelope(interchange)
                rows.extend(_rows(take))
    schema = Despatches.create_empty().schema
    return DespatchReading(despatches=pl.DataFrame(rows, schema=schema), remarks=remarks.all())


def _rows(take: Take) -> list[dict[str, object]]:
    """Take the lines of one despatch advice."""
    gathered = gather(take.message.segments)
    take.control(gathered.header.get("CNT 2", ()), len(gathered.lines))
    take.original(gathered.header.get("BGM function", ()))
    header = take.fields(gathered.header, _HEADER)
    parties = gathered.parties
    supplier: Found = next((parties[one] for one in _SUPPLIERS if one in parties), {})
    header.update(take.fields(supplier, _SUPPLIER))
    common = {name: _value(take, name, said) for name, said in header.items()}
    return [
        {
            **dict.fromkeys(Despatches.column_names()),
            **common,
            **_line(take, found),
            "message": take.message.ordinal,
            "line_no": number,
        }
        for number, found in enumerate(gathered.lines, start=1)
    ]


def _line(take: Take, found: Found) -> dict[str, object]:
    said = take.fields(found, _LINE)
    values = {name: _value(take, name, one) for name, one in said.items()}
    if "quantity_micro" in said and said["quantity_micro"].of:
        values["unit"] = said["quantity_micro"].of
    return values


def _value(take: Take, name: str, said: Said) -> object:
    """Turn one text into the column's value; None with a remark where it is none."""
    value = _read(name, said.text)
    if not isinstance(value, FindingCode):
        return value
    meant = Despatches.columns()[name].description
    message = f"The {meant} is {quoted(name, said.text)}. {value.meaning}"
    take.remark(value, said.segment, message)
    return None


def _read(name: str, text: str) -> object:
    if name == "quantity_micro":
        number = exact(text, _MICRO_DIGITS, QUANTITY_MICRO_MAX)
        return findings.OUT_OF_RANGE if isinstance(number, int) and number < 0 else number
    if name.endswith("_on"):
        return day(text) or findings.NO_DATE
    if name == "order_line":
        return int(text) if _ORDER_LINE.fullmatch(text) else findings.NO_ORDER_LINE
    return clean(text)[0][:TEXT_MAX] or None
