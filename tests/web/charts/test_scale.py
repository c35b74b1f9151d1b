"""Axes name few, round and sensible values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.web.charts.scale import LABELS_MAX, Scale, days, labelled_days, round_steps

DAYS = st.integers(min_value=date(1990, 1, 1).toordinal(), max_value=date(2090, 1, 1).toordinal())


def test_a_value_beyond_an_end_stays_at_the_end() -> None:
    """Nothing is drawn off the paper."""
    scale = Scale(low=0, high=10, start=100, end=0)
    assert [scale(value) for value in (-1, 0, 5, 10, 11)] == [100, 100, 50, 0, 0]


def test_a_scale_of_days_spans_one_at_least() -> None:
    """An incident of one moment still has an axis."""
    assert (days(10, 10, 0, 1).low, days(10, 10, 0, 1).high) == (10, 11)
    assert (days(10.5, 12.2, 0, 1).low, days(10.5, 12.2, 0, 1).high) == (10, 13)


@given(DAYS, st.integers(min_value=1, max_value=4000))
def test_an_axis_of_days_has_labels_but_not_too_many(first: int, span: int) -> None:
    """Up to a fortnight each or every other day, then Mondays; always within the axis."""
    labelled = list(labelled_days(first, first + span))
    assert 1 <= len(labelled) <= LABELS_MAX
    assert all(first <= day <= first + span for day in labelled)
    if span >= 2 * LABELS_MAX:
        assert {date.fromordinal(day).weekday() for day in labelled} == {0}


@pytest.mark.parametrize(
    ("high", "steps"),
    [
        (0, [0]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (100, [0, 50, 100]),
        (865.2, [0, 500]),
        (26, [0, 10, 20]),
    ],
)
def test_numbers_on_an_axis_are_round(high: float, steps: list[float]) -> None:
    """Ones, twos and fives with zeros."""
    assert round_steps(high) == steps


@given(st.floats(min_value=0, max_value=1e9))
def test_numbers_on_an_axis_stay_on_it(high: float) -> None:
    """The axis begins at 0, and no label lies beyond its end."""
    steps = round_steps(high)
    assert steps[0] == 0
    assert steps[-1] <= max(high, 0)
    assert len(steps) <= 5
