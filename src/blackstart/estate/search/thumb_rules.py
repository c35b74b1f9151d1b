"""Rules of thumb that the planner has to beat: tier by tier, and what hangs on a service."""

from collections.abc import Mapping, Sequence

import numpy as np

from blackstart.estate.phases import waves
from blackstart.estate.search.urgency import Effort, reach


def descendants(
    effort: Effort, wanted: Mapping[str, Sequence[str]], value: Mapping[str, int]
) -> tuple[str, ...]:
    """Order services by the value of a day of all that hangs on them, for an hour of own work.

    Args:
        effort: the services that are not up.
        wanted: by activity, the services that it needs; those that are up are passed over.
        value: by activity, what a day of it is worth, all on one scale.
    """
    wave = waves(effort.needs)
    own = _own_value(effort, wanted, value)
    hanging = reach(effort.needs, wave)
    density = [
        sum(own[other] for other in np.flatnonzero(hanging[:, service])) / max(minutes, 1)
        for service, minutes in enumerate(effort.minutes)
    ]
    places = range(len(effort.services))
    order = sorted(places, key=lambda place: (-density[place], wave[place], place))
    return tuple(effort.services[place] for place in order)


def tiers(
    effort: Effort, wanted: Mapping[str, Sequence[str]], value: Mapping[str, int]
) -> tuple[str, ...]:
    """Order services tier by tier, as people do, and within a tier by own value for own work.

    Args:
        effort: the services that are not up.
        wanted: by activity, the services that it needs; those that are up are passed over.
        value: by activity, what a day of it is worth, all on one scale.
    """
    wave = waves(effort.needs)
    own = _own_value(effort, wanted, value)
    order = sorted(
        range(len(effort.services)),
        key=lambda place: (wave[place], -own[place] / max(effort.minutes[place], 1), place),
    )
    return tuple(effort.services[place] for place in order)


def _own_value(
    effort: Effort, wanted: Mapping[str, Sequence[str]], value: Mapping[str, int]
) -> list[int]:
    number = {service: place for place, service in enumerate(effort.services)}
    own = [0] * len(number)
    for activity, services in wanted.items():
        for service in services:
            if service in number:
                own[number[service]] += value[activity]
    return own
