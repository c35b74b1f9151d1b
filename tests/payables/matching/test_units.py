"""Units of measure: a dozen is twelve pieces, a box is what the order says."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.base.columns import QUANTITY_MICRO_MAX
from blackstart.base.money import MICRO
from blackstart.payables import findings
from blackstart.payables.matching.units import in_the_orders_unit
from tests.payables.made import asked, billed, frame, verdicts

BOX = {"pack_unit": "XBX", "pack_quantity_micro": 25 * MICRO}


def turned(micro: int | None, unit: str | None, agreed: str | None, **pack: Any) -> tuple[Any, ...]:  # noqa: ANN401 - cells of an order
    """Turn a quantity: what it is in the order's unit, and whether that can be said at all."""
    line = {
        "quantity_micro": micro,
        "unit": unit,
        "agreed_unit": agreed,
        "pack_unit": None,
        "pack_quantity_micro": None,
        **pack,
    }
    schema = {name: pl.Int64 if name.endswith("micro") else pl.String for name in line}
    found = in_the_orders_unit(pl.DataFrame([line], schema))
    return found.select("quantity_micro", "turns", "exact").row(0)


@pytest.mark.parametrize(
    ("pieces", "unit", "agreed", "turned_to"),
    [
        (12, "C62", "EA", 12),
        (12, "pce", "H87", 12),
        (2, "DZN", "C62", 24),
        (24, "EA", "DZN", 2),
        (3, "CEN", "ST", 300),
        (1, "MIL", "CEN", 10),
        (5, "PR", "C62", 10),
        (2, "TNE", "KGM", 2000),
        (1500, "GRM", "KGM", 1.5),
        (3, "MTR", "CMT", 300),
        (2, "KTM", "MTR", 2000),
        (5, "MMT", "MTR", 0.005),
        (250, "MLT", "LTR", 0.25),
        (-2, "DZN", "C62", -24),
        (7, "HUR", "hur ", 7),
        (7, None, "KGM", 7),
    ],
)
def test_exact_units(pieces: int, unit: str | None, agreed: str, turned_to: float) -> None:
    """Recommendation 20, in both directions; whatever is the same needs no table."""
    assert turned(pieces * MICRO, unit, agreed) == (round(turned_to * MICRO), True, True)


@pytest.mark.parametrize(
    ("pieces", "unit", "agreed"), [(7, "KGM", "C62"), (7, "XBX", "C62"), (7, "HUR", "DAY")]
)
def test_what_cannot_be_compared(pieces: int, unit: str, agreed: str) -> None:
    """Weight is no count, and nobody said what is in the box."""
    assert turned(pieces * MICRO, unit, agreed)[1:] == (False, True)


def test_a_pack_is_what_the_order_says() -> None:
    """Four boxes of 25 are a hundred pieces; a box of the order's own unit stays a box."""
    assert turned(4 * MICRO, "xbx", "C62", **BOX) == (100 * MICRO, True, True)
    assert turned(4 * MICRO, "XBX", "XBX", **BOX) == (4 * MICRO, True, True)


def test_what_is_no_exact_number() -> None:
    """25 pieces are no whole number of dozens; and nothing beyond counting is made of much."""
    assert turned(25 * MICRO, "C62", "DZN") == (25 * MICRO, True, False)
    assert turned(QUANTITY_MICRO_MAX, "TNE", "GRM") == (QUANTITY_MICRO_MAX, True, False)
    assert turned(None, "TNE", "GRM") == (None, True, True)


@given(st.integers(-(10**9), 10**9), st.sampled_from(["PR", "DZN", "CEN", "MIL"]))
def test_there_and_back(micro: int, unit: str) -> None:
    """What was turned into pieces is turned back into what it was."""
    there = turned(micro, unit, "C62")[0]
    assert turned(there, "EA", unit) == (micro, True, True)


def test_the_desk_compares_in_the_orders_unit() -> None:
    """100 pieces billed as four boxes, or 1.5 t of steel ordered in kg, are what arrived."""
    boxes = frame("purchase_orders", BOX)
    head, line = billed()
    four = {**line, "quantity_micro": 4 * MICRO, "unit": "XBX", "price_micro": 31_250_000}
    assert verdicts(asked((head, four), orders=boxes)) == {"I-1": ("matched", None)}
    bare = {**four, "net_minor": None}
    assert verdicts(asked((head, bare), orders=boxes)) == {"I-1": ("matched", None)}
    five = {**four, "quantity_micro": 5 * MICRO}
    assert verdicts(asked((head, five), orders=boxes))["I-1"][1] == findings.QUANTITY_ABOVE.code


def test_why_a_unit_holds_an_invoice() -> None:
    """The reason says what was billed in which unit, and what the order counts in."""
    head, line = billed()
    box = {**line, "unit": "XBX"}
    (said,) = asked((head, box)).debts["reason"].to_list()
    assert said == "Line 1 bills 100 in unit “XBX”, order PO1 is in EA."
    dozens = frame("purchase_orders", {"unit": "DZN", "price_micro": 15 * MICRO})
    (said,) = asked((head, line), orders=dozens).debts["reason"].to_list()
    assert said == "Line 1 bills 100 in unit “EA”, order PO1 is in DZN: that is no exact number."
