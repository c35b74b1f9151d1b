"""Numbers, days and money as a tired person reads them."""

from collections.abc import Mapping
from datetime import date

from blackstart.base.money import each_written

UNKNOWN = "unknown"
GLUE = "\N{NO-BREAK SPACE}"  # what belongs together is not torn apart at the end of a line
RANGE = f"80{GLUE}%"
WHOLE_DIGITS_MAX = 6
NEAR_DAYS = 180  # within half a year a date needs no year


def number(value: float | None, digits: int = 0) -> str:
    """Write a number with thousands, or "unknown"."""
    return UNKNOWN if value is None else f"{value:,.{digits}f}"


def some(count: float | None, one: str, many: str = "") -> str:
    """Write a count with its noun: "1 car", "2 cars"; `many` where an s is not enough."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def day(value: date, today: date) -> str:
    """Write a date with its weekday, and with its year when it is far from today."""
    near = abs((value - today).days) < NEAR_DAYS
    return f"{value:%a %-d %b}".replace(" ", GLUE) + ("" if near else f"{GLUE}{value:%Y}")


def when(value: date, today: date) -> str:
    """Write a date for a sentence: "today", or "Thu 25 Sep"."""
    return "today" if value == today else day(value, today)


def on(value: date, today: date) -> str:
    """Write a date for a sentence: "today", or "on Thu 25 Sep"."""
    return "today" if value == today else f"on {day(value, today)}"


def money(amounts: Mapping[str, str]) -> str:
    """Write amounts one behind the other, or "nothing"; currencies are never added.

    Args:
        amounts: by currency, plain decimal strings as `base.money.show` writes them.
    """
    return ", ".join(each.replace(" ", GLUE) for each in each_written(amounts)) or "nothing"


def whole(text: str) -> int:
    """Read a small whole number that an address asks for; what is none is 0."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= WHOLE_DIGITS_MAX else 0
