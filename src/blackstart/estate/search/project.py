"""When everything can be back at the earliest, with steps that take several scarce things."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from blackstart.estate.search import shortest
from blackstart.estate.search.arrays import Ints
from blackstart.estate.search.compiled import compiled, flat
from blackstart.estate.search.shortest import MODULUS, POPULATION, Pool, Project


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Race:
    """A search for the shortest schedule that can be continued.

    Attributes:
        project: the steps.
        mirror: the same, backwards in time.
        tail: by step, the way from its start to the end of all.
        pool: the orders that compete.
    """

    project: Project
    mirror: Project
    tail: Ints
    pool: Pool

    @classmethod
    def of(
        cls,
        lengths: Sequence[int],
        wants: Sequence[Sequence[int]],
        there: Sequence[int],
        after: Sequence[Sequence[int]],
        seed: int,
        population: int = POPULATION,
    ) -> "Race":
        """Begin a search.

        Args:
            lengths: by step, in whole units of time.
            wants: by step, how much it takes of each scarce thing; no more than there is.
            there: how much there is of each.
            after: by step, those that wait for its end; without circles.
            seed: of all chance.
            population: how many orders compete.
        """
        steps = len(lengths)
        before: list[list[int]] = [[] for _ in range(steps)]
        for step, others in enumerate(after):
            for other in others:
                before[other].append(step)
        lists = (*flat(before), *flat(after))
        each = (
            np.array(lengths, dtype=np.int64),
            np.array(wants, dtype=np.int64),
            np.array(there, dtype=np.int64),
        )
        return cls(
            project=Project(*each, *lists),
            mirror=Project(*each, *lists[2:], *lists[:2]),
            tail=np.array(_tails(lengths, after), dtype=np.int64),
            pool=_pool((population, steps), sum(lengths), len(there), seed),
        )

    def run(self, schedules: int) -> tuple[int, ...]:
        """Make some more schedules; give the starts in the best one so far.

        The same number of schedules from the beginning, in one run or in several, gives nearly the
        same search: a run ends when a child is done.
        """
        evolve = compiled(shortest.evolve)
        evolve(self.project, self.mirror, self.tail, self.pool, self.made + schedules)
        return tuple(self.pool.best.tolist())

    @property
    def made(self) -> int:
        """How many schedules have been made."""
        return int(self.pool.numbers[3])


def _tails(lengths: Sequence[int], after: Sequence[Sequence[int]]) -> list[int]:
    waits = [len(others) for others in after]
    tails, ready = list(lengths), [step for step, count in enumerate(waits) if not count]
    before: list[list[int]] = [[] for _ in lengths]
    for step, others in enumerate(after):
        for other in others:
            before[other].append(step)
    for step in ready:  # grows while it is walked
        for earlier in before[step]:
            tails[earlier] = max(tails[earlier], lengths[earlier] + tails[step])
            waits[earlier] -= 1
            if not waits[earlier]:
                ready.append(earlier)
    return tails


def _pool(shape: tuple[int, int], horizon: int, things: int, seed: int) -> Pool:
    population, steps = shape
    return Pool(
        orders=np.zeros(shape, np.int64),
        ends=np.zeros(population, np.int64),
        best=np.zeros(steps, np.int64),
        numbers=np.array([seed % (MODULUS - 1) + 1, horizon + 1, 0, 0]),
        start=np.zeros(steps, np.int64),
        late=np.zeros(steps, np.int64),
        use=np.zeros((horizon + 1, things), np.int64),
        child=np.zeros(steps, np.int64),
        seen=np.zeros(steps, np.bool_),
    )
