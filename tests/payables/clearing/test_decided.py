"""What people decide about invoices that wait: what the desk follows, and what it never follows."""

from typing import Any

import pytest

from blackstart.day.tables import table
from blackstart.payables import findings
from blackstart.payables.clearing.decided import (
    TOLERANCES,
    about_invoice,
    about_supplier,
    tolerances,
)
from blackstart.payables.clearing.handling import ACCEPTABLE
from tests.payables.made import DAY, ago, asked, billed, frame, verdicts

DEAR = {"net_minor": 20_000, "price_micro": 2_000_000}
TOTALS = {
    "lines_minor": 20_000,
    "net_minor": 20_000,
    "tax_minor": 4_000,
    "gross_minor": 24_000,
    "payable_minor": 24_000,
}
LIMITS = {
    "verdict": "tolerate",
    "invoice": None,
    "code": None,
    "supplier": "S1",
    "percent_micro": 2_000_000,
    "amount_minor": 50_000,
    "currency": "GBP",
    "valid_until": ago(-30),
}


def dear() -> tuple[dict[str, Any], dict[str, Any]]:
    """Make an invoice that bills 2.00 where 1.25 was agreed."""
    head, line = billed()
    return {**head, **TOTALS}, {**line, **DEAR}


def decided(*rows: dict[str, Any]) -> Any:  # noqa: ANN401 - a frame among the frames of the desk
    """Make decisions."""
    return frame("invoice_decisions", *rows)


def test_an_accepted_price_is_a_debt_and_still_bills_its_receipt() -> None:
    """Named reason, named person: the invoice matches, and its goods cannot be billed again."""
    assert verdicts(asked(dear())) == {"I-1": ("held", "BS-PAY-028")}
    out = asked(dear(), billed("I-2", 100), decisions=decided({}))
    assert verdicts(out) == {"I-1": ("matched", None), "I-2": ("held", "BS-PAY-032")}
    assert out.billed["invoice"].to_list() == ["I-1"]
    assert out.notes == ()


def test_another_reason_is_not_accepted() -> None:
    """Who accepts the price has not accepted the charges."""
    head, line = dear()
    charged = {**head, "charges_minor": 9_000, "net_minor": 29_000, "gross_minor": 33_000}
    paper = ({**charged, "payable_minor": 33_000}, line)
    assert verdicts(asked(paper, decisions=decided({}))) == {"I-1": ("held", "BS-PAY-029")}
    both = decided({}, {"decision": "D-2", "code": "BS-PAY-029"})
    assert verdicts(asked(paper, decisions=both)) == {"I-1": ("matched", None)}


def test_a_reading_in_doubt_can_be_confirmed() -> None:
    """Somebody looked at the original; orders and receipts are still compared."""
    doubt = frame("invoice_findings", {"code": "BS-DOC-020", "severity": "held"})
    yes = decided({"code": "BS-PAY-037"})
    assert verdicts(asked(billed(), findings=doubt)) == {"I-1": ("held", "BS-PAY-037")}
    assert verdicts(asked(billed(), findings=doubt, decisions=yes)) == {"I-1": ("matched", None)}
    assert verdicts(asked(dear(), findings=doubt, decisions=yes)) == {"I-1": ("held", "BS-PAY-028")}


@pytest.mark.parametrize(
    ("head", "line", "code"),
    [
        ({"account": "DE89370400440532013000"}, {}, "BS-PAY-024"),
        ({"seller_id": "S9"}, {}, "BS-PAY-022"),
        ({}, {"order_no": "PO9"}, "BS-PAY-025"),
        ({"net_minor": 1}, {}, "BS-PAY-008"),
    ],
)
def test_safety_is_never_waved_through(
    head: dict[str, Any], line: dict[str, Any], code: str
) -> None:
    """Whoever writes the decision, and wherever: it changes nothing and is told."""
    paper, row = billed()
    out = asked(({**paper, **head}, {**row, **line}), decisions=decided({"code": code}))
    assert [found for _, found in verdicts(out).values()] == [code]
    assert code not in ACCEPTABLE
    assert [(one.code, "D-1" in one.message) for one in out.notes] == [
        (findings.NOT_FOLLOWED.code, True)
    ]


def test_a_duplicate_stays_a_duplicate() -> None:
    """The same invoice twice, accepted twice: one debt."""
    yes = decided({"code": "BS-PAY-023", "invoice": "I-2"})
    again = billed("I-2", 50, number="I-1")
    out = asked(billed("I-1", 50), again, decisions=yes)
    assert verdicts(out)["I-2"] == ("held", "BS-PAY-023")


def test_a_rejected_invoice_is_refused_with_the_reason() -> None:
    """It stands in the books as refused, and frees its number and its receipts."""
    no = decided({"verdict": "reject", "code": None, "reason": "Goods went back."})
    out = asked(billed("I-1"), billed("I-2", number="I-1"), decisions=no)
    assert verdicts(out) == {"I-1": ("refused", "BS-PAY-019"), "I-2": ("matched", None)}
    (reason,) = out.debts.filter(invoice="I-1")["reason"]
    assert reason == "Ann rejected it on 2025-09-25: Goods went back."
    assert out.findings["code"].to_list() == ["BS-PAY-019"]


def test_who_rejects_what_another_accepts_wins() -> None:
    """Of two people who disagree, the careful one counts."""
    no = {"decision": "D-2", "verdict": "reject", "code": None, "person": "Bob"}
    assert verdicts(asked(dear(), decisions=decided({}, no)))["I-1"] == ("refused", "BS-PAY-019")


def test_a_decision_about_what_never_came_changes_nothing() -> None:
    """An invoice that is not there is neither accepted nor rejected."""
    no = decided({"verdict": "reject", "code": None, "invoice": "I-9"})
    assert verdicts(asked(billed(), decisions=no)) == {"I-1": ("matched", None)}


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({}, ("matched", None)),
        ({"percent_micro": 4_999_999}, ("held", "BS-PAY-028")),
        ({"amount_minor": 624}, ("held", "BS-PAY-028")),
        ({"supplier": "S2"}, ("held", "BS-PAY-028")),
        ({"currency": "EUR"}, ("held", "BS-PAY-028")),
        ({"decided_on": ago(9), "valid_until": ago(1)}, ("held", "BS-PAY-028")),
    ],
)
def test_the_desk_tolerates_what_was_decided(
    said: dict[str, Any], verdict: tuple[str, str | None]
) -> None:
    """Five per cent above: within both limits, of that supplier and currency, until its day."""
    head, line = billed()
    sums = {"lines_minor": 13_125, "net_minor": 13_125, "tax_minor": 2_625}
    paper = {**head, **sums, "gross_minor": 15_750, "payable_minor": 15_750}
    rule = {**LIMITS, "percent_micro": 5_000_000, **said}
    out = asked((paper, {**line, "net_minor": 13_125}), decisions=decided(rule))
    assert verdicts(out)["I-1"] == verdict


def test_tolerances_are_the_newest_word_on_each_supplier() -> None:
    """In the form in which the desk compares prices."""
    made = tolerances(
        decided(
            {**LIMITS, "decided_on": ago(2)},
            {**LIMITS, "decision": "D-2", "percent_micro": 1_000_000},
            {**LIMITS, "decision": "D-3", "supplier": "S2", "commodity": "steel"},
            {},
        )
    )
    assert dict(made.schema) == TOLERANCES
    rows = made.select("supplier", "commodity", "percent_micro", "valid_from", "source").rows()
    assert rows == [
        ("S1", None, 1_000_000, DAY, "decision D-2 of Ann"),
        ("S2", "steel", 2_000_000, DAY, "decision D-3 of Ann"),
    ]


def test_a_decision_has_one_id_for_what_it_is_about() -> None:
    """Said again it is the same decision, about another invoice another one."""
    assert about_invoice("accept", "I-1", "c") == about_invoice("accept", "I-1", "c")
    ids = {about_invoice("accept", "I-1", "c"), about_invoice("accept", "I-2", "c")}
    assert len({*ids, about_invoice("reject", "I-1"), about_supplier("S1", "", "GBP")}) == 4


@pytest.mark.parametrize(
    ("row", "good"),
    [
        ({}, True),
        ({"reason": "  "}, False),
        ({"code": None}, False),
        ({"invoice": None}, False),
        ({"verdict": "reject", "code": None}, True),
        ({"verdict": "reject", "invoice": None}, False),
        ({"verdict": "assign", "code": None}, False),
        ({"verdict": "assign", "assigned_to": "Bob"}, True),
        (LIMITS, True),
        ({**LIMITS, "invoice": "I-1"}, False),
        ({**LIMITS, "valid_until": None}, False),
        ({**LIMITS, "valid_until": ago(1)}, False),
        ({**LIMITS, "amount_minor": None}, False),
        ({**LIMITS, "percent_micro": 10_000_001}, False),
    ],
)
def test_a_decision_says_what_it_has_to_say(row: dict[str, Any], *, good: bool) -> None:
    """A person, a reason, one thing that it is about; a tolerance has both limits and an end."""
    assert table("invoice_decisions").schema.is_valid(decided(row)) is good
