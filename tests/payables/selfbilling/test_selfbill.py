"""Receipts that nobody billed become invoices of our own."""

from typing import Any

import pytest

from blackstart.base.finding import FindingCode
from blackstart.base.money import MICRO
from blackstart.payables import findings
from blackstart.payables.desk import decide
from blackstart.payables.inbox import Outbox
from tests.payables.made import ago, asked, billed, frame, inbox, verdicts

AGREED = frame("agreements", {})


def made(out: Outbox) -> list[tuple[Any, ...]]:
    """Give amount, tax and due date of what we billed ourselves."""
    return out.invoices.select("payable_minor", "tax_minor", "due_on").rows()


def test_a_receipt_is_billed_at_the_agreed_price() -> None:
    """100 pieces at 1.25 and 20 %: a matched debt of 150.00, due 60 days after the receipt."""
    out = asked(agreements=AGREED)
    assert made(out) == [(15_000, 2_500, ago(-40))]
    (invoice,) = out.invoices["invoice"].to_list()
    assert verdicts(out) == {invoice: ("matched", None)}
    assert out.billed.rows() == [("G1", 1, invoice, 100 * MICRO)]
    row = out.invoices.row(0, named=True)
    assert (row["kind"], row["number"], row["document"]) == ("self-billed", invoice, None)
    assert (row["seller_id"], row["seller_vat"]) == ("S1", "GB123")
    line = out.lines.row(0, named=True)
    assert (line["line_no"], line["line_id"], line["net_minor"]) == (1, "1", 12_500)
    assert (line["receipt_no"], line["order_no"], line["order_line"]) == ("G1", "PO1", 1)


@pytest.mark.parametrize(
    ("receipt", "agreement"),
    [
        ({}, {"valid_from": ago(19)}),
        ({}, {"valid_until": ago(21)}),
        ({}, {"supplier": "S2"}),
        ({"received_on": ago(2)}, {}),
        ({"quantity_micro": 0}, {}),
    ],
)
def test_when_nothing_is_billed(receipt: dict[str, Any], agreement: dict[str, Any]) -> None:
    """No agreement on the day of the receipt, or too fresh a receipt: no invoice, and no fault."""
    out = asked(receipts=frame("receipts", receipt), agreements=frame("agreements", agreement))
    assert out.invoices.is_empty()
    assert out.notes == ()


@pytest.mark.parametrize(
    "agreement", [{"valid_from": ago(20)}, {"valid_until": ago(0)}, {"vat_number": "gb 123"}]
)
def test_first_and_last_day_of_an_agreement_count(agreement: dict[str, Any]) -> None:
    """An agreement holds on both of its ends."""
    assert asked(agreements=frame("agreements", agreement)).invoices.height == 1


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ({"agreements": frame("agreements", {"vat_number": "GB9"})}, findings.VAT_NUMBER),
        ({"agreements": frame("agreements", {"vat_number": None})}, findings.VAT_NUMBER),
        ({"orders": frame("purchase_orders", {"agreed_from": ago(19)})}, findings.NO_PRICE),
        ({"orders": frame("purchase_orders", {"price_micro": 0})}, findings.NO_PRICE),
        ({"orders": frame("purchase_orders", {"supplier": "S2"})}, findings.NO_PRICE),
        (
            {
                "orders": frame("purchase_orders", {"price_micro": 10**15}),
                "receipts": frame("receipts", {"quantity_micro": 10**12}),
            },
            findings.TOO_LARGE,
        ),
    ],
)
def test_why_a_receipt_is_not_billed(said: dict[str, Any], finding: FindingCode) -> None:
    """HMRC's rule on VAT numbers, a price by date, and what can be counted."""
    out = asked(**{"agreements": AGREED, **said})
    assert out.invoices.is_empty()
    (note,) = out.notes
    assert note.code == finding.code
    assert "1 receipt lines: G1 line 1 of S1" in note.message


def test_nothing_is_billed_once_the_agreement_has_ended() -> None:
    """It held when the goods came and ended before they were billed; a new one mends it."""
    ended = {"valid_until": ago(1)}
    out = asked(agreements=frame("agreements", ended))
    assert out.invoices.is_empty()
    assert [note.code for note in out.notes] == [findings.EXPIRED.code]
    renewed = frame("agreements", ended, {"valid_from": ago(0)})
    assert asked(agreements=renewed).invoices.height == 1


def test_the_newest_agreement_counts() -> None:
    """A new agreement with the new VAT number replaces the old one."""
    agreements = frame("agreements", {"vat_number": "old"}, {"valid_from": ago(30)})
    assert asked(agreements=agreements).invoices.height == 1


def test_one_invoice_for_each_receipt_and_currency_and_vat_once_a_rate() -> None:
    """Three lines of one receipt: 20 % and 5 % in GBP, one line in EUR."""
    orders = frame(
        "purchase_orders",
        {"price_micro": 12_000},
        {"line_no": 2, "price_micro": 12_000},
        {"line_no": 3, "tax_percent_micro": 5 * MICRO},
        {"line_no": 4, "currency": "EUR"},
    )
    receipts = frame(
        "receipts",
        *(
            {"line_no": line, "order_line": line, "quantity_micro": 1 * MICRO}
            for line in (1, 2, 3, 4)
        ),
        {"receipt_no": "G2"},
    )
    out = asked(orders=orders, receipts=receipts, agreements=AGREED)
    # Lines of 0.01, 0.01 and 1.25: VAT is 0.004, once rounded to 0.00, and 0.06.
    sums = out.invoices.sort("currency", "payable_minor").select(
        "currency", "net_minor", "tax_minor"
    )
    assert sums.rows() == [("EUR", 125, 25), ("GBP", 127, 6), ("GBP", 120, 24)]
    assert out.lines.group_by("invoice").len()["len"].sort().to_list() == [1, 1, 3]


def test_the_suppliers_own_invoice_comes_first() -> None:
    """A matching invoice bills the receipt, so we do not."""
    out = asked(billed(), agreements=AGREED)
    assert verdicts(out) == {"I-1": ("matched", None)}
    assert out.invoices.is_empty()


def test_what_a_held_invoice_bills_is_left_alone() -> None:
    """Too dear an invoice is for a person to decide; a self-bill would pay it twice."""
    orders = frame("purchase_orders", {"price_micro": MICRO})
    out = asked(billed(), orders=orders, agreements=AGREED)
    assert verdicts(out) == {"I-1": ("held", findings.PRICE_ABOVE.code)}
    assert out.invoices.is_empty()


def test_the_suppliers_later_invoice_says_so() -> None:
    """Its own invoice for a self-billed receipt is held, and blocks no later receipt."""
    first = asked(agreements=AGREED)
    (own,) = first.invoices["invoice"].to_list()
    head, line = billed()
    box = inbox(
        invoices=first.invoices.vstack(frame("invoices", head)),
        lines=first.lines.vstack(frame("invoice_lines", line)),
        debts=first.debts,
        billed=first.billed,
        agreements=AGREED,
        receipts=frame(
            "receipts", {}, {"receipt_no": "G2", "quantity_micro": MICRO, "received_on": ago(9)}
        ),
    )
    out = decide(box, capacity=0, day=ago(0))
    assert out.invoices["payable_minor"].to_list() == [150]
    held = out.debts.row(0, named=True)
    assert (held["invoice"], held["code"]) == ("I-1", findings.SELF_BILLED.code)
    assert held["reason"].startswith("It bills 100 of order PO1 line 1: already self-billed as SB-")
    assert own not in out.billed["invoice"]


def test_the_same_receipt_always_makes_the_same_invoice() -> None:
    """Ids do not depend on the day, nor on what else is billed."""
    alone = asked(agreements=AGREED).invoices["invoice"].to_list()
    receipts = frame("receipts", {"receipt_no": "G0"}, {})
    both = asked(agreements=AGREED, receipts=receipts, day=ago(-3)).invoices["invoice"].to_list()
    assert set(alone) < set(both)
