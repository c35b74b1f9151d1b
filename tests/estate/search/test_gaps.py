"""Spare gates are done in gaps: as early as they can, and nobody has to wait for them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blackstart.estate.bounds import Bounds
from blackstart.estate.clock import closes, opens
from blackstart.estate.schedule import Schedule, schedule
from blackstart.estate.search import compiled, gaps
from blackstart.estate.search.part import all_before, needed_rows, part_of, spare_in_turn
from blackstart.estate.search.played import timed
from blackstart.estate.work import Work
from tests.estate.bound_work import bound_works
from tests.estate.search.test_kernels import SHIFTS_ONLY
from tests.estate.test_schedule import Gate, work

# One person of the first team is needed from 0 to 2 and from 5 to 6, one of the other from 2 to 5.
NEEDED: list[Gate] = [(2, 0, 1, ()), (3, 1, 1, (0,)), (1, 0, 1, (1,))]


@pytest.mark.parametrize(
    ("spare", "bounds", "starts"),
    [
        ([(3, 0, 1, ())], {}, [2]),  # a gap that is just long enough
        ([(4, 0, 1, ())], {}, [6]),  # too long for it: behind all
        ([(1, 0, 1, ()), (2, 0, 1, ())], {}, [2, 3]),  # two in one gap
        ([(1, 1, 1, ()), (1, 0, 1, (3,))], {}, [0, 2]),  # one waits for the other
        ([(9, 0, 0, ())], {}, [0]),  # it takes nobody and nothing
        ([(0, 0, 1, ())], {}, [2]),  # it takes no time, but somebody has to be free
        ([(1, 1, 1, ())], {"held": {3: 1.0}}, [1]),  # it may not be touched before
        ([(1, 1, 1, ())], {"held": {3: 1.5}}, [5]),
        ([(1, 1, 1, ())], {"there": (1,), "wants": {0: ((0, 1),), 3: ((0, 1),)}}, [5]),
        ([(1, 0, 0, ())], {"there": (1,), "wants": {1: ((0, 1),), 3: ((0, 1),)}}, [0]),
    ],
)
def test_starts_of_spare_gates(
    spare: list[Gate], bounds: dict[str, Any], starts: list[float]
) -> None:
    """Beside gates that are needed, which start at 0, 2 and 5."""
    rows = [*NEEDED, *spare]
    made = replace(
        work(*rows, teams=(1, 1)),
        bounds=Bounds(things=("slot",) * len(bounds.get("there", ())), **bounds),
        spare=frozenset(range(len(NEEDED), len(rows))),
    )
    planned = timed(made, range(len(rows)), [float(hours) for hours, _, _, _ in rows])
    assert planned.start == (0, 2, 5, *starts)
    assert sorted(planned.order) == list(range(len(rows)))
    assert [planned.start[row] for row in planned.order] == sorted(planned.start)


@pytest.mark.parametrize(
    ("ready", "start"), [(100.0, 104.0), (130.0, 176.0), (298.0, 344.0), (466.0, 512.0)]
)
def test_a_weekend_is_over_on_monday(ready: float, start: float) -> None:
    """From 08:00 to 16:00 on workdays, also weeks later, where the calendar begins anew."""
    bounds = replace(SHIFTS_ONLY, held={0: ready})
    made = replace(work((3.0, 0, 1, ())), bounds=bounds, spare=frozenset({0}))
    planned = timed(made, [0], [3.0])
    assert (planned.start, planned.end) == ((start,), (start + 3,))
    assert planned == schedule(replace(made, spare=frozenset()), [0], [3.0])


Drawn = tuple[Work, list[int], list[float]]


@st.composite
def with_spare(draw: Any) -> Drawn:  # noqa: ANN401 - hypothesis' own
    """Draw work of which some is spare; nothing that is needed waits for it."""
    made, ranks, hours = draw(bound_works())
    needed = draw(st.sets(st.integers(0, len(hours) - 1)))
    rows = frozenset(range(len(hours))) - all_before(made, needed)
    return replace(made, spare=rows), ranks, hours


@settings(max_examples=200)
@given(with_spare())
def test_nobody_waits_for_a_spare_gate(drawn: Drawn) -> None:
    """What is needed is done as if there were nothing else."""
    made, ranks, hours = drawn
    rows, planned = needed_rows(made), timed(*drawn)
    alone = schedule(part_of(made, rows), [ranks[r] for r in rows], [hours[r] for r in rows])
    assert [planned.start[row] for row in rows] == list(alone.start)
    assert [planned.end[row] for row in rows] == list(alone.end)
    assert [row for row in planned.order if row not in made.spare] == [rows[r] for r in alone.order]


@settings(max_examples=200)
@given(with_spare())
def test_a_spare_gate_starts_as_early_as_it_can(drawn: Drawn) -> None:
    """In their turn, each at the first moment at which it fits: all moments are tried out."""
    made, ranks, hours = drawn
    planned, done = timed(*drawn), needed_rows(made)
    for row in spare_in_turn(made, ranks):
        first = next(
            start
            for start in moments(made, planned, row, done)
            if fits(*drawn, row, start, planned, done)
        )
        assert (planned.start[row], planned.end[row]) == (first, ended(made, row, first, hours))
        done.append(row)


def moments(made: Work, planned: Schedule, row: int, done: Sequence[int]) -> Iterator[float]:
    """Tell when a gate could start: when it is ready, when something ends, when a shift begins."""
    ready = max([made.bounds.held.get(row, 0.0), *(planned.end[one] for one in made.before[row])])
    for moment in sorted({ready, *(planned.end[one] for one in done if planned.end[one] > ready)}):
        calendar, start = made.bounds.clock.of(made.team[row]) if made.people[row] else None, moment
        while calendar is not None and (opening := opens(*calendar, start)) > start:
            start = opening  # where the calendar begins anew, nobody need be at work
        yield start


def ended(made: Work, row: int, start: float, hours: Sequence[float]) -> float:
    """Tell when a gate ends."""
    calendar = made.bounds.clock.of(made.team[row]) if made.people[row] else None
    return start + hours[row] if calendar is None else closes(*calendar, start, hours[row])


def fits(
    made: Work,
    _ranks: Sequence[int],
    hours: Sequence[float],
    row: int,
    start: float,
    planned: Schedule,
    done: Sequence[int],
) -> bool:
    """Tell whether people and things are there for a gate at every moment from a start on."""
    end = ended(made, row, start, hours)
    looked_at = [start, *(planned.start[one] for one in done if start < planned.start[one] < end)]
    return all(
        used(made, [one for one in done if planned.start[one] <= at < planned.end[one]], row)
        for at in looked_at
    )


def used(made: Work, others: Sequence[int], row: int) -> bool:
    """Tell whether there is enough for a gate beside others."""
    people = sum(made.people[one] for one in others if made.team[one] == made.team[row])
    if made.people[row] and people + made.people[row] > made.team_people[made.team[row]]:
        return False
    wants = made.bounds.wants
    return all(
        amount + sum(dict(wants.get(one, ())).get(thing, 0) for one in others)
        <= made.bounds.there[thing]
        for thing, amount in wants.get(row, ())
    )


@settings(max_examples=100)
@given(with_spare())
def test_it_is_the_same_with_and_without_a_compiler(drawn: Drawn) -> None:
    """To the last bit."""
    made, ranks, each = drawn
    tasks, turn = compiled.tasks_of(made), np.array(spare_in_turn(made, ranks), dtype=np.int64)
    hours = np.array([each, [3 * hours for hours in each]])
    plain, fast = (np.zeros((2, *hours.shape)) for _ in range(2))
    gaps.fill_all(tasks, turn, hours, plain)
    compiled.fill(tasks, turn, hours, fast)
    assert plain.tolist() == fast.tolist()
