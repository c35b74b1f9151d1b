"""An order of urgency proves itself on hours that nobody has seen, and does not change easily."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings

from blackstart.estate.restart import Restart, restart
from blackstart.estate.search import order as orders
from blackstart.estate.search.order import KEPT, order
from blackstart.estate.search.urgency import by_row, effort_left, urgency
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
    tables,
)

RULES = ["closure", "descendants", "tiers"]


@pytest.fixture(autouse=True)
def a_short_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second of search on a hundred services proves no more here than some plays on eight."""
    monkeypatch.setattr(orders, "PLAYS_MAX", 200)
    monkeypatch.setattr(orders, "SEARCH_GATES_MIN", 50)


def eight() -> dict[str, pl.DataFrame]:
    """Make eight services of two teams; five activities need one each."""
    names, luck = "abcdefgh", np.random.default_rng(2)
    rows = [
        {**row, "hours_likely": float(luck.integers(1, 9)), "hours_high": 20.0, "team": team}
        for name, team in zip(names, ("x", "y") * 4, strict=True)
        for row in chain(name)
    ]
    worth = [
        {"activity": name, "value_per_day_minor": int(luck.integers(1, 999))} for name in "defgh"
    ]
    return tables(
        services=services(*names),
        gates=frame("gates", *rows),
        dependencies=dependencies(
            "d needs a for data", "g needs a for rebuild", "h needs b for test"
        ),
        teams=frame("teams", {"team": "x"}, {"team": "y", "people": 1}),
        activities=frame("activities", *worth),
        activity_needs=frame("activity_needs", *({"activity": n, "service": n} for n in "defgh")),
    )


def test_the_order_is_no_worse_than_any_rule() -> None:
    """Of rules and searches the one with the least loss in the mean is taken."""
    made = restart(eight(), DAY).order
    assert list(made.loss) == [*RULES, orders.SEARCHED]
    assert made.loss[made.chosen] == min(made.loss.values())
    assert sorted(made.ranks) == list(range(len(made.ranks)))


def test_orders_are_judged_with_self_starters_first() -> None:
    """Nobody is judged by a plan that is not the one to come: every loss is of starters first."""
    starters = frame("self_starters", {"service": "h"})
    plain, made = restart(eight(), DAY).order, restart({**eight(), "self_starters": starters}, DAY)
    first = [service for _, service in sorted(zip(made.order.ranks, rows(made), strict=True))][:9]
    assert set(first) == {"h"}
    assert set(made.order.loss) == set(plain.loss)
    assert all(made.order.loss[rule] != plain.loss[rule] for rule in RULES)
    assert made.order.loss[made.order.chosen] == min(made.order.loss.values())


def rows(made: Restart) -> list[str]:
    """Name the service of each open gate."""
    return made.work.gates["service"].to_list()


def test_a_plan_of_the_same_day_stands() -> None:
    """Planned again with its own rows, nothing is searched for twice, and no row changes."""
    said = eight()
    made = restart(said, DAY)
    searched = orders._search.cache_info().misses  # noqa: SLF001 - how often is the point
    again = restart({**said, "plan": made.plan}, DAY)
    assert again.plan.equals(made.plan)
    assert again.order.chosen == KEPT
    assert orders._search.cache_info().misses == searched  # noqa: SLF001 - as above


def test_without_anything_to_gain_the_rule_stays() -> None:
    """Where no activity waits, nothing is searched for."""
    made = planned(services=services("a", "b"))
    assert (made.order.chosen, made.order.loss) == ("closure", {})
    effort = effort_left(made.work)
    places = by_row(made.work, urgency(effort, {}, {}))
    assert sorted(range(18), key=places.__getitem__) == sorted(
        range(18), key=made.order.ranks.__getitem__
    )


def two(worth_a: int, worth_b: int, **said: pl.DataFrame) -> Restart:
    """Plan two services alike for one person; a carries one activity and b another one."""
    return planned(
        services=services("a", "b"),
        gates=frame("gates", *chain("a"), *chain("b")),
        teams=frame("teams", {"people": 1}),
        activities=frame(
            "activities",
            {"activity": "x", "value_per_day_minor": worth_a},
            {"activity": "y", "value_per_day_minor": worth_b},
        ),
        activity_needs=frame(
            "activity_needs", {"activity": "x", "service": "a"}, {"activity": "y", "service": "b"}
        ),
        **said,
    )


def test_the_order_changes_only_for_a_clear_gain() -> None:
    """A day of b is worth a little more, later much more, than a day of a: only then b is first."""
    told = two(1000, 999)
    little, much = (two(1000, worth, plan=told.plan) for worth in (1001, 2000))
    assert told.order.ranks[0] == 0
    assert (little.order.ranks, little.order.chosen) == (told.order.ranks, KEPT)
    assert much.order.ranks[9] == 0
    assert two(1000, 1001).order.ranks[9] == 0


def test_a_gate_that_is_open_again_goes_with_its_service() -> None:
    """The earlier plan has it as passed, without a place: it takes that of what follows it."""
    passed = two(1000, 1500, gate_signatures=signatures("a 1 pass 0"))
    failed = signatures("a 1 pass 0", "a #1 fail 1")
    activities = passed.activities
    made = restart(
        tables(
            services=services("a", "b"),
            gates=frame("gates", *chain("a"), *chain("b")),
            teams=frame("teams", {"people": 1}),
            activities=activities,
            activity_needs=passed.needs,
            gate_signatures=failed,
            plan=passed.plan,
        ),
        day(1),
    )
    assert KEPT in made.order.loss
    by_urgency = made.plan.filter(pl.col("service") == "a").sort("urgency")
    assert by_urgency["gate"].to_list()[0] == "isolated"


LONG = {"hours_low": 40.0, "hours_likely": 40.0, "hours_high": 40.0}
SHORT = {"hours_low": 2.0, "hours_likely": 2.0, "hours_high": 2.0}


def in_the_way(**said: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Make two services of one person, who has to wait for another team's gate of the dear one."""
    dear = chain("dear", team="x", **SHORT)
    return tables(
        **{
            "services": services("dear", "cheap"),
            "gates": frame(
                "gates", {**dear[0], "team": "y"}, *dear[1:], *chain("cheap", team="x", **LONG)
            ),
            "teams": frame("teams", {"team": "x", "people": 1}, {"team": "y", "people": 1}),
            "activities": frame(
                "activities",
                {"activity": "dear", "value_per_day_minor": 9000},
                {"activity": "cheap", "value_per_day_minor": 1},
            ),
            "activity_needs": frame(
                "activity_needs", *({"activity": n, "service": n} for n in ("dear", "cheap"))
            ),
            **said,
        }
    )


def kept(made: Restart) -> list[tuple[str, ...]]:
    """Name the gates of a plan that are kept behind others, and these."""
    rows = made.plan.drop_nulls("behind_service")
    return rows.select("service", "gate", "behind_service", "behind_gate").rows()


FIRST = ("cheap", "isolated", "dear", "isolated")


def test_people_are_kept_free_for_what_is_worth_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begun at once, the cheap gate would keep the one person for forty hours from the dear one."""
    at_once = restart(in_the_way(), DAY)
    monkeypatch.setattr(orders, "SEARCH_GATES_MIN", 10)
    monkeypatch.setattr(orders, "PLAYS_MAX", 2_000)
    made = restart(in_the_way(), DAY)
    starts = made.plan.filter(pl.col("gate") == "isolated").select("service", "start_hours")
    assert dict(starts.iter_rows())["cheap"] >= dict(starts.iter_rows())["dear"] + 2
    assert kept(made) == [FIRST]
    assert made.order.loss[orders.SEARCHED] < min(made.order.loss[rule] for rule in RULES) / 2
    assert (kept(at_once), at_once.order.behind) == ([], {})


@pytest.mark.parametrize(
    ("passed", "start", "ahead", "left"),
    [
        ((), 2.0, 0, [FIRST]),
        (("dear 1 pass 0",), 2.0, 0, []),
        ((), 30.0, 1, [FIRST]),
        ((), 0.0, 1, []),
    ],
)
def test_people_stay_free_until_it_has_passed(
    passed: tuple[str, ...],
    start: float,
    ahead: int,
    left: list[tuple[str, ...]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who was told to wait goes on waiting, until the gate has passed or somebody began anyway."""
    told = restart(in_the_way(), DAY).plan
    cheap = (pl.col("service") == "cheap") & (pl.col("gate") == "isolated")
    told = told.with_columns(
        behind_service=pl.when(cheap).then(pl.lit("dear")),
        behind_gate=pl.when(cheap).then(pl.lit("isolated")).cast(told.schema["gate"]),
        start_hours=pl.when(cheap).then(start).otherwise("start_hours"),
        start_on=pl.when(cheap).then(pl.lit(day(int(start // 24)))).otherwise("start_on"),
    )
    monkeypatch.setattr(orders, "SEARCH_GATES_MIN", 10_000)
    made = restart(in_the_way(plan=told, gate_signatures=signatures(*passed)), day(ahead))
    assert made.order.chosen == KEPT
    assert kept(made) == left


@pytest.mark.parametrize("spare", ["cheap", "dear"])
def test_nobody_is_kept_behind_what_nobody_needs_any_more(spare: str) -> None:
    """Nor is that kept behind anything: it is done in gaps."""
    told = restart(in_the_way(), DAY).plan
    kept_back = (pl.col("service") == "cheap") & (pl.col("gate") == "isolated")
    told = told.with_columns(
        behind_service=pl.when(kept_back).then(pl.lit("dear")),
        behind_gate=pl.when(kept_back).then(pl.lit("isolated")).cast(told.schema["gate"]),
    )
    other = "dear" if spare == "cheap" else "cheap"
    needs = frame("activity_needs", {"activity": other, "service": other})
    made = restart(in_the_way(plan=told, activity_needs=needs), DAY)
    assert {made.work.gates["service"][row] for row in made.work.spare} == {spare}
    assert (made.order.chosen, kept(made)) == (KEPT, [])


@settings(max_examples=15)
@given(any_tables())
def test_the_same_input_gives_the_same_order(said: dict[str, pl.DataFrame]) -> None:
    """Twice on one day: the plan stays, to the last row."""
    made = restart(said, DAY)
    again = order(made.estate, made.work, effort_left(made.work), made.purpose, said["plan"])
    assert again == made.order
    kept = restart({**said, "plan": made.plan}, DAY)
    assert kept.plan.equals(made.plan)
