"""One seed, one outlook."""

from datetime import date

import numpy as np

from blackstart.outlook.draws import Topic, seed_of, stacked


def test_a_seed_is_stable_and_its_own() -> None:
    """The same incident and day give the same seed for ever; another day another one."""
    day = date(2025, 9, 25)
    assert seed_of("A", day) == 216_452_364_156_364
    assert len({seed_of("A", day), seed_of("B", day), seed_of("A", date(2025, 9, 26))}) == 3


def test_blocks_change_nothing() -> None:
    """A scenario's numbers are the same in whatever company it is drawn."""
    everything, some = (
        stacked(7, Topic.FIRMS, scenarios, lambda stream: stream.random(3))
        for scenarios in (range(10), range(4, 6))
    )
    assert np.array_equal(everything[4:6], some)


def test_topics_and_scenarios_have_streams_of_their_own() -> None:
    """No number is used twice for two things."""
    drawn = [
        stacked(7, topic, range(3), lambda stream: stream.random(4)).ravel() for topic in Topic
    ]
    assert len(np.unique(np.concatenate(drawn))) == 3 * 4 * len(Topic)
