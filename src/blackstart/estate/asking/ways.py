"""What hangs on a service: the activities that it stands in the way of, and what these still need.

This is why the plan takes a service up early, said without the search: an activity is worth
hurrying for when a day of it is worth much for each hour of work that is still to do for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from blackstart.estate.phases import waves
from blackstart.estate.restart import Restart
from blackstart.estate.search.urgency import Bools, Effort, effort_left, reach

MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """An activity that waits, and the way to it.

    Attributes:
        activity: its name.
        value_minor: what a day of it is worth, on the scale on which activities are compared.
        assumed: True when nobody said that value.
        work_hours: people's hours that are left for all that it needs.
        place: 1 for the activity with the highest value of a day for an hour of that work.
    """

    activity: str
    value_minor: int
    assumed: bool
    work_hours: float
    place: int

    @property
    def an_hour_minor(self) -> int:
        """Tell what a day of it is worth for each hour of work that is left."""
        return round(self.value_minor / max(self.work_hours, 1 / MINUTES_AN_HOUR))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ways:
    """All ways of a plan.

    Attributes:
        effort: the services that are not up.
        reached: by service, which services it needs, itself included; shape [service, needed].
        ways: the activities that wait, the best way first.
        needs: by activity, whether it needs a service, directly or through others; shape
            [activity, service], in the order of `ways`.
    """

    effort: Effort
    reached: Bools
    ways: tuple[Way, ...]
    needs: Bools

    def of(self, service: str) -> tuple[Way, ...]:
        """Give the activities that cannot return without a service, the best way first."""
        column = self.effort.services.index(service)
        return tuple(way for way, needs in zip(self.ways, self.needs, strict=True) if needs[column])

    def behind(self, service: str) -> tuple[str, ...]:
        """Name the services that cannot come back before a service has, sorted."""
        return self._named(self.reached[:, self.effort.services.index(service)], service)

    def before(self, service: str) -> tuple[str, ...]:
        """Name the services that a service waits for, directly or through others, sorted."""
        return self._named(self.reached[self.effort.services.index(service)], service)

    def work_hours(self, services: Sequence[str]) -> float:
        """Sum up people's hours that are left of some services."""
        minutes = dict(zip(self.effort.services, self.effort.minutes, strict=True))
        return sum(minutes[service] for service in services) / MINUTES_AN_HOUR

    def _named(self, which: Bools, but: str) -> tuple[str, ...]:
        names = (self.effort.services[place] for place in np.flatnonzero(which))
        return tuple(name for name in names if name != but)


def ways(made: Restart) -> Ways:
    """Work out the ways to all activities that wait.

    Args:
        made: the plan and what it rests on.
    """
    effort = effort_left(made.work)
    reached = reach(effort.needs, waves(effort.needs))
    number = {service: place for place, service in enumerate(effort.services)}
    minutes = np.array(effort.minutes, dtype=np.int64)
    found = []
    for activity, services in made.purpose.wanted.items():
        rows = [number[service] for service in services if service in number]
        if rows:
            needs = reached[rows].any(axis=0)
            hours = int(needs @ minutes) / MINUTES_AN_HOUR
            found.append((made.purpose.value[activity], hours, activity, needs))
    found.sort(key=lambda one: (-one[0] / max(one[1], 1 / MINUTES_AN_HOUR), one[2]))
    listed = tuple(
        Way(
            activity=activity,
            value_minor=value,
            assumed=activity in made.purpose.assumed,
            work_hours=hours,
            place=place,
        )
        for place, (value, hours, activity, _) in enumerate(found, start=1)
    )
    every = np.array([needs for *_, needs in found], dtype=np.bool_)
    return Ways(
        effort=effort,
        reached=reached,
        ways=listed,
        needs=every.reshape(len(found), len(number)),
    )
