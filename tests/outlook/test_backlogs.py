"""Backlogs by hand, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.outlook.backlogs import NEVER, clear_day, done_by, first_day, work_off
from blackstart.suppliers.book import Amounts, Floats

PIECES = st.lists(st.integers(0, 50), min_size=4, max_size=4)


def _row(*values: int) -> tuple[Floats, Amounts]:
    return np.array([values], np.float64), np.array([values], np.int64)


@pytest.mark.parametrize(
    ("waiting", "arrivals", "rate", "left", "day"),
    [
        (10, (0, 0, 0), (4, 4, 4), [6, 2, 0], 2),
        (10, (1, 1, 1), (4, 4, 4), [7, 4, 1], NEVER),
        (0, (0, 0, 0), (0, 0, 0), [0, 0, 0], 0),
        (0, (5, 5, 5), (5, 4, 6), [0, 1, 0], 0),
        (10, (0, 0, 0), (0, 0, 99), [10, 10, 0], 2),
    ],
)
def test_work_off(
    waiting: int,
    arrivals: tuple[int, ...],
    rate: tuple[int, ...],
    left: list[float],
    day: float,
) -> None:
    """What waits and what comes, less what can be done; the first day without any is told."""
    got = work_off(waiting, _row(*arrivals)[0], _row(*rate)[1])
    assert got.tolist() == [left]
    assert clear_day(got).tolist() == [day]


@given(st.integers(0, 100), PIECES, PIECES, PIECES)
def test_pieces_are_conserved_and_speed_never_hurts(
    waiting: int, arrivals: list[int], rate: list[int], more: list[int]
) -> None:
    """Waiting and arrived is done and left; a higher rate leaves no more on any day."""
    come = np.array([arrivals], np.float64)
    slow = work_off(waiting, come, np.array([rate]))
    fast = work_off(waiting, come, np.array([rate]) + np.array([more]))
    done = done_by(waiting, come, slow)
    assert np.array_equal(done + slow, waiting + come.cumsum(axis=1))
    assert np.all(np.diff(done, prepend=0) <= rate)
    assert np.all(fast <= slow)


def test_what_never_happens_has_no_day() -> None:
    """Not within the horizon is no number."""
    assert first_day(np.array([[False, True, True], [False] * 3])).tolist() == [1, NEVER]
