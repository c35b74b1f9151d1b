"""What is played very often is the rule of the schedule, with and without a compiler."""

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blackstart.estate.bounds import Bounds
from blackstart.estate.calendars import clock
from blackstart.estate.schedule import schedule
from blackstart.estate.search import arrays, compiled, kernels, playing
from blackstart.estate.search.arrays import Floats, Tasks
from blackstart.estate.search.kernels import Aim, Dice
from blackstart.estate.work import Work
from tests.estate.bound_work import MONDAY, bound_works, shifts_of
from tests.estate.made import frame
from tests.estate.test_schedule import HELD_BACK, Gate, held_back, work

DRAWN = st.lists(
    st.tuples(
        st.sampled_from((0.0, 0.1, 0.2, 0.3, 1.0, 5.0)),
        st.integers(0, 2),
        st.integers(0, 3),
        st.sets(st.integers(0, 19), max_size=3),
    ),
    min_size=1,
    max_size=20,
)
TEAMS = (2, 3, 1)
SHIFTS_ONLY = Bounds(
    clock=clock(
        pl.DataFrame({"team": ["a", "b"], "hours_per_day": [24.0, 24.0]}),
        frame("team_shifts", *shifts_of("a", "workdays 08:00-16:00")),
        frame("team_days_off"),
        MONDAY,
        0.0,
    )
)


def gates(drawn: list[tuple[float, int, int, set[int]]]) -> list[Gate]:
    """Make gates that wait for earlier ones only and fit their team."""
    return [
        (hours, team, min(people, TEAMS[team]), tuple(sorted(o for o in before if o < row)))
        for row, (hours, team, people, before) in enumerate(drawn)
    ]


@settings(max_examples=200)
@given(DRAWN, st.lists(st.integers(0, 5), min_size=20, max_size=20))
def test_play_is_the_rule_of_the_schedule(
    drawn: list[tuple[float, int, int, set[int]]], urgency: list[int]
) -> None:
    """To the last bit: gates that take nobody or no time, ties and several people included."""
    rows = gates(drawn)
    made, ranks = work(*rows, teams=TEAMS), urgency[: len(rows)]
    hours = np.array([[gate[0] for gate in rows], [gate[0] * 3 for gate in rows]])
    tasks, key = compiled.tasks_of(made), np.array(ranks, dtype=np.float64)
    plain = np.empty((2, *hours.shape))
    playing.play_all(tasks, key, hours, plain)
    planned = [schedule(made, ranks, scenario.tolist()) for scenario in hours]
    expected = [[list(one.start) for one in planned], [list(one.end) for one in planned]]
    assert plain.tolist() == expected
    assert compiled.times(tasks, key, hours).tolist() == expected
    assert compiled.ends(tasks, key, hours).tolist() == expected[1]


@settings(max_examples=150)
@given(bound_works())
def test_what_is_bound_is_played_by_the_rule_of_the_schedule(
    drawn: tuple[Work, list[int], list[float]],
) -> None:
    """To the last bit: shared things, holds, shifts and days off, with and without a compiler."""
    made, ranks, each = drawn
    hours = np.array([each, [hours * 3 for hours in each]])
    tasks, key = compiled.tasks_of(made), np.array(ranks, dtype=np.float64)
    plain = np.empty((2, *hours.shape))
    playing.play_all(tasks, key, hours, plain)
    planned = [schedule(made, ranks, scenario.tolist()) for scenario in hours]
    assert plain[0].tolist() == [list(one.start) for one in planned]
    assert plain[1].tolist() == [list(one.end) for one in planned]
    assert compiled.times(tasks, key, hours).tolist() == plain.tolist()
    assert [sorted(one.order) for one in planned] == [list(range(len(each)))] * 2


@pytest.mark.parametrize(("urgency", "gates", "teams", "bounds", "start"), HELD_BACK)
def test_what_is_held_back_ends_as_planned(
    urgency: str,
    gates: list[Gate],
    teams: tuple[int, ...],
    bounds: dict[str, Any],
    start: tuple[float, ...],
) -> None:
    """The cases of the schedule, played: a slot that is kept, one that is let go once, a hold."""
    hours = np.array([[gate[0] for gate in gates]], dtype=np.float64)
    key, times = np.array(list(urgency), dtype=np.float64), np.empty((2, *hours.shape))
    playing.play_all(compiled.tasks_of(held_back(gates, teams, bounds)), key, hours, times)
    assert times[0, 0].tolist() == list(start)
    assert (times[1] - times[0]).tolist() == hours.tolist()


def small(seed: int) -> tuple[Tasks, Aim, Floats, Floats]:
    """Make 30 gates of six services, three activities (one on nothing that can move), six hours."""
    luck = np.random.default_rng(seed)
    rows: list[Gate] = []
    for row in range(30):
        before = {row - 1} if row % 5 else {int(luck.integers(0, row))} if row else set()
        rows.append((float(luck.integers(1, 9)), int(luck.integers(0, 3)), 1, tuple(before)))
    last, last_first = compiled.flat([[14], [24, 29], [19]])
    closure, closure_first = compiled.flat([list(range(15)), list(range(30)), []])
    aim = Aim(
        value=np.array([5.0, 3.0, 2.0]),
        last=last,
        last_first=last_first,
        closure=closure,
        closure_first=closure_first,
        chance=np.array([0.5, 0.8, 1.0]),
        service=np.repeat(np.arange(6), 5),
        service_first=np.arange(0, 31, 5),
    )
    likely = np.array([hours for hours, _, _, _ in rows])
    hours = likely * luck.uniform(0.5, 2.0, (6, 30))
    return compiled.tasks_of(work(*rows, teams=TEAMS)), aim, hours, np.arange(30.0)[::-1] / 30


@pytest.mark.parametrize(("people", "row"), [(1, 1), (2, -1)])
def test_who_waited_for_a_team(people: int, row: int) -> None:
    """The last service hangs on the second, which waited for the first one's person."""
    gates: list[Gate] = [(2.0, 0, 1, ()), (3.0, 0, 1, ()), (1.0, 1, 1, (1, 0))]
    tasks, hours = compiled.tasks_of(work(*gates, teams=(people, 1))), np.array([2.0, 3.0, 1.0])
    end = compiled.ends(tasks, np.arange(3.0), hours[np.newaxis])[0]
    one, first = np.array([0, 2]), np.array([0, 2])
    aim = Aim(np.ones(1), one, first, one, first, np.ones(1), np.arange(3), np.arange(4))
    assert kernels.held_up(tasks, aim, 0, hours, end, 0.5) == row


@pytest.mark.parametrize("bounds", [SHIFTS_ONLY, Bounds(held={1: 30.0})], ids=["shift", "hold"])
def test_who_waits_for_the_morning_or_a_hold_waits_for_no_team(bounds: Bounds) -> None:
    """A gate that goes on the next day, or is kept back, cannot be helped by going earlier."""
    gates: list[Gate] = [(2.0, 1, 1, ()), (9.0, 0, 1, (0,))]
    made = replace(work(*gates, teams=(1, 1)), bounds=bounds)
    tasks, hours = compiled.tasks_of(made), np.array([2.0, 9.0])
    end = compiled.ends(tasks, np.arange(2.0), hours[np.newaxis])[0]
    assert end[1] > end[0] + hours[1]
    one, first = np.array([1]), np.array([0, 1])
    aim = Aim(np.ones(1), one, first, one, first, np.ones(1), np.arange(2), np.arange(3))
    assert kernels.held_up(tasks, aim, 0, hours, end, 0.5) == -1


# A gate of another team, what waits for it, and one that was in its way: nobody else is there.
IN_THE_WAY: list[Gate] = [(2.0, 1, 1, ()), (1.0, 0, 1, (0,)), (9.0, 0, 1, ())]
# The same, and one that needs the one in the way for itself.
NEEDED_TOO: list[Gate] = [(2.0, 1, 1, (2,)), (1.0, 0, 1, (0,)), (1.0, 1, 1, ()), (9.0, 0, 1, ())]
# Two people are wanted: one is busy with the first gate, one waits and could do the third.
TWO: list[Gate] = [(9.0, 0, 1, ()), (1.0, 0, 2, ()), (8.0, 0, 1, ())]
ALWAYS, NEVER = 0.0, 0.99


@pytest.mark.parametrize(
    ("gates", "team", "behind", "go_on", "found"),
    [
        (IN_THE_WAY, 1, {}, NEVER, {2: 0}),
        (IN_THE_WAY, 2, {}, NEVER, {}),  # nobody has waited
        (IN_THE_WAY, 1, {2: 0}, NEVER, {2: 0}),  # nobody waits any more
        (NEEDED_TOO, 1, {}, NEVER, {3: 0}),
        (TWO, 2, {}, ALWAYS, {1: 0}),
        (TWO, 2, {}, NEVER, {}),  # it waited for nothing that it needs
        ([(1.0, 0, 1, ()), (3.0, 0, 1, ())], 1, {1: 0}, NEVER, {}),  # and free again
        ([(4.0, 1, 2, ()), (1.0, 0, 2, (0,)), (5.0, 0, 1, ())], 2, {}, ALWAYS, {1: 2}),
    ],
)
def test_people_are_kept_free(
    gates: list[Gate], team: int, behind: dict[int, int], go_on: float, found: dict[int, int]
) -> None:
    """Whoever was in the way of the second gate is kept behind what that waited for at last."""
    tasks = compiled.tasks_of(replace(work(*gates, teams=(team, 2)), behind=behind))
    hours, key = np.array([gate[0] for gate in gates]), np.arange(float(len(gates)))
    floor = arrays.floor_for(tasks)
    playing.play(tasks, key, hours, floor)
    one, first = np.array([1]), np.array([0, 1])
    aim = Aim(np.ones(1), one, first, one, first, np.ones(1), np.arange(4), np.arange(5))
    luck = np.array([0.5, 0.5, go_on, 0.5, 0.5, 0.0])
    changed = kernels.keep_free(tasks, aim, key, hours, floor.end, luck)
    assert {row: other for row, other in enumerate(tasks.behind.tolist()) if other >= 0} == found
    assert changed == (found != behind)


def test_where_nobody_waited_nothing_is_moved() -> None:
    """Neither is somebody put earlier, nor let go on."""
    tasks, hours = compiled.tasks_of(work(*TWO, teams=(4, 1))), np.array([9.0, 1.0, 8.0])
    key, floor = np.arange(3.0), arrays.floor_for(tasks)
    playing.play(tasks, key, hours, floor)
    one, first, trial = np.array([1]), np.array([0, 1]), key.copy()
    aim = Aim(np.ones(1), one, first, one, first, np.ones(1), np.arange(3), np.arange(4))
    earlier = np.array([0.5, 0.5, 0.1, 0.1, 0.5, kernels.HELD_UP - 0.01])
    kernels.move(tasks, aim, key, trial, hours, floor.end, earlier)
    assert not kernels.let_go_on(tasks, 1, floor.end)
    assert (trial.tolist(), tasks.behind.tolist()) == (key.tolist(), [-1, -1, -1])


def test_what_is_begun_is_not_kept_back() -> None:
    """It is too late for that."""
    tasks, hours = compiled.tasks_of(work(*IN_THE_WAY, teams=(1, 1))), np.array([2.0, 1.0, 9.0])
    floor, key = arrays.floor_for(tasks), np.array([0.0, 1.0, -np.inf])
    playing.play(tasks, key, hours, floor)
    assert not kernels.keep_back(tasks, 1, key, floor.end, 0.5)
    assert tasks.behind.tolist() == [-1, -1, -1]


@pytest.mark.parametrize(
    ("row", "other", "before"),
    [(0, 0, True), (0, 1, True), (1, 0, False), (0, 3, True), (2, 3, True), (2, 1, False)],
)
def test_what_has_to_end_first(row: int, other: int, before: bool) -> None:  # noqa: FBT001 - a column of the table
    """Because it is needed, or because somebody is kept behind it."""
    gates: list[Gate] = [(1.0, 0, 1, ()), (1.0, 0, 1, (0,)), (1.0, 0, 1, ()), (1.0, 0, 1, (1, 0))]
    tasks = compiled.tasks_of(replace(work(*gates), behind={3: 2}))
    assert kernels.is_before(tasks, row, other) == before


def test_the_search_is_the_same_with_and_without_a_compiler() -> None:
    """Same chance, same policy; and it is better than the one at the beginning."""
    tasks, aim, hours, key = small(14)
    random = np.random.default_rng(4)
    dice = Dice(even=random.random((600, 6)), patience=random.standard_exponential(600))
    plain, fast = key.copy(), key.copy()
    slow, quick = (tasks._replace(behind=tasks.behind.copy()) for _ in range(2))
    least = kernels.search(slow, aim, hours, plain, dice, 600, 1e-3)
    assert compiled.search(quick, aim, hours, fast, dice, 600, 1e-3) == least
    assert plain.tolist() == fast.tolist()
    assert slow.behind.tolist() == quick.behind.tolist()
    assert max(slow.behind) >= 0
    ends = compiled.ends(tasks, key, hours)
    assert least < np.mean([kernels.lost(aim, end) for end in ends])
    found = compiled.ends(slow, plain, hours)
    assert np.isclose(least, np.mean([kernels.lost(aim, end) for end in found]))
