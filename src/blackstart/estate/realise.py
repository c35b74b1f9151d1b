"""The restart as it may come out: the plan's rule under drawn hours.

This is the only place where the plan's uncertainty enters the outlook.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.rates import rate
from blackstart.estate.restart import Restart
from blackstart.estate.search.luck import draw
from blackstart.estate.search.played import played
from blackstart.estate.tables import LAST_GATE

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Realised:
    """Restarts as they may come out.

    Attributes:
        activities: names of the last axis, sorted.
        rate: units a day; int64, shape [scenario, day, activity]; day 0 is the plan's day.
        return_hours: hours after the plan's day began at which an activity is restored; shape
            [scenario, activity]; infinite when nobody knows which services it needs.
    """

    activities: tuple[str, ...]
    rate: Ints
    return_hours: Floats


def draw_hours(restart: Restart, scenarios: int, seed: int) -> Floats:
    """Draw what is left of each open gate; see `blackstart.estate.search.luck.draw`.

    Args:
        restart: the plan and what it rests on.
        scenarios: how many to draw.
        seed: the same seed gives a gate the same luck, whatever else has passed by then (common
            random numbers).

    Returns:
        Working hours, shape [scenario, gate]; gates are the rows of `restart.work.gates`.
    """
    return draw(restart.estate, restart.work, scenarios, seed)


def realise(restart: Restart, hours: Floats, days: int) -> Realised:
    """Play the restart by the plan's rule, scenario by scenario.

    Nobody looks ahead: a team takes the most urgent gate that is ready when its people are free,
    whatever the hours will turn out to be. With the likely hours, this is the plan. (Only gates
    that no activity hangs on do: `blackstart.estate.search.gaps`.)

    Args:
        restart: the plan and what it rests on.
        hours: working hours that are left, shape [scenario, gate], as `draw_hours` gives them.
        days: how many days to tell.
    """
    returns = return_hours(restart, last_ends(restart, hours), len(hours))
    dates = [restart.day + timedelta(days=ahead) for ahead in range(days)]
    services = restart.needs["service"].to_list()
    activities, needs = restart.activities, restart.needs
    up = np.array([rate(activities, needs, services, day)["rate"] for day in dates], dtype=np.int64)
    down = np.array(rate(activities, needs, (), restart.day)["rate"], dtype=np.int64)
    is_back = np.floor(returns / DAY_HOURS)[:, None, :] <= np.arange(days)[None, :, None]
    return Realised(
        activities=tuple(activities["activity"]),
        rate=np.where(is_back, up.reshape(days, len(down)), down),
        return_hours=returns,
    )


def last_ends(restart: Restart, hours: Floats) -> dict[str, Floats]:
    """Tell by service that is not up when its last gate ends, in every scenario.

    Args:
        restart: the plan and what it rests on.
        hours: working hours that are left, shape [scenario, gate].
    """
    work = restart.work
    last = np.flatnonzero(work.gates["gate"] == LAST_GATE)
    ends = played(work, restart.order.ranks, hours * np.array(work.stretch))[:, last]
    return dict(zip(work.gates["service"].gather(last), ends.T, strict=True))


def return_hours(restart: Restart, ends: Mapping[str, Floats], scenarios: int) -> Floats:
    """Tell when every activity is back: with the last of its services, 0 when all are up.

    Args:
        restart: the plan and what it rests on.
        ends: by service, as `last_ends` gives them.
        scenarios: how many there are.

    Returns:
        Shape [scenario, activity]; infinite when nobody knows which services it needs.
    """
    returns = np.full((scenarios, restart.activities.height), np.inf)
    for column, activity in enumerate(restart.activities["activity"]):
        if activity in restart.purpose.wanted:
            returns[:, column] = 0.0
        for service in restart.purpose.wanted.get(activity, ()):
            np.maximum(returns[:, column], ends.get(service, 0.0), out=returns[:, column])
    return returns
