"""The invoices and credit notes that a supplier sends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from blackstart.exercise.bill import CREDIT_NOTE, INVOICE, Bill, BillLine, Seller
from blackstart.exercise.firms import COUNTRIES, CURRENCIES
from blackstart.exercise.identity import (
    account,
    bic,
    firm_name,
    our_vat,
    registration,
    supplier_id,
    words,
)
from blackstart.exercise.ledger import WAYS, Ledger
from blackstart.exercise.orders import OrderLine, Receipt, amount

UK_VAT_PERCENT = 20
# A credit note gives back a few per cent of the price of what was billed.
CREDIT_PERCENT = 3
NUMBER_STYLES = ("{:06d}", "INV-2025-{:05d}", "2025/{:04d}", "RE{:07d}")
ISSUED_AFTER_DAYS_MAX = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a supplier writes its invoices."""

    seller: Seller
    buyer: str
    buyer_vat: str
    currency: str
    tax_percent: int
    terms_days: int
    number_style: str
    first_number: int

    def bill(self, place: int, receipt: Receipt, issued_on: date, kind: str = INVOICE) -> Bill:
        """Bill a receipt line by line, or give back a little of its first line."""
        lines = tuple(_line(line, quantity) for line, quantity in receipt.lines)
        return Bill(
            kind=kind,
            number=self.number(place, kind),
            seller=self.seller,
            buyer=self.buyer,
            buyer_vat=self.buyer_vat,
            issued_on=issued_on,
            due_on=issued_on + timedelta(days=self.terms_days),
            delivered_on=receipt.received_on,
            currency=self.currency,
            tax_percent=self.tax_percent,
            order_no=receipt.lines[0][0].order_no,
            receipt_no=receipt.receipt_no,
            lines=lines if kind == INVOICE else (_given_back(lines[0]),),
        )

    def number(self, place: int, kind: str) -> str:
        """Give the next number of the supplier's own series."""
        number = self.number_style.format(self.first_number + place)
        return number if kind == INVOICE else f"CN-{number}"


def habits(chance: np.random.Generator, book: Ledger, supplier: int, buyer: str) -> Habits:
    """Draw how a supplier writes its invoices."""
    place = int(book.own.currency[supplier])
    way = WAYS[int(book.way[supplier])]
    country = COUNTRIES[place]
    names = words()
    drawn = [int(chance.integers(0, len(names[key]))) for key in ("streets", "towns", "people")]
    style = NUMBER_STYLES[int(chance.integers(0, len(NUMBER_STYLES)))]
    return Habits(
        seller=Seller(
            identifier=supplier_id(supplier) if way == "id" else "",
            name=firm_name(supplier),
            registration=registration(supplier),
            vat="" if way == "name" else book.own.vat[supplier],
            country=country,
            street=f"{1 + supplier % 180} {names['streets'][drawn[0]]}",
            town=names["towns"][drawn[1]],
            contact=names["people"][drawn[2]],
            account=account(country, supplier),
            bic=bic(country),
        ),
        buyer=buyer,
        buyer_vat=our_vat(),
        currency=CURRENCIES[place],
        tax_percent=UK_VAT_PERCENT if country == "GB" else 0,
        terms_days=int(book.terms[supplier]),
        number_style=style,
        # Four digits at most, so that leading zeros stand before them.
        first_number=int(chance.integers(1, 5000)),
    )


def billed(chance: np.random.Generator, own: Habits, receipts: Sequence[Receipt]) -> Iterator[Bill]:
    """Bill each receipt a few days after it."""
    delays = chance.integers(1, ISSUED_AFTER_DAYS_MAX + 1, len(receipts))
    for place, (receipt, delay) in enumerate(zip(receipts, delays, strict=True)):
        yield own.bill(place, receipt, receipt.received_on + timedelta(days=int(delay)))


def credited(own: Habits, receipts: Sequence[Receipt], count: int) -> Iterator[Bill]:
    """Give back something of receipts that were billed."""
    for place in range(count):
        receipt = receipts[place % len(receipts)]
        issued = receipt.received_on + timedelta(days=ISSUED_AFTER_DAYS_MAX + 2)
        yield own.bill(place, receipt, issued, CREDIT_NOTE)


def unreceived(
    own: Habits, line: OrderLine, days: Sequence[date], *, value_minor: int, after: int
) -> Iterator[Bill]:
    """Bill goods whose receipt nobody has booked.

    Args:
        own: habits of the supplier.
        line: order line that nothing has arrived of.
        days: when the supplier says that it delivered.
        value_minor: what is billed.
        after: how many numbers of the series are taken.
    """
    for place, day in enumerate(days):
        receipt = Receipt(
            receipt_no=f"GR{line.order_no}{place + 1:04d}",
            received_on=day,
            lines=((line, amount(line, value_minor)),),
        )
        yield own.bill(after + place, receipt, day + timedelta(days=1))


def _line(line: OrderLine, quantity: int) -> BillLine:
    return BillLine(
        part=line.part,
        description=line.description,
        unit=line.unit,
        quantity_milli=quantity,
        price_e4=line.price_e4,
        order_line=line.line_no,
    )


def _given_back(line: BillLine) -> BillLine:
    return BillLine(
        part=line.part,
        description=f"Price correction, {line.description}",
        unit=line.unit,
        quantity_milli=line.quantity_milli,
        price_e4=max(line.price_e4 * CREDIT_PERCENT // 100, 1),
        order_line=line.order_line,
    )
