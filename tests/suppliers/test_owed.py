"""What we owe: booked debts, credit notes, money on its way, goods that nobody billed."""

from typing import Any

import pytest

from blackstart.suppliers.owed import owed, unbilled
from tests.suppliers.made import DAY, DEBT, frame

NOTHING = unbilled(frame("receipts"), frame("billed_receipts"), frame("purchase_orders"))


def _owed(debts: list[dict[str, Any]], paid: list[dict[str, Any]], state: str) -> dict[str, int]:
    ours = frame("debts", *debts, **{**DEBT, "supplier": "S"})
    payment = {"payment": "P", "run": "R", "supplier": "S", "state": state, "changed_on": DAY}
    rows = owed(ours, NOTHING, frame("payments", payment), frame("paid_debts", *paid))
    return {f"{supplier} {currency}": amount for supplier, currency, amount in rows.iter_rows()}


@pytest.mark.parametrize(
    ("debts", "is_owed"),
    [
        ([{"invoice": "1", "amount_minor": 70}], {"S GBP": 70}),
        (
            [
                {"invoice": "1", "amount_minor": 70, "state": "held"},
                {"invoice": "2", "amount_minor": 5, "state": "matched"},
                {"invoice": "3", "amount_minor": 9, "kind": "credit note"},
            ],
            {"S GBP": 66},
        ),
        ([{"invoice": "1", "amount_minor": 70, "state": "paid"}], {}),
        ([{"invoice": "1", "amount_minor": 70, "state": "refused"}], {}),
        ([{"invoice": "1", "amount_minor": 70, "supplier": None}], {}),
        (
            [
                {"invoice": "1", "amount_minor": 70},
                {"invoice": "2", "amount_minor": 8, "currency": "EUR"},
            ],
            {"S EUR": 8, "S GBP": 70},
        ),
    ],
)
def test_open_debts(debts: list[dict[str, Any]], is_owed: dict[str, int]) -> None:
    """Posted, matched and held debts count, by currency, and credit notes against them."""
    assert _owed(debts, [], "proposed") == is_owed


@pytest.mark.parametrize(
    ("state", "is_owed"), [("proposed", 70), ("sent", 30), ("settled", 30), ("rejected", 70)]
)
def test_money_on_its_way_is_not_owed(state: str, is_owed: int) -> None:
    """A payment counts from the moment it left until it came back."""
    paid = {"payment": "P", "invoice": "1", "amount_minor": 40}
    assert _owed([{"invoice": "1", "amount_minor": 70}], [paid], state) == {"S GBP": is_owed}


RECEIPT = {
    "receipt_no": "G1",
    "line_no": 1,
    "supplier": "S",
    "order_no": "O1",
    "order_line": 1,
    "part": "P",
    "quantity_micro": 3_000_000,
    "received_on": DAY,
}
ORDER = {
    "order_no": "O1",
    "line_no": 1,
    "supplier": "S",
    "price_micro": 1_115_000,
    "currency": "GBP",
    "tax_percent_micro": 20_000_000,
}


@pytest.mark.parametrize(
    ("order", "billed_micro", "amount_minor"),
    [
        ({}, 0, 402),  # 3 × 1.115 = 3.345, half up 3.35; with 20 % 4.02
        ({}, 1_000_000, 268),  # 2.23; 2.676, so 2.68
        ({"currency": "JPY"}, 0, 4),  # 3.345 is 3; 3.6 is 4
        ({"currency": "KWD", "tax_percent_micro": 0}, 0, 3345),
        ({"price_micro": 10**15}, 0, 360_000_000_000),
        ({"order_no": "other"}, 0, None),
    ],
)
def test_goods_that_nobody_billed(
    order: dict[str, Any], billed_micro: int, amount_minor: int | None
) -> None:
    """What arrived is owed at the order's price with tax; without a price nobody knows."""
    billed = {"receipt_no": "G1", "line_no": 1, "invoice": "I", "quantity_micro": billed_micro}
    rows = unbilled(
        frame("receipts", RECEIPT),
        frame("billed_receipts", billed),
        frame("purchase_orders", {**ORDER, **order}),
    )
    assert rows["amount_minor"].to_list() == [amount_minor]
    assert owed(frame("debts"), rows, frame("payments"), frame("paid_debts"))[
        "owed_minor"
    ].to_list() == ([] if amount_minor is None else [amount_minor])


def test_goods_that_are_billed_in_full_are_not_owed_again() -> None:
    """The invoice's debt stands for them."""
    billed = {"receipt_no": "G1", "line_no": 1, "invoice": "I", "quantity_micro": 3_000_000}
    rows = unbilled(
        frame("receipts", RECEIPT),
        frame("billed_receipts", billed),
        frame("purchase_orders", ORDER),
    )
    assert rows.is_empty()


def test_a_value_beyond_counting_is_unknown() -> None:
    """A product beyond 10^15 minor units is a fault in the data, not a debt."""
    rows = unbilled(
        frame("receipts", {**RECEIPT, "quantity_micro": 10**15}),
        frame("billed_receipts"),
        frame("purchase_orders", {**ORDER, "price_micro": 10**15}),
    )
    assert rows["amount_minor"].to_list() == [None]
