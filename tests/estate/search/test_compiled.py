"""What plans need is compiled once."""

import os
from typing import Any

import numpy as np
import pytest

from blackstart.base.compiled import machine_code
from blackstart.estate.search import compiled, playing
from tests.estate.test_schedule import work


@pytest.mark.skipif("NUMBA_DISABLE_JIT" in os.environ, reason="there is no compiler then")
def test_machine_code_is_made_once() -> None:
    """The installation compiles what plans need; nothing of it is found missing later."""
    compiled.prepare()
    kernels_known = machine_code.cache_info().currsize
    tasks = compiled.tasks_of(work((2.0, 0, 1, ()), (3.0, 0, 1, (0,))))
    assert compiled.ends(tasks, np.zeros(2), np.array([[2.0, 3.0]])).tolist() == [[2.0, 5.0]]
    assert machine_code.cache_info().currsize == kernels_known
    code: Any = compiled.compiled(playing.play_all)
    assert len(code.signatures) == 1
