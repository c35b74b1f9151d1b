"""Figures as documents write them, read exactly: what would need rounding is a finding."""

import re

from blackstart.base.columns import PRICE_MICRO_MAX
from blackstart.base.finding import FindingCode
from blackstart.base.money import MICRO
from blackstart.post import findings

# XML Schema's decimal: no exponent, no thousands separator, no other script's digits.
_DECIMAL = re.compile(r"([+-]?)([0-9]*)\.?([0-9]*)")
_BLANKS = " \t\r\n"
_DIGITS_MAX = 40


def exact(text: str, digits: int, limit: int) -> int | FindingCode:
    """Read a decimal number as an integer of 10^-digits, without rounding.

    Args:
        text: the number as it came, for example "-1234.50"; blanks around it are ignored.
        digits: how many digits after the point can be kept; zeros beyond them are harmless.
        limit: the greatest magnitude of the result.

    Returns:
        The scaled integer, or the code that says why there is none.

    Findings:
        BS-DOC-011: no decimal number. BS-DOC-012: more decimals. BS-DOC-013: beyond the limit.

    Source: XML Schema part 2, 3.2.3 decimal.
    """
    parts = _parts(text)
    if isinstance(parts, FindingCode):
        return parts
    number, decimals = parts
    if decimals > digits:
        return findings.TOO_PRECISE
    scaled: int = number * 10 ** (digits - decimals)
    return scaled if abs(scaled) <= limit else findings.OUT_OF_RANGE


def unit_price_micro(price: str, base: str | None = None) -> int | FindingCode:
    """Read the price of one unit in millionths of the major unit (BT-146 divided by BT-149).

    Prices may be stated for 100 or 1,000 units; the division is exact and its result is rounded
    half away from zero. A unit price is compared with the order and never summed, so that this
    loses no money.

    Args:
        price: the price as it came, not negative.
        base: for how many units it holds, above zero; None means one.

    Findings:
        BS-DOC-011 and BS-DOC-013 as in `exact`; BS-DOC-019: negative, or a base of 0 or less.
    """
    parts = _parts(price)
    base_parts = _parts("1" if base is None else base)
    if isinstance(parts, FindingCode):
        return parts
    if isinstance(base_parts, FindingCode):
        return base_parts
    if parts[0] < 0 or base_parts[0] <= 0:
        return findings.NO_UNIT_PRICE
    above = parts[0] * MICRO * 10 ** base_parts[1]
    below = base_parts[0] * 10 ** parts[1]
    micro: int = (2 * above + below) // (2 * below)
    return micro if micro <= PRICE_MICRO_MAX else findings.OUT_OF_RANGE


def _parts(text: str) -> tuple[int, int] | FindingCode:
    """Split a number into an integer and how many of its digits stand after the point."""
    match = _DECIMAL.fullmatch(text.strip(_BLANKS))
    if match is None:
        return findings.NO_NUMBER
    sign, whole, part = match.groups()
    part = part.rstrip("0")
    if not whole and not match[3]:
        return findings.NO_NUMBER
    digits = whole.lstrip("0") + part
    if len(digits) > _DIGITS_MAX:
        return findings.OUT_OF_RANGE
    number = int(digits or "0")
    return (-number if sign == "-" else number), len(part)
