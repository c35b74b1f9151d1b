"""How busy the teams are: nothing is lost between hours and days."""

import pytest

from blackstart.estate.telling.critical import net, wanted
from blackstart.estate.telling.load import load
from tests.estate.made import chain, dependencies, frame, planned, services

# Two services of nine gates, ten hours each; a team of one.
TEN = {"hours_low": 10.0, "hours_likely": 10.0, "hours_high": 10.0}
SAID = {
    "services": services("a", "b"),
    "gates": frame("gates", *chain("a", **TEN), *chain("b", **TEN)),
    "teams": frame("teams", {"people": 1}),
}


def test_every_hour_of_the_plan_is_told_once() -> None:
    """180 hours by one person are 7.5 days; with a second one they are wanted in half the time."""
    of = net(planned(**SAID).plan, dependencies())
    told = load(of, wanted(of), 30)
    assert told["planned"].sum() == pytest.approx(7.5)
    assert told["wanted"].sum() == pytest.approx(7.5)
    assert told["planned"].max() == pytest.approx(1)
    assert told["wanted"].max() == pytest.approx(2)
    assert told["day"].to_list() == list(range(8))


def test_what_lies_beyond_the_days_is_not_told() -> None:
    """The first two days only: two days of work."""
    of = net(planned(**SAID).plan, dependencies())
    told = load(of, wanted(of), 2)
    assert told.select("day", "planned").rows() == [(0, pytest.approx(1)), (1, pytest.approx(1))]
    empty = net(planned().plan, dependencies())
    assert load(empty, wanted(empty), 9).is_empty()


def test_days_before_the_plan_are_not_told() -> None:
    """What somebody works on since yesterday counts from today on."""
    before = planned(-1, **SAID).plan
    of = net(planned(0, plan=before, **SAID).plan, dependencies())
    told = load(of, wanted(of), 30)
    assert min(of.start) < 0
    assert told["day"].min() == 0
    assert told["planned"].max() == pytest.approx(1)
