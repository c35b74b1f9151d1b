"""How much more than arrived may be billed: agreed, never assumed, and once for all invoices."""

from typing import Any

import pytest

from blackstart.base.money import MICRO
from blackstart.payables import findings
from tests.payables.made import ago, asked, billed, frame, verdicts

Rule = dict[str, Any]
TWO: Rule = {"quantity_percent_micro": 2 * MICRO}
HELD = ("held", findings.QUANTITY_ABOVE.code)
MATCHED = ("matched", None)


@pytest.mark.parametrize(
    ("rules", "pieces", "verdict"),
    [
        ([], 101, HELD),
        ([{}], 101, HELD),  # a tolerance of prices says nothing of quantities
        ([TWO], 102, MATCHED),
        ([TWO], 103, HELD),
        ([TWO, {"supplier": "S1"}], 102, MATCHED),  # nor takes it anything back
        ([TWO, {"supplier": "S1", "quantity_percent_micro": 0}], 101, HELD),
        ([{**TWO, "supplier": "S2"}], 101, HELD),
        ([{**TWO, "commodity": "seats"}], 102, MATCHED),
        ([{**TWO, "commodity": "brakes"}], 101, HELD),
        ([{**TWO, "valid_until": ago(1)}], 101, HELD),
    ],
)
def test_a_share_is_agreed(rules: list[Rule], pieces: int, verdict: tuple[str, str | None]) -> None:
    """100 pieces arrived: up to two more are billed where two per cent are agreed, else none."""
    orders = frame("purchase_orders", {"commodity": "seats"})
    tolerances = frame("tolerances", *rules)
    out = asked(billed("I-1", pieces), orders=orders, tolerances=tolerances)
    assert verdicts(out)["I-1"] == verdict


def test_what_is_tolerated_is_billed_once() -> None:
    """Two more are billed by the first invoice; on no later day is there room for another piece."""
    tolerances = frame("tolerances", TWO)
    out = asked(billed("I-1", 102), tolerances=tolerances)
    assert out.billed.rows() == [("G1", 1, "I-1", 102 * MICRO)]
    again = asked(billed("I-2", 1), tolerances=tolerances, billed=out.billed)
    assert verdicts(again)["I-2"] == HELD
    (reason,) = again.debts["reason"].to_list()
    assert reason == (
        "It bills 1 of order PO1 line 1, but 100 arrived, of which 0 are left to bill; "
        f"2 % more would be tolerated (agreed from {ago(300)})."
    )


def test_all_invoices_together_bill_the_share_once() -> None:
    """Each of two would fit alone; together they bill three more than arrived, and one waits."""
    papers = (billed("I-1", 52), billed("I-2", 51))
    found = verdicts(asked(*papers, tolerances=frame("tolerances", TWO)))
    assert found == {"I-1": MATCHED, "I-2": HELD}


def test_a_receipt_that_is_named_has_its_own_share() -> None:
    """Of a receipt of 50 that it names, an invoice bills 51, though the order line had room."""
    receipts = frame("receipts", {"quantity_micro": 50 * MICRO}, {"receipt_no": "G2"})
    rules = frame("tolerances", TWO)
    for pieces, verdict in ((51, MATCHED), (52, HELD)):
        head, line = billed("I-1", pieces)
        out = asked((head, {**line, "receipt_no": "G1"}), receipts=receipts, tolerances=rules)
        assert verdicts(out)["I-1"] == verdict
    rows = asked(
        (billed("I-1", 51)[0], {**billed("I-1", 51)[1], "receipt_no": "G1"}),
        receipts=receipts,
        tolerances=rules,
    ).billed.rows()
    assert rows == [("G1", 1, "I-1", 51 * MICRO)]


def test_what_we_billed_ourselves_leaves_no_room() -> None:
    """The supplier bills two more beside our self-billed invoice: nobody received them."""
    ours = {"invoice": "SB-1", "kind": "self-billed", "document": None}
    out = asked(
        (ours, None),
        billed("I-2", 2),
        billed=frame("billed_receipts", {"invoice": "SB-1"}),
        debts=frame("debts", {"invoice": "SB-1", "kind": "self-billed"}),
        tolerances=frame("tolerances", TWO),
    )
    assert verdicts(out)["I-2"] == ("held", findings.SELF_BILLED.code)
