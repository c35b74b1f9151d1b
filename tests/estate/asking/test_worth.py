"""What days of outage are worth: with a range, by currency, and never more sure than it is."""

import numpy as np
import pytest

from blackstart.estate.asking.worth import all_days, holds_good, money, sooner, spread
from tests.estate.made import frame

ACTIVITIES = frame(
    "activities",
    {"activity": "a", "value_per_day_minor": 2_400, "currency": "GBP"},
    {"activity": "b", "value_per_day_minor": 4_800, "currency": "EUR"},
    {"activity": "c", "value_per_day_minor": None, "currency": "GBP"},
    {"activity": "d", "value_per_day_minor": 240, "currency": "GBP"},
    {"activity": "e", "value_per_day_minor": 240, "currency": None},
)


def test_a_spread() -> None:
    """Mean, median and the range of 80 %, rounded; sure when far from nothing."""
    found = spread(np.array([10.4, 20.0, 30.0, 40.0, 50.0]))
    assert (found.mean, found.low, found.middle, found.high) == (30, 14, 30, 46)
    assert not found.noise


@pytest.mark.parametrize(
    ("figures", "noise"),
    [
        ([0.0, 0.0, 0.0], True),
        ([5.0, 5.0, 5.0], False),
        ([-100.0, 100.0, 1.0], True),
        ([1.0, -1.0, 30.0, 31.0, 29.0], False),
    ],
)
def test_what_may_be_chance(figures: list[float], *, noise: bool) -> None:
    """Within two standard errors of nothing, and nothing itself."""
    assert spread(np.array(figures)).noise is noise


def test_hours_become_money_by_currency() -> None:
    """A day of a is 24.00 GBP; what nobody priced, or without a currency, does not count."""
    hours = np.array([[24.0, 12.0, 99.0, 0.0, 99.0], [-24.0, 0.0, 99.0, 24.0, 99.0]])
    found = {currency: each.tolist() for currency, each in money(ACTIVITIES, hours).items()}
    assert found == {"EUR": [2400.0, 0.0], "GBP": [2400.0, -2160.0]}


def test_sooner_is_counted_from_now_on_and_only_where_it_is_known() -> None:
    """What was back before the plan's day is back; of what nobody knows nothing is said."""
    was = np.array([[-5.0, 10.0, np.inf, np.inf]])
    would_be = np.array([[-9.0, 4.0, np.inf, 3.0]])
    assert sooner(was, would_be).tolist() == [[0.0, 6.0, 0.0, 0.0]]


def test_days_of_all_activities() -> None:
    """In hundredths, so that they can be summed up."""
    assert all_days(np.array([[24.0, 12.0], [24.0, 12.0]])).mean == 150


@pytest.mark.parametrize(
    ("effect", "gains", "so"),
    [(1, [1.0, 0.0], True), (1, [1.0, -1.0], False), (-1, [-1.0, 0.0], True), (0, [-1.0], True)],
)
def test_what_can_only_help_helps_on_every_scale(
    effect: int, gains: list[float], *, so: bool
) -> None:
    """One scale on which it hurts is enough not to make use of it."""
    assert holds_good(effect, (np.array([gain]) for gain in gains)) is so
