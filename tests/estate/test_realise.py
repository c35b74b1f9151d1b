"""The restart under drawn hours: with the likely ones, it is the plan."""

from datetime import timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings

from blackstart.estate.defaults import HOURS
from blackstart.estate.rates import rate
from blackstart.estate.realise import draw_hours, realise
from blackstart.estate.restart import Restart, restart
from tests.estate.made import (
    DAY,
    any_tables,
    chain,
    day,
    dependencies,
    frame,
    planned,
    services,
    signatures,
)


def likely(made: Restart) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Give one scenario in which every gate takes its likely hours."""
    return np.array([made.work.gates["hours_likely"].to_list()], dtype=np.float64).reshape(1, -1)


def two() -> Restart:
    """Plan two services; paying needs both and has a boost, mail needs nobody knows what."""
    return planned(
        services=services("a", "b"),
        gates=frame("gates", *chain("a", hours_likely=4.0), *chain("b")),
        dependencies=dependencies("b needs a for test"),
        teams=frame("teams", {}),
        activities=frame("activities", {"boosted_from": day(4)}, {"activity": "mail"}),
        activity_needs=frame("activity_needs", {"service": "a"}, {"service": "b"}),
    )


def test_rates_day_by_day() -> None:
    """By hand until the day of return, then restored, then boosted; the unknown stays by hand."""
    made = two()
    out = realise(made, likely(made), 6)
    assert made.returns.rows() == [("paying", 42.0, day(1))]
    assert out.activities == ("mail", "paying")
    assert out.return_hours.tolist() == [[np.inf, 42.0]]
    assert out.rate[0].T.tolist() == [[10] * 6, [10, 100, 100, 100, 150, 150]]
    assert out.rate.dtype == np.int64


def test_what_is_up_is_back_from_the_first_day() -> None:
    """An activity whose services are all up runs restored at once, in every scenario."""
    made = planned(
        services=services("a"),
        gate_signatures=signatures("a 9 pass -1"),
        activities=frame("activities", {}),
        activity_needs=frame("activity_needs", {}),
    )
    out = realise(made, draw_hours(made, 3, seed=1), 2)
    assert out.rate.tolist() == [[[100], [100]]] * 3
    assert out.return_hours.tolist() == [[0.0]] * 3


@settings(max_examples=40)
@given(any_tables())
def test_with_likely_hours_it_is_the_plan(said: dict[str, pl.DataFrame]) -> None:
    """Days of return, and the rates of every day, are those of the plan and of the rates."""
    made = restart(said, DAY)
    out = realise(made, likely(made), 12)
    assert out.rate.shape == (1, 12, made.activities.height)
    planned_days = dict(made.returns.select("activity", "returns_on").iter_rows())
    back = made.plan.filter(gate="reconnected").select("service", "end_on")
    for place, activity in enumerate(out.activities):
        hours = out.return_hours[0, place]
        if np.isinf(hours):
            assert activity not in planned_days
        else:
            days = max(0, (planned_days[activity] - DAY).days)
            assert int(hours // 24) == days
    for ahead in range(12):
        then = DAY + timedelta(days=ahead)
        up = back.filter(pl.col("end_on") <= then)["service"].to_list()
        rows = rate(made.activities, made.needs, up, then)
        assert rows["rate"].to_list() == out.rate[0, ahead].tolist()


def test_hours_are_drawn_around_the_likely_ones() -> None:
    """Half are longer, a tenth beyond high, a tenth below low; the same seed, the same hours."""
    made = planned(services=services(*(f"s{number}" for number in range(30))))
    hours = draw_hours(made, 400, seed=7)
    low, middle, high = (made.work.gates[name].to_numpy() for name in HOURS)
    assert hours.shape == (400, 270)
    assert (hours >= low / 2).all()
    assert np.mean(hours > middle) == pytest.approx(0.5, abs=0.05)
    assert np.mean(hours > high) == pytest.approx(0.1, abs=0.03)
    assert np.mean(hours < low) == pytest.approx(0.1, abs=0.03)
    assert np.array_equal(hours, draw_hours(made, 400, seed=7))
    assert not np.array_equal(hours, draw_hours(made, 400, seed=8))


def test_a_gate_keeps_its_luck_when_others_pass() -> None:
    """A signature changes what is left to do, not how the rest will turn out."""
    said = {"services": services("a", "b")}
    before = draw_hours(planned(**said), 50, seed=7)
    after = draw_hours(planned(**said, gate_signatures=signatures("a 5 pass 0")), 50, seed=7)
    assert np.array_equal(before[:, 5:], after)


def test_luck_is_partly_shared() -> None:
    """Two gates are late together more often than chance: about three tenths of it is common."""
    made = planned(services=services("a", "b"))
    late = np.log(draw_hours(made, 4000, seed=3)[:, [0, 9]])
    assert np.corrcoef(late.T)[0, 1] == pytest.approx(0.3, abs=0.07)


def test_a_gate_that_is_certain_stays_certain() -> None:
    """Low, likely and high the same: no luck in it, not even with no hours at all."""
    gates = frame("gates", *chain("a", hours_low=3.0, hours_likely=3.0, hours_high=3.0))
    none = frame("gates", *chain("a", hours_low=0.0, hours_likely=0.0, hours_high=0.0))
    for rows, hours in ((gates, 3.0), (none, 0.0)):
        made = planned(services=services("a"), gates=rows)
        assert (draw_hours(made, 5, seed=1) == hours).all()
