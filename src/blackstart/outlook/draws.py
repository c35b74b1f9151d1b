"""All randomness of the outlook, from one seed.

Every topic and every scenario has a stream of its own (NumPy's PCG64 under a SeedSequence), so two
outlooks of one day share their random numbers whatever else differs between them, and the size of
the blocks in which scenarios are worked through changes nothing.
"""

from collections.abc import Callable, Iterable
from datetime import date
from enum import IntEnum

import numpy as np

from blackstart.base.canonical import canonical, sha256
from blackstart.suppliers.book import Floats


class Topic(IntEnum):
    """What random numbers are drawn for; a number is never given to another topic."""

    ARRIVALS = 1
    LINES = 2
    FIRMS = 3
    DESKS = 4


def seed_of(incident: str, day: date) -> int:
    """Make the seed of a day's outlook: stable, and another one tomorrow."""
    return int(sha256(canonical([incident, day.isoformat()]))[:12], 16)


def stream(seed: int, topic: Topic, scenario: int) -> np.random.Generator:
    """Open the stream of one topic in one scenario."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, topic, scenario))))


def stacked(
    seed: int,
    topic: Topic,
    scenarios: Iterable[int],
    draw: Callable[[np.random.Generator], Floats],
) -> Floats:
    """Draw the same thing in several scenarios.

    Returns:
        What `draw` gives, with the scenario as the first axis.
    """
    return np.stack([draw(stream(seed, topic, scenario)) for scenario in scenarios])
