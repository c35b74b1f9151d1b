"""Credit notes: what they are about, and the invoices that they free."""

from typing import Any

import pytest

from blackstart.base.money import MICRO
from blackstart.payables import findings
from blackstart.payables.desk import decide
from blackstart.payables.inbox import Outbox
from tests.payables.made import ago, asked, billed, frame, inbox, verdicts

NOTHING = (
    "It names “77”, which is no invoice of the supplier's that we know, and no receipt that one "
    "bills."
)
Paper = tuple[Any, Any]
MATCHED = ("matched", None)
DEAR = frame("purchase_orders", {"price_micro": 1_000_000})  # 125.00 are billed, 100.00 agreed


def credit(net: int, pieces: int = 100, tax: int | None = None, **said: Any) -> Paper:  # noqa: ANN401 - any cell
    """Make a credit note about invoice 7001, with one line."""
    names = {name: said.pop(name) for name in ("order_line", "receipt_no") if name in said}
    vat = net // 5 if tax is None else tax
    head, line = billed(
        "C-1",
        **{
            "kind": "credit note",
            "preceding_no": "7001",
            "lines_minor": net,
            "net_minor": net,
            "tax_minor": vat,
            "gross_minor": net + vat,
            "payable_minor": net + vat,
            **said,
        },
    )
    return head, {**line, "quantity_micro": pieces * MICRO, "net_minor": net, **names}


def invoice(**said: Any) -> Paper:  # noqa: ANN401 - any cell
    """Make invoice 7001 over 100 pieces and 125.00."""
    return billed(**{"number": "7001", **said})


def about(out: Outbox) -> str:
    """Read what was found about the credit note's invoice."""
    rows = out.findings.filter(out.findings["code"] == findings.CREDITS.code)
    return str(rows["message"].item())


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, "It is about I-1, number “7001”."),
        ({"preceding_no": "7001-"}, "It is about I-1, number “7001”."),
        ({"preceding_no": None, "receipt_no": "g 1"}, "It is about I-1, number “7001”."),
        ({"preceding_no": "77", "receipt_no": "G9"}, NOTHING),
    ],
)
def test_what_a_credit_note_is_about(said: dict[str, Any], found: str) -> None:
    """The invoice that it names, else the one that bills the receipt that it names."""
    head, line = invoice()
    out = asked((head, {**line, "receipt_no": "G1"}), credit(100, **said))
    assert verdicts(out) == {"I-1": MATCHED, "C-1": MATCHED}
    assert about(out) == found


def test_the_newest_of_several() -> None:
    """A number that was used twice means the invoice that came last."""
    old = invoice(arrived_on=ago(40), payable_minor=9_999, prepaid_minor=5_001)
    new = billed("I-2", number="7001")
    assert about(asked(old, new, credit(100))).startswith("It is about I-2")


@pytest.mark.parametrize(
    ("net", "free"), [(2_500, True), (2_300, True), (2_299, False), (1_000, False)]
)
def test_it_frees_an_invoice_that_was_too_dear(net: int, *, free: bool) -> None:
    """100.00 are agreed, 125.00 billed: what is left above must be within two per cent."""
    out = asked(invoice(), credit(net), orders=DEAR)
    held = ("held", findings.PRICE_ABOVE.code)
    assert verdicts(out) == {"I-1": MATCHED if free else held, "C-1": MATCHED}


def test_goods_given_back_free_an_invoice_over_too_much() -> None:
    """120 are billed, 100 arrived, 20 are given back at the agreed price."""
    out = asked(invoice_of(120), credit(2_500, 20))
    assert verdicts(out) == {"I-1": MATCHED, "C-1": MATCHED}
    assert out.billed.rows() == [("G1", 1, "I-1", 100 * MICRO)]
    too_few = asked(invoice_of(120), credit(2_375, 19))
    assert verdicts(too_few)["I-1"] == ("held", findings.QUANTITY_ABOVE.code)
    other_price = asked(invoice_of(120), credit(1_500, 20))
    assert verdicts(other_price)["I-1"] == ("held", findings.QUANTITY_ABOVE.code)


def invoice_of(pieces: int) -> Paper:
    """Make invoice 7001 over some pieces."""
    return billed("I-1", pieces, number="7001")


def test_a_charge_given_back_frees_the_total() -> None:
    """20.00 of freight that nobody allowed, and a credit note over it that names no order line."""
    extra = {"lines_minor": 12_500, "charges_minor": 2_000, "net_minor": 14_500}
    extra |= {"tax_minor": 2_900, "gross_minor": 17_400, "payable_minor": 17_400}
    assert verdicts(asked(invoice(**extra)))["I-1"] == ("held", findings.TOTAL_ABOVE.code)
    out = asked(invoice(**extra), credit(2_000, order_line=9))
    assert verdicts(out) == {"I-1": MATCHED, "C-1": MATCHED}


def test_a_credit_note_that_waits_frees_nothing() -> None:
    """It looks like another one, so nobody knows whether it is a claim of its own."""
    twin = credit(2_500, number="X-9")
    other = {"invoice": "C-0", "number": "9", "arrived_on": ago(11)}
    first = {**twin[0], **other}, {**twin[1], "invoice": "C-0"}
    first[0]["preceding_no"] = "nothing"
    out = asked(invoice(), first, twin, orders=DEAR)
    assert verdicts(out) == {
        "I-1": ("held", findings.PRICE_ABOVE.code),
        "C-0": MATCHED,
        "C-1": ("held", findings.ALIKE.code),
    }


@pytest.mark.parametrize(
    ("net", "held"), [([12_500], []), ([12_600], ["C-0"]), ([8_000, 4_000, 1_000], ["C-2"])]
)
def test_no_more_is_given_back_than_was_claimed(net: list[int], held: list[str]) -> None:
    """The credit note that goes beyond the invoice waits for a person; those before it count."""
    notes = [
        (
            {**head, "invoice": f"C-{place}", "number": f"X{place}"},
            {**line, "invoice": f"C-{place}", "receipt_no": f"R{place}"},
        )
        for place, (head, line) in enumerate(credit(each) for each in net)
    ]
    out = asked(invoice(), *notes)
    codes = {name for name, (_, code) in verdicts(out).items() if code}
    assert sorted(codes) == held
    if held:
        (reason,) = out.debts.filter(out.debts["invoice"] == held[0])["reason"].to_list()
        assert "of invoice “7001”, which claims 150.00 GBP." in reason


def test_tomorrow_it_is_still_about_the_same_invoice() -> None:
    """A credit note that was posted frees an invoice that comes, or is looked at, later."""
    first = asked(credit(2_500), orders=DEAR)
    head, line = invoice()
    note, row = credit(2_500)
    box = inbox(
        invoices=frame("invoices", note, head),
        lines=frame("invoice_lines", row, line),
        debts=first.debts,
        orders=DEAR,
    )
    assert verdicts(decide(box, capacity=0, day=ago(0)))["I-1"] == MATCHED
