"""What nobody said is replaced by a default, marked and counted; what was said stays."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given

from blackstart.estate.defaults import HOURS, Estate, complete
from blackstart.estate.tables import GATES, LAYERS, NEEDS
from blackstart.estate.templates import (
    GATE_TEMPLATES,
    LAYER_TEMPLATES,
    OWNER,
    TEAM_PEOPLE_MAX,
    TEAM_TEMPLATES,
)
from tests.estate.made import any_tables, chain, dependencies, frame, services, signatures, tables


def gate(estate: Estate, service: str, name: str) -> dict[str, Any]:
    """Find one gate of one service."""
    return estate.gates.row(
        by_predicate=(pl.col("service") == service) & (pl.col("gate") == name), named=True
    )


def test_every_layer_and_gate_has_its_default_with_a_source() -> None:
    """The templates cover the chain and the layers in order, and say where they come from."""
    assert tuple(template.gate for template in GATE_TEMPLATES) == GATES
    assert tuple(template.layer for template in LAYER_TEMPLATES) == LAYERS
    sized = {template.team for template in TEAM_TEMPLATES}
    assert {template.team for template in GATE_TEMPLATES if template.team != OWNER} <= sized
    assert {template.team for template in LAYER_TEMPLATES} <= sized
    for templates in (GATE_TEMPLATES, LAYER_TEMPLATES, TEAM_TEMPLATES):
        assert {template.source for template in templates} == {"assumption"}
    for template in GATE_TEMPLATES:
        assert 0 < template.hours_low <= template.hours_likely <= template.hours_high


def test_a_service_without_gates_gets_all_of_them() -> None:
    """Specialists do what they always do, the layer's team what the owner would do."""
    estate = complete(tables(services=services("forest", layer="identity", team=None)))
    assert estate.gates["gate"].to_list() == list(GATES)
    assert estate.gates["assumed"].all()
    assert gate(estate, "forest", "isolated")["team"] == "network"
    rebuilt = gate(estate, "forest", "rebuilt")
    assert (rebuilt["team"], rebuilt["hours_likely"]) == ("identity", 16.0)
    assert estate.teams["team"].to_list() == [
        "business owner",
        "forensics",
        "identity",
        "network",
        "security",
    ]
    assert estate.teams["assumed"].all()


def test_the_owner_does_what_owners_do() -> None:
    """A team that owns the service rebuilds it; its unknown size is assumed."""
    estate = complete(tables(services=services("shop", team="shop people")))
    assert gate(estate, "shop", "rebuilt")["team"] == "shop people"
    assert gate(estate, "shop", "scanned")["team"] == "security"
    assert estate.teams.filter(team="shop people").rows() == [("shop people", 4, 12.0, True)]


@pytest.mark.parametrize(
    ("said", "hours", "assumed"),
    [
        ((1.0, 2.0, 4.0), (1.0, 2.0, 4.0), False),
        ((None, 16.0, None), (8.0, 16.0, 48.0), True),
        ((8.0, None, None), (8.0, 16.0, 48.0), True),
        ((None, None, 48.0), (8.0, 16.0, 48.0), True),
        ((2.0, None, 48.0), (2.0, 10.0, 48.0), True),
        ((None, 16.0, 3.0), (3.0, 8.0, 16.0), True),
        ((9.0, 2.0, 5.0), (2.0, 5.0, 9.0), False),
        ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), False),
    ],
)
def test_hours_that_are_known_are_kept(
    said: tuple[float | None, ...], hours: tuple[float, ...], *, assumed: bool
) -> None:
    """Missing hours of rebuilding are the usual ones, stretched to those that are known."""
    row = {"gate": "rebuilt", **dict(zip(HOURS, said, strict=True))}
    estate = complete(tables(services=services("a"), gates=frame("gates", row)))
    rebuilt = gate(estate, "a", "rebuilt")
    assert tuple(rebuilt[name] for name in HOURS) == hours
    assert rebuilt["assumed"] is assumed
    wrong = sorted(filter(None, said)) != list(filter(None, said))
    assert ["BS-EST-008"] * wrong == [finding.code for finding in estate.findings]


def test_a_gate_without_a_team_is_assumed_unless_the_owner_is_known() -> None:
    """Who owns the service rebuilds it; who scans it is a guess."""
    rows = frame("gates", *chain("a", team=None))
    estate = complete(tables(services=services("a"), gates=rows))
    assert gate(estate, "a", "rebuilt")["assumed"] is False
    assert gate(estate, "a", "scanned")["assumed"] is True


@pytest.mark.parametrize(
    ("wanted", "there", "people", "size", "codes"),
    [
        (2, 2, 2, 2, []),
        (3, 2, 2, 2, ["BS-EST-006"]),
        (0, 2, 0, 2, []),
        (1, 0, 1, 1, ["BS-EST-007"]),
        (5000, 2000, TEAM_PEOPLE_MAX, TEAM_PEOPLE_MAX, ["BS-EST-007", "BS-EST-006"]),
    ],
)
def test_teams_bound_what_a_gate_can_want(
    wanted: int, there: int, people: int, size: int, codes: list[str]
) -> None:
    """A gate gets its whole team at most, and a team is planned with somebody."""
    estate = complete(
        tables(
            services=services("a"),
            gates=frame("gates", {"people": wanted}),
            teams=frame("teams", {"people": there}),
        )
    )
    assert gate(estate, "a", "isolated")["people"] == people
    assert estate.teams.filter(team="team")["people"].to_list() == [size]
    assert [finding.code for finding in estate.findings] == codes


def test_a_service_that_is_only_named_is_planned_as_unknown() -> None:
    """It gets one finding, however often it is named, and all gates."""
    estate = complete(
        tables(
            services=services("b"),
            dependencies=dependencies(*(f"b needs x{kind} for {kind}" for kind in NEEDS)),
            gate_signatures=signatures("xdata 1 pass 0"),
            activity_needs=frame("activity_needs", {"service": "y"}),
        )
    )
    assert estate.services.select("service", "layer").rows()[1:] == [
        (name, "unknown") for name in ("xdata", "xrebuild", "xtest", "y")
    ]
    assert [(finding.code, finding.message) for finding in estate.findings] == [
        ("BS-EST-005", "xdata is named in dependencies, gate_signatures only"),
        ("BS-EST-005", "xrebuild is named in dependencies only"),
        ("BS-EST-005", "xtest is named in dependencies only"),
        ("BS-EST-005", "y is named in activity_needs only"),
    ]


@given(any_tables())
def test_no_hole_is_left(said: dict[str, pl.DataFrame]) -> None:
    """Every service has all gates, every gate a team with people enough, hours are in order."""
    estate = complete(said)
    assert estate.gates.height == estate.services.height * len(GATES)
    assert sum(estate.gates.null_count().row(0)) == 0
    assert sum(estate.teams.null_count().row(0)) == 0
    sized = estate.gates.join(estate.teams, on="team", suffix="_of_team")
    assert sized.height == estate.gates.height
    assert (sized["people"] <= sized["people_of_team"]).all()
    low, likely, high = (estate.gates[name] for name in HOURS)
    assert ((low >= 0) & (low <= likely) & (likely <= high)).all()
