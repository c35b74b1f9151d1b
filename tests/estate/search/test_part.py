"""What nothing valued hangs on is spare; the others can be cut out and keep all that they have."""

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given

from blackstart.estate.activities import Purpose
from blackstart.estate.bounds import Bounds
from blackstart.estate.search import compiled
from blackstart.estate.search.part import (
    needed_rows,
    part_of,
    spare,
    spare_in_turn,
    without_circles,
)
from blackstart.estate.work import Work
from tests.estate.bound_work import bound_works
from tests.estate.test_schedule import Gate, work

# The second row hangs on the first, the fourth on both; nothing valued hangs on the others.
FIVE: list[Gate] = [
    (2.0, 0, 1, ()),
    (3.0, 0, 1, (0,)),
    (4.0, 1, 1, ()),
    (1.0, 1, 1, (1, 0)),
    (6.0, 1, 1, (2, 3)),
]
NAMES = ["a", "a", "b", "c", "d"]
LAST = ["scanned", "reconnected", "reconnected", "reconnected", "reconnected"]


def five(begun: tuple[int, ...] = ()) -> Work:
    """Make the five gates, some of them begun an hour ago."""
    since = [-1.0 if row in begun else None for row in range(len(FIVE))]
    columns = {"service": NAMES, "gate": LAST, "begun_hours": pl.Series(since, dtype=pl.Float64)}
    return replace(work(*FIVE, teams=(2, 1)), gates=pl.DataFrame(columns))


def why(**worth: int) -> Purpose:
    """Say what a day of services is worth, each with an activity of its own."""
    return Purpose(wanted={name: (name,) for name in worth}, value=worth, assumed=(), findings=())


@pytest.mark.parametrize(
    ("begun", "starters", "rows"),
    [
        ((), (), {2, 4}),
        ((2,), (), {4}),  # what is begun keeps people busy, whatever it is worth
        ((), ("b",), {4}),  # what a self-starter is worth is not in the inventory
        ((), ("d",), set()),  # and what it waits for is needed with it
    ],
)
def test_what_nothing_valued_hangs_on(
    begun: tuple[int, ...], starters: tuple[str, ...], rows: set[int]
) -> None:
    """Neither a way to a return, nor begun, nor a self-starter."""
    assert spare(five(begun), why(c=5, d=0, up=9), starters) == rows


@pytest.mark.parametrize("purpose", [why(), why(c=0), why(up=9)])
def test_without_a_purpose_all_are_needed(purpose: Purpose) -> None:
    """Where nobody says what waits, or all of it is back, nothing is put off."""
    assert spare(five(), purpose, ()) == frozenset()


def test_the_rows_that_are_left_are_numbered_anew() -> None:
    """Lists, things, holds and what is spare are those of the rows that are left."""
    bounds = Bounds(there=(2, 5), wants={2: ((0, 1),), 3: ((0, 2), (1, 4))}, held={3: 30.0, 2: 1.0})
    whole = replace(five(), bounds=bounds, spare=frozenset({2, 4}), behind={3: 1, 1: 2, 4: 3})
    fewer = part_of(whole, [0, 1, 3, 4])
    assert (fewer.before, fewer.after) == (((), (0,), (1, 0), (2,)), ((1, 2), (2,), (3,), ()))
    assert (fewer.team, fewer.people, fewer.stretch) == ((0, 0, 1, 1), (1,) * 4, (1.0,) * 4)
    assert (fewer.bounds.wants, fewer.bounds.held) == ({2: ((0, 2), (1, 4))}, {2: 30.0})
    assert (fewer.bounds.there, fewer.team_people) == ((2, 5), (2, 1))
    assert fewer.spare == {3}
    assert fewer.behind == {2: 1, 3: 2}
    assert fewer.gates["service"].to_list() == ["a", "a", "c", "d"]


@pytest.mark.parametrize(
    ("pairs", "behind"),
    [
        ([(0, 2), (2, 3)], {0: 2}),  # the fourth needs the first, which is kept behind the third
        ([(4, 1), (3, 2)], {4: 1, 3: 2}),
        ([(1, 1), (0, 1), (1, 0)], {1: 0}),
    ],
)
def test_nobody_is_kept_behind_himself(
    pairs: list[tuple[int, int]], behind: dict[int, int]
) -> None:
    """A pair that would make a circle with what is needed, or with others, is left out."""
    assert without_circles(five(), pairs) == behind


@given(bound_works())
def test_the_part_with_all_rows_is_the_whole(drawn: tuple[Work, list[int], list[float]]) -> None:
    """With things, holds and shifts: nothing is lost on the way."""
    whole = drawn[0]
    made = part_of(whole, needed_rows(whole))
    assert made.gates.equals(whole.gates)
    assert made.stretch == whole.stretch
    for ours, theirs in zip(compiled.tasks_of(made), compiled.tasks_of(whole), strict=True):
        assert (ours.dtype, ours.tolist()) == (theirs.dtype, theirs.tolist())


@pytest.mark.parametrize(("ranks", "turn"), [((0, 1, 2, 3, 4), [2, 4]), ((4, 3, 2, 1, 0), [2, 4])])
def test_spare_gates_come_behind_what_they_wait_for(
    ranks: tuple[int, ...], turn: list[int]
) -> None:
    """Whatever their urgency is."""
    assert spare_in_turn(replace(five(), spare=frozenset({2, 4})), ranks) == turn


@pytest.mark.parametrize(("ranks", "turn"), [((0, 1), [0, 1]), ((1, 0), [1, 0])])
def test_else_the_most_urgent_spare_gate_is_first(ranks: tuple[int, ...], turn: list[int]) -> None:
    """Where none waits for the other."""
    two = work((1.0, 0, 1, ()), (1.0, 0, 1, ()))
    assert spare_in_turn(replace(two, spare=frozenset({0, 1})), ranks) == turn
