"""All scenarios, in blocks, day by day; nothing is kept by firm, only sums a day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from blackstart.base import activity
from blackstart.outlook.assumed import ARRIVALS_SIGMA
from blackstart.outlook.backlogs import done_by, first_day, work_off
from blackstart.outlook.building import CARS_OF, Building
from blackstart.outlook.cash import Tills, trade
from blackstart.outlook.draws import Topic, stacked
from blackstart.outlook.world import World
from blackstart.suppliers.book import Amounts, Floats, whole
from blackstart.suppliers.draws import costs_kept, days_of_costs, luck
from blackstart.suppliers.runway import drain, money_minor

BLOCK = 20  # scenarios at once: a block of 5,000 firms stays in the processor's cache
PAYMENTS = "payments_backlog"
FIRMS = ("firms_out_of_cash", "firms_out_for_weeks")
ONLY_SOURCE = "_only_source"
FIRM_SERIES = (*FIRMS, *(name + ONLY_SOURCE for name in FIRMS))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """What came out.

    Attributes:
        series: by name, [scenario, day] the state in the evening; what nobody knows is absent.
        first_car: by plant, [scenario] day of its first car; infinite: not within the horizon.
        normal_cars: [day] cars of a normal day.
    """

    series: Mapping[str, Floats]
    first_car: Mapping[str, Floats]
    normal_cars: Floats


def run(world: World, seed: int, scenarios: int) -> Outcome:
    """Let the days go by in all scenarios.

    Args:
        world: what the outlook starts from.
        seed: the same seed gives the same outcome.
        scenarios: how many; those of the world's rates.
    """
    series = {}
    done = np.zeros((scenarios, len(world.works)))
    arrivals = _arrivals(world, seed, scenarios)
    for place, desk in enumerate(world.desks):
        if desk.known and desk.activity != activity.WHOLESALE:
            left = work_off(
                desk.waiting, arrivals[:, place], _rate(world, desk.activity, scenarios)
            )
            series[desk.series] = left
            if desk.activity == activity.INVOICING:
                done = done_by(desk.waiting, arrivals[:, place], left)
    payments_max = _rate(world, activity.PAYING, scenarios)
    blocks = [
        _block(
            world,
            seed,
            block,
            done[block.start : block.stop],
            payments_max[block.start : block.stop],
        )
        for block in _blocks(scenarios)
    ]
    for name in (*_known(world), *(CARS_OF + plant for plant in world.plants)):
        series[name] = np.concatenate([block[name] for block in blocks])
    return _outcome(world, series, scenarios)


def _blocks(scenarios: int) -> Iterator[range]:
    for first in range(0, scenarios, BLOCK):
        yield range(first, min(first + BLOCK, scenarios))


def _arrivals(world: World, seed: int, scenarios: int) -> Floats:
    """Draw what comes to each desk on each day: as lately, more or less."""
    per_day = np.array([desk.per_day for desk in world.desks]).reshape(-1, 1)
    days = len(world.works)

    def draw(stream: np.random.Generator) -> Floats:
        more_or_less = np.exp(ARRIVALS_SIGMA * stream.standard_normal((len(per_day), 1)))
        return stream.poisson(per_day * more_or_less, (len(per_day), days)).astype(np.float64)

    return stacked(seed, Topic.ARRIVALS, range(scenarios), draw)


def _rate(world: World, name: str, scenarios: int) -> Amounts:
    """Give what an activity can do; nothing where nobody knows."""
    return world.rate.get(name, np.zeros((scenarios, len(world.works)), np.int64))


def _block(
    world: World, seed: int, scenarios: range, done: Floats, payments_max: Amounts
) -> dict[str, Floats]:
    """Let the days go by in a few scenarios; give sums by day."""
    firms, days = world.firms, len(world.works)
    kept, cash = _firms(world, seed, scenarios)
    tills = Tills.opened(cash, world.owing)
    trading = trade(firms, kept)
    building = Building.planned(world, seed, scenarios)
    payable = world.owing.payable(done)
    sums = {name: np.zeros((len(scenarios), days)) for name in (PAYMENTS, *FIRM_SERIES)}
    for day in range(days):
        tills.pay(world.owing, payable[:, day], payments_max[:, day], world.allowed_minor[:, day])
        building.build(day, tills.gone())
        level, bought, paid_for = (
            building.level[:, day],
            building.bought(day),
            building.paid_for(day),
        )
        tills.close_day(trading.change_minor(level, bought, paid_for))
        sums[PAYMENTS][:, day] = (tills.owed_minor > 0).sum(axis=1)
        for name, flags in zip(FIRMS, (tills.out, tills.insolvent_days > 0), strict=True):
            sums[name][:, day] = flags.sum(axis=1)
            sums[name + ONLY_SOURCE][:, day] = flags[:, firms.only_source].sum(axis=1)
    return {**sums, **building.by_plant()}


def _known(world: World) -> tuple[str, ...]:
    """Name the sums of which something is known."""
    payments = (PAYMENTS,) if world.books_known else ()
    return (*payments, *(FIRM_SERIES if len(world.firms.firm) else ()))


def _firms(world: World, seed: int, scenarios: range) -> tuple[Floats, Amounts]:
    """Draw what nobody knows of the firms: costs that go on, and cash this morning."""
    firms = world.firms
    both = stacked(seed, Topic.FIRMS, scenarios, lambda stream: luck(stream, 2, len(firms.firm)))
    kept = costs_kept(both[:, 0])
    cash = money_minor(firms, days_of_costs(both[:, 1]), drain(firms, kept))
    return kept, whole(cash)


def _outcome(world: World, series: dict[str, Floats], scenarios: int) -> Outcome:
    """Add cars up over plants, and send them to wholesale."""
    by_plant = {plant: series.pop(CARS_OF + plant) for plant in world.plants}
    cars = sum(by_plant.values(), np.zeros((scenarios, len(world.works))))
    if by_plant:
        series["cars_per_day"] = cars
        series["cars_cumulative"] = cars.cumsum(axis=1)
    for desk in world.desks:
        if desk.known and desk.activity == activity.WHOLESALE:
            rate = _rate(world, desk.activity, scenarios)
            series[desk.series] = work_off(desk.waiting, cars, rate)
    return Outcome(
        series=series,
        first_car={plant: first_day(made.cumsum(axis=1) >= 1) for plant, made in by_plant.items()},
        normal_cars=np.where(world.works, world.normal_cars, 0.0),
    )
