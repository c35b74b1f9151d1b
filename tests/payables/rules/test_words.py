"""The expressions that rules are made of."""

from decimal import ROUND_FLOOR, Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.payables.rules.words import (
    E8,
    blank,
    decimals_over,
    is_code,
    number,
    to_cents,
    to_whole,
)


def of(expression: pl.Expr, text: str | None) -> object:
    """Work an expression out for one text."""
    return pl.select(a=pl.lit(text, dtype=pl.String)).select(expression).item()


@pytest.mark.parametrize(
    ("text", "number_e8"),
    [
        ("12.50", 1_250_000_000),
        (" -3. \n", -300_000_000),
        ("+.5", 50_000_000),
        ("0.123456780000", 12_345_678),
        ("999999999999999", 999_999_999_999_999 * E8),
        ("0.123456789", None),
        ("1000000000000000", None),
        ("1e5", None),
        ("1,5", None),
        ("1 000", None),
        ("", None),
        (None, None),
    ],
)
def test_a_number(text: str | None, number_e8: int | None) -> None:
    """What XML Schema calls a decimal is read exactly; nothing else is read at all."""
    assert of(number("a"), text) == number_e8


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=6))
def test_rounding(amount: Decimal) -> None:
    """Halves go up, towards plus infinity, as XPath rounds."""
    text = f"{amount:f}"
    half = Decimal("0.5")
    cents = (amount * 100 + half).to_integral_value(ROUND_FLOOR) / 100
    whole = (amount + half).to_integral_value(ROUND_FLOOR)
    assert of(to_cents(number("a")), text) == int(cents * E8)
    assert of(to_whole(number("a")), text) == int(whole * E8)


@pytest.mark.parametrize(
    ("text", "over"),
    [("1.00", False), ("1.000", True), ("1", False), ("1.00 ", True), (None, None)],
)
def test_decimals(text: str | None, *, over: bool | None) -> None:
    """All that follows the point counts, blanks too, as in the official rule."""
    assert of(decimals_over("a"), text) in ({over} if text and "." in text else {over, None})


def test_absent_blank_and_given() -> None:
    """What is absent is blank and no code; what is given is found, with blanks around it too."""
    assert of(blank("a"), None) is True
    assert of(blank("a"), "\n\t ") is True
    assert of(blank("a"), "x") is False
    assert of(is_code("a", "30"), " 30 ") is True
    assert of(is_code("a", "30"), None) is False
