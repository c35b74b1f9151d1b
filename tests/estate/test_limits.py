"""What the restart is held to: things, skills, holds, and what is odd about them."""

from typing import Any

import pytest

from blackstart.estate.limit_tables import Holds
from blackstart.estate.limits import Limits
from tests.estate.made import chain, day, dependencies, frame, planned, services, signatures

SAID = {
    "services": services("a", "b"),
    "gates": frame("gates", *chain("a"), *chain("b")),
    "teams": frame("teams", {"people": 2}),
}


def held_to(**rows: list[dict[str, Any]]) -> Limits:
    """Say what two services of one team of two are held to."""
    return planned(**SAID, **{name: frame(name, *each) for name, each in rows.items()}).limits


def wants(limits: Limits) -> set[str]:
    """Give what gates want, in words."""
    rows = limits.wants.select("service", "gate", "thing", "amount").iter_rows()
    return {f"{service} {gate}: {amount} {thing}" for service, gate, thing, amount in rows}


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([{}], {"a rebuilt: 1 clean room", "b rebuilt: 1 clean room"}),
        ([{}, {"service": "b", "amount": 0}], {"a rebuilt: 1 clean room"}),
        ([{"service": "b", "amount": 2}], {"b rebuilt: 2 clean room"}),
        ([{"service": "b", "amount": 9}], {"b rebuilt: 2 clean room"}),
        ([{"service": "b", "thing": "other"}], set()),
        ([{"service": "nobody"}], set()),
    ],
)
def test_a_services_own_wish_goes_before(rows: list[dict[str, Any]], wanted: set[str]) -> None:
    """What every service wants each one wants that says nothing; never more than there is."""
    limits = held_to(gate_things=rows, shared_things=[{"amount": 2}])
    assert wants(limits) - {"nobody rebuilt: 1 clean room"} == wanted


@pytest.mark.parametrize(
    ("people", "there", "wanted", "codes"),
    [
        (1, 1, {"a rebuilt: 1 team: databases"}, []),
        (2, 2, {"a rebuilt: 1 team: databases"}, ["BS-EST-017"]),  # the gate takes one person
        (1, 0, set(), ["BS-EST-016"]),
        (0, 1, set(), []),
    ],
)
def test_skills_are_people_of_the_team(
    people: int, there: int, wanted: set[str], codes: list[str]
) -> None:
    """A gate wants no more people with a skill than it takes people, nor than there are."""
    limits = held_to(
        gate_skills=[{"service": "a", "people": people}], team_skills=[{"people": there}]
    )
    assert wants(limits) == wanted
    assert [finding.code for finding in limits.findings] == codes


@pytest.mark.parametrize(
    ("row", "until", "codes"),
    [
        ({"until_on": day(2)}, 48.0, []),
        ({"until_on": day(2), "until_time": "08:30"}, 56.5, []),
        ({"until_on": day(0)}, None, []),
        ({"until_on": day(0), "until_time": "08:30"}, 8.5, []),
        ({"until_on": day(9), "lifted_on": day(1)}, 24.0, []),
        ({"until_on": day(9), "lifted_on": day(-1)}, None, []),
        ({"is_open": True}, 168.0, ["BS-EST-018"]),
        ({"is_open": True, "until_on": day(-1)}, 168.0, ["BS-EST-018"]),
        ({"is_open": True, "until_on": day(3)}, 72.0, []),
        ({"is_open": True, "lifted_on": day(0)}, None, []),
        ({"is_open": True, "lifted_on": day(1)}, 24.0, []),
    ],
)
def test_until_when_a_hold_lasts(
    row: dict[str, Any], until: float | None, codes: list[str]
) -> None:
    """Its day, its hour, when it was lifted, or an assumption that is told."""
    limits = held_to(holds=[row])
    assert limits.holds["until_hours"].to_list() == ([] if until is None else [until])
    assert [finding.code for finding in limits.findings] == codes


def test_what_is_held_waits() -> None:
    """No gate of a held service starts; one that is held from a gate on goes that far."""
    whole = planned(**SAID, holds=frame("holds", {"until_on": day(3)})).plan
    assert whole.filter(service="a")["start_hours"].min() == 72.0
    part = planned(**SAID, holds=frame("holds", {"until_on": day(3), "gate": "rebuilt"})).plan
    assert part.filter(service="a", gate="evidence captured")["end_hours"].item() < 72.0
    assert part.filter(service="a", gate="rebuilt")["start_hours"].item() == 72.0


@pytest.mark.parametrize(
    ("first", "subjects"),
    [
        (None, ["a: isolated", "a: evidence captured"]),
        ("evidence captured", ["a: evidence captured"]),
        ("rebuilt", []),
    ],
)
def test_what_was_passed_while_it_is_held_is_told(first: str | None, subjects: list[str]) -> None:
    """A signature on paper for what a hold keeps: it counts, and somebody is asked."""
    hold = frame("holds", {"hold": "17", "until_on": day(3), "gate": first})
    made = planned(1, **SAID, holds=hold, gate_signatures=signatures("a 2 pass 0"))
    told = [one for one in made.findings if one.code == "BS-EST-020"]
    assert [one.subject for one in told] == subjects
    lasts = "passed on 2025-09-25; the hold 17 still lasts"
    assert all(one.message.startswith(lasts) for one in told)


def test_strangers_are_told() -> None:
    """Teams that work on nothing, and self-starters that need others."""
    limits = planned(
        **SAID,
        dependencies=dependencies("a needs b for data"),
        team_shifts=frame("team_shifts", {"team": "night owls"}),
        self_starters=frame("self_starters", {}),
    ).limits
    assert [(finding.code, finding.subject) for finding in limits.findings] == [
        ("BS-EST-014", "night owls"),
        ("BS-EST-019", "a"),
    ]
    assert limits.self_starters == ("a",)


def test_self_starters_go_first() -> None:
    """The vault comes before a service that is worth more, and behind what is begun."""
    said = {
        **SAID,
        "teams": frame("teams", {"people": 1}),
        "activities": frame("activities", {}),
        "activity_needs": frame("activity_needs", {"service": "a"}),
    }
    starters = frame("self_starters", {"service": "b"})
    before = planned(**said).plan
    assert before.filter(service="b")["start_hours"].min() == 18.0
    after = planned(**said, self_starters=starters).plan
    assert after.filter(service="b")["end_hours"].max() == 18.0
    begun = planned(1, **said, self_starters=starters, plan=before).plan
    second = begun.filter(service="b", gate="evidence captured")
    assert second["start_hours"].item() == 1.0  # both are being isolated


def test_holds_end_or_are_open() -> None:
    """A hold without an end that nobody has to lift is refused at the door."""
    assert Holds.is_valid(frame("holds", {"is_open": True}, {"service": "b", "until_on": day(0)}))
    assert not Holds.is_valid(frame("holds", {}))
