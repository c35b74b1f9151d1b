"""Backlogs under a rate: how much is left on each day, and when nothing is."""

import numpy as np

from blackstart.suppliers.book import Amounts, Flags, Floats

NEVER = np.inf
_HALF_A_PIECE = 0.5  # cars arrive as expected values, not as whole cars


def work_off(waiting: int, arrivals: Floats, rate: Amounts) -> Floats:
    """Work a backlog off, day by day.

    Args:
        waiting: pieces that wait before the first day.
        arrivals: [scenario, day] pieces that come; they can be done on their day.
        rate: [scenario, day] pieces that can be done.

    Returns:
        [scenario, day] pieces that are left in the evening, 0 or more.
    """
    left = np.empty(arrivals.shape)
    now = np.full(len(arrivals), float(waiting))
    for day in range(arrivals.shape[1]):
        now = np.maximum(now + arrivals[:, day] - rate[:, day], 0)
        left[:, day] = now
    return left


def done_by(waiting: int, arrivals: Floats, left: Floats) -> Floats:
    """Tell how many pieces have been done by each evening, first come first."""
    done: Floats = waiting + arrivals.cumsum(axis=1) - left
    return done


def clear_day(left: Floats) -> Floats:
    """Tell on which day a backlog is gone: 0 is the first day, infinite is not in sight.

    Args:
        left: [scenario, day] pieces left in the evening.
    """
    return first_day(left < _HALF_A_PIECE)


def first_day(happens: Flags) -> Floats:
    """Tell on which day something first happens; infinite when not within the horizon.

    Args:
        happens: [scenario, day].
    """
    return np.where(happens.any(axis=1), happens.argmax(axis=1), NEVER)
