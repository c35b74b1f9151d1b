"""Work that is held back by shared things, holds and shifts, drawn at random."""

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
from hypothesis import strategies as st

from blackstart.estate.bounds import Bounds
from blackstart.estate.calendars import clock
from blackstart.estate.limit_tables import WEEKDAYS
from blackstart.estate.work import Work
from tests.estate.made import frame
from tests.estate.test_schedule import Gate, work

MONDAY = date(2025, 9, 22)
HOURS = (0.0, 1.0, 2.0, 3.5, 8.0, 20.0)


def shifts_of(team: str, *sentences: str) -> list[dict[str, str]]:
    """Make shifts of sentences: "monday 08:00-16:00"; "workdays" and "daily" are several."""
    several = {"workdays": WEEKDAYS[:5], "daily": WEEKDAYS}
    return [
        {"team": team, "weekday": day, "starts": times.split("-")[0], "ends": times.split("-")[1]}
        for weekday, times in (sentence.split() for sentence in sentences)
        for day in several.get(weekday, (weekday,))
    ]


@st.composite
def bound_works(draw: Any) -> tuple[Work, list[int], list[float]]:  # noqa: ANN401 - hypothesis' own
    """Draw work of three teams with bounds, some kept behind others, an urgency, and hours."""
    people = draw(st.tuples(*[st.integers(1, 3)] * 3))
    gates: list[Gate] = []
    for row in range(draw(st.integers(1, 14))):
        team = draw(st.integers(0, 2))
        before = draw(st.sets(st.integers(0, max(row - 1, 0)), max_size=2)) if row else set()
        hours, wanted = draw(st.sampled_from(HOURS)), draw(st.integers(0, people[team]))
        gates.append((hours, team, wanted, tuple(sorted(before))))
    rows = st.integers(0, len(gates) - 1)
    there = draw(st.lists(st.integers(1, 3), max_size=3))
    thing = st.integers(0, len(there) - 1) if there else st.nothing()
    wants = draw(st.dictionaries(rows, st.sets(thing, min_size=1, max_size=2))) if there else {}
    bounds = Bounds(
        things=tuple(map(str, range(len(there)))),
        there=tuple(there),
        wants={
            row: tuple((one, draw(st.integers(1, there[one]))) for one in sorted(things))
            for row, things in wants.items()
        },
        held=draw(st.dictionaries(rows, st.sampled_from((1.0, 8.0, 30.0)), max_size=3)),
        clock=clock(
            pl.DataFrame({"team": ["a", "b", "c"], "hours_per_day": [24.0, 24.0, 6.0]}),
            frame("team_shifts", *draw(st.sampled_from(SHIFTS))),
            frame("team_days_off", *draw(st.sampled_from(DAYS_OFF))),
            MONDAY,
            0.0,
        ),
    )
    earlier = (
        (row, draw(st.integers(0, row - 1))) for row in draw(st.sets(rows, max_size=3)) if row
    )
    made = replace(work(*gates, teams=people), bounds=bounds, behind=dict(earlier))
    return made, draw(st.permutations(range(len(gates)))), [gate[0] for gate in gates]


SHIFTS: tuple[list[dict[str, str]], ...] = (
    [],
    shifts_of("a", "workdays 08:00-16:00"),
    shifts_of("a", "daily 22:30-06:20") + shifts_of("b", "tuesday 08:00-12:00"),
)
DAYS_OFF: tuple[list[dict[str, Any]], ...] = ([], [{"team": "c", "day": MONDAY}])
