"""Masks account numbers in text that is kept for ever."""

import re

# ISO 13616: no country's IBAN has 17 characters, so a VIN is never taken for one.
LENGTHS = frozenset(range(15, 35)) - {17}
CANDIDATE = re.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")


def masked(text: str) -> str:
    """Leave the country and the last four characters of each IBAN: "GB** **** 6819".

    An IBAN is told by its length and its check digits, with or without blanks. A text may come from
    outside (the name of a file), so that it is masked, never a reason to stop.
    """
    return CANDIDATE.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    number = found.group().replace(" ", "")
    return f"{number[:2]}** **** {number[-4:]}" if _is_iban(number) else found.group()


def _is_iban(text: str) -> bool:
    """Check the digits of ISO 13616: the rearranged number modulo 97 is 1 (ISO 7064)."""
    rearranged = text[4:] + text[:4]
    return (
        len(text) in LENGTHS and int("".join(str(int(sign, 36)) for sign in rearranged)) % 97 == 1
    )
