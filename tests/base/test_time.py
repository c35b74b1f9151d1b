"""Clocks are handed in, days are the site's days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from blackstart.base.calendar import Calendar
from blackstart.base.clock import SimulatedClock, SystemClock, business_date, iso_utc
from blackstart.base.errors import NaiveInstantError
from blackstart.base.today import Mode, today

NIGHT = datetime(2025, 9, 25, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (NIGHT, date(2025, 9, 26)),  # summer time: London is an hour ahead
        (datetime(2025, 10, 26, 23, 30, tzinfo=UTC), date(2025, 10, 26)),  # the clocks went back
    ],
)
def test_the_business_date_is_the_sites(instant: datetime, day: date) -> None:
    """The business date is told in London, on both sides of the change of clocks."""
    assert business_date(instant) == day


def test_an_instant_without_a_zone_is_refused() -> None:
    """Nobody can tell when a naive instant is."""
    with pytest.raises(NaiveInstantError):
        business_date(datetime(2025, 9, 25))  # noqa: DTZ001 - the fault under test


def test_a_simulated_clock_moves_only_when_it_is_told() -> None:
    """The simulated clock stands still, moves on request, and is a clock like any other."""
    clock = SimulatedClock(NIGHT)
    assert today(clock, Mode.EXERCISE).day == date(2025, 9, 26)
    clock.advance(timedelta(days=1))
    moment = today(clock, Mode.LIVE, {"paying": 3})
    assert (iso_utc(moment.at), moment.left) == ("2025-09-26T23:30:00Z", {"paying": 3})


def test_the_wall_clock_tells_utc() -> None:
    """The live clock gives an instant with a zone."""
    assert SystemClock().now().tzinfo is UTC


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2025-09-26", 0, "2025-09-26"),  # a Friday
        ("2025-09-27", 0, "2025-09-29"),  # a Saturday
        ("2025-09-26", 1, "2025-09-29"),
        ("2025-12-24", 1, "2025-12-29"),  # Christmas, Boxing Day, a weekend
    ],
)
def test_working_days_skip_weekends_and_bank_holidays(start: str, count: int, end: str) -> None:
    """Working days are counted as a bank in England counts them."""
    assert Calendar().later(date.fromisoformat(start), count) == date.fromisoformat(end)
