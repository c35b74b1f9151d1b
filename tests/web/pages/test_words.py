"""Numbers, days and money as a tired person reads them."""

from datetime import date

import pytest

from blackstart.web.pages.words import GLUE, day, money, number, on, some, when

TODAY = date(2025, 9, 25)


def test_a_number_has_thousands_and_may_be_unknown() -> None:
    """Nobody counts digits at 03:00."""
    assert [number(1234567), number(1.25, 1), number(None)] == ["1,234,567", "1.2", "unknown"]


def test_a_count_agrees_with_its_noun() -> None:
    """One is not many, and some nouns have a plural of their own."""
    assert [some(1, "car"), some(1200, "car"), some(2, "day of work", "days of work")] == [
        "1 car",
        "1,200 cars",
        "2 days of work",
    ]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2025, 9, 25), "Thu 25 Sep"),
        (date(2026, 1, 2), "Fri 2 Jan"),
        (date(2026, 9, 25), "Fri 25 Sep 2026"),
        (date(2024, 9, 25), "Wed 25 Sep 2024"),
    ],
)
def test_a_far_day_has_its_year(value: date, said: str) -> None:
    """25 September of another year is never mistaken for today; no date is torn apart."""
    assert day(value, TODAY) == said.replace(" ", GLUE)


def test_today_is_called_today() -> None:
    """In a sentence the day itself is its name."""
    tomorrow = date(2025, 9, 26)
    assert (when(TODAY, TODAY), on(TODAY, TODAY)) == ("today", "today")
    assert (when(tomorrow, TODAY), on(tomorrow, TODAY)) == (
        f"Fri{GLUE}26{GLUE}Sep",
        f"on Fri{GLUE}26{GLUE}Sep",
    )


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ({}, "nothing"),
        ({"GBP": "0.00", "JPY": "0"}, "nothing"),
        ({"GBP": "1234567.89"}, "1,234,567.89_GBP"),
        ({"GBP": "-12.50"}, "-12.50_GBP"),
        ({"GBP": "-0.50"}, "-0.50_GBP"),
        ({"JPY": "1234567"}, "1,234,567_JPY"),
        ({"EUR": "20.00", "GBP": "1000.00"}, "1,000.00_GBP, 20.00_EUR"),
        ({"GBP": "999999999999999.99"}, "999,999,999,999,999.99_GBP"),
    ],
)
def test_money_is_exact_and_currencies_are_never_added(amounts: dict[str, str], said: str) -> None:
    """Every digit is kept, no sign is lost, what is nil is left out."""
    assert money(amounts) == said.replace("_", GLUE)
