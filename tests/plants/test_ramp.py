"""How a line comes back: one expected week, and the array form of the outlook."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.plants.ramp import first_week_cars, ramp_cars

WEEK = np.array([True] * 5 + [False] * 2)  # Monday to Sunday
SHARE = st.integers(0, 20).map(lambda twentieths: twentieths / 20)


def ramp(
    start_day: list[int], works: list[bool], lost: list[int] | None = None
) -> list[list[float]]:
    """Ramp 100 cars a day from a quarter by quarters; `lost` names days lost in every scenario."""
    stops = np.zeros((len(start_day), len(works)), dtype=bool)
    stops[:, lost or []] = True
    cars = ramp_cars(100, 0.25, 0.25, stops, np.array(start_day), np.array(works))
    return [list(map(float, row)) for row in cars]


@pytest.mark.parametrize(
    ("start_day", "cars"),
    [
        pytest.param(0, [25, 50, 75, 100, 100, 0, 0, 100], id="a quarter more each day"),
        pytest.param(3, [0, 0, 0, 25, 50, 0, 0, 75], id="the weekend adds no step"),
        pytest.param(5, [0, 0, 0, 0, 0, 0, 0, 25], id="from the first working day"),
        pytest.param(8, [0] * 8, id="not within the horizon"),
        pytest.param(99, [0] * 8, id="long after the horizon"),
        pytest.param(-2, [75, 100, 100, 100, 100, 0, 0, 100], id="has run for two working days"),
    ],
)
def test_a_ramp_by_hand(start_day: int, cars: list[float]) -> None:
    """100 cars a day, a quarter first, a quarter more each working day."""
    assert ramp([start_day], [*map(bool, WEEK), True]) == [cars]


def test_a_lost_day_makes_no_car_and_a_running_line_loses_none() -> None:
    """Days 1 and 4 are lost: on day 1 the line ramps, on day 4 it runs at its normal rate."""
    assert ramp([0], [True] * 5, lost=[1, 4]) == [[25, 0, 75, 100, 100]]


def test_scenarios_are_apart() -> None:
    """Each scenario has its own start."""
    assert ramp([0, 1], [True] * 2) == [[25, 50], [0, 25]]


@pytest.mark.parametrize(
    ("stop_share", "cars_max", "cars"),
    [(0.0, None, 350), (0.0, 120, 120), (0.5, None, 275), (1.0, None, 200), (0.0, 9999, 350)],
)
def test_the_first_week_by_hand(stop_share: float, cars_max: int | None, cars: int) -> None:
    """25 + 50 + 75 + 100 + 100, less the chance of lost ramp days, within what the parts make."""
    assert first_week_cars(100, 0.25, 0.25, stop_share, cars_max) == cars


@given(
    per_day=st.integers(0, 500), start_share=SHARE, step_share=SHARE, start_day=st.integers(-3, 9)
)
def test_both_forms_agree_and_cars_stay_within_the_rate(
    per_day: int, start_share: float, step_share: float, start_day: int
) -> None:
    """Without lost days the array's first five working days are the expected first week."""
    works = np.array([True] * 16)
    stops = np.zeros((1, len(works)), dtype=bool)
    cars = ramp_cars(per_day, start_share, step_share, stops, np.array([start_day]), works)[0]
    assert (cars >= 0).all()
    assert (cars <= per_day).all()
    if start_day >= 0:
        first_week = cars[start_day : start_day + 5].sum()
        assert first_week_cars(per_day, start_share, step_share, 0.0, None) == round(first_week)


def test_lost_days_cost_what_is_expected() -> None:
    """Over many scenarios the mean of the array form is the expected first week."""
    draws = np.random.Generator(np.random.PCG64(1)).random((20_000, 5)) < 0.3
    start = np.zeros(20_000, dtype=np.int64)
    cars = ramp_cars(1000, 0.1, 0.2, draws, start, np.array([True] * 5))
    expected = first_week_cars(1000, 0.1, 0.2, 0.3, None)
    assert cars.sum(axis=1).mean() == pytest.approx(expected, rel=0.01)
