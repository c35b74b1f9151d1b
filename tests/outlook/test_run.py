"""The whole chain on small worlds: steady without a shock, and true to its rules with one."""

from typing import Any

import numpy as np
import pytest

from blackstart.outlook import run as run_module
from blackstart.outlook.desks import Desk
from blackstart.outlook.owing import Owing
from blackstart.outlook.run import run
from blackstart.suppliers.book import Floats
from tests.outlook.worlds import DAYS, a_line, a_world, owing
from tests.suppliers.made import STOP, a_book


def _run(scenarios: int = 3, **said: Any) -> dict[str, Floats]:  # noqa: ANN401 - any attribute of the world
    return dict(run(a_world(scenarios, **said), 1, scenarios).series)


def _desk(activity: str, waiting: int, **said: Any) -> Desk:  # noqa: ANN401 - any attribute
    usual: dict[str, Any] = {"stuck": 0, "per_day": 0.0, "known": True}
    return Desk(
        activity=activity, series=f"{activity}_backlog", waiting=waiting, **{**usual, **said}
    )


def _plenty(scenarios: int = 3) -> dict[str, Any]:
    return {name: np.full((scenarios, DAYS), 10) for name in ("invoicing", "paying", "wholesale")}


def test_without_a_shock_nothing_moves() -> None:
    """Firms that earn their costs, paid for what they delivered: nobody falls in 70 days."""
    firms = a_book(
        {"firm": "A", "reported_on": None},
        {"firm": "B", "cash_minor": None},
        {"firm": "C", "tier": 2},
        {"firm": "D", "tier": 9, "share_to_us": 1.0},
        {"firm": "E", "share_to_us": 0.0, "credit_minor": 5},
        stopped_on=None,
    )
    # what A, B and E delivered in the last 60 days is on our books
    daily = [(place, 50_000, day) for place in (0, 1) for day in range(60)]
    series = _run(firms=firms, owing=owing(*daily, firms=(0, 1)))
    for name in ("firms_out_of_cash", "firms_out_for_weeks", "payments_backlog"):
        assert not series[name].any()
    assert np.all(series["cars_per_day"] == 100)


def test_a_stop_takes_the_firms_one_after_the_other() -> None:
    """Nobody pays and nothing is built: cash of 10 and of 36 days is gone by then."""
    firms = a_book(
        {"firm": "A", "cash_minor": 450_000, "only_source": True},
        {"firm": "B", "cash_minor": 1_200_000},
        {"firm": "C", "cash_minor": 10**9},
    )
    series = _run(40, firms=firms, lines=(a_line(gate_days=(999,)),), stopped_days=24)
    out = np.median(series["firms_out_of_cash"], axis=0)
    assert (out[5], out[15], out[50]) == (0, 1, 2)
    assert series["firms_out_of_cash_only_source"].max() == 1
    insolvent = np.median(series["firms_out_for_weeks"], axis=0)
    assert (insolvent[25], insolvent[40], insolvent[69]) == (0, 1, 2)
    assert not series["cars_per_day"].any()


def test_paying_keeps_a_firm() -> None:
    """The same firm with its debt paid in time lasts; with payments down it does not."""
    said: dict[str, Any] = {
        "firms": a_book({"cash_minor": 900_000}, stopped_on=STOP),
        "lines": (a_line(gate_days=(999,)),),
        "stopped_days": 24,
        "owing": owing((0, 10_000_000, 3)),
    }
    paid = _run(**said)
    unpaid = _run(**said, rate={"paying": np.zeros((3, DAYS), np.int64)})
    unknown = _run(**said, rate={})
    assert not paid["firms_out_of_cash"].any()
    assert np.all(unpaid["firms_out_of_cash"][:, -1] == 1)
    assert np.all(unpaid["payments_backlog"][:, 3:] == 1)
    assert np.array_equal(unknown["payments_backlog"], unpaid["payments_backlog"])
    poor = _run(**said, allowed_minor=np.full((1, DAYS), 9_999_999))
    assert np.all(poor["payments_backlog"][:, 3:] == 1)


def test_invoices_hold_payments_up() -> None:
    """A debt in the queue is paid on the day on which it is posted."""
    queued = owing((0, 5, 0), (0, 7, 0))
    queued = Owing(
        currencies=queued.currencies,
        currency=queued.currency,
        firm=queued.firm,
        payee=queued.payee,
        amount_minor=queued.amount_minor,
        due=queued.due,
        place=np.array([0, 25]),
    )
    rates = {**_plenty(), "paying": np.zeros((3, DAYS), np.int64)}
    series = _run(owing=queued, rate=rates, desks=(_desk("invoicing", 30),))
    assert series["invoicing_backlog"][0, :4].tolist() == [20, 10, 0, 0]
    paid = _run(owing=queued, rate=_plenty(), desks=(_desk("invoicing", 30),))
    assert np.all(series["payments_backlog"] == 1)
    assert not paid["payments_backlog"].any()


def test_cars_go_to_wholesale() -> None:
    """What is built waits for its invoice."""
    rates = {"wholesale": np.full((3, DAYS), 70)}
    series = _run(rate=rates, desks=(_desk("wholesale", 50),))
    assert series["wholesale_backlog"][0, :3].tolist() == [80, 110, 140]


def test_new_work_comes_as_lately() -> None:
    """With as much coming as can be done, about as much is left; the mean is that of the weeks."""
    series = _run(200, desks=(_desk("parts", 0, per_day=10.0),))
    assert np.median(series["parts_backlog"][:, -1]) == pytest.approx(10 * DAYS, rel=0.1)


def test_what_nobody_knows_is_absent() -> None:
    """No series stands for nothing."""
    series = _run(
        firms=a_book(),
        lines=(),
        books_known=False,
        owing=owing(firms=()),
        desks=(_desk("parts", 0, known=False), _desk("wholesale", 0, known=False)),
    )
    assert series == {}


def test_an_only_source_that_falls_stops_the_line() -> None:
    """Its parts last for 1,000 cars, then the line waits four weeks for somebody else."""
    line = a_line(only_sources=(np.array([0]), np.array([1000.0])))
    firms = a_book({"cash_minor": 0, "costs_per_day_minor": 500_000})
    cars = _run(firms=firms, lines=(line,), stopped_days=24)["cars_per_day"][0]
    # out of cash on the first evening, insolvent on the 22nd
    assert np.flatnonzero(cars == 0).tolist() == list(range(32, 50))


@pytest.mark.parametrize("block", [1, 2, 20])
def test_blocks_change_nothing(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scenarios are worked through in blocks for speed only."""
    firms = a_book({"firm": "A", "cash_minor": None}, {"firm": "B", "cash_minor": 900_000})
    said: dict[str, Any] = {
        "firms": firms,
        "lines": (a_line(stop_share=0.5, gate_days=(9,)),),
        "stopped_days": 24,
    }
    whole = _run(5, **said)
    monkeypatch.setattr(run_module, "BLOCK", block)
    parts = _run(5, **said)
    assert all(np.array_equal(parts[name], series) for name, series in whole.items())


def test_first_cars() -> None:
    """By plant, the day on which its first whole car stands there."""
    lines = (a_line(gate_days=(DAYS,)), a_line(name="B", plant="Q", per_day=1, start_share=0.5))
    outcome = run(a_world(2, lines=lines), 1, 2)
    assert outcome.first_car["P"].tolist() == [np.inf, np.inf]
    assert outcome.first_car["Q"].tolist() == [1, 1]
    assert outcome.normal_cars.tolist() == [101] * DAYS
