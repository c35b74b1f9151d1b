"""Texts and dates as documents write them, cleaned of what nobody can see."""

import re
import unicodedata
from datetime import date

TEXT_MAX = 2000

# Controls, zero-width and direction-changing characters: they disguise names and numbers.
_INVISIBLE = frozenset(("Cc", "Cf", "Cs"))
# A date may carry a time zone in XML Schema; CII's format 102 writes it without dashes.
_DAY = re.compile(r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")


def clean(text: str) -> tuple[str, bool]:
    """Put a text into one line, in composed characters, without invisible ones.

    Returns:
        The text, and whether characters were taken out of it that nobody can see.
    """
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line, False
    composed = unicodedata.normalize("NFC", line)
    visible = "".join(char for char in composed if unicodedata.category(char) not in _INVISIBLE)
    return " ".join(visible.split()), len(visible) < len(composed)


def day(text: str) -> date | None:
    """Read a date such as 2025-09-25, 2025-09-25+01:00 or 20250925; None if it is no day."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        return None
