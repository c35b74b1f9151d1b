"""When each line starts, how it ramps, and what a supplier that is gone does to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

import numpy as np

from blackstart.outlook.assumed import GATE_AFTER_SERVICES_DAYS, SLIP_SHARE
from blackstart.plants.ramp import ramp_cars
from blackstart.suppliers.book import Amounts, Flags, Floats

FAR = 10**6  # days: beyond every horizon


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line:
    """One production line, as the outlook sees it.

    Attributes:
        name: of the line.
        plant: where it stands.
        final: whether it makes cars.
        per_day: cars on a normal working day.
        start_share: share of normal on the first day.
        step_share: what each working day adds.
        stop_share: chance that a ramp day is lost.
        ran_days: working days that it has run already.
        gate_days: by open gate, days until it is expected; None: nobody knows.
        feeders: names of the lines that feed it, with the lag in working days.
        only_sources: places of firms that alone make a part of it or of what feeds it, and for how
            many cars their parts last.
        others: places of its other firms.
    """

    name: str
    plant: str
    final: bool
    per_day: int
    start_share: float
    step_share: float
    stop_share: float
    ran_days: int
    gate_days: tuple[int | None, ...]
    feeders: tuple[tuple[str, int], ...]
    only_sources: tuple[Amounts, Floats]
    others: Amounts


def starts(
    lines: Sequence[Line], back: Mapping[str, Floats], luck: Floats, works: Flags
) -> Amounts:
    """Tell on which day each line starts.

    Args:
        lines: all lines.
        back: by line, [scenario] days until its services are back; a line that the estate does
            not know is held up by its gates only.
        luck: [scenario, line] uniform numbers: how much its gates slip.
        works: [day] working days.

    Returns:
        [scenario, line] day; the number of days or more: not within the horizon; -k: it has run
        for k working days.
    """
    start = np.full(luck.shape, len(works))  # lines that feed each other in a circle never start
    number = {line.name: place for place, line in enumerate(lines)}
    slips = -SLIP_SHARE * np.log1p(-luck)
    for name in feeders_first(lines):
        place = number[name]
        line = lines[place]
        services = back.get(name, np.zeros(len(luck)))
        latest = on_working_day(_own_start(line, services, slips[:, place]), works)
        for feeder, lag in line.feeders:
            if feeder in number:
                fed = later(np.maximum(start[:, number[feeder]], 0), lag, works)
                latest = np.maximum(latest, fed)
        start[:, place] = np.where(latest == 0, -line.ran_days, latest)
    return start


def feeders_first(lines: Iterable[Line]) -> Iterator[str]:
    """Walk through the lines so that a feeder comes before what it feeds; circles never come."""
    feeders = {line.name: {feeder for feeder, _ in line.feeders} for line in lines}
    order = TopologicalSorter({name: fed & feeders.keys() for name, fed in feeders.items()})
    with suppress(CycleError):
        order.prepare()
    while ready := order.get_ready():
        yield from sorted(ready)
        order.done(*ready)


def _own_start(line: Line, services: Floats, slip: Floats) -> Amounts:
    """Take the latest of a line's services and gates, without its feeders."""
    latest = services
    for expected in line.gate_days:
        after = services + GATE_AFTER_SERVICES_DAYS if expected is None else float(expected)
        latest = np.maximum(latest, after + slip * np.maximum(after, 1))
    return np.asarray(np.ceil(np.minimum(latest, FAR)), dtype=np.int64)


def on_working_day(day: Amounts, works: Flags) -> Amounts:
    """Give the first working day that is not before a day."""
    return later(day, 0, works)


def later(day: Amounts, lag: int, works: Flags) -> Amounts:
    """Count working days forward; the number of days: beyond the horizon."""
    working = np.append(np.flatnonzero(works), len(works))
    place = np.searchsorted(working, np.minimum(day, len(works))) + lag
    return working[np.minimum(place, len(working) - 1)]


def potential(
    line: Line, start: Amounts, rate: Amounts | None, uniform: Floats, works: Flags
) -> Floats:
    """Tell how many cars a line would make if all its suppliers delivered.

    Args:
        line: the line.
        start: [scenario] its first day.
        rate: [scenario, day] cars that its services allow; None: the estate does not know it.
        uniform: [scenario, day] uniform numbers: which ramp days are lost.
        works: [day] working days.

    Returns:
        [scenario, day] cars.
    """
    lost = uniform < line.stop_share
    cars = ramp_cars(line.per_day, line.start_share, line.step_share, lost, start, works)
    return cars if rate is None else np.minimum(cars, rate)


def supplied(line: Line, wanted: Floats, used: Floats, gone: Flags) -> Floats:
    """Tell how many cars a line makes with the suppliers that are left.

    When a firm that alone makes a part is gone, the line stops once its parts are used up. Each
    other firm that is gone costs its share until somebody else delivers.

    Args:
        line: the line.
        wanted: [scenario] cars that it would make today.
        used: [scenario, only source] cars made of the parts of firms since they are gone; today's
            are added in place.
        gone: [scenario, firm] firms that deliver nothing.
    """
    firms, cover = line.only_sources
    missing = gone[:, firms]
    left = np.where(missing, cover - used, np.inf).min(axis=1, initial=np.inf)
    slower = gone[:, line.others].mean(axis=1) if len(line.others) else 0.0
    cars: Floats = np.clip(np.minimum(wanted * (1 - slower), left), 0, None)
    used += missing * cars[:, None]
    return cars
