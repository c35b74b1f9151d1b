"""How a line comes back to its normal rate: a first share, and a step each working day.

No day-by-day curve of a restart has been published, so the three figures of a line are assumptions
and stand in the dossier with their source. What is public about the restart of 2025: production
stopped on 1 September, engines and batteries ran again on 8 October, the last large site about
16 to 18 October, and "normal levels" were announced on 14 November, some 28 working days after the
first start; United Kingdom car output of October was still 18,474 below the year before (SMMT). A
linear ramp over 28 working days loses 14 normal days.
"""

import numpy as np
from numpy.typing import NDArray

FIRST_WEEK_DAYS = 5


def ramp_cars(
    per_day: float,
    start_share: float,
    step_share: float,
    stop_draws: NDArray[np.bool_],
    start_day: NDArray[np.int64],
    works: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Draw how many cars a line makes on each day of each scenario.

    A day that is lost makes no car and does not hold back the next day's share. Once a line is at
    its normal rate, no day is lost any more.

    Args:
        per_day: cars on a normal day.
        start_share: share of normal on the first working day, 0 to 1.
        step_share: what each working day adds, 0 to 1.
        stop_draws: [scenario, day], true where that day would be lost on a ramp.
        start_day: [scenario], index of the first day on which the line may run; the number of days
            or more means not within the horizon, and -k that it has run for k working days.
        works: [day], true where people work on that day.

    Returns:
        [scenario, day] cars, 0 or more.
    """
    days = np.arange(len(works))
    worked_before = np.concatenate(([0], np.cumsum(works)))
    start = np.clip(start_day, 0, len(works))[:, None]
    runs_for = worked_before[:-1] - worked_before[start] - np.minimum(start_day, 0)[:, None]
    share = np.minimum(1.0, start_share + step_share * runs_for)
    runs = works & (days >= start) & ~(stop_draws & (share < 1.0))
    return np.asarray(np.where(runs, per_day * share, 0.0))


def first_week_cars(
    per_day: int, start_share: float, step_share: float, stop_share: float, cars_max: int | None
) -> int:
    """Tell how many cars to expect in the first five working days.

    Args:
        per_day: cars on a normal day.
        start_share: share of normal on the first working day, 0 to 1.
        step_share: what each working day adds, 0 to 1.
        stop_share: chance that a ramp day is lost, 0 to 1.
        cars_max: how many cars the parts make; None when no parts are known.
    """
    shares = (min(1.0, start_share + step_share * place) for place in range(FIRST_WEEK_DAYS))
    cars = sum(per_day * share * (1.0 if share == 1.0 else 1 - stop_share) for share in shares)
    return round(cars) if cars_max is None else min(round(cars), cars_max)
