"""Shifts, weeks and days off: when a team is at work, and when it is done."""

from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blackstart.estate.calendars import clock, hours_of, overlaps
from blackstart.estate.check_shifts import Shifts
from blackstart.estate.clock import NO_CLOCK, WEEK_HOURS, Clock, closes, opens, worked
from tests.estate.bound_work import MONDAY, shifts_of
from tests.estate.made import frame

TEAMS = pl.DataFrame({"team": ["day", "even"], "hours_per_day": [24.0, 6.0]})
DAY, EVEN = 0, 1
FRIDAY = 4 * 24.0


def times(*sentences: str, off: tuple[tuple[str, int], ...] = (), since: float = 0.0) -> Clock:
    """Make the calendars of a team with shifts and of one that has only days off, from Monday."""
    days = [{"team": team, "day": MONDAY + timedelta(days=ahead)} for team, ahead in off]
    shifts = frame("team_shifts", *shifts_of("day", *sentences))
    return clock(TEAMS, shifts, frame("team_days_off", *days), MONDAY, since)


@pytest.mark.parametrize(
    ("begin", "hours", "end"),
    [
        (FRIDAY + 14, 2.0, FRIDAY + 16),  # done at the end of the shift, not on Monday
        (FRIDAY + 15, 2.0, WEEK_HOURS + 9),
        (FRIDAY + 16, 2.0, WEEK_HOURS + 10),  # begun out of the shift, worked on from Monday
        (8.0, 40.0, FRIDAY + 16),
        (8.0, 41.0, WEEK_HOURS + 9),
        (8.0, 400.0, 9 * WEEK_HOURS + FRIDAY + 16),  # ten weeks of forty hours
        (50 * WEEK_HOURS + 8, 1.0, 50 * WEEK_HOURS + 9),  # long after the last day off
        (8.0, 0.0, 8.0),
        (FRIDAY + 20, 0.0, FRIDAY + 20),
    ],
)
def test_a_day_team_goes_home(begin: float, hours: float, end: float) -> None:
    """What a team that works from eight to four begins ends when it has worked the hours."""
    calendar = times("workdays 08:00-16:00").of(DAY)
    assert calendar is not None
    assert closes(*calendar, begin, hours) == pytest.approx(end, abs=1e-9)


@pytest.mark.parametrize(
    ("now", "opening"),
    [(7.0, 8.0), (8.0, 8.0), (15.9, 15.9), (16.0, 32.0), (FRIDAY + 16, WEEK_HOURS + 8)],
)
@pytest.mark.parametrize("weeks", [0, 40])
def test_a_team_begins_in_its_shift(now: float, opening: float, weeks: int) -> None:
    """Out of the shift nothing is taken up until the next one begins, in every week."""
    calendar = times("workdays 08:00-16:00").of(DAY)
    assert calendar is not None
    ahead = weeks * WEEK_HOURS
    found = opens(*calendar, now + ahead)
    while found > now + ahead and found != opens(*calendar, found):
        found = opens(*calendar, found)  # the week may be cut anywhere
    assert found == pytest.approx(opening + ahead)


@pytest.mark.parametrize(
    ("sentences", "pace"),
    [(("workdays 08:00-16:00",), 4.2), (("daily 22:00-06:00",), 3.0), ((), 1.0)],
)
def test_how_much_time_passes_while_an_hour_is_worked(
    sentences: tuple[str, ...], pace: float
) -> None:
    """A week has 168 hours, whatever a team works of them; without a calendar nothing is said."""
    assert times(*sentences).pace(DAY) == pytest.approx(pace)


def test_a_day_off_is_not_worked() -> None:
    """On a day off no shift begins; one that began the day before goes on over midnight."""
    calendar = times("daily 22:00-06:00", off=(("day", 1),)).of(DAY)
    assert calendar is not None
    assert closes(*calendar, 22.0, 8.0) == 30.0
    assert closes(*calendar, 22.0, 9.0) == 2 * 24 + 23.0


def test_a_team_without_shifts_works_evenly() -> None:
    """Its hours are spread over the days that are not off; without either there is no calendar."""
    off = times("monday 08:00-16:00", off=(("even", 1),))
    calendar = off.of(EVEN)
    assert calendar is not None
    assert closes(*calendar, 12.0, 3.0) == 24.0
    assert closes(*calendar, 12.0, 4.0) == 2 * 24 + 4.0
    assert times("monday 08:00-16:00").of(EVEN) is None
    assert times().of(DAY) is None
    assert times() is NO_CLOCK
    assert closes(NO_CLOCK.moments, 0, 0, 5.0, 2.5) == 7.5


def test_the_past_counts() -> None:
    """What was worked since Thursday noon is told from the calendar."""
    calendar = times("workdays 08:00-16:00", since=-84.0).of(DAY)
    assert calendar is not None
    assert worked(*calendar, 0.0) - worked(*calendar, -84.0) == pytest.approx(12.0)


@pytest.mark.parametrize(
    ("sentences", "found"),
    [
        (("workdays 08:00-16:00",), 0),
        (("daily 22:00-06:00", "daily 06:00-14:00"), 0),
        (("daily 22:00-06:00", "tuesday 05:00-07:00"), 1),
        (("sunday 22:00-06:00", "monday 05:00-07:00"), 1),
        (("monday 08:00-08:00",), 0),
    ],
)
def test_shifts_that_overlap_are_told(sentences: tuple[str, ...], found: int) -> None:
    """Two shifts at the same time are one finding; their hours count once."""
    rows = frame("team_shifts", *shifts_of("day", *sentences))
    assert [finding.code for finding in overlaps(rows)] == ["BS-EST-015"] * found


def test_times_of_day() -> None:
    """Times are hours after midnight."""
    assert [hours_of(time) for time in ("00:00", "08:30", "24:00")] == [0.0, 8.5, 24.0]


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            (
                "workdays 08:00-16:00",
                "daily 22:30-06:20",
                "sunday 20:00-20:00",
                "monday 05:00-09:10",
            )
        ),
        min_size=1,
        max_size=3,
        unique=True,
    ),
    st.lists(st.integers(-4, 20), max_size=4, unique=True),
    st.floats(0, 900),
    st.floats(0.01, 300),
)
def test_the_checker_counts_the_same_hours(
    sentences: list[str], off: list[int], begin: float, hours: float
) -> None:
    """Two ways to go through a calendar, one over sums and one shift by shift, agree."""
    days = [{"team": "day", "day": MONDAY + timedelta(days=ahead)} for ahead in off]
    shifts = frame("team_shifts", *shifts_of("day", *sentences))
    days_off = frame("team_days_off", *days)
    calendar = clock(TEAMS, shifts, days_off, MONDAY, 0.0).of(DAY)
    assert calendar is not None
    end = closes(*calendar, begin, hours)
    checker = Shifts(TEAMS, shifts, days_off, MONDAY)
    assert checker.worked("day", begin, end) == pytest.approx(hours, abs=1e-6)
    assert checker.begun("day", end, hours, 1e-6) >= begin - 1e-5
    assert checker.at_work("day", opens(*calendar, begin), 1e-6) or opens(*calendar, begin) > begin
