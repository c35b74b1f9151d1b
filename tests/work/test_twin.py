"""The exact twin: days of the operation on PostgreSQL equal the replay in memory, to the penny."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from blackstart.base.activity import DESKS
from blackstart.base.clock import SimulatedClock
from blackstart.base.today import Mode
from blackstart.day.order import STEPS
from blackstart.day.tables import TABLES
from blackstart.exercise.build import build
from blackstart.exercise.signatures import SIGNERS
from blackstart.exercise.small import small_recipe
from blackstart.outlook.replay import replay
from blackstart.store.database import Store
from blackstart.store.server import Server
from blackstart.work import engine, letters, moment, restart
from blackstart.work.restart_acts import sign_gate
from blackstart.work.restart_people import start as begin
from blackstart.work.signing import Hand
from tests.fixtures_store import fresh_store
from tests.work.incident import MADE, described, tables, take_in

DAYS = 5
ALL = tuple(table.name for table in TABLES)

Page = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """Some days of one incident, by the operation and by its twin.

    Attributes:
        as_of: when they begin.
        start: all tables after the documents were read.
        worked: all tables after the days, from PostgreSQL.
        replayed: the same, from memory.
        diary: by day and step, the facts that the operation recorded.
        twins_diary: the same, by the replay.
    """

    as_of: datetime
    start: dict[str, pl.DataFrame]
    worked: dict[str, pl.DataFrame]
    replayed: dict[str, pl.DataFrame]
    diary: Sequence[Page]
    twins_diary: Sequence[Page]


def _work(store: Store, as_of: datetime) -> list[Page]:
    """Let the operation perform all steps of some days."""
    clock, diary = moment.start(store, as_of), []
    for _ in range(DAYS):
        page = {}
        for step in STEPS:
            done = engine.perform(store, step, clock, letters.WRITERS.get(step.name))
            assert done.anew
            # The engine puts what a person has to look at among the facts, the replay does not.
            page[step.name] = {name: done.facts[name] for name in done.facts if name != "findings"}
        diary.append(page)
        clock = moment.advance(store, 1)
    return diary


def _pass_a_gate(store: Store, as_of: datetime) -> None:
    """Let the running restart pass a gate that no script passes: both must see it."""
    for person in SIGNERS:
        begin(store, Hand(person=person))
    sign_gate(store, ("mes", "rebuilt"), Hand(person=SIGNERS[0]))
    assert [one.move for one in restart.take_turn(store, as_of).moves].count("passed") == 1


@pytest.fixture(scope="module", params=[1, 2, 3], ids=lambda seed: f"seed-{seed}")
def played(
    request: pytest.FixtureRequest,
    home: Path,
    server: Server,
    tmp_path_factory: pytest.TempPathFactory,
) -> Played:
    """Play five days of a small incident twice: on PostgreSQL and in memory."""
    folder = build(small_recipe(request.param), tmp_path_factory.mktemp("twin") / "small")
    as_of = described(folder).as_of
    with fresh_store(home, server) as store:
        take_in(store, folder)
        _pass_a_gate(store, as_of)
        start = tables(store, ALL)
        diary = _work(store, as_of)
        worked = tables(store, ALL)
    replayed, twins_diary = replay(start, SimulatedClock(as_of), DAYS, Mode.EXERCISE, STEPS)
    return Played(
        as_of=as_of,
        start=start,
        worked=worked,
        replayed=replayed,
        diary=diary,
        twins_diary=twins_diary,
    )


def _unlike(left: dict[str, pl.DataFrame], right: dict[str, pl.DataFrame]) -> list[str]:
    keys = {table.name: table.key for table in TABLES}
    return [
        name
        for name in ALL
        if left[name].schema != right[name].schema
        or not left[name].sort(keys[name]).equals(right[name].sort(keys[name]))
    ]


def test_every_table_is_the_same(played: Played) -> None:
    """After five days no row of any table differs, neither made nor brought by the dossier."""
    assert _unlike(played.worked, played.replayed) == []


@pytest.mark.parametrize("step", [step.name for step in STEPS])
def test_every_step_says_the_same(played: Played, step: str) -> None:
    """On each day each step tells the operator what its twin tells."""
    told = [json.dumps(page[step], sort_keys=True) for page in played.diary]
    assert told == [json.dumps(page[step], sort_keys=True) for page in played.twins_diary]


def test_much_happens_in_the_five_days(played: Played) -> None:
    """The script plays: arrivals, signatures, the bank's answers, reports; all desks work."""
    first, last = played.diary[0], played.diary[-1]
    assert first["estate.plan"]["gates"]["passed"] < last["estate.plan"]["gates"]["passed"]
    assert len(first["estate.plan"]["up"]) < len(last["estate.plan"]["up"])
    assert first["invoices.decide"]["arrived"] < last["invoices.decide"]["arrived"]
    assert sum(page["invoices.decide"]["posted_today"] > 0 for page in played.diary) >= DAYS - 1
    settled = last["payments.settle"]
    assert settled["settled"]["payments"] > 0
    assert settled["rejected"]["payments"] > 0
    assert (played.worked["debts"]["state"] == "paid").any()
    used = dict(played.worked["rates"].group_by("activity").agg(pl.col("used").sum()).iter_rows())
    assert all(used[name] > 0 for name in DESKS)
    assert [name for name in MADE if played.worked[name].is_empty()] == [
        "evidence",  # the script's evidence is paper
        "probe_results",  # no step of the day's work asks anybody
        "outlook_figures",  # forecasts are no step of the day's work
        "outlook_days",
    ]


def test_days_differ(played: Played) -> None:
    """Modes rise and parts leave on more than one day: five days are not one day five times."""
    rates = played.worked["rates"]
    assert rates["day"].n_unique() == DAYS
    modes = rates.group_by("activity").agg(pl.col("mode").n_unique())
    assert (modes["mode"] > 1).any()
    assert played.worked["allocations"]["day"].n_unique() > 1
    assert played.worked["payments"]["run"].n_unique() > 1


def test_the_twin_can_tell_apart(played: Played) -> None:
    """A script without the bank's answers, and nothing else, makes other days."""
    answers = played.start["bank_answers"].clear()
    start = {**played.start, "bank_answers": answers}
    silent, _ = replay(start, SimulatedClock(played.as_of), DAYS, Mode.EXERCISE, STEPS)
    assert {"payments", "debts", "bank_answers"} <= set(_unlike(played.worked, silent))
