"""What was agreed with suppliers besides the lines of their orders: enough to show each kind.

None of it changes what becomes of an exercise's invoices: they are right, or wrong by far.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from blackstart.base.money import MICRO
from blackstart.exercise.firms import CURRENCIES
from blackstart.exercise.identity import supplier_id
from blackstart.exercise.ledger import Ledger
from blackstart.exercise.orders import AGREED_FROM, OrderLine, Receipt, amount
from blackstart.exercise.scene import Scene

ALL = "*"
EVERY = 16  # of so many suppliers one has terms of its own, of so many order lines a new price
OF_ALL_MICRO = 2 * MICRO
OF_ONE_MICRO, OF_ONE_MINOR = MICRO, 2_000
DEARER_PERCENT, DEARER_AFTER_DAYS = 2, 30
FREIGHT_MINOR = 5_000
CANCELLED_MARK = "-B"
SENT_BEFORE_DAYS = 2
UNBOOKED_DAYS, UNBOOKED_MINOR = 7, 1_000_000


def write_firm_wide(scene: Scene) -> None:
    """Write the tolerance that holds where no other does."""
    scene.out.append(
        "tolerances",
        {
            **{name: [ALL] for name in ("supplier", "commodity", "currency")},
            "valid_from": [AGREED_FROM],
            "percent_micro": [OF_ALL_MICRO],
        },
    )


def write(scene: Scene, book: Ledger, ordered: Sequence[tuple[int, OrderLine]]) -> None:
    """Write tolerances, prices to come and freight of some of these orders' suppliers.

    Args:
        scene: the dossier.
        book: of all suppliers.
        ordered: supplier and order line.
    """
    some = ordered[::EVERY]
    suppliers = sorted({supplier for supplier, _ in some})
    currencies = [CURRENCIES[int(book.own.currency[supplier])] for supplier in suppliers]
    orders = {line.order_no: CURRENCIES[int(book.own.currency[one])] for one, line in some}
    ends = scene.recipe.day + timedelta(days=365)
    scene.out.append(
        "tolerances",
        {
            "supplier": list(map(supplier_id, suppliers)),
            "commodity": [ALL] * len(suppliers),
            "currency": currencies,
            "valid_from": [AGREED_FROM] * len(suppliers),
            "valid_until": [ends] * len(suppliers),
            "percent_micro": [OF_ONE_MICRO] * len(suppliers),
            "amount_minor": [OF_ONE_MINOR] * len(suppliers),
        },
    )
    scene.out.append("prices", _to_come(scene, [line for _, line in some]))
    scene.out.append(
        "order_charges",
        {
            "order_no": list(orders),
            "allowed_minor": [FREIGHT_MINOR] * len(orders),
            "currency": list(orders.values()),
            "what": ["freight, if goods come with it"] * len(orders),
        },
    )


def from_despatch(agreed: Sequence[int]) -> Sequence[int]:
    """Name the suppliers whose agreement bills from despatch advices, not from receipts."""
    return agreed[::EVERY]


def unbooked(scene: Scene, line: OrderLine) -> Receipt:
    """Make goods that were sent a week ago and that nobody has booked: their receipt is to come."""
    return Receipt(
        receipt_no=f"GR{line.order_no}0001",
        received_on=scene.recipe.day - timedelta(days=UNBOOKED_DAYS),
        lines=((line, amount(line, UNBOOKED_MINOR)),),
    )


def despatch_no(scene: Scene, receipt: Receipt) -> str | None:
    """Name the despatch advice of goods that have not arrived yet; of older ones nobody has any."""
    return f"DN-{receipt.receipt_no}" if receipt.received_on > scene.recipe.day else None


def write_despatches(scene: Scene, sent: Sequence[tuple[int, Receipt]], mark: str = "") -> None:
    """Write the despatch advices of goods that nobody has booked yet.

    Args:
        scene: the dossier.
        sent: suppliers and their goods.
        mark: the end of an advice's number.
    """
    rows = [
        (supplier, receipt, place, line, quantity)
        for supplier, receipt in sent
        for place, (line, quantity) in enumerate(receipt.lines, start=1)
    ]
    scene.out.append(
        "despatches",
        {
            "supplier": [supplier_id(supplier) for supplier, *_ in rows],
            "despatch_no": [f"DN-{receipt.receipt_no}{mark}" for _, receipt, *_ in rows],
            "line_no": [place for _, _, place, _, _ in rows],
            "order_no": [line.order_no for _, _, _, line, _ in rows],
            "order_line": [line.line_no for _, _, _, line, _ in rows],
            "part": [line.part for _, _, _, line, _ in rows],
            "quantity_micro": [quantity * 1000 for *_, quantity in rows],
            "despatched_on": [_sent_on(receipt) for _, receipt, *_ in rows],
        },
    )


def write_cancelled(scene: Scene, sent: Sequence[tuple[int, Receipt]]) -> None:
    """Write advices that came a second time under another number and were taken back at once."""
    twice = sent[::EVERY]
    write_despatches(scene, twice, CANCELLED_MARK)
    scene.out.append(
        "cancelled_despatches",
        {
            "supplier": [supplier_id(supplier) for supplier, _ in twice],
            "despatch_no": [f"DN-{receipt.receipt_no}{CANCELLED_MARK}" for _, receipt in twice],
            "cancelled_on": [_sent_on(receipt) for _, receipt in twice],
            "document": [None] * len(twice),
        },
    )


def _sent_on(receipt: Receipt) -> date:
    return receipt.received_on - timedelta(days=SENT_BEFORE_DAYS)


def _to_come(scene: Scene, lines: Sequence[OrderLine]) -> dict[str, list[Any]]:
    """Give prices that begin after the exercise's days."""
    begins = scene.recipe.day + timedelta(days=DEARER_AFTER_DAYS)
    return {
        "order_no": [line.order_no for line in lines],
        "line_no": [line.line_no for line in lines],
        "valid_from": [begins] * len(lines),
        "price_micro": [line.price_e4 * (100 + DEARER_PERCENT) for line in lines],
    }
