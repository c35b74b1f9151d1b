"""What a person may decide, and in which words the rest is turned down."""

from typing import Any

import polars as pl
import pytest

from blackstart.day.tables import table
from blackstart.payables.clearing import findings as told
from blackstart.payables.clearing.deciding import Wish, judge
from tests.payables.clearing.test_exceptions import held
from tests.payables.made import DAY, ago, frame

ACCEPT: dict[str, Any] = {
    "verdict": "accept",
    "person": "Ann",
    "reason": "Agreed by telephone.",
    "invoices": ("I-1",),
    "code": "BS-PAY-028",
}
TOLERATE: dict[str, Any] = {
    "verdict": "tolerate",
    "person": "Ann",
    "reason": "Surcharge.",
    "supplier": "S1",
    "percent_micro": 2_000_000,
    "amount_minor": 50_000,
    "currency": "GBP",
    "valid_until": ago(-30),
}


def judged(before: pl.DataFrame | None = None, **said: Any) -> tuple[list[str], list[str]]:  # noqa: ANN401 - any attribute of a wish
    """Give the verdicts that are kept, and the codes of those that are not."""
    debts = frame(
        "debts",
        held("I-1"),
        held("I-2", "BS-PAY-023"),
        held("I-3", "BS-PAY-009", state="refused"),
        {"invoice": "I-4"},
    )
    decisions = frame("invoice_decisions") if before is None else before
    rows, faults = judge(Wish(**said), debts, decisions, ["S1"], DAY)
    table("invoice_decisions").schema.validate(rows)
    return rows["verdict"].to_list(), [fault.code for fault in faults]


def test_a_held_invoice_is_accepted_for_its_reason() -> None:
    """One row, with who, when and why; said twice in one breath it is one."""
    rows, faults = judge(
        Wish(**{**ACCEPT, "invoices": ("I-1", "I-1"), "person": " Ann "}),
        frame("debts", held("I-1")),
        frame("invoice_decisions"),
        [],
        DAY,
    )
    assert faults == ()
    row = rows.row(0, named=True)
    assert (row["person"], row["decided_on"], row["code"]) == ("Ann", DAY, "BS-PAY-028")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"person": " "}, told.UNSAID),
        ({"person": "A\x1bB"}, told.UNSAID),
        ({"person": "Blackstart "}, told.UNSAID),
        ({"reason": " "}, told.UNSAID),
        ({"code": ""}, told.UNSAID),
        ({"invoices": ("I-9",)}, told.NOT_WAITING),
        ({"invoices": ("I-4",)}, told.NOT_WAITING),
        ({"invoices": ("I-3",), "code": "BS-PAY-009"}, told.NOT_WAITING),
        ({"code": "BS-PAY-029"}, told.OTHER_REASON),
        ({"invoices": ("I-2",), "code": "BS-PAY-023"}, told.SEALED),
        ({"verdict": "assign"}, told.UNSAID),
        ({"verdict": "wave through"}, told.UNSAID),
    ],
)
def test_what_may_not_be_decided(said: dict[str, Any], fault: Any) -> None:  # noqa: ANN401 - any code of the list
    """Nothing is kept of it, and it is told why."""
    assert judged(**{**ACCEPT, **said}) == ([], [fault.code])


def test_a_batch_goes_on() -> None:
    """What may be decided is, the rest is told one by one."""
    assert judged(**{**ACCEPT, "invoices": ("I-1", "I-2", "I-9")}) == (
        ["accept"],
        [told.OTHER_REASON.code, told.NOT_WAITING.code],
    )
    assert judged(**{**ACCEPT, "verdict": "reject", "invoices": ("I-1", "I-2")}) == (
        ["reject", "reject"],
        [],
    )


def test_what_was_decided_stays_the_first_ones() -> None:
    """The second who accepts does not take the first one's place; another may look after it."""
    before, _ = judge(
        Wish(**ACCEPT), frame("debts", held("I-1")), frame("invoice_decisions"), [], DAY
    )
    assert judged(before, **{**ACCEPT, "person": "Bob"}) == ([], [told.DECIDED.code])
    assign = {**ACCEPT, "verdict": "assign", "assigned_to": "Bob"}
    once, _ = judge(Wish(**assign), frame("debts", held("I-1")), before, [], DAY)
    assert judged(once, **{**assign, "assigned_to": "Cy"}) == (["assign"], [])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, (["tolerate"], [])),
        ({"supplier": "S9"}, ([], [told.NO_FIRM.code])),
        ({"supplier": ""}, ([], [told.UNSAID.code])),
        ({"valid_until": None}, ([], [told.UNSAID.code])),
        ({"valid_until": ago(-93)}, ([], [told.UNSAID.code])),
        ({"valid_until": ago(-92)}, (["tolerate"], [])),
        ({"valid_until": ago(1)}, ([], [told.UNSAID.code])),
        ({"percent_micro": 10_000_001}, ([], [told.UNSAID.code])),
        ({"percent_micro": 2**70}, ([], [told.UNSAID.code])),
        ({"currency": "XXX"}, ([], [told.UNSAID.code])),
    ],
)
def test_a_tolerance_has_limits_and_an_end(
    said: dict[str, Any], expected: tuple[list[str], list[str]]
) -> None:
    """By per cent and by amount, for at most three months, of a supplier that we know."""
    assert judged(**{**TOLERATE, **said}) == expected
