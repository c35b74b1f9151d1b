"""The exact twin: the same steps, in memory."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from blackstart.base.clock import SimulatedClock
from blackstart.base.table import Decision, Frames
from blackstart.base.today import Mode, Today
from blackstart.day.order import STEPS
from blackstart.day.step import OverQuotaError, Step, capacity_left
from blackstart.day.tables import TABLES
from blackstart.outlook.replay import replay
from tests.outlook.made import START, frame, incident

MADE = [each for each in TABLES if each.origin == "made"]


def _allow(_: Frames, today: Today) -> Decision:
    """Allow three parts lines a day."""
    row = {"activity": "parts", "day": today.day, "mode": "manual", "rate": 3, "used": 0}
    return Decision(rows={"rates": frame("rates", row)}, facts={"left": dict(today.left)})


def _ship(frames: Frames, today: Today) -> Decision:
    """Ship as many lines as the day allows, of those that were not shipped."""
    lines = frames["part_orders"].join(frames["allocations"], on="line", how="anti").sort("line")
    now = lines.head(today.left["parts"])
    rows = [
        {"line": line, "day": today.day, "site": "C", "part": "P", "quantity": 1}
        for line in now["line"]
    ]
    return Decision(
        rows={"allocations": frame("allocations", *rows, why="a test", shipment="S")},
        takes={"parts": now.height},
        facts={"left": today.left["parts"], "shipped": now.height, "mode": today.mode},
    )


ALLOW = Step(name="test.allow", reads=(), decide=_allow)
SHIP = Step(name="test.ship", reads=("part_orders", "allocations"), decide=_ship)


def _clock() -> SimulatedClock:
    return SimulatedClock(START)


def _orders(count: int) -> dict[str, pl.DataFrame]:
    return {"part_orders": frame("part_orders", *({"line": f"L{place}"} for place in range(count)))}


def test_steps_see_what_is_left() -> None:
    """Each step is told what the steps before it have left of the day."""
    clock = _clock()
    kept, diary = replay(_orders(5), clock, 2, Mode.EXERCISE, (ALLOW, SHIP, SHIP))
    assert [page["test.ship"] for page in diary] == [
        {"left": 0, "shipped": 0, "mode": "EXERCISE"},  # the second ship of the day
        {"left": 1, "shipped": 0, "mode": "EXERCISE"},
    ]
    assert kept["allocations"].group_by("day").len().sort("day").rows() == [
        (date(2025, 9, 25), 3),
        (date(2025, 9, 26), 2),
    ]
    assert kept["rates"].select("day", "used").rows() == [
        (date(2025, 9, 25), 3),
        (date(2025, 9, 26), 2),
    ]
    assert clock.instant == datetime(2025, 9, 27, 6, tzinfo=UTC)


def test_no_days_change_nothing() -> None:
    """Every table is there afterwards, and the given ones are as they were."""
    orders = _orders(2)
    kept, diary = replay(orders, _clock(), 0, Mode.LIVE, (ALLOW,))
    assert set(kept) == {each.name for each in TABLES}
    assert kept["part_orders"].equals(orders["part_orders"])
    assert diary == []


def test_no_step_takes_more_than_is_left() -> None:
    """A step that would is a fault of ours, and nothing goes on."""
    greedy = Step(name="greedy", reads=(), decide=lambda *_: Decision(takes={"parts": 1}))
    with pytest.raises(OverQuotaError):
        replay({}, _clock(), 1, Mode.EXERCISE, (greedy,))


@pytest.fixture(scope="module")
def three_days() -> dict[str, pl.DataFrame]:
    """Play three days of a small incident with the operation's own steps."""
    return replay(incident(), _clock(), 3, Mode.EXERCISE, STEPS)[0]


def test_the_real_steps_make_rows_that_fit(three_days: dict[str, pl.DataFrame]) -> None:
    """What the rooms make in three days passes the rules of its tables."""
    for each in MADE:
        assert each.schema.is_valid(three_days[each.name]), each.name
    for day in (date(2025, 9, 25), date(2025, 9, 27)):
        assert min(capacity_left(three_days["rates"], day).values()) >= 0


def test_three_days_are_one_day_after_the_other(three_days: dict[str, pl.DataFrame]) -> None:
    """Stopping in the evening and going on in the morning makes no difference."""
    clock, frames = _clock(), incident()
    for _ in range(3):
        frames, _ = replay(frames, clock, 1, Mode.EXERCISE, STEPS)
    assert [name for name in frames if not frames[name].equals(three_days[name])] == []


def test_a_second_look_on_the_same_day_has_no_second_effect(
    three_days: dict[str, pl.DataFrame],
) -> None:
    """The steps of the last evening, performed again, refresh a forecast at most, and only once."""
    evening = three_days
    changed = []
    for _ in range(2):
        clock = SimulatedClock(datetime(2025, 9, 27, 6, tzinfo=UTC))
        again, _ = replay(evening, clock, 1, Mode.EXERCISE, STEPS)
        changed.append([name for name in again if not again[name].equals(evening[name])])
        evening = again
    # Cash is forecast before the day's cars are invoiced: the second look knows of them.
    assert changed == [["cash_weeks"], []]
