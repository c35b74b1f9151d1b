"""Money: minor units, exact, bounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.base import money
from blackstart.base.errors import MoneyRangeError


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1234.56", "GBP", 123456),
        ("-0.01", "EUR", -1),
        ("1234", "JPY", 1234),
        ("1.2345", "KWD", 1235),  # half away from zero
        ("-1.0005", "KWD", -1001),
        (" 7.5 ", "USD", 750),
        ("1e3", "GBP", 100000),
        ("10000000000000.00", "GBP", money.AMOUNT_MINOR_MAX),
        ("10000000000000.01", "GBP", None),
        ("1E999999", "GBP", None),
        ("NaN", "GBP", None),
        ("Infinity", "GBP", None),
        ("12,34", "GBP", None),
        ("1_000", "GBP", None),
        ("١٢", "GBP", None),
        ("", "GBP", None),
        ("1" * 70, "GBP", None),
    ],
)
def test_amounts_as_they_are_written(text: str, currency: str, minor: int | None) -> None:
    """An amount is read exactly in the digits of its currency, or not at all."""
    assert money.to_minor(text, currency) == minor


@given(
    st.integers(-money.AMOUNT_MINOR_MAX, money.AMOUNT_MINOR_MAX),
    st.sampled_from(["GBP", "JPY", "KWD", "CLF"]),
)
def test_showing_and_reading_give_the_amount_back(amount_minor: int, currency: str) -> None:
    """What is shown reads back to the same penny, in every currency."""
    assert money.to_minor(money.show(amount_minor, currency), currency) == amount_minor


def test_an_amount_that_could_wrap_is_a_programmer_fault() -> None:
    """Beyond 10^15 minor units a sum could wrap, so nothing goes on."""
    assert money.checked(5) == 5
    with pytest.raises(MoneyRangeError, match="10\\^15"):
        money.checked(-money.AMOUNT_MINOR_MAX - 1)


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ({}, ""),
        ({"GBP": "0.00", "JPY": "0"}, ""),
        ({"GBP": "-0.50"}, "-0.50 GBP"),
        ({"EUR": "20.00", "GBP": "-1234567.89"}, "-1,234,567.89 GBP, 20.00 EUR"),
    ],
)
def test_amounts_for_people_have_thousands(amounts: dict[str, str], said: str) -> None:
    """Currencies are never added, what is nil is left out, the greatest stands first."""
    assert ", ".join(money.each_written(amounts)) == said


@given(
    st.integers(-money.AMOUNT_MINOR_MAX, money.AMOUNT_MINOR_MAX),
    st.sampled_from(["GBP", "JPY", "KWD"]),
)
def test_thousands_change_no_digit(amount_minor: int, currency: str) -> None:
    """Without its commas, what people read is what machines read."""
    plain = f"{money.show(amount_minor, currency)} {currency}"
    assert money.written(amount_minor, currency).replace(",", "") == plain
