"""What a direct supplier has agreed to deliver, at which price, and what arrived of it."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from blackstart.base.calendar import Calendar
from blackstart.exercise.draw import lognormal, pick, rounded_div
from blackstart.exercise.identity import words
from blackstart.exercise.ledger import Ledger
from blackstart.exercise.scene import Scene

# Unit prices in ten-thousandths: clips for pence, modules for a thousand pounds (assumption).
PRICES = lognormal(180_000, 1.3, low=500, high=12_000_000)
ORDERS_MAX, LINES_MAX = 3, 5
RECEIPT_LINES_MAX = 4
PIECE, KILOGRAM = "C62", "KGM"
AGREED_FROM = date(2025, 1, 1)
UNRECEIVED_ORDER = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """A line of an order: the price in ten-thousandths."""

    order_no: str
    line_no: int
    part: str
    unit: str
    price_e4: int
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Goods that arrived: order lines with quantities in thousandths."""

    receipt_no: str
    received_on: date
    lines: tuple[tuple[OrderLine, int], ...]


def order_lines(chance: np.random.Generator, supplier: int) -> tuple[tuple[OrderLine, ...], ...]:
    """Draw a supplier's orders, each a tuple of its lines."""
    items = words()["items"]
    counts = chance.integers(1, LINES_MAX + 1, int(chance.integers(1, ORDERS_MAX + 1)))
    prices = PRICES.draw(chance, int(counts.sum()))
    by_weight = chance.integers(0, 12, len(prices)) == 0
    names = chance.permutation(len(items))
    orders, place = [], 0
    for order, count in enumerate(counts, start=1):
        lines = []
        for line_no in range(1, int(count) + 1):
            lines.append(
                OrderLine(
                    order_no=f"55{supplier + 1:06d}{order:02d}",
                    line_no=line_no * 10,
                    part=f"P{supplier + 1:06d}{place + 1:02d}",
                    unit=KILOGRAM if by_weight[place] else PIECE,
                    price_e4=int(prices[place]),
                    description=items[names[place % len(items)]],
                )
            )
            place += 1
        orders.append(tuple(lines))
    return tuple(orders)


def unreceived_line(chance: np.random.Generator, supplier: int) -> OrderLine:
    """Draw an order line that nothing has arrived of."""
    items = words()["items"]
    return OrderLine(
        order_no=f"55{supplier + 1:06d}{UNRECEIVED_ORDER}",
        line_no=10,
        part=f"P{supplier + 1:06d}{UNRECEIVED_ORDER}",
        unit=PIECE,
        price_e4=int(PRICES.draw(chance, 1)[0]),
        description=items[int(chance.integers(0, len(items)))],
    )


def receipts(
    chance: np.random.Generator,
    orders: tuple[tuple[OrderLine, ...], ...],
    days: tuple[date, ...],
    supplier: int,
    value_minor: int,
) -> list[Receipt]:
    """Draw what arrived, one receipt for each of `days`.

    Args:
        chance: of the block.
        orders: of the supplier.
        days: when something arrived.
        supplier: its place.
        value_minor: what a receipt is worth in the middle.
    """
    which = chance.integers(0, len(orders), len(days))
    how_many = chance.integers(1, RECEIPT_LINES_MAX + 1, len(days))
    jitter = chance.integers(50, 151, (len(days), RECEIPT_LINES_MAX))
    arrived = []
    for place, day in enumerate(days):
        order = orders[which[place]]
        count = min(int(how_many[place]), len(order))
        start = place % len(order)
        lines = [order[(start + step) % len(order)] for step in range(count)]
        worth = [value_minor * int(share) // (100 * count) for share in jitter[place]]
        arrived.append(
            Receipt(
                receipt_no=f"GR{supplier + 1:06d}{place + 1:05d}",
                received_on=day,
                lines=tuple(
                    (line, amount(line, each))
                    for line, each in zip(
                        sorted(lines, key=lambda line: line.line_no), worth, strict=False
                    )
                ),
            )
        )
    return arrived


def amount(line: OrderLine, value_minor: int) -> int:
    """Tell how many thousandths of a unit are worth about that much: whole pieces, at least one."""
    if line.unit == PIECE:
        return max(int(rounded_div(value_minor * 100, line.price_e4)), 1) * 1000
    return max(int(rounded_div(value_minor * 100_000, line.price_e4)), 100)


@dataclass(frozen=True, slots=True)
class Days:
    """The working days on which goods arrive: before the stop, since then, and to come."""

    before: tuple[date, ...]
    since: tuple[date, ...]
    coming: tuple[date, ...]

    @classmethod
    def of(cls, scene: Scene) -> "Days":
        """Take the working days of the recipe."""
        recipe = scene.recipe
        tomorrow = recipe.day + timedelta(days=1)
        end = tomorrow + timedelta(days=max(recipe.trade.script_days, 1))
        return cls(
            _working(recipe.trade.received_from, recipe.stopped_on),
            _working(recipe.stopped_on, tomorrow),
            _working(tomorrow, end),
        )

    def draw(
        self, chance: np.random.Generator, count: int, since: float = 0, coming: float = 0
    ) -> tuple[date, ...]:
        """Draw days in no order, a share of them since the stop, a share of them to come."""
        which = pick(chance, (1 - since - coming, since, coming), count)
        places = chance.integers(0, 10**6, count)
        lists = (self.before, self.since, self.coming)
        return tuple(
            lists[kind][place % len(lists[kind])] for kind, place in zip(which, places, strict=True)
        )


def _working(start: date, end: date) -> tuple[date, ...]:
    days = (start + timedelta(days=ahead) for ahead in range((end - start).days))
    return tuple(filter(Calendar().works, days))


def value_of_receipt(scene: Scene, book: Ledger, supplier: int) -> int:
    """Tell what a receipt is worth, so that all of them are what the supplier sells to us."""
    count = int(book.self_billed[supplier] + book.billed[supplier] + book.waiting[supplier])
    days = (scene.recipe.stopped_on - scene.recipe.trade.received_from).days
    return max(int(book.own.to_us_minor[supplier]) * days // max(count, 1), 20_000)
