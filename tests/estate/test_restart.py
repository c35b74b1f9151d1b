"""From the inventory to the plan: what is important comes back first."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings

from blackstart.estate.restart import Restart, restart
from blackstart.estate.schedule import schedule
from blackstart.estate.search import order
from blackstart.estate.search.urgency import by_row, effort_left
from blackstart.estate.tables import LAST_GATE, NEEDS, Plan
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


def test_what_pays_most_for_its_hours_returns_first() -> None:
    """Paying needs a directory and the ERP; selling alone is quicker, but worth little."""
    made = planned(
        services=services("directory", "erp", "shop"),
        gates=frame("gates", *chain("directory"), *chain("erp"), *chain("shop")),
        dependencies=dependencies("erp needs directory for data"),
        teams=frame("teams", {"people": 1}),
        activities=frame(
            "activities",
            {"value_per_day_minor": 900},
            {"activity": "selling", "value_per_day_minor": 400},
        ),
        activity_needs=frame(
            "activity_needs", {"service": "erp"}, {"activity": "selling", "service": "shop"}
        ),
    )
    back = made.plan.filter(gate=LAST_GATE).sort("rank")["service"].to_list()
    assert back == ["directory", "erp", "shop"]
    assert made.returns.select("activity", "return_hours").rows() == [
        ("paying", 36.0),
        ("selling", 54.0),
    ]


def test_a_circle_does_not_stop_the_plan() -> None:
    """The weakest dependency is left out of the plan, and the finding comes first."""
    made = planned(
        services=services("a", "b"),
        dependencies=dependencies("a needs b for rebuild", "b needs a for test"),
    )
    assert made.findings[0].code == "BS-EST-004"
    assert [cycle.show() for cycle in made.cycles] == ["a → b → a"]
    assert dict(made.plan.select("service", "phase").iter_rows()) == {"a": 2, "b": 1}


def test_a_missed_deadline_is_said() -> None:
    """An activity that returns after its maximum tolerable day gets a finding."""
    said: dict[str, Any] = {
        "services": services("a"),
        "gates": frame("gates", *chain("a", hours_likely=4.0)),
        "activity_needs": frame("activity_needs", {}),
        "teams": frame("teams", {}),
    }
    late = planned(**said, activities=frame("activities", {"deadline_on": DAY}))
    on_time = planned(**said, activities=frame("activities", {"deadline_on": day(1)}))
    assert [finding.message for finding in late.findings] == [
        "returns on 2025-09-26, deadline 2025-09-25"
    ]
    assert on_time.findings == ()


def test_the_future_is_not_seen() -> None:
    """A signature of tomorrow changes nothing today, not even by naming a service."""
    later = signatures("a 9 pass 1", "stranger 1 pass 1")
    said = {"services": services("a"), "gates": frame("gates", *chain("a"))}
    assert planned(**said, gate_signatures=later).plan.equals(planned(**said).plan)


@settings(max_examples=40)
@given(any_tables())
def test_plans_are_rows_of_the_table_whatever_the_order_of_the_input(
    said: dict[str, pl.DataFrame],
) -> None:
    """A plan is valid, and the same for the same rows in another order."""
    made = restart(said, DAY)
    turned = restart({name: rows.reverse() for name, rows in said.items()}, DAY)
    assert Plan.is_valid(made.plan)
    assert made.plan.equals(turned.plan)
    assert made.findings == turned.findings


def test_the_rule_beats_what_people_do_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unsearched, 20 % less is lost than by value for own work, 30 % less than tier by tier."""
    monkeypatch.setattr(order, "SEARCH_GATES_MIN", 10_000)
    lost = {"rule": 0.0, "value by own work": 0.0, "tier by tier": 0.0}
    for seed in range(5):
        said = made_up(np.random.default_rng(seed))
        made = restart(said, DAY)
        for name, ranks in {"rule": made.order.ranks, **by_hand(said, made)}.items():
            lost[name] += value_lost(made, ranks)
    assert lost["rule"] < 0.8 * lost["value by own work"]
    assert lost["rule"] < 0.7 * lost["tier by tier"]


def value_lost(made: Restart, ranks: Sequence[int]) -> float:
    """Sum up value of a day by day of return, as a share of all values."""
    hours = made.work.elapsed(made.work.gates["hours_likely"].to_list())
    ends = pl.Series("end", schedule(made.work, ranks, hours).end)
    last = made.work.gates.with_columns(ends).filter(gate=LAST_GATE)
    back = dict(last.select("service", "end").iter_rows())
    value = made.purpose.value
    lost: float = sum(
        value[activity] * max(map(back.__getitem__, wanted))
        for activity, wanted in made.purpose.wanted.items()
    )
    return lost / sum(value.values())


def made_up(luck: np.random.Generator) -> dict[str, pl.DataFrame]:
    """Make an estate of 90 services in three layers, small teams, and ten activities."""
    layers = ["identity"] * 10 + ["platform"] * 25 + ["application"] * 55
    names = [f"s{number:02}" for number in range(len(layers))]
    below = {"identity": [], "platform": names[:10], "application": names[:35]}
    rows = [
        f"{name} needs {needed} for {luck.choice(NEEDS)}"
        for name, layer in zip(names, layers, strict=True)
        for needed in luck.permutation(below[layer])[: luck.integers(1, 4)]
    ]
    activities = [
        {"activity": f"x{number}", "value_per_day_minor": int(luck.lognormal(10, 1.2))}
        for number in range(10)
    ]
    needs = [
        {"activity": activity["activity"], "service": str(service)}
        for activity in activities
        for service in luck.permutation(names[10:])[:4]
    ]
    return tables(
        services=pl.concat(
            services(name, layer=layer, team=None)
            for name, layer in zip(names, layers, strict=True)
        ),
        dependencies=dependencies(*rows),
        teams=pl.concat(
            frame("teams", {"team": team, "people": 3, "hours_per_day": 12.0})
            for team in ("application", "business owner", "identity", "platform")
        ),
        activities=frame("activities", *activities),
        activity_needs=frame("activity_needs", *needs),
    )


def by_hand(said: dict[str, pl.DataFrame], made: Restart) -> dict[str, list[int]]:
    """Rank gates as people do: tier by tier, or by own value for own work."""
    names = said["services"]["service"].to_list()
    left = effort_left(made.work)
    value = dict.fromkeys(names, 0.0)
    for activity, wanted in made.purpose.wanted.items():
        for service in wanted:
            value[service] += made.purpose.value[activity] / len(wanted)
    density = {
        name: value[name] / minutes
        for name, minutes in zip(left.services, left.minutes, strict=True)
    }
    densest = sorted(names, key=lambda name: (-density[name], name))
    return {
        "tier by tier": by_row(made.work, names),
        "value by own work": by_row(made.work, densest),
    }
