"""How much is built on each day, and how much of it firms are paid for."""

from dataclasses import dataclass

import numpy as np

from blackstart.base.activity import building
from blackstart.outlook.assumed import TERMS_DAYS
from blackstart.outlook.draws import Topic, stacked
from blackstart.outlook.lines import Line, potential, starts, supplied
from blackstart.outlook.world import World
from blackstart.suppliers.assumed import PASS_DOWN_DAYS
from blackstart.suppliers.book import Amounts, Flags, Floats

TIERS = 9
CARS_OF = "cars of "
_WEEK = 7 / 5  # calendar days for a working day


@dataclass(slots=True, kw_only=True, eq=False)
class Building:
    """The final lines in some scenarios, as the days go by.

    Attributes:
        world: what the outlook starts from.
        lines: the final lines.
        wanted: [line, scenario, day] cars if all suppliers delivered.
        cars: [line, scenario, day] cars that are made; filled day by day.
        used: by line, [scenario, only source] cars made of a firm's parts since it is gone.
        level: [scenario, day] share of normal; filled day by day.
        before: [scenario] share of normal before today.
    """

    world: World
    lines: tuple[Line, ...]
    wanted: Floats
    cars: Floats
    used: tuple[Floats, ...]
    level: Floats
    before: Floats

    @classmethod
    def planned(cls, world: World, seed: int, scenarios: range) -> "Building":
        """Draw when lines start and which ramp days they lose."""
        days, lines = len(world.works), world.lines
        shape = (len(lines), days + 1)
        luck = stacked(seed, Topic.LINES, scenarios, lambda stream: stream.random(shape))
        back = {
            line.name: world.back[building(line.name)][scenarios]
            for line in lines
            if building(line.name) in world.back
        }
        first = starts(lines, back, luck[:, :, -1], world.works)
        final = [place for place, line in enumerate(lines) if line.final]
        wanted = np.zeros((len(final), len(scenarios), days))
        for row, place in enumerate(final):
            name = lines[place].name
            rate = world.rate[building(name)][scenarios] if name in back else None
            wanted[row] = potential(
                lines[place], first[:, place], rate, luck[:, place, :-1], world.works
            )
        return cls(
            world=world,
            lines=tuple(lines[place] for place in final),
            wanted=wanted,
            cars=np.zeros_like(wanted),
            used=tuple(
                np.zeros((len(scenarios), len(lines[place].only_sources[0]))) for place in final
            ),
            level=np.zeros((len(scenarios), days)),
            before=_before(world, wanted, first[:, final]),
        )

    def build(self, day: int, gone: Flags) -> None:
        """Build today's cars with the suppliers that are left.

        Args:
            day: today, from 0.
            gone: [scenario, firm] firms that deliver no more.
        """
        for row, line in enumerate(self.lines):
            wanted = self.wanted[row, :, day]
            self.cars[row, :, day] = supplied(line, wanted, self.used[row], gone)
        if self.world.normal_cars and self.world.works[day]:
            made = self.cars[:, :, day].sum(axis=0) / self.world.normal_cars
            self.level[:, day] = np.minimum(made, 1)
        else:  # people rest on a Sunday, orders do not
            self.level[:, day] = self.level[:, day - 1] if day else self.before

    def by_plant(self) -> dict[str, Floats]:
        """Give each plant's cars, [scenario, day], under a name that no series has."""
        rows = {plant: [line.plant == plant for line in self.lines] for plant in self.world.plants}
        return {CARS_OF + plant: self.cars[mine].sum(axis=0) for plant, mine in rows.items()}

    def paid_for(self, day: int) -> Floats:
        """Tell which share of normal is in the deliveries that each tier is paid for today.

        What tier 1 delivered before today stands in our books and is paid from there.

        Returns:
            [scenario, tier - 1].
        """
        lags = [TERMS_DAYS, *(PASS_DOWN_DAYS * tier for tier in range(1, TIERS))]
        from_books = [self.world.books_known, *[False] * (TIERS - 1)]
        return np.stack(
            [
                np.zeros_like(self.before) if booked and day < lag else self._level(day - lag)
                for lag, booked in zip(lags, from_books, strict=True)
            ],
            axis=1,
        )

    def bought(self, day: int) -> Floats:
        """Tell which share of normal is in the materials that firms pay for today: [scenario]."""
        return self._level(day - PASS_DOWN_DAYS)

    def _level(self, day: int) -> Floats:
        """Tell the share of normal on a day; days before today are below 0."""
        if day >= 0:
            level: Floats = self.level[:, day]
            return level
        stopped_days = self.world.stopped_days
        if stopped_days is None or -day > stopped_days:
            return np.ones_like(self.before)
        ran_days = max((line.ran_days for line in self.lines), default=0)
        ran = -day <= ran_days * _WEEK
        return self.before if ran else np.zeros_like(self.before)


def _before(world: World, wanted: Floats, first: Amounts) -> Floats:
    """Tell the share of normal before today: that of lines which run already."""
    if not world.normal_cars:
        # Nobody listed a line: building goes on unless somebody said that it stopped.
        return np.full(wanted.shape[1], 1.0 if world.stopped_days is None else 0.0)
    running = np.where(first.T < 0, wanted[:, :, int(world.works.argmax())], 0)
    level: Floats = np.minimum(running.sum(axis=0) / world.normal_cars, 1)
    return level
