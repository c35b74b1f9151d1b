"""What is played very often is the rule of the schedule, with and without a compiler."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blackstart.estate.schedule import schedule
from blackstart.estate.search import compiled, kernels
from blackstart.estate.search.kernels import Aim, Dice, Tasks
from tests.estate.test_schedule import Gate, work

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
    plain = np.empty_like(hours)
    kernels.play_all(tasks, key, hours, plain)
    expected = [list(schedule(made, ranks, scenario.tolist()).end) for scenario in hours]
    assert plain.tolist() == expected
    assert compiled.ends(tasks, key, hours).tolist() == expected


def small(seed: int) -> tuple[Tasks, Aim, kernels.Floats, kernels.Floats]:
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


def test_the_search_is_the_same_with_and_without_a_compiler() -> None:
    """Same chance, same order; and it is better than the one at the beginning."""
    tasks, aim, hours, key = small(3)
    random = np.random.default_rng(4)
    dice = Dice(even=random.random((600, 6)), patience=random.standard_exponential(600))
    plain, fast = key.copy(), key.copy()
    least = kernels.search(tasks, aim, hours, plain, dice, 600, 1e-3)
    assert compiled.search(tasks, aim, hours, fast, dice, 600, 1e-3) == least
    assert plain.tolist() == fast.tolist()
    ends = compiled.ends(tasks, key, hours)
    assert least < np.mean([kernels.lost(aim, end) for end in ends])
    found = compiled.ends(tasks, plain, hours)
    assert np.isclose(least, np.mean([kernels.lost(aim, end) for end in found]))
