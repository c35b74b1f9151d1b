"""A day at the payables desk: from papers to debts, and what the others wait for."""

from typing import Any

import pytest

from blackstart.base.finding import FindingCode
from blackstart.base.money import MICRO
from blackstart.payables import findings
from blackstart.payables.desk import decide
from blackstart.payables.inbox import Outbox
from tests.payables.made import ago, asked, billed, firms, frame, inbox, verdicts

POSTED = ("posted", None)
MATCHED = ("matched", None)


def stopped(finding: FindingCode) -> tuple[str, str | None]:
    """Give the verdict of a finding."""
    return finding.severity.value, finding.code


def one(head: dict[str, Any], line: dict[str, Any], **said: Any) -> tuple[str, str | None]:  # noqa: ANN401 - any frame of the desk
    """Ask about one invoice that is ordinary but for what is said."""
    paper, row = billed()
    return verdicts(asked(({**paper, **head}, {**row, **line}), **said))["I-1"]


def message(out: Outbox) -> str:
    """Read why the only debt is held."""
    (reason,) = out.debts["reason"].to_list()
    return str(reason)


def test_an_ordinary_invoice_becomes_a_debt() -> None:
    """Order, price and receipt agree: it is matched, bills its receipt, and is posted if it may."""
    assert one({}, {}) == MATCHED
    out = asked(billed(), capacity=1)
    assert verdicts(out) == {"I-1": POSTED}
    assert out.posted == 1
    row = out.debts.row(0, named=True)
    assert (row["supplier"], row["amount_minor"], row["due_on"]) == ("S1", 15_000, ago(-5))
    assert row["verified"]
    assert out.billed.rows() == [("G1", 1, "I-1", 100 * MICRO)]


@pytest.mark.parametrize(
    ("head", "line", "finding"),
    [
        ({"number": None}, {}, findings.NO_NUMBER),
        ({"gross_minor": 14_000, "payable_minor": 14_000}, {}, findings.GROSS_SUM),
        ({}, {"quantity_micro": None}, findings.LINE_GAPS),
        ({"seller_id": "S9"}, {}, findings.NO_SUPPLIER),
        ({"account": "DE89370400440532013000"}, {}, findings.OTHER_ACCOUNT),
        ({}, {"order_no": "PO9"}, findings.NO_ORDER),
        ({}, {"order_no": None}, findings.NO_ORDER),
        ({}, {"order_line": 9}, findings.NO_ORDER),
        ({"currency": "EUR"}, {}, findings.OTHER_CURRENCY),
        ({}, {"unit": "KGM"}, findings.OTHER_UNIT),
        ({}, {"quantity_micro": 98 * MICRO}, findings.PRICE_ABOVE),
        ({"payable_minor": 16_000, "rounding_minor": 1_000}, {}, findings.TOTAL_ABOVE),
        ({"payable_minor": 16_000, "prepaid_minor": -1_000}, {}, findings.TOTAL_ABOVE),
        (
            {"tax_minor": 3_500, "gross_minor": 16_000, "payable_minor": 16_000},
            {},
            findings.TOTAL_ABOVE,
        ),
        ({}, {"quantity_micro": 101 * MICRO}, findings.QUANTITY_ABOVE),
    ],
)
def test_what_stops_an_invoice(
    head: dict[str, Any], line: dict[str, Any], finding: FindingCode
) -> None:
    """Each exception has its own reason, and bills no receipt."""
    assert one(head, line) == stopped(finding)
    paper, row = billed()
    assert asked(({**paper, **head}, {**row, **line})).billed.is_empty()


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ({}, {"order_line": None, "part": "P1"}),
        ({}, {"order_line": 9, "part": "P1"}),
        ({"order_no": "PO1"}, {"order_no": None}),
        ({}, {"order_no": " PO1 "}),
        ({}, {"unit": "pce"}),
        ({}, {"unit": None}),
        ({}, {"receipt_no": "G1"}),
        ({}, {"receipt_no": "their-despatch-note"}),
        ({"account": "gb33 bukb 2020 1555 5555 55"}, {}),
        ({"account": "20-20-15 55555555"}, {}),
        ({"payable_minor": 10_000, "prepaid_minor": 5_000}, {}),
        ({"tax_minor": 0, "gross_minor": 12_500, "payable_minor": 12_500}, {}),
    ],
)
def test_what_does_not_stop_an_invoice(head: dict[str, Any], line: dict[str, Any]) -> None:
    """What we can find out ourselves, and what is in our favour, holds nobody up."""
    assert one(head, line) == MATCHED


@pytest.mark.parametrize(
    ("billed_minor", "agreed_micro", "held"),
    [
        (12_500, 1_250_000, False),
        (12_500, 1_300_000, False),  # cheaper than agreed
        (12_500, 1_226_000, False),  # 1.96 % and 2.40 above
        (12_500, 1_225_000, True),  # 2.04 % above
        (12_500, 0, True),
        (500_000, 49_500_000, True),  # 1.01 %, but 50.00 above
        (500_000, 49_950_000, False),  # 5.00 above
        (500_000, 49_949_000, True),  # 5.10 above
    ],
)
def test_price_tolerance(billed_minor: int, agreed_micro: int, *, held: bool) -> None:
    """At most two per cent, and at most five pounds a line."""
    tax = billed_minor // 5
    head = {
        "lines_minor": billed_minor,
        "net_minor": billed_minor,
        "tax_minor": tax,
        "gross_minor": billed_minor + tax,
        "payable_minor": billed_minor + tax,
    }
    orders = frame("purchase_orders", {"price_micro": agreed_micro})
    verdict = one(head, {"net_minor": billed_minor}, orders=orders)
    assert verdict == (stopped(findings.PRICE_ABOVE) if held else MATCHED)


def test_a_price_stands_in_for_a_missing_line_total() -> None:
    """Price times quantity is compared when the line does not say its total."""
    assert one({}, {"net_minor": None}) == MATCHED
    assert one({}, {"net_minor": None, "price_micro": 2 * MICRO}) == stopped(findings.PRICE_ABOVE)


def test_without_a_receipt_it_waits_and_clears_by_itself() -> None:
    """Held today, matched on the day on which the goods arrive."""
    receipts = frame("receipts", {"received_on": ago(-1)})
    out = asked(billed(), receipts=receipts)
    assert verdicts(out) == {"I-1": stopped(findings.NO_RECEIPT)}
    assert message(out) == "It bills 100 of order PO1 line 1, of which nothing has arrived."
    tomorrow = asked(billed(), receipts=receipts, debts=out.debts, day=ago(-1), capacity=1)
    assert verdicts(tomorrow) == {"I-1": POSTED}
    assert tomorrow.debts["changed_on"].to_list() == [ago(-1)]


def test_parts_of_a_delivery_are_no_duplicates_and_never_more_than_arrived() -> None:
    """60 and 40 of 100 match; the next one waits, whatever its number."""
    out = asked(billed("I-1", 60), billed("I-2", 40), billed("I-3", 10))
    assert verdicts(out) == {
        "I-1": MATCHED,
        "I-2": MATCHED,
        "I-3": stopped(findings.QUANTITY_ABOVE),
    }


def test_a_copy_in_another_format_is_held_and_never_dropped() -> None:
    """The first stays, the second says whose copy it is."""
    out = asked(billed("I-1", number="77"), billed("I-2", number="0077", document="1" * 64))
    assert verdicts(out) == {"I-1": MATCHED, "I-2": stopped(findings.DUPLICATE)}
    assert out.debts["reason"].to_list() == [None, "It is the same as I-1."]


def test_what_looks_like_another_is_held_until_a_person_compares_both() -> None:
    """The reason names the other one; its goods are kept for it, should it be another claim."""
    agreed = frame("agreements", {})
    receipts = frame("receipts", {}, {"receipt_no": "G2"})
    papers = billed("I-1", number="3411"), billed("I-2", number="A3411", document="1" * 64)
    out = asked(*papers, agreements=agreed, receipts=receipts)
    assert verdicts(out) == {"I-1": MATCHED, "I-2": stopped(findings.ALIKE)}
    assert out.debts["reason"].to_list()[1] == (
        "It looks like I-1: the same supplier and amount, and the same number but for letters, a "
        "year or a prefix."
    )
    assert out.invoices.is_empty()


def test_a_refused_invoice_is_no_first_copy() -> None:
    """The supplier's corrected invoice under the same number is matched."""
    out = asked(billed("I-1", number="77", tax_minor=0), billed("I-2", number="77"))
    assert verdicts(out) == {"I-1": stopped(findings.GROSS_SUM), "I-2": MATCHED}


def test_a_copy_of_what_was_posted_on_another_day() -> None:
    """An older paper that turns up late is the copy, not the posted one."""
    late = billed("I-0", number="77", arrived_on=ago(11))
    debts = frame("debts", {"invoice": "I-1"})
    out = asked(late, billed("I-1", number="77"), debts=debts)
    assert verdicts(out) == {"I-0": stopped(findings.DUPLICATE)}


def test_credit_notes_need_a_supplier_and_nothing_else() -> None:
    """A credit note lowers the debt without any receipt, from whatever account."""
    said = {"kind": "credit note", "account": "DE89370400440532013000"}
    assert one(said, {"order_no": None, "quantity_micro": None}) == MATCHED
    assert one({**said, "seller_id": None, "seller_name": "X"}, {}) == stopped(findings.NO_SUPPLIER)


def test_without_an_amount_or_a_currency_it_is_counted_not_booked() -> None:
    """No amount, no debt row; the document's findings are kept all the same."""
    out = asked(billed("I-1", payable_minor=None), billed("I-2", currency="XXX"))
    assert out.debts.is_empty()
    assert out.unbooked.rows() == [
        ("I-1", findings.NO_AMOUNT.code),
        ("I-2", findings.NO_CURRENCY.code),
    ]
    assert out.findings["subject"].to_list() == ["I-1", "I-2"]


def test_an_unverified_payee_is_a_debt_that_cannot_be_paid_yet() -> None:
    """The debt is certain; the account is not."""
    accounts = frame("payee_accounts", {"verified_on": None})
    assert asked(billed(), accounts=accounts).debts["verified"].to_list() == [False]
    none = frame("payee_accounts")
    out = asked(billed(account="DE89370400440532013000"), accounts=none)
    assert verdicts(out) == {"I-1": MATCHED}
    assert out.debts["verified"].to_list() == [False]


def test_verification_reaches_debts_that_stand() -> None:
    """A call-back made today frees a debt of last week, without changing its state's day."""
    debts = frame("debts", {"verified": False, "state": "posted"})
    out = asked(debts=debts)
    assert out.debts.select("verified", "changed_on").rows() == [(True, ago(1))]


def test_who_has_the_fewest_weeks_is_posted_first_and_credits_before_debts() -> None:
    """S2 has a week left, S1 told nothing: S2's credit note, then its debt, then S1."""
    debts = frame(
        "debts",
        {"invoice": "I-1", "state": "matched", "arrived_on": ago(30)},
        {"invoice": "I-2", "state": "matched", "supplier": "S2"},
        {"invoice": "I-3", "state": "matched", "supplier": "S2", "kind": "credit note"},
        {"invoice": "I-4", "state": "matched", "supplier": "S3"},
    )
    weeks = frame("weeks", {"firm": "S2", "weeks_left": 1.0}, {"firm": "S3", "weeks_left": 9.0})
    order = [
        [invoice for invoice, (state, _) in verdicts(out).items() if state == "posted"]
        for capacity in (1, 2, 3, 4)
        for out in [asked(debts=debts, weeks=weeks, capacity=capacity)]
    ]
    assert order == [["I-3"], ["I-2", "I-3"], ["I-1", "I-2", "I-3"], ["I-1", "I-2", "I-3", "I-4"]]


def test_shown_again_the_desk_changes_nothing() -> None:
    """Decided, kept and asked again: no row, no capacity."""
    papers = [billed("I-1"), billed("I-2", number="I-1"), billed("I-3"), billed("I-4", tax_minor=1)]
    heads, lines = zip(*papers, strict=True)
    first = asked(*papers, capacity=5)
    again = decide(
        inbox(
            invoices=frame("invoices", *heads),
            lines=frame("invoice_lines", *lines),
            findings=first.findings,
            debts=first.debts,
            billed=first.billed,
        ),
        capacity=5,
        day=ago(0),
    )
    assert [again.debts.height, again.findings.height, again.billed.height, again.posted] == [0] * 4


def test_two_firms_of_one_name() -> None:
    """The name alone does not say who it is; the reason quotes what the paper says."""
    twins = firms({"firm": "S1", "name": "Glas"}, {"firm": "S2", "name": "GLAS"})
    out = asked(billed(seller_id=None, seller_name="Glas", seller_vat=None), firms=twins)
    assert message(out) == (
        "The seller calls itself “Glas”, number nothing, VAT nothing: none of our suppliers, or "
        "several."
    )


@pytest.mark.parametrize(
    ("severity", "code", "verdict"),
    [
        ("held", "BS-EDI-016", stopped(findings.READ_IN_DOUBT)),
        ("note", "BS-DOC-024", MATCHED),
        ("held", "BS-PAY-028", MATCHED),  # what we found ourselves yesterday is found anew
    ],
)
def test_what_its_reader_was_not_sure_of_is_held(
    severity: str, code: str, verdict: tuple[str, str | None]
) -> None:
    """A test interchange, say, makes no debt that is certain, however well it matches."""
    said = {"subject": "I-1", "code": code, "place": "UNB", "severity": severity}
    found = frame("invoice_findings", {**said, "message": "It is a test.", "fix": "Ask."})
    out = asked(billed(), findings=found)
    assert verdicts(out)["I-1"] == verdict
    assert not out.billed.height or verdict == MATCHED
