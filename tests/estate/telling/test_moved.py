"""What a new plan moves is shown with its reason and its cost."""

import polars as pl

from blackstart.estate.restart import Restart
from blackstart.estate.telling.moved import moved, slipped
from tests.estate.made import chain, dependencies, frame, planned, services, signatures

SAID = {
    "services": services("a", "b", "c"),
    "gates": frame("gates", *chain("a", hours_likely=8.0), *chain("b"), *chain("c", team="other")),
    "dependencies": dependencies("b needs a for rebuild"),
    "teams": frame("teams", {"people": 1}, {"team": "other", "people": 1}),
    "activities": frame("activities", {}, {"activity": "unpriced", "value_per_day_minor": None}),
    "activity_needs": frame(
        "activity_needs", {"service": "b"}, {"activity": "unpriced", "service": "c"}
    ),
}


def a_day_late() -> tuple[Restart, Restart]:
    """Plan on two days; on the second, nothing of a has passed, and what c was to do has."""
    first = planned(**SAID)
    signed = signatures("c 9 pass 0")
    return first, planned(1, **SAID, plan=first.plan, gate_signatures=signed)


def test_nothing_moves_when_all_goes_as_planned() -> None:
    """The same plan on the same day: no row."""
    first = planned(**SAID)
    assert moved(first.plan, first).is_empty()
    assert slipped(first.plan, first).is_empty()


def test_what_moved_and_why() -> None:
    """What was to start is begun and stays; what waits for it is later, by the same hours."""
    first, now = a_day_late()
    rows = moved(first.plan, now)
    begun = now.plan.filter(pl.col("state") == "planned", pl.col("start_hours") < 0)
    assert begun.select("service", "gate").rows() == [("a", "isolated")]
    assert rows.join(begun, on=["service", "gate"]).is_empty()
    assert set(rows["service"]) == {"a", "b"}
    assert all(hours > 0 for hours in rows["moved_hours"].to_list())
    by_gate = {(service, gate): why for service, gate, *_, why in rows.rows()}
    assert by_gate["a", "rebuilt"] == "it waits for a: evidence captured"
    assert by_gate["b", "rebuilt"] == "it waits for b: evidence captured"


def test_the_reasons_within_a_team() -> None:
    """A gate that could start, but whose team does something more urgent, and one that starts."""
    first = planned(**SAID)
    later = frame("teams", {"people": 2}, {"team": "other", "people": 1})
    rows = moved(first.plan, planned(**{**SAID, "teams": later}))
    sooner = {(service, gate): (hours, why) for service, gate, _, _, hours, why in rows.rows()}
    hours, why = sooner["b", "isolated"]
    assert hours < 0
    assert why == "it can start at once"
    slower = moved(planned(**{**SAID, "teams": later}).plan, first)
    reasons = {(service, gate): why for service, gate, *_, why in slower.rows()}
    assert reasons["b", "isolated"] == "team does what is more urgent first"


def test_what_it_costs() -> None:
    """Value of a day times days; what is back is not listed any more."""
    first, now = a_day_late()
    ((activity, _, hours, cost),) = slipped(first.plan, now).rows()
    assert activity == "paying"
    assert hours > 0
    assert cost == round(1000 * hours / 24)
