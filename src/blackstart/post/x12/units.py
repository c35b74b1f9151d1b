"""Units of measure of X12 in the words of UN/ECE Recommendation 20, and figures of its kinds.

A unit that is not listed keeps its code with a prefix: ST is a set in X12 and a piece elsewhere,
and what nobody can compare is held.

Source: X12 data elements 355 (units), 639 (basis of price); types N2 and R (X12.6).
"""

import re
from decimal import Decimal

_UNITS = {
    "": "",
    "EA": "EA",
    "PC": "PCE",
    "PR": "PR",
    "DZ": "DZN",
    "HU": "CEN",
    "TH": "MIL",
    "GR": "GRM",
    "KG": "KGM",
    "MP": "TNE",
    "MM": "MMT",
    "CM": "CMT",
    "MR": "MTR",
    "ML": "MLT",
    "LT": "LTR",
}
# For how many units a price is, as powers of ten: each, a hundred, a thousand.
_PRICE_FOR = {"": 0, "PE": 0, "UM": 0, "HP": 2, "TP": 3}
_WHOLE = re.compile(r"-?[0-9]{1,17}")
_NUMBER = re.compile(r"-?[0-9]{0,17}\.?[0-9]{0,9}")


def unit(code: str) -> str:
    """Give a unit of Recommendation 20, or the code with a prefix."""
    return _UNITS.get(code, f"X12 {code}")


def two_decimals(text: str) -> str:
    """Read a figure with two implied decimals (N2): 24600 is 246.00; anything else is no figure."""
    return _moved(text, 2) if _WHOLE.fullmatch(text) else f"N2 {text}".strip()


def price(text: str, basis: str) -> str:
    """Give the price of one unit; for a basis that is not known it is no figure."""
    if basis not in _PRICE_FOR:
        return f"{text} per {basis}"
    places = _PRICE_FOR[basis]
    return _moved(text, places) if places and _NUMBER.fullmatch(text) else text


def _moved(text: str, places: int) -> str:
    """Move the decimal point to the left; a text without a digit stays as it is."""
    return f"{Decimal(text).scaleb(-places):f}" if any(map(str.isdigit, text)) else text
