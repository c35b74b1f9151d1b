"""Teams take what is ready, the most urgent first, and wait with it for the people it wants."""

from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.estate.bounds import Bounds
from blackstart.estate.schedule import Schedule, schedule
from blackstart.estate.work import Work

Gate = tuple[float, int, int, tuple[int, ...]]  # hours, team, people, what must end before


def work(*gates: Gate, teams: tuple[int, ...] = (2,)) -> Work:
    """Make work of gates; the names do not matter."""
    after: list[list[int]] = [[] for _ in gates]
    for row, (_, _, _, before) in enumerate(gates):
        for earlier in before:
            after[earlier].append(row)
    return Work(
        gates=pl.DataFrame({"row": range(len(gates))}),
        before=tuple(before for _, _, _, before in gates),
        after=tuple(map(tuple, after)),
        team=tuple(team for _, team, _, _ in gates),
        people=tuple(people for _, _, people, _ in gates),
        stretch=(1.0,) * len(gates),
        team_people=teams,
    )


def made(urgency: str, *gates: Gate, teams: tuple[int, ...] = (2,)) -> Schedule:
    """Plan gates; "102" says that the second one is the most urgent."""
    ranks = [int(rank) for rank in urgency]
    return schedule(work(*gates, teams=teams), ranks, [hours for hours, _, _, _ in gates])


@pytest.mark.parametrize(
    ("urgency", "gates", "start"),
    [
        ("", [], ()),
        ("012", [(2, 0, 1, ()), (3, 0, 1, ()), (1, 0, 1, ())], (0, 0, 2)),
        ("210", [(2, 0, 1, ()), (3, 0, 1, ()), (1, 0, 1, ())], (1, 0, 0)),
        ("012", [(2, 0, 1, ()), (3, 0, 1, (0,)), (1, 0, 1, ())], (0, 2, 0)),
        # one that wants two people is waited for as soon as it is ready, and not passed over
        ("102", [(2, 0, 1, ()), (2, 0, 2, (2,)), (1, 0, 1, ())], (0, 2, 0)),
        ("0123", [(3, 0, 1, ()), (2, 0, 1, ()), (2, 0, 2, ()), (1, 0, 1, ())], (0, 0, 3, 5)),
        # one that takes nobody runs at once, though the team is busy
        ("012", [(2, 0, 2, ()), (3, 0, 0, ()), (1, 0, 1, ())], (0, 0, 2)),
        # no hours at all: the next one follows in the same moment
        ("012", [(0, 0, 2, ()), (0, 0, 2, (0,)), (1, 0, 1, (1,))], (0, 0, 0)),
    ],
)
def test_starts(urgency: str, gates: list[Gate], start: tuple[float, ...]) -> None:
    """When gates of one team of two start."""
    assert made(urgency, *gates).start == start


def test_teams_do_not_wait_for_each_other() -> None:
    """Two teams work side by side, and the order tells who took up what first."""
    plan = made("0123", (5, 0, 1, ()), (1, 1, 1, ()), (1, 1, 1, ()), (1, 0, 1, (2,)), teams=(1, 1))
    assert [*plan.start, *plan.end] == [0, 0, 1, 5, 5, 1, 2, 6]
    assert plan.order == (0, 1, 2, 3)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 5), st.integers(0, 1), st.integers(0, 2), st.sets(st.integers(0, 9))
        ),
        max_size=10,
    ),
    st.permutations(range(10)),
)
def test_who_waits_waits_for_more_people(
    drawn: list[tuple[int, int, int, set[int]]], urgency: list[int]
) -> None:
    """When a gate starts later than it could, too few are free for it or what is more urgent."""
    gates: list[Gate] = [
        (float(hours), team, people, tuple(sorted(other for other in before if other < row)))
        for row, (hours, team, people, before) in enumerate(drawn)
    ]
    plan = made("".join(map(str, urgency[: len(gates)])), *gates, teams=(2, 3))
    assert sorted(plan.order) == list(range(len(gates)))
    assert [plan.start[row] for row in plan.order] == sorted(plan.start)
    ready = [max((plan.end[other] for other in gate[3]), default=0.0) for gate in gates]
    for row, (_, team, people, _) in enumerate(gates):
        assert plan.start[row] >= ready[row]
        for moment in {ready[row], *(end for end in plan.end if ready[row] < end)}:
            if not people or moment >= plan.start[row]:
                continue
            busy = sum(
                gates[other][2]
                for other in range(len(gates))
                if gates[other][1] == team and plan.start[other] <= moment < plan.end[other]
            )
            first = min(
                (
                    other
                    for other in range(len(gates))
                    if gates[other][1] == team
                    and gates[other][2]
                    and ready[other] <= moment < plan.start[other]
                ),
                key=lambda other: (urgency[other], other),
            )
            assert busy + gates[first][2] > (2, 3)[team]


def held_back(gates: list[Gate], teams: tuple[int, ...], bounds: dict[str, Any]) -> Work:
    """Make work of gates that share things, or that may not be touched yet."""
    return replace(work(*gates, teams=teams), bounds=Bounds(**bounds))


ONE = (5, 0, 1, ())
SLOT = ((0, 1),)
HELD_BACK: list[tuple[str, list[Gate], tuple[int, ...], dict[str, Any], tuple[float, ...]]] = [
    # one slot: the next gate that wants it waits, one that does not goes on
    ("012", [ONE, ONE, ONE], (2,), {"there": (1,), "wants": {0: SLOT, 1: SLOT}}, (0, 5, 0)),
    # the slot is kept for the one that wants two of it
    (
        "012",
        [ONE, (2, 0, 1, ()), (1, 0, 1, ())],
        (3,),
        {"there": (2,), "wants": {0: SLOT, 1: ((0, 2),), 2: SLOT}},
        (0, 5, 7),
    ),
    # over all teams, the most urgent gets the slot
    ("10", [ONE, (2, 1, 1, ())], (1, 1), {"there": (1,), "wants": {0: SLOT, 1: SLOT}}, (2, 0)),
    # its people are busy when the slot comes free: the next one has it, once
    (
        "0123",
        [(2, 1, 1, ()), (3, 0, 1, ()), (9, 0, 1, ()), (4, 1, 1, ())],
        (1, 1),
        {"there": (1,), "wants": {0: SLOT, 1: SLOT, 3: SLOT}},
        (0, 9, 0, 2),
    ),
    # the second time its people wait with it, and the slot is kept for it
    (
        "0123456",
        [
            (2, 1, 1, ()),
            (3, 0, 1, ()),
            (9, 0, 1, ()),
            (4, 1, 1, ()),
            (4, 1, 1, ()),
            (7, 0, 1, ()),
            (1, 1, 1, ()),
        ],
        (1, 1),
        {"there": (1,), "wants": dict.fromkeys((0, 1, 3, 4, 6), SLOT)},
        (0, 10, 0, 2, 6, 13, 13),
    ),
    # one that takes nobody waits for the slot too
    ("01", [ONE, (1, 0, 0, ())], (2,), {"there": (1,), "wants": {0: SLOT, 1: SLOT}}, (0, 5)),
    # held
    ("01", [ONE, ONE], (1,), {"held": {0: 3.0}}, (5, 0)),
    ("01", [ONE, (1, 0, 1, ())], (1,), {"held": {0: 3.0}}, (3, 0)),
]


# The second gate waits for the first, and its one person for whoever is in the way.
LONG: list[Gate] = [(2, 1, 1, ()), (1, 0, 1, (0,)), (9, 0, 1, ())]


@pytest.mark.parametrize(
    ("gates", "behind", "start"),
    [
        (LONG, {}, (0, 9, 0)),
        (LONG, {2: 0}, (0, 2, 3)),  # the person is kept free, and then the more urgent is first
        ([(0, 1, 1, ()), *LONG[1:]], {2: 0}, (0, 0, 1)),
        ([*LONG, (1, 0, 1, ())], {2: 0, 3: 2}, (0, 2, 3, 12)),  # one behind the other
        ([*LONG, (1, 0, 1, ())], {2: 0, 3: 0}, (0, 2, 3, 12)),  # two behind the same
        # one that wants two people lets go on who would wait with it
        ([(9, 0, 1, ()), (1, 0, 2, ()), (8, 0, 1, ())], {}, (0, 9, 10)),
        ([(9, 0, 1, ()), (1, 0, 2, ()), (8, 0, 1, ())], {1: 0}, (0, 9, 0)),
    ],
)
def test_people_are_kept_free(
    gates: list[Gate], behind: dict[int, int], start: tuple[float, ...]
) -> None:
    """A gate that is kept behind another one is not ready before that has ended."""
    teams = (2, 1) if gates[1][2] > 1 else (1, 1)
    kept = replace(work(*gates, teams=teams), behind=behind)
    hours = [float(gate[0]) for gate in gates]
    assert schedule(kept, range(len(gates)), hours).start == start


@pytest.mark.parametrize(("urgency", "gates", "teams", "bounds", "start"), HELD_BACK)
def test_starts_of_what_is_held_back(
    urgency: str,
    gates: list[Gate],
    teams: tuple[int, ...],
    bounds: dict[str, Any],
    start: tuple[float, ...],
) -> None:
    """When gates start that share a thing, or that may not be touched yet."""
    ranks, hours = [int(rank) for rank in urgency], [gate[0] for gate in gates]
    assert schedule(held_back(gates, teams, bounds), ranks, hours).start == start
