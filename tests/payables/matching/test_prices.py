"""Prices by date, and charges beyond the lines."""

from typing import Any

import pytest

from blackstart.base.money import MICRO
from blackstart.payables import findings
from tests.payables.made import ago, asked, billed, frame, verdicts

AGREED = frame("agreements", {})
# 1.25 at first, 1.00 from ten days before the tests' day, 2.00 from tomorrow.
FALLING = frame(
    "prices",
    {"valid_from": ago(10), "price_micro": 1_000_000},
    {"valid_from": ago(-1), "price_micro": 2_000_000},
    {"order_no": "PO9", "valid_from": ago(300), "price_micro": 9},
)
PRICE, TOTAL = findings.PRICE_ABOVE.code, findings.TOTAL_ABOVE.code


@pytest.mark.parametrize(
    ("issued", "receipt", "received", "code"),
    [
        (11, None, 20, None),
        (10, None, 20, PRICE),
        (0, None, 20, PRICE),
        (0, "G1", 11, None),  # it names goods that came at the old price
        (11, "G1", 10, PRICE),  # and goods that came at the new one
        (11, "their note", 5, None),
        (None, None, 20, None),  # without a date the order's own price counts
        (400, None, 20, None),
    ],
)
def test_the_price_of_the_day(
    issued: int | None, receipt: str | None, received: int, code: str | None
) -> None:
    """The day on which the goods came that the line names, else the day of the invoice."""
    head, line = billed(issued_on=None if issued is None else ago(issued))
    out = asked(
        (head, {**line, "receipt_no": receipt}),
        prices=FALLING,
        receipts=frame("receipts", {"received_on": ago(received)}),
    )
    expected = findings.NO_DATE.code if issued is None else code
    assert verdicts(out)["I-1"][1] == expected


@pytest.mark.parametrize(
    ("received", "minor"), [(300, 15_000), (11, 15_000), (10, 12_000), (3, 12_000)]
)
def test_self_billing_at_the_price_of_the_receipts_day(received: int, minor: int) -> None:
    """100 pieces at 1.25 before the change, at 1.00 from its day on; 20 % VAT."""
    receipts = frame("receipts", {"received_on": ago(received)})
    out = asked(receipts=receipts, agreements=AGREED, prices=FALLING)
    assert out.invoices["payable_minor"].to_list() == [minor]


def test_no_price_yet() -> None:
    """Before the first price there is none, and the day of a new one replaces the order's own."""
    receipts = frame("receipts", {"received_on": ago(301)})
    none = asked(receipts=receipts, agreements=AGREED, prices=FALLING)
    assert [note.code for note in none.notes] == [findings.NO_PRICE.code]
    same_day = frame("prices", {"valid_from": ago(300), "price_micro": 3_000_000})
    receipts = frame("receipts", {"received_on": ago(300)})
    out = asked(receipts=receipts, agreements=AGREED, prices=same_day)
    assert out.invoices["net_minor"].to_list() == [30_000]


def paper(extra: int = 0, charges: int | None = None, **row: Any) -> tuple[Any, Any]:  # noqa: ANN401 - any cell of a line
    """Make an invoice over 125.00 with charges in its totals, and VAT on everything."""
    net = 12_500 + extra
    tax = net // 5
    return billed(
        charges_minor=charges,
        lines_minor=net - (charges or 0),
        net_minor=net,
        tax_minor=tax,
        gross_minor=net + tax,
        payable_minor=net + tax,
    )[0], {**billed()[1], **row}


@pytest.mark.parametrize(
    ("charged", "allowed", "code"),
    [
        (1_000, [], TOTAL),
        (250, [], None),  # within 2 % of the lines and 5.00
        (1_000, [{}], None),
        (1_000, [{"currency": "EUR"}], TOTAL),
        (1_000, [{"order_no": "PO9"}], TOTAL),
        (1_250, [{}], None),  # 10.00 are allowed, the rest is within tolerance
        (1_260, [{}], TOTAL),
    ],
)
def test_freight_in_the_totals(charged: int, allowed: list[Any], code: str | None) -> None:
    """An order allows a charge or does not; a tolerance comes on top."""
    out = asked(paper(charged, charged), charges=frame("order_charges", *allowed))
    assert verdicts(out)["I-1"][1] == code


def with_freight_line(**row: Any) -> tuple[Any, Any]:  # noqa: ANN401 - any cell of a line
    """Make an invoice over 100 pieces and 10.00 of freight, each with a line."""
    head, goods = paper(1_000)
    freight = {"line_no": 2, "order_line": None, "part": "FREIGHT", "net_minor": 1_000, **row}
    return head, [goods, {**goods, **freight, "quantity_micro": MICRO}]


@pytest.mark.parametrize(
    ("row", "allowed", "code"),
    [
        ({}, [{}], None),
        ({}, [], findings.NO_ORDER.code),
        ({}, [{"allowed_minor": 500}], TOTAL),
        ({"order_line": 9}, [{}], findings.NO_ORDER.code),  # that names a line we do not have
        ({"part": "P1"}, [{}], findings.PRICE_ABOVE.code),  # and that our goods
        ({"order_no": None}, [{}], findings.NO_ORDER.code),
    ],
)
def test_freight_in_a_line_of_its_own(
    row: dict[str, Any], allowed: list[Any], code: str | None
) -> None:
    """It names the order, but no line and no part of it, and the order allows it."""
    head, lines = with_freight_line(**row)
    out = asked(
        charges=frame("order_charges", *allowed),
        invoices=frame("invoices", head),
        lines=frame("invoice_lines", *lines),
    )
    assert verdicts(out)["I-1"][1] == code


def test_freight_alone_is_for_a_person() -> None:
    """Freight is allowed with the goods that it carries; a bill over nothing else is held."""
    head, (_, freight) = with_freight_line()
    head |= {"lines_minor": 1_000, "net_minor": 1_000, "tax_minor": 200}
    head |= {"gross_minor": 1_200, "payable_minor": 1_200}
    out = asked((head, freight), charges=frame("order_charges", {}))
    assert verdicts(out) == {"I-1": ("held", TOTAL)}
    (said,) = out.debts["reason"].to_list()
    assert said == (
        "12.00 GBP is due, 12.00 GBP more than the lines with VAT at the order's rate; charges "
        "allowed by the order, with VAT: 0.00 GBP; tolerated: 2 % and 5.00 GBP (assumed, for none "
        "is agreed)."
    )
