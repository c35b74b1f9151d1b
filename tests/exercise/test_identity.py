"""Made-up numbers pass the checks that real ones pass, and no two parties share one."""

import re

from hypothesis import given
from hypothesis import strategies as st

from blackstart.exercise import identity


@given(st.sampled_from(("GB", "DE", "US")), st.integers(0, 99_999_999))
def test_accounts_have_right_check_digits(country: str, number: int) -> None:
    """ISO 13616: the rearranged number leaves 1 when divided by 97."""
    iban = identity.account(country, number)
    figures = "".join(str(int(letter, 36)) for letter in iban[4:] + iban[:4])
    assert int(figures) % 97 == 1
    assert re.fullmatch(r"GB\d{2}BSEX\d{14}" if iban.startswith("GB") else r"DE\d{20}", iban)


def test_a_known_account_has_its_known_check_digits() -> None:
    """The example of the IBAN registry for the United Kingdom."""
    assert identity.iban("GB", "NWBK60161331926819") == "GB29NWBK60161331926819"


@given(st.integers(0, 9_999_999))
def test_vat_numbers_have_right_check_digits(number: int) -> None:
    """HMRC: weights 8 to 2, and the last two digits bring the sum to a multiple of 97."""
    digits = identity.uk_vat(number)[2:]
    weights = (8, 7, 6, 5, 4, 3, 2)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))
    assert (total + int(digits[7:])) % 97 == 0


def test_no_two_firms_have_one_name() -> None:
    """A supplier that is known by its name only can be found."""
    count = 70_000
    assert len({identity.firm_name(number) for number in range(count)}) == count
