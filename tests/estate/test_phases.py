"""Waves follow the longest chain of needs."""

import pytest

from blackstart.estate.phases import waves


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        ([], ()),
        ([[], [0], [0, 1], []], (1, 2, 3, 1)),
        ([[3], [3], [0, 1], []], (2, 2, 3, 1)),
        ([[1], [2], []], (3, 2, 1)),
    ],
)
def test_a_wave_is_one_more_than_what_it_waits_for(
    needs: list[list[int]], expected: tuple[int, ...]
) -> None:
    """A service comes one wave after the latest that it needs."""
    assert waves(needs) == expected
