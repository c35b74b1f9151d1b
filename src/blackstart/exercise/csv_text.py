"""Writes several invoices as one CSV table: one row for each line, decimals with a point."""

import csv
import io
from collections.abc import Iterable, Iterator

from blackstart.exercise.bill import Bill, minor, price, quantity

COLUMNS = tuple(
    (
        "invoice_number kind issued_on due_on currency seller_id seller_name seller_vat buyer_name "
        "order_no account line_no part description quantity unit unit_price line_total tax_percent "
        "order_line receipt_no net_total tax_total gross_total payable"
    ).split()
)


def render(bills: Iterable[Bill]) -> bytes:
    """Write bills as a CSV table in UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for bill in bills:
        writer.writerows(_rows(bill))
    return text.getvalue().encode()


def _rows(bill: Bill) -> Iterator[tuple[object, ...]]:
    header = (
        bill.number,
        bill.kind,
        bill.issued_on,
        bill.due_on,
        bill.currency,
        bill.seller.identifier,
        bill.seller.name,
        bill.seller.vat,
        bill.buyer,
        bill.order_no,
        bill.seller.account,
    )
    totals = map(minor, (bill.net_minor, bill.tax_minor, bill.gross_minor, bill.gross_minor))
    ending = (bill.receipt_no, *totals)
    for place, line in enumerate(bill.lines, start=1):
        yield (
            *header,
            place,
            line.part,
            line.description,
            quantity(line.quantity_milli),
            line.unit,
            price(line.price_e4),
            minor(line.net_minor),
            bill.tax_percent,
            line.order_line,
            *ending,
        )
