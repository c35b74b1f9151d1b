"""Texts and dates are cleaned of what nobody can see."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.post.texts import clean, day


@pytest.mark.parametrize(
    ("text", "cleaned", "removed"),
    [
        ("Brackets Ltd", "Brackets Ltd", False),
        ("  Brackets\n\t Ltd ", "Brackets Ltd", False),
        ("Bra\u0308ckets", "Bräckets", False),
        ("\u202eLtd\u202c", "Ltd", True),
        ("zero\u200bwidth", "zerowidth", True),
        ("bell\x07", "bell", True),
        ("tag\U000e0041", "tag", True),
        ("日本", "日本", False),
    ],
)
def test_clean(text: str, cleaned: str, *, removed: bool) -> None:
    """One line, composed, without controls and direction marks; whether any were there is told."""
    assert clean(text) == (cleaned, removed)


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """What is clean stays as it is, so that names can be compared."""
    once, _ = clean(text)
    assert clean(once) == (once, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-09-25", date(2025, 9, 25)),
        ("20250925", date(2025, 9, 25)),
        ("2025-09-25Z", date(2025, 9, 25)),
        (" 2025-09-25+01:00 ", date(2025, 9, 25)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2025-02-29", None),
        ("2025-0925", None),
        ("25.09.2025", None),
        ("0000-01-01", None),
        ("2025-09-25T00:00:00", None),
        ("٢٠٢٥-٠٩-٢٥", None),
    ],
)
def test_day(text: str, expected: date | None) -> None:
    """A calendar day is read; anything that has to be guessed is none."""
    assert day(text) == expected
