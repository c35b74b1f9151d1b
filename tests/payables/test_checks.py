"""A document by itself: what it must say, and sums that must hold to the last penny."""

from typing import Any

import polars as pl
import pytest

from blackstart.base.finding import FindingCode
from blackstart.payables import findings
from blackstart.payables.checks import CHECKS
from blackstart.payables.checks.check import first, run
from blackstart.payables.checks.sheet import sheet
from tests.payables.made import billed, frame

MISSING = None


def found(head: dict[str, Any], *lines: dict[str, Any]) -> list[str]:
    """Give the codes that an invoice gets."""
    paper, line = billed()
    invoices = frame("invoices", {**paper, **head})
    rows = frame("invoice_lines", *({**line, **said} for said in lines))
    return run(sheet(invoices, rows), CHECKS)["code"].to_list()


def test_a_sound_invoice_has_no_finding() -> None:
    """Everything said, everything adds up."""
    assert found({}, {}) == []


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ({"number": MISSING}, findings.NO_NUMBER),
        ({"number": "  "}, findings.NO_NUMBER),
        ({"issued_on": MISSING}, findings.NO_DATE),
        ({"currency": MISSING}, findings.NO_CURRENCY),
        ({"currency": "gbp"}, findings.NO_CURRENCY),
        ({"seller_id": MISSING}, findings.NO_SELLER),
        ({"payable_minor": MISSING}, findings.NO_AMOUNT),
        ({"lines_minor": 12_501, "net_minor": 12_500, "charges_minor": -1}, findings.LINES_SUM),
        ({"allowances_minor": 100}, findings.NET_SUM),
        ({"tax_minor": 2_501}, findings.GROSS_SUM),
        ({"payable_minor": 14_999}, findings.PAYABLE_SUM),
        ({"prepaid_minor": 1}, findings.PAYABLE_SUM),
        ({"rounding_minor": -1}, findings.PAYABLE_SUM),
        ({"prepaid_minor": 15_001, "payable_minor": -1}, findings.NEGATIVE),
        ({"tax_minor": MISSING}, findings.SUMS_UNCHECKED),
    ],
)
def test_each_fault_has_its_code(said: dict[str, Any], finding: FindingCode) -> None:
    """One fault, one finding, nothing else."""
    assert found(said, {}) == [finding.code]


@pytest.mark.parametrize(
    "said",
    [
        {
            "allowances_minor": 500,
            "net_minor": 12_000,
            "gross_minor": 14_500,
            "payable_minor": 14_500,
        },
        {"charges_minor": 500, "net_minor": 13_000, "gross_minor": 15_500, "payable_minor": 15_500},
        {"prepaid_minor": 5_000, "payable_minor": 10_000},
        {"rounding_minor": 1, "payable_minor": 15_001},
        {"seller_id": MISSING, "seller_vat": "GB1"},
    ],
)
def test_what_an_invoice_may_add_or_take_off(said: dict[str, Any]) -> None:
    """Allowances, charges, prepayments and rounding are part of the sums."""
    assert found(said, {}) == []


def test_an_invoice_without_lines_is_refused() -> None:
    """Nobody can tell what it bills; its sum of lines is not checked on top of that."""
    assert found({}) == [findings.NO_LINE.code]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ({"net_minor": MISSING}, []),
        ({"net_minor": MISSING, "price_micro": MISSING}, [findings.LINE_GAPS.code]),
        ({"quantity_micro": MISSING}, [findings.LINE_GAPS.code]),
        ({"price_micro": MISSING}, []),
    ],
)
def test_a_line_needs_a_quantity_and_a_price_or_a_total(
    line: dict[str, Any], codes: list[str]
) -> None:
    """Unknown sums are not checked; what cannot be counted or priced is held."""
    assert found({}, line) == codes


def test_a_credit_note_needs_no_quantities() -> None:
    """A credit note lowers a debt whatever it is for."""
    assert found({"kind": "credit note"}, {"quantity_micro": MISSING}) == []


def test_a_finding_names_the_values_and_the_place() -> None:
    """A clerk sees which sum is stated and which one the parts give."""
    paper, line = billed(tax_minor=2_400)
    why = run(sheet(frame("invoices", paper), frame("invoice_lines", line)), CHECKS)
    row = why.row(0, named=True)
    assert row["place"] == "BT-112"
    assert row["message"] == (
        "The total with VAT is stated as 150.00 GBP, but the total without it and the VAT give "
        "149.00 GBP."
    )
    assert row["severity"] == "refused"
    assert row["fix"] == findings.GROSS_SUM.fix


def test_an_unknown_currency_still_gets_its_words() -> None:
    """No message is empty because a field is."""
    paper, line = billed(currency=None, tax_minor=2_400)
    why = run(sheet(frame("invoices", paper), frame("invoice_lines", line)), CHECKS)
    assert why["message"].null_count() == 0
    assert why["message"].to_list()[0] == (
        "The currency is nothing, no ISO 4217 code; it stays unpaid."
    )


def test_the_first_reason_is_the_one_that_stands_first_in_the_list() -> None:
    """Precedence is the order of the room's findings; a note is no reason at all."""
    paper, line = billed(number=None, payable_minor=-5, gross_minor=None)
    why = run(sheet(frame("invoices", paper), frame("invoice_lines", line)), CHECKS)
    assert first(why)["code"].to_list() == [findings.NO_NUMBER.code]
    assert findings.SUMS_UNCHECKED.code in why["code"]
    assert first(why.filter(pl.col("severity") == "note")).is_empty()


def test_codes_are_unique_and_in_order() -> None:
    """The list is closed: a code stands once, and severities go from the worst to the least.

    The order is that of precedence; a code that was added later keeps its number all the same.
    """
    codes = [finding.code for finding in findings.FINDINGS]
    assert len(codes) == len(set(codes))
    worst_first = [finding.severity.value for finding in findings.FINDINGS]
    assert worst_first == sorted(worst_first, key=("refused", "held", "note").index)
