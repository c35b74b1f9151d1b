"""Puts names into the letters that every European bank takes.

Source: EPC217-08, SEPA conversion table, and the same Latin set in UK payment schemes. A letter
with an accent loses it; what has no letter in the set becomes a full stop.
"""

import re
import unicodedata

ALLOWED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ "
OTHER = "."

_PLAIN = re.compile(f"[{re.escape(ALLOWED)}]*")
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ẞ": "SS",
        "Æ": "AE",
        "æ": "ae",
        "Œ": "OE",
        "œ": "oe",
        "Ø": "O",
        "ø": "o",
        "Ð": "D",
        "ð": "d",
        "Đ": "D",
        "đ": "d",
        "Þ": "TH",
        "þ": "th",
        "Ł": "L",
        "ł": "l",
        "ı": "i",
        "&": "+",
        "_": "-",
        "–": "-",
        "—": "-",
        "’": "'",
        "‘": "'",
        "`": "'",
        '"': "'",
        "“": "'",
        "”": "'",
        ";": ",",
        "[": "(",
        "]": ")",
        "{": "(",
        "}": ")",
    }
)


def bank_text(text: str, chars_max: int) -> str:
    """Write a text in the banks' letters, cut to a length; "NOTPROVIDED" when nothing is left.

    Args:
        text: any text; line breaks count as blanks.
        chars_max: longest length that the field allows.
    """
    if not _PLAIN.fullmatch(text):
        parts = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        kept = (sign for sign in parts if not unicodedata.combining(sign))
        text = "".join(_letter(sign) for sign in kept)
    # A field must not begin or end with a slash, nor hold two in a row.
    one_line = re.sub(r"/{2,}", "/", " ".join(text.split())).strip(" /")
    return one_line[:chars_max].rstrip(" /") or "NOTPROVIDED"[:chars_max]


def _letter(sign: str) -> str:
    if sign in ALLOWED:
        return sign
    return " " if sign.isspace() else OTHER
