"""Figures are read exactly or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.base.finding import FindingCode
from blackstart.post import findings
from blackstart.post.amounts import exact, unit_price_micro


@pytest.mark.parametrize(
    ("text", "digits", "number"),
    [
        ("12.34", 2, 1234),
        (" +12.3\n", 2, 1230),
        ("-0.01", 2, -1),
        (".5", 1, 5),
        ("5.", 0, 5),
        ("-0", 2, 0),
        ("007", 2, 700),
        ("1500", 0, 1500),
        ("1500.000", 0, 1500),
        ("10000000000000.00", 2, 10**15),
        ("10000000000000.01", 2, findings.OUT_OF_RANGE),
        ("1" * 5000, 2, findings.OUT_OF_RANGE),
        ("0.005", 2, findings.TOO_PRECISE),
        ("1.5", 0, findings.TOO_PRECISE),
        ("0." + "1" * 5000, 2, findings.OUT_OF_RANGE),
        ("", 2, findings.NO_NUMBER),
        (".", 2, findings.NO_NUMBER),
        ("-", 2, findings.NO_NUMBER),
        ("1,000.00", 2, findings.NO_NUMBER),
        ("1_000", 2, findings.NO_NUMBER),
        ("1e3", 2, findings.NO_NUMBER),
        ("NaN", 2, findings.NO_NUMBER),
        ("١٢", 2, findings.NO_NUMBER),
        ("--1", 2, findings.NO_NUMBER),
    ],
)
def test_exact(text: str, digits: int, number: int | FindingCode) -> None:
    """Plain decimals are scaled; whatever would need a guess or rounding says why."""
    assert exact(text, digits, 10**15) == number


@given(st.decimals(-(10**13), 10**13, places=2))
def test_every_amount_in_reach_is_read_as_it_is(number: Decimal) -> None:
    """What a document can state to the penny is read to the penny."""
    assert exact(f"{number:f}", 2, 10**15) == int(number * 100)


@pytest.mark.parametrize(
    ("price", "base", "micro"),
    [
        ("1.25", None, 1_250_000),
        ("1.25", "1.000", 1_250_000),
        ("20", "100", 200_000),
        ("1", "3", 333_333),
        ("2", "3", 666_667),
        ("0.0000005", None, 1),
        ("1", "0.001", 1_000_000_000),
        ("0", "7", 0),
        ("-1", None, findings.NO_UNIT_PRICE),
        ("1", "0", findings.NO_UNIT_PRICE),
        ("1", "-2", findings.NO_UNIT_PRICE),
        ("x", "1", findings.NO_NUMBER),
        ("1", "x", findings.NO_NUMBER),
        ("1", "", findings.NO_NUMBER),
        ("1000000001", None, findings.OUT_OF_RANGE),
    ],
)
def test_unit_price(price: str, base: str | None, micro: int | FindingCode) -> None:
    """The price of one unit is exact to a millionth, halves away from zero."""
    assert unit_price_micro(price, base) == micro
