"""What the plan said before and what it says now: days, reasons, costs."""

from datetime import date

import polars as pl
import pytest

from blackstart.estate.tables import LAST_GATE
from blackstart.estate.telling.critical import holds, net
from blackstart.estate.telling.slips import Compared, Root, compared, first, latest, told
from tests.estate.made import chain, day, dependencies, frame, planned, services, signatures

NOTHING = frame("plan_told")
NEEDS = frame("activity_needs", {"service": "erp"})
# A directory, the ERP behind it; a team of one; every gate takes ten hours.
SAID = {
    "services": services("directory", "erp"),
    "gates": frame(
        "gates", *chain("directory", hours_likely=10.0), *chain("erp", hours_likely=10.0)
    ),
    "dependencies": dependencies("erp needs directory for rebuild"),
    "teams": frame("teams", {"people": 1}),
    "activities": frame("activities", {}),
    "activity_needs": NEEDS,
}


def plan(ahead: int, before: pl.DataFrame | None = None, **said: pl.DataFrame) -> pl.DataFrame:
    """Make the plan of a day."""
    earlier = frame("plan") if before is None else before
    return planned(ahead, plan=earlier, **{**SAID, **said}).plan


def beside(
    now: pl.DataFrame, said: pl.DataFrame, ahead: int = 1, fails: pl.DataFrame = NOTHING
) -> Compared:
    """Put a plan beside what was said before."""
    of = net(now, SAID["dependencies"])
    return compared(of, holds(of), now, said, fails.select("service", "gate"), day(ahead))


def test_only_what_is_new_is_written_down() -> None:
    """The first plan says everything; the same plan again says nothing; a change is said."""
    morning = plan(0)
    said = told(morning, NOTHING, day(0))
    assert said.height == morning.height
    assert said["told_on"].unique().to_list() == [day(0)]
    assert told(morning, said, day(1)).is_empty()
    later = morning.with_columns(
        end_on=pl.when(pl.col("gate") == LAST_GATE)
        .then(pl.col("end_on") + pl.duration(days=1))
        .otherwise("end_on")
    )
    again = told(later, said, day(1))
    assert again["gate"].to_list() == [LAST_GATE, LAST_GATE]
    kept = pl.concat([said, again])
    assert first(kept).equals(said)
    assert latest(kept).filter(pl.col("gate") == LAST_GATE)["told_on"].to_list() == [day(1)] * 2


def test_the_same_day_is_a_fixpoint() -> None:
    """Told again on its day, a plan says the same rows; a plan that goes back says so."""
    said = told(plan(0), NOTHING, day(0))
    assert told(plan(0), said, day(0)).equals(said)
    moved = said.with_columns(told_on=pl.lit(day(1)), end_on=pl.lit(day(9)))
    assert told(plan(0), pl.concat([said, moved]), day(1)).equals(
        said.with_columns(told_on=pl.lit(day(1)))
    )


def test_passed_gates_are_not_told() -> None:
    """What is signed is no longer a plan."""
    now = plan(0, gate_signatures=signatures("directory 9 pass -1"))
    assert set(told(now, NOTHING, day(0))["service"]) == {"erp"}


def test_what_nobody_signed_slips_and_costs() -> None:
    """The first gate was to be done yesterday: a day later costs the value of a day."""
    before = plan(0)
    now = plan(2, before)
    beside_it = beside(now, told(before, NOTHING, day(0)), 2)
    services_late = list(beside_it.services())
    assert [slip.name for slip in services_late] == ["directory", "erp"]
    why = "it was to be done by now, and nobody has signed it"
    assert {slip.root.why for slip in services_late} == {why}
    assert {slip.cost_minor for slip in services_late} == {None}
    (paying,) = beside_it.activities(SAID["activities"], NEEDS)
    assert (paying.name, paying.currency) == ("paying", "GBP")
    assert paying.root == Root(service="erp", gate="isolated", team="team", why=why)
    assert paying.days >= 1
    assert paying.cost_minor == 1000 * paying.days


def test_an_activity_whose_value_nobody_knows_slips_at_an_unknown_cost() -> None:
    """Unknown is not nothing; an activity without services never slips."""
    before = plan(0)
    (paying,) = beside(plan(2, before), told(before, NOTHING, day(0)), 2).activities(
        frame(
            "activities",
            {"value_per_day_minor": None, "currency": None},
            {"activity": "without services"},
        ),
        NEEDS,
    )
    assert (paying.cost_minor, paying.currency) == (None, "")


def test_a_plan_that_holds_has_no_slips() -> None:
    """Said today, compared today."""
    now = plan(0)
    held = beside(now, told(now, NOTHING, day(0)), 0)
    assert list(held.services()) == list(held.activities(SAID["activities"], NEEDS)) == []
    assert list(beside(now, NOTHING, 0).services()) == []


def shifted(said: pl.DataFrame, gates: pl.Expr, days: int) -> pl.DataFrame:
    """Say of some gates that they were to end earlier."""
    earlier = pl.when(gates).then(pl.col("end_on") - pl.duration(days=days)).otherwise("end_on")
    return said.with_columns(end_on=earlier)


ERP = pl.col("service") == "erp"
FIRST = pl.col("gate") == "isolated"


@pytest.mark.parametrize(
    ("gates", "fails", "why"),
    [
        (ERP & ~FIRST, ["erp"], "it takes longer, or begins later, than was said"),
        (ERP, ["erp"], "it failed, or what it rests on did"),
    ],
)
def test_each_slip_has_its_reason(gates: pl.Expr, fails: list[str], why: str) -> None:
    """A gate that failed, or one that takes longer."""
    now = plan(0)
    said = shifted(told(now, NOTHING, day(0)), gates, 1)
    failed = frame("gate_signatures", *({"service": name} for name in fails))
    slips = {slip.name: slip for slip in beside(now, said, -5, failed).services()}
    assert list(slips) == ["erp"]
    root = slips["erp"].root
    assert root.why == why
    assert slips["erp"].was_on < slips["erp"].now_on


def test_what_was_not_in_the_plan_is_a_reason() -> None:
    """A gate that nobody had listed stands at the beginning of the chain."""
    now = plan(0)
    said = shifted(told(now, NOTHING, day(0)), ERP, 1).filter(~FIRST)
    (erp,) = beside(now, said, -5).services()
    assert erp.root is not None
    assert erp.root.why == "it was not in the plan before"


def test_a_busy_team_is_a_reason_and_is_named() -> None:
    """Two services, one person: the second one waits, and the page says for which gate."""
    two = {"dependencies": dependencies(), "services": services("directory", "erp")}
    now = plan(0, **two)
    of = net(now, dependencies())
    said = shifted(told(now, NOTHING, day(0)), ~ERP, 3)
    beside_it = compared(of, holds(of), now, said, said.clear().select("service", "gate"), date.min)
    roots = [slip.root for slip in beside_it.services()]
    assert [root.why for root in roots] == ["team is busy until then with erp: reconnected"]


def test_a_hold_is_a_reason() -> None:
    """What may not be touched until tomorrow is late for that reason."""
    made = planned(
        services=services("erp"), holds=frame("holds", {"service": "erp", "until_on": day(1)})
    )
    of = net(made.plan, dependencies(), made.limits)
    said = shifted(told(made.plan, NOTHING, day(0)), pl.col("service") == "erp", 1)
    fails = said.clear().select("service", "gate")
    (slip,) = compared(of, holds(of), made.plan, said, fails, date.min).services()
    assert slip.root.why == "it waits for hold police 1"
