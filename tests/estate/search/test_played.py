"""Few gates are played without the compiler, many with it, and nobody can tell which."""

import numpy as np
import pytest

from blackstart.estate.search import played
from tests.estate.test_schedule import work


def test_with_and_without_the_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same ends, to the last bit; no scenario gives no ends."""
    made = work((2.0, 0, 1, ()), (3.0, 0, 2, (0,)), (0.1, 0, 1, ()))
    hours = np.random.default_rng(1).uniform(0.1, 9.0, (20, 3))
    plain = played.played(made, (2, 0, 1), hours)
    assert played.played(made, (2, 0, 1), hours[:0]).shape == (0, 3)
    monkeypatch.setattr(played, "GATES_COMPILED_MIN", 60)
    assert played.played(made, (2, 0, 1), hours).tolist() == plain.tolist()
