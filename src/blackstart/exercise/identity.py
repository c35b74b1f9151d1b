"""Names and numbers of made-up parties: valid in form, so that checks can pass, and nobody's."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

# Four letters where a bank's name would stand; no bank has them (assumption: a test of the form).
BANK = "BSEX"
_VAT_WEIGHTS = (8, 7, 6, 5, 4, 3, 2)
_IBAN_MODULUS = 97


@cache
def words() -> Mapping[str, Sequence[str]]:
    """Read the words that parties and goods are named from."""
    text = (files("blackstart.exercise") / "data" / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def firm_name(number: int) -> str:
    """Name a firm; no two numbers give the same name.

    Args:
        number: 0 or more.
    """
    first, second, last = words()["first"], words()["second"], words()["last"]
    # Neighbours differ in all three words: the steps are coprime with the lengths of the lists.
    turn, place = divmod(number, len(first) * len(second) * len(last))
    rest, one = divmod(place, len(first))
    three, two = divmod(rest, len(second))
    name = f"{first[one]} {second[(two + one) % len(second)]} {last[(three + one) % len(last)]}"
    return f"{name} {turn + 1}" if turn else name


def uk_vat(number: int) -> str:
    """Make a VAT number of the United Kingdom with its check digits.

    Args:
        number: up to seven digits.

    Source: HMRC, VAT registration numbers: modulus 97 with weights 8 to 2.
    """
    digits = f"{number:07d}"
    total = sum(weight * int(digit) for weight, digit in zip(_VAT_WEIGHTS, digits, strict=True))
    return f"GB{digits}{_IBAN_MODULUS - total % _IBAN_MODULUS:02d}"


def our_vat() -> str:
    """Give the made-up carmaker's own VAT number: the last of the series."""
    return uk_vat(9_999_999)


def registration(number: int) -> str:
    """Make a company registration of eight digits, as Companies House gives them."""
    return f"{number + 1:08d}"


def iban(country: str, national: str) -> str:
    """Put check digits before a national account number (ISO 13616, ISO 7064 MOD 97-10)."""
    figures = "".join(str(int(letter, 36)) for letter in f"{national}{country}00")
    return f"{country}{98 - int(figures) % _IBAN_MODULUS:02d}{national}"


def account(country: str, number: int) -> str:
    """Make an account at a bank that does not exist: British, or German for suppliers in euros.

    Args:
        country: of the supplier; other countries than DE get a British account.
        number: up to eight digits.
    """
    if country == "DE":
        return iban("DE", f"99999999{number:010d}")
    return iban("GB", f"{BANK}999999{number:08d}")


def bic(country: str) -> str:
    """Name the bank that does not exist."""
    return f"{BANK}{'DE' if country == 'DE' else 'GB'}2LXXX"


def supplier_id(place: int) -> str:
    """Name the direct supplier at a place of the list, from 0."""
    return f"S{place + 1:06d}"


def behind_id(place: int) -> str:
    """Name the firm behind the suppliers at a place of the list, from 0."""
    return f"T{place + 1:06d}"
