"""Everything between us and the direct suppliers: orders, goods, bills, accounts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from typing import Any

import numpy as np

from blackstart.exercise import decisions, terms
from blackstart.exercise.bill import Bill
from blackstart.exercise.bills import Habits, billed, credited, habits, unreceived
from blackstart.exercise.decisions import Wrong
from blackstart.exercise.draw import stream
from blackstart.exercise.firms import COUNTRIES, CURRENCIES
from blackstart.exercise.identity import account, bic, firm_name, supplier_id
from blackstart.exercise.ledger import FAULTS, FORMATS, MISSING, Ledger, ledger
from blackstart.exercise.orders import (
    AGREED_FROM,
    Days,
    OrderLine,
    Receipt,
    order_lines,
    receipts,
    unreceived_line,
    value_of_receipt,
)
from blackstart.exercise.post import Post
from blackstart.exercise.scene import Scene

BLOCK = 64  # suppliers that are built at once: it bounds the memory
CALLED_BACK_DAYS = 90  # before the first receipt (assumption)
ORDERED_MICRO = 10**12  # a million pieces: a scheduling agreement, called off bit by bit
UK_TAX_PERCENT_MICRO = 20_000_000
_UK = COUNTRIES.index("GB")


def write(scene: Scene) -> None:
    """Write orders, receipts, accounts, agreements and documents of all direct suppliers."""
    book, days = ledger(scene), Days.of(scene)
    count, wrong = len(book.own), list[Wrong]()
    for start in range(0, count, BLOCK):
        scene.progress("documents", start, count)
        _Block(
            scene=scene,
            book=book,
            days=days,
            suppliers=range(start, min(start + BLOCK, count)),
            chance=stream(scene.seed, "trade", start),
            wrong=wrong,
        ).write()
    decisions.write(scene, wrong)
    terms.write_firm_wide(scene)


@dataclass(slots=True, kw_only=True)
class _Block:
    """Some suppliers, while their rows are put together.

    Attributes:
        ordered: supplier and order line.
        arrived: supplier and receipt.
        wrong: invoices that will wait for a person, of all blocks so far.
    """

    scene: Scene
    book: Ledger
    days: Days
    suppliers: range
    chance: np.random.Generator
    wrong: list[Wrong]
    ordered: list[tuple[int, OrderLine]] = field(default_factory=list)
    arrived: list[tuple[int, Receipt]] = field(default_factory=list)

    def write(self) -> None:
        post = Post(scene=self.scene, folder=f"{self.suppliers.start // BLOCK + 1:04d}")
        for supplier in self.suppliers:
            form = FORMATS[self.book.format[supplier]]
            post.send(self.chance, self.bills(supplier), form, supplier_id(supplier))
        post.close()
        self.wrong.extend(post.wrong)
        lost = list(self.lost())
        out = self.scene.out
        out.append("purchase_orders", self.order_rows())
        out.append("receipts", self.receipt_rows())
        out.append("payee_accounts", self.account_rows())
        out.append("agreements", self.agreement_rows())
        terms.write(self.scene, self.book, self.ordered)
        coming = [each for each in self.arrived if terms.despatch_no(self.scene, each[1])]
        terms.write_despatches(self.scene, [*coming, *lost])
        terms.write_cancelled(self.scene, lost)

    def bills(self, supplier: int) -> Iterator[tuple[Bill, str]]:
        """Draw a supplier's orders and goods; give its bills, each with its fault."""
        chance, book = self.chance, self.book
        orders = order_lines(chance, supplier)
        self.ordered.extend((supplier, line) for order in orders for line in order)
        own = habits(chance, book, supplier, self.scene.recipe.our_name)
        value = value_of_receipt(self.scene, book, supplier)
        goods = receipts(chance, orders, self.receipt_days(supplier), supplier, value)
        self.arrived.extend((supplier, receipt) for receipt in goods)
        count, first = int(book.billed[supplier]), int(book.first[supplier])
        faults = (FAULTS[place] for place in book.faults[first : first + count])
        return chain(
            zip(billed(chance, own, goods[:count]), faults, strict=True),
            ((bill, "") for bill in credited(own, goods[:count], int(book.credits[supplier]))),
            ((bill, MISSING) for bill in self.missing(supplier, own, value)),
        )

    def receipt_days(self, supplier: int) -> tuple[date, ...]:
        """Draw the days of receipts; what an invoice bills comes first, and before the stop."""
        book, shape = self.book, self.scene.recipe.trade
        others = int(book.self_billed[supplier] + book.waiting[supplier])
        before = self.days.draw(self.chance, int(book.billed[supplier]))
        since, coming = shape.after_stop_share, shape.coming_share
        return (*before, *self.days.draw(self.chance, others, since, coming))

    def missing(self, supplier: int, own: Habits, value_minor: int) -> Iterator[Bill]:
        """Give bills for an order line that nothing has arrived of."""
        count = int(self.book.missing[supplier])
        if count:
            line = unreceived_line(self.chance, supplier)
            self.ordered.append((supplier, line))
            days = self.days.draw(self.chance, count)
            after = int(self.book.billed[supplier])
            yield from unreceived(own, line, days, value_minor=value_minor, after=after)

    def lost(self) -> Iterator[tuple[int, Receipt]]:
        """Give goods that some suppliers sent and nobody has booked: they are billed as sent."""
        for supplier in terms.from_despatch(self.agreed()):
            line = unreceived_line(self.chance, supplier)
            self.ordered.append((supplier, line))
            yield supplier, terms.unbooked(self.scene, line)

    def agreed(self) -> list[int]:
        """Name the suppliers with a self-billing agreement."""
        return [supplier for supplier in self.suppliers if self.book.agreed[supplier]]

    def order_rows(self) -> dict[str, list[Any]]:
        """Give the rows of `purchase_orders`."""
        rows = self.ordered
        places = [int(self.book.own.currency[supplier]) for supplier, _ in rows]
        return {
            "order_no": [line.order_no for _, line in rows],
            "line_no": [line.line_no for _, line in rows],
            "supplier": [supplier_id(supplier) for supplier, _ in rows],
            "part": [line.part for _, line in rows],
            "unit": [line.unit for _, line in rows],
            "quantity_micro": [ORDERED_MICRO] * len(rows),
            "price_micro": [line.price_e4 * 100 for _, line in rows],
            "currency": [CURRENCIES[place] for place in places],
            "tax_percent_micro": [UK_TAX_PERCENT_MICRO if place == _UK else 0 for place in places],
            "agreed_from": [AGREED_FROM] * len(rows),
        }

    def receipt_rows(self) -> dict[str, list[Any]]:
        """Give the rows of `receipts`."""
        rows = [
            (supplier, receipt, place, line, quantity)
            for supplier, receipt in self.arrived
            for place, (line, quantity) in enumerate(receipt.lines, start=1)
        ]
        return {
            "receipt_no": [receipt.receipt_no for _, receipt, _, _, _ in rows],
            "line_no": [place for _, _, place, _, _ in rows],
            "supplier": [supplier_id(supplier) for supplier, _, _, _, _ in rows],
            "order_no": [line.order_no for _, _, _, line, _ in rows],
            "order_line": [line.line_no for _, _, _, line, _ in rows],
            "part": [line.part for _, _, _, line, _ in rows],
            "quantity_micro": [quantity * 1000 for _, _, _, _, quantity in rows],
            "received_on": [receipt.received_on for _, receipt, _, _, _ in rows],
            "despatch_no": [terms.despatch_no(self.scene, receipt) for _, receipt, _, _, _ in rows],
        }

    def account_rows(self) -> dict[str, list[Any]]:
        """Give the rows of `payee_accounts`."""
        places = list(self.suppliers)
        countries = [COUNTRIES[self.book.own.currency[supplier]] for supplier in places]
        called = self.scene.recipe.trade.received_from - timedelta(days=CALLED_BACK_DAYS)
        return {
            "supplier": [supplier_id(supplier) for supplier in places],
            "valid_from": [AGREED_FROM] * len(places),
            "name": [firm_name(supplier) for supplier in places],
            "account": list(map(account, countries, places)),
            "bic": [bic(country) for country in countries],
            "country": countries,
            "verified_on": [
                called if self.book.verified[supplier] else None for supplier in places
            ],
        }

    def agreement_rows(self) -> dict[str, list[Any]]:
        """Give the rows of `agreements`; all of them are open."""
        agreed = self.agreed()
        by_despatch = terms.from_despatch(agreed)
        return {
            "supplier": [supplier_id(supplier) for supplier in agreed],
            "valid_from": [AGREED_FROM] * len(agreed),
            "vat_number": [self.book.own.vat[supplier] for supplier in agreed],
            "basis": ["despatch" if supplier in by_despatch else "receipt" for supplier in agreed],
        }
