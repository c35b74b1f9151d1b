"""What a supplier puts into the post: bills as files, and the faults that befall some of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from blackstart.exercise import cii_text, csv_text, edifact_text, ubl_text
from blackstart.exercise.bill import Bill, BillLine
from blackstart.exercise.identity import account

CHANNELS = {
    "ubl": ("edi", "portal"),
    "cii": ("edi", "mail"),
    "csv": ("mail", "portal"),
    "edifact": ("edi", "edi"),
}
OTHER_FORMAT = {"ubl": "cii", "cii": "ubl", "csv": "ubl", "edifact": "ubl"}
SINGLE = {"ubl": ubl_text.render, "cii": cii_text.render, "edifact": edifact_text.render}
DAMAGES = ("cut", "encoding", "doctype", "empty")
# An interchange says that it is in ISO 8859-1, where every byte is a character.
HARMLESS = {"csv": ("doctype",), "edifact": ("doctype", "encoding")}
# What breaks a fatal rule of EN 16931 and no sum: an export that lost which specification it
# follows, and a country in three letters instead of two (ISO 3166-1 alpha-3, not alpha-2).
BREACHES = ("BR-01", "BR-CL-14")
THREE_LETTERS = {"GB": "GBR", "DE": "DEU", "US": "USA"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A file as it comes.

    Attributes:
        name: of the file without its folder and ending.
        format: ubl, cii, csv or edifact.
        body: its bytes.
        arrived_on: business date of arrival.
        numbers: the invoices in it.
        fault: what is wrong with it; empty when nothing is.
        detail: how it shows.
    """

    name: str
    format: str
    body: bytes
    arrived_on: date
    numbers: tuple[str, ...]
    fault: str = ""
    detail: str = ""


def render(form: str, *bills: Bill) -> bytes:
    """Write bills in a format; only CSV takes more than one."""
    if form == "csv":
        return csv_text.render(bills)
    (bill,) = bills
    return SINGLE[form](bill)


def sendings(
    chance: np.random.Generator, bill: Bill, form: str, name: str, arrived_on: date, fault: str
) -> Iterator[Sending]:
    """Put a bill with one fault, or with none, into the post: one file, or two for duplicates."""
    bill, detail = changed(chance, bill, fault)
    sent = Sending(
        name=name,
        format=form,
        body=render(form, bill),
        arrived_on=arrived_on,
        numbers=(bill.number,),
        fault=fault,
        detail=detail,
    )
    if fault == "damaged":
        yield damaged(chance, sent)
    elif fault.startswith("duplicate"):
        yield replace(sent, fault="", detail="")
        yield again(chance, sent, bill)
    else:
        yield sent


def changed(chance: np.random.Generator, bill: Bill, fault: str) -> tuple[Bill, str]:
    """Put a fault into what the bill says."""
    line = bill.lines[0]
    percent = int(chance.integers(104, 116))
    if fault == "price":
        dearer = replace(line, price_e4=line.price_e4 * percent // 100 + 1)
        return _with_line(bill, dearer), f"line 1: {percent - 100} % above the agreed price"
    if fault == "quantity":
        above = max(line.quantity_milli // 5, 1000)
        more = replace(line, quantity_milli=line.quantity_milli + above)
        return _with_line(bill, more), "line 1: more than arrived"
    if fault == "account":
        strange = account(bill.seller.country, 90_000_000 + percent * 1000 + len(bill.number))
        return replace(bill, seller=replace(bill.seller, account=strange)), "another account"
    if fault == "unknown_supplier":
        number = int(chance.integers(100_000, 1_000_000))
        seller = replace(
            bill.seller,
            identifier=f"V{number}",
            name=f"Nobody Known {number} Ltd",
            registration=f"{number:08d}",
            vat="",
        )
        return replace(bill, seller=seller), "none of our suppliers"
    if fault == "duplicate_number":
        # What stands first bears zeros; the copy has lost them.
        return replace(bill, number=f"00{int(re.split(r'[^0-9]+', f'RE{bill.number}')[-1])}"), ""
    breach = BREACHES[percent % len(BREACHES)] if fault == "broken_rule" else ""
    return _breaking(bill, breach), breach


def _breaking(bill: Bill, breach: str) -> Bill:
    """Break a rule of EN 16931, or none."""
    if breach == "BR-01":
        return replace(bill, specification="")
    if breach == "BR-CL-14":
        country = THREE_LETTERS[bill.seller.country]
        return replace(bill, seller=replace(bill.seller, country=country))
    return bill


def _with_line(bill: Bill, line: BillLine) -> Bill:
    return replace(bill, lines=(line, *bill.lines[1:]))


def again(chance: np.random.Generator, sent: Sending, bill: Bill) -> Sending:
    """Send a bill a second time: as it was, in another format, or under another spelling."""
    later = sent.arrived_on + timedelta(days=int(chance.integers(1, 4)))
    copy = replace(sent, name=f"{sent.name}-again", arrived_on=later)
    if sent.fault == "duplicate_bytes":
        return replace(copy, detail="the same bytes")
    if sent.fault == "duplicate_format":
        form = OTHER_FORMAT[sent.format]
        return replace(
            copy, format=form, body=render(form, bill), detail=f"in {form} after {sent.format}"
        )
    bare = replace(bill, number=bill.number.lstrip("0"))
    detail = f"{bare.number} after {bill.number}"
    return replace(copy, body=render(sent.format, bare), numbers=(bare.number,), detail=detail)


def damaged(chance: np.random.Generator, sent: Sending) -> Sending:
    """Damage a file on its way."""
    how = DAMAGES[int(chance.integers(0, len(DAMAGES)))]
    if how in HARMLESS.get(sent.format, ()):
        how = "cut"
    body = sent.body
    if how == "cut":
        body = body[: len(body) * int(chance.integers(30, 80)) // 100]
    elif how == "encoding":
        middle = len(body) // 2
        body = body[:middle] + b"\xa3\xe9" + body[middle:]
    elif how == "doctype":
        head, _, rest = body.partition(b"\n")
        body = head + b'\n<!DOCTYPE Invoice [<!ENTITY sum "0.00">]>\n' + rest
    else:
        body = b""
    return replace(sent, body=body, detail=how)
