"""Loops are compiled, wherever the program is installed."""

from typing import Any

import numpy as np
import pytest

from blackstart.base.compiled import machine_code


def _twice(number: int) -> int:
    return number + number


def _doubled(numbers: np.ndarray) -> None:
    for place in range(len(numbers)):
        numbers[place] = _twice(numbers[place])


def test_a_loop_changes_arrays_in_place() -> None:
    """It calls its helper, and does what it does uncompiled."""
    numbers = np.array([1, 2, 3])
    machine_code(_doubled, _twice)(numbers)
    assert numbers.tolist() == [2, 4, 6]


def test_code_that_nobody_can_keep_is_made_anew() -> None:
    """A loop whose source is in no file runs, though its machine code has no place to stay."""
    made: dict[str, object] = {}
    exec("def tripled(number):\n    return 3 * number", made)  # noqa: S102 - source without a file
    tripled = made["tripled"]
    assert callable(tripled)
    assert machine_code(tripled)(7) == 21


@pytest.mark.parametrize("number", [0, -5, 10**15])
def test_compiled_and_not_are_equal(number: int) -> None:
    """Whole numbers are whole numbers."""
    assert machine_code(_twice)(number) == _twice(number)


def test_kept_code_is_named_by_its_helpers_too() -> None:
    """Another helper, or another number within it, is other machine code."""
    names = []
    for around in ({"STEP": 1}, {"STEP": 2}, {"STEP": 1, "OTHER": 2}):
        made: dict[str, Any] = dict(around)
        exec("def step(number):\n    return number + STEP", made)  # noqa: S102 - same text each time
        names.append(machine_code(_twice, made["step"]).__qualname__)
    assert names[0] == names[2] != names[1]
