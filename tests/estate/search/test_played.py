"""Few gates are played without the compiler, many with it, and nobody can tell which."""

from dataclasses import replace

import numpy as np
import pytest

from blackstart.estate.search import played
from tests.estate.test_schedule import work


@pytest.mark.parametrize("spare", [(), (1,), (0, 1, 2)])
def test_with_and_without_the_compiler(
    spare: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same ends, to the last bit; no scenario gives no ends."""
    gates = work((2.0, 0, 1, ()), (3.0, 0, 2, (0,)), (0.1, 0, 1, ()))
    made = replace(gates, spare=frozenset(spare))
    hours = np.random.default_rng(1).uniform(0.1, 9.0, (20, 3))
    plain = played.played(made, (2, 0, 1), hours)
    assert played.played(made, (2, 0, 1), hours[:0]).shape == (0, 3)
    one = played.timed(made, (2, 0, 1), hours[0].tolist())
    monkeypatch.setattr(played, "GATES_COMPILED_MIN", 60)
    monkeypatch.setattr(played, "ROWS_COMPILED_MIN", 3)
    assert played.played(made, (2, 0, 1), hours).tolist() == plain.tolist()
    assert played.timed(made, (2, 0, 1), hours[0].tolist()) == one
