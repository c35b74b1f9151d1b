"""Writes invoices and credit notes as EDIFACT INVOIC D.96A, the way carmakers' suppliers send them.

Source: UN/EDIFACT directory D.96A, INVOIC; syntax version 3, character set UNOC (ISO 8859-1).
Written by hand rather than by the product's own writers, so that reader and writer cannot share a
mistake.
"""

from collections.abc import Iterator
from datetime import date

from blackstart.exercise.bill import CREDIT_NOTE, Bill, BillLine, minor, price, quantity

_ALSO_SERVICE = str.maketrans({sign: f"?{sign}" for sign in "?+:'"})


def render(bill: Bill) -> bytes:
    """Write a bill as an interchange of one message."""
    segments = list(_message(bill))
    about = f"{bill.issued_on:%y%m%d}:0600+{bill.receipt_no[-14:]}"
    ending = f"UNT+{len(segments) + 2}+1'\nUNZ+1+{bill.receipt_no[-14:]}'\n"
    start = f"UNB+UNOC:3+SUPPLIER:ZZ+CARMAKER:ZZ+{about}'\nUNH+1+INVOIC:D:96A:UN'\n"
    text = start + "".join(f"{segment}'\n" for segment in segments) + ending
    return text.encode("latin-1", "replace")


def _message(bill: Bill) -> Iterator[str]:
    seller = bill.seller
    yield f"BGM+{381 if bill.kind == CREDIT_NOTE else 380}+{_said(bill.number)}+9"
    yield f"DTM+137:{_day(bill.issued_on)}:102"
    yield f"DTM+35:{_day(bill.delivered_on)}:102"
    yield "FTX+ZZZ+++EXERCISE. This document is made up; nobody delivered and nobody owes."
    yield f"RFF+ON:{bill.order_no}"
    yield f"RFF+AAK:{bill.receipt_no}"
    identifier = f"{seller.identifier}::92" if seller.identifier else ""
    address = f"{_said(seller.street)}+{_said(seller.town)}++XX+{seller.country}"
    yield f"NAD+SE+{identifier}++{_said(seller.name)}+{address}"
    if seller.account:
        yield f"FII+RB+{seller.account}"
    if seller.vat:
        yield f"RFF+VA:{seller.vat}"
    yield f"NAD+BY+CARMAKER::92++{_said(bill.buyer[:35])}"
    yield f"CUX+2:{bill.currency}:4"
    yield "PAT+1"
    yield f"DTM+13:{_day(bill.due_on)}:102"
    for place, line in enumerate(bill.lines, start=1):
        yield from _line(place, line, bill)
    yield "UNS+S"
    yield f"CNT+2:{len(bill.lines)}"
    for code, amount in (("79", bill.net_minor), ("77", bill.gross_minor), ("9", bill.gross_minor)):
        yield f"MOA+{code}:{minor(amount)}"
    yield f"TAX+7+VAT+++:::{bill.tax_percent}+{bill.tax_category}"
    yield f"MOA+125:{minor(bill.net_minor)}"
    yield f"MOA+124:{minor(bill.tax_minor)}"


def _line(place: int, line: BillLine, bill: Bill) -> Iterator[str]:
    yield f"LIN+{place}++{line.part}:IN"
    yield f"IMD+F++:::{_said(line.description[:35])}"
    yield f"QTY+47:{quantity(line.quantity_milli)}:{line.unit}"
    yield f"MOA+203:{minor(line.net_minor)}"
    yield f"PRI+AAA:{price(line.price_e4)}:CT::1:{line.unit}"
    yield f"RFF+ON:{bill.order_no}:{line.order_line}"


def _said(text: str) -> str:
    """Release the service characters."""
    return text.translate(_ALSO_SERVICE)


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"
