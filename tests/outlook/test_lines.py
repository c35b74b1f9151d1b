"""When lines start, and what they make with the suppliers that are left."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.outlook.assumed import GATE_AFTER_SERVICES_DAYS
from blackstart.outlook.lines import Line, later, potential, starts, supplied
from blackstart.suppliers.book import Flags, Floats

# Thursday to Wednesday, twice: days 2, 3, 9 and 10 are weekends.
WORKS = np.array([True, True, False, False, True, True, True] * 2)
NO_SLIP = np.zeros((1, 3))


def _line(**said: Any) -> Line:  # noqa: ANN401 - any attribute
    usual: dict[str, Any] = {
        "name": "A",
        "plant": "P",
        "final": True,
        "per_day": 100,
        "start_share": 0.5,
        "step_share": 0.1,
        "stop_share": 0.0,
        "ran_days": 0,
        "gate_days": (),
        "feeders": (),
        "only_sources": (np.array([], np.int64), np.array([], np.float64)),
        "others": np.array([], np.int64),
    }
    return Line(**{**usual, **said})


def _starts(
    *lines: Line, back: dict[str, Floats] | None = None, luck: Floats | None = None
) -> list[int]:
    slips = NO_SLIP[:, : len(lines)] if luck is None else luck
    return [int(day) for day in starts(lines, back or {}, slips, WORKS)[0]]


@pytest.mark.parametrize(
    ("said", "back", "start"),
    [
        ({}, None, 0),
        ({"gate_days": (1,)}, None, 1),
        ({"gate_days": (2,)}, None, 4),  # a Saturday: the Monday after
        ({"gate_days": (1, 5)}, None, 5),
        ({}, 4.0, 4),
        ({"gate_days": (5,)}, 1.0, 5),
        ({"gate_days": (None,)}, 0.0, 14),  # two weeks: beyond these days
        ({}, np.inf, 14),
        ({"gate_days": (99,)}, None, 14),
        ({"ran_days": 7}, None, -7),
        ({"ran_days": 7}, 1.0, 1),  # its services failed again
    ],
)
def test_start(said: dict[str, Any], back: float | None, start: int) -> None:
    """The latest of services and gates, on a working day."""
    assert len(WORKS) == GATE_AFTER_SERVICES_DAYS
    days = {} if back is None else {"A": np.array([back])}
    assert _starts(_line(**said), back=days) == [start]


def test_gates_slip() -> None:
    """A gate that is far away slips by more than one that is near."""
    luck = np.array([[0.5, 0.5]])  # half of the mean slip times ln 2
    near, far = _line(name="A", gate_days=(1,)), _line(name="B", gate_days=(8,))
    assert _starts(near, far, luck=luck) == [4, 11]


@pytest.mark.parametrize(
    ("lines", "start"),
    [
        ([{"gate_days": (1,)}, {"name": "B", "feeders": (("A", 1),)}], [1, 4]),
        ([{"gate_days": (1,)}, {"name": "B", "feeders": (("A", 0),), "gate_days": (5,)}], [1, 5]),
        ([{"feeders": (("B", 2),)}, {"name": "B", "ran_days": 9}], [4, -9]),
        ([{"feeders": (("X", 2),)}], [0]),  # a feeder that nobody listed holds nothing up
        ([{"feeders": (("B", 0),)}, {"name": "B", "feeders": (("A", 0),)}], [14, 14]),
        ([{"feeders": (("B", 0),)}, {"name": "B", "gate_days": (99,)}], [14, 14]),
    ],
)
def test_feeders_go_first(lines: list[dict[str, Any]], start: list[int]) -> None:
    """A line follows what feeds it, some working days later; a circle never starts."""
    assert _starts(*(_line(**said) for said in lines)) == start


@given(st.integers(0, 20), st.integers(0, 5))
def test_counting_working_days(day: int, lag: int) -> None:
    """Never before the day, always on a working day or beyond the horizon, and in step."""
    (first,) = later(np.array([day]), lag, WORKS)
    (after,) = later(np.array([first]), 1, WORKS)
    assert min(day, len(WORKS)) <= first <= after <= len(WORKS)
    assert first == len(WORKS) or WORKS[first]
    assert later(np.array([day]), lag + 1, WORKS)[0] == after


def test_ramp_within_what_services_allow() -> None:
    """Half on the first day, a tenth more on each, and not more than the estate's rate."""
    no_luck = np.ones((1, 14))
    start = np.array([1])
    free = potential(_line(), start, None, no_luck, WORKS)
    assert free[0, :8].tolist() == [0, 50, 0, 0, 60, 70, 80, 90]
    bound = potential(_line(), start, np.full((1, 14), 65), no_luck, WORKS)
    assert bound[0, :8].tolist() == [0, 50, 0, 0, 60, 65, 65, 65]


def test_unlucky_ramp_days_are_lost() -> None:
    """A draw below the line's chance loses a day of the ramp."""
    cars = potential(_line(stop_share=0.1), np.array([0]), None, np.full((1, 14), 0.05), WORKS)
    assert cars.sum() == 100 * 5  # the ramp goes on; from its sixth day no day is lost


def _gone(*places: int) -> Flags:
    return np.array([[place in places for place in range(5)]])


@pytest.mark.parametrize(
    ("gone", "used", "cars", "used_after"),
    [
        ((), [0, 0], 80, [0, 0]),
        ((4,), [0, 0], 80, [0, 0]),  # no supplier of the line
        ((0,), [0, 0], 80, [80, 0]),  # its parts last for 100 cars
        ((0,), [30, 0], 70, [100, 0]),
        ((0,), [100, 0], 0, [100, 0]),
        ((0, 1), [0, 0], 20, [20, 20]),
        ((2,), [0, 0], 40, [0, 0]),  # one of two others: half as fast
        ((2, 3), [0, 0], 0, [0, 0]),
    ],
)
def test_suppliers_that_are_gone(
    gone: tuple[int, ...], used: list[float], cars: float, used_after: list[float]
) -> None:
    """Without an only source the parts that are there are used up; others slow the line."""
    line = _line(only_sources=(np.array([0, 1]), np.array([100.0, 20.0])), others=np.array([2, 3]))
    so_far = np.array([used], np.float64)
    assert supplied(line, np.array([80.0]), so_far, _gone(*gone)).tolist() == [cars]
    assert so_far.tolist() == [used_after]
