"""The outlook of a whole dossier."""

from datetime import timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from blackstart.base.canonical import canonical
from blackstart.base.clock import SimulatedClock
from blackstart.base.table import Decision
from blackstart.base.today import Mode
from blackstart.day.order import STEPS
from blackstart.day.step import keep
from blackstart.day.tables import table
from blackstart.estate.realise import realise
from blackstart.estate.restart import restart
from blackstart.outlook.desks import desks
from blackstart.outlook.replay import replay
from blackstart.outlook.run import run
from blackstart.outlook.step import FORECAST, SCENARIOS
from blackstart.outlook.world import world
from tests.outlook.made import DAY, START, STOP, incident, moment, tables


def _forecast(frames: dict[str, pl.DataFrame], **left: int) -> Decision:
    return FORECAST.decide({name: frames[name] for name in FORECAST.reads}, moment(left=left))


@pytest.fixture(scope="module")
def forecast() -> Decision:
    """Forecast the small incident once."""
    return _forecast(incident())


def test_figures_of_a_whole_incident(forecast: Decision) -> None:
    """Every key figure is there with its range in order, and rows fit their tables."""
    figures: Any = forecast.facts["figures"]
    assert {"invoices_clear_day", "payments_clear_day", "parts_clear_day", "first_car_day"} < set(
        figures
    )
    assert {
        f"{name}_by_day_{day}" for name in ("cars", "firms_out_of_cash") for day in (30, 60, 120)
    } < set(figures)
    for each in figures.values():
        known = [each[end] for end in ("low", "likely", "high") if each[end] is not None]
        assert known == sorted(known)
        assert each["unit"] in {"days", "cars", "firms"}
    for name, rows in forecast.rows.items():
        assert table(name).schema.is_valid(rows)
        assert rows.equals(rows.sort(table(name).key))
    assert forecast.facts["unknown"] == [
        "1 gates of lines have no date: two weeks after the services (assumption)."
    ]
    assert forecast.facts["not_in_the_backlogs"] == {
        "invoices_backlog": 0,
        "parts_backlog": 30,
        "wholesale_backlog": 0,
        "registrations_backlog": 0,
    }
    assert forecast.facts["scenarios"] == SCENARIOS
    assert canonical(forecast.facts)
    assert not forecast.takes


def test_the_same_day_gives_the_same_outlook(forecast: Decision) -> None:
    """Rows in another order, and the step's own rows kept, change nothing."""
    mixed = {name: frame.reverse() for name, frame in incident().items()}
    again = _forecast(keep(mixed, forecast, DAY))
    assert again.facts == forecast.facts
    assert all(again.rows[name].equals(rows) for name, rows in forecast.rows.items())


def test_what_the_day_has_used_is_used(forecast: Decision) -> None:
    """With nothing left of today, less is done today; payments wait for signatures anyway."""
    used = _forecast(incident(), parts=0, paying=0)
    today = (pl.col("series") == "parts_backlog") & (pl.col("day") == DAY)
    left, left_used = (
        decision.rows["outlook_days"].filter(today)["likely"].item()
        for decision in (forecast, used)
    )
    assert left_used - left == 10


def test_tomorrow_is_not_seen() -> None:
    """Rows of later days, the script of an exercise, change no figure."""
    frames = incident()
    later = DAY + timedelta(days=1)
    debts, orders = frames["debts"], frames["part_orders"]
    scripted = {
        **frames,
        "debts": pl.concat(
            [debts, debts.head(1).with_columns(invoice=pl.lit("X"), arrived_on=later)]
        ),
        "part_orders": pl.concat(
            [orders, orders.head(1).with_columns(line=pl.lit("X"), ordered_on=later)]
        ),
    }
    assert _forecast(scripted).facts == _forecast(frames).facts


def test_an_empty_dossier_has_no_figures_and_says_why() -> None:
    """Nothing known is no forecast of nothing."""
    decision = _forecast(tables())
    assert decision.facts["figures"] == {}
    assert all(rows.is_empty() for rows in decision.rows.values())
    assert decision.facts["unknown"] == [
        "Nothing is known of what waits at invoicing: it has no forecast.",
        "Nothing is known of what waits at parts: it has no forecast.",
        "Nothing is known of what waits at wholesale: it has no forecast.",
        "Nothing is known of what waits at registration: it has no forecast.",
        "The capacity of paying is unknown: it is taken as none.",
        "No line that makes cars is known: no cars are forecast.",
        "No firms are known: nobody can tell who runs out of cash.",
    ]


def test_debts_without_cash_are_not_paid() -> None:
    """Nobody said what may be spent: payments do not clear, and the reason is given."""
    decision = _forecast({**incident(), "cash_accounts": table("cash_accounts").empty()})
    figures: Any = decision.facts["figures"]
    assert figures["payments_clear_day"]["low"] is None
    unknown: Any = decision.facts["unknown"]
    assert "No cash to spend in GBP is known: nobody is paid in it." in unknown


def _settled() -> dict[str, pl.DataFrame]:
    """Make an incident to which nothing new comes."""
    frames = incident()
    long_ago = STOP - timedelta(days=90)
    return {
        **frames,
        "debts": frames["debts"].with_columns(arrived_on=long_ago),
        "part_orders": frames["part_orders"].with_columns(ordered_on=long_ago),
    }


def test_the_fast_form_is_the_exact_twin_while_nothing_is_restored() -> None:
    """Four days of the operation's own steps leave what the arrays say, desk by desk."""
    days, frames = 4, _settled()
    plan = restart(frames, DAY)
    realised = realise(plan, np.full((3, plan.work.gates.height), 1e3), days)
    fast = run(world(frames, moment(), realised), 1, 3).series
    kept, _ = replay(frames, SimulatedClock(START), days, Mode.EXERCISE, STEPS)
    exact = {desk.series: desk.waiting for desk in desks(kept, DAY + timedelta(days=days - 1))}
    assert exact["parts_backlog"] < 90  # something was done
    assert {name: fast[name][:, -1].tolist() for name in exact} == {
        name: [waiting] * 3 for name, waiting in exact.items()
    }
