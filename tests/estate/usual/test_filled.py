"""What was filled is listed, each with its template and source."""

import polars as pl

from blackstart.estate.defaults import complete
from blackstart.estate.usual.filled import filled
from tests.estate.made import chain, frame, services, tables


def test_a_service_that_says_all_is_not_filled() -> None:
    """Its layer, team and hours are known, and so is the team's size."""
    said = tables(
        services=services("a"),
        gates=frame("gates", *chain("a")),
        teams=frame("teams", {}),
    )
    assert filled(complete(said)) == ()


def test_everything_that_is_filled_names_template_and_source() -> None:
    """Layer, team, hours, dependency and team size; the unknown go by their layer's template."""
    rows = filled(
        complete(tables(services=services("ldap", "lan", "thing", layer="unknown", team=None)))
    )
    told = [(one.what, one.template, one.gives, one.of) for one in rows]
    assert told[:9] == [
        ("layer", "directory", "identity", ("ldap",)),
        ("layer", "network core", "network", ("lan",)),
        ("team", "directory", "identity", ("ldap",)),
        ("team", "network core", "network", ("lan",)),
        ("team", "unknown", "application", ("thing",)),
        (
            "hours",
            "directory",
            "rebuilt ×2, integrity verified ×2, business-tested ×0.5",
            ("ldap",),
        ),
        (
            "hours",
            "network core",
            "data restored ×0.1, integrity verified ×0.5, business-tested ×0.3",
            ("lan",),
        ),
        ("hours", "unknown", "as an application", ("thing",)),
        ("dependency", "directory after network core", "lan", ("ldap",)),
    ]
    assert told[9] == ("team size", "network", "6 people, 12 hours a day", ("network",))
    assert all(one.source for one in rows)
    assert rows[0].source.startswith("Microsoft, AD Forest Recovery")


def test_a_team_of_its_own_name_gets_the_size_of_any_other() -> None:
    """Nobody told how many they are."""
    shops = services("a", team="shop people"), services("b", team="other people")
    rows = filled(complete(tables(services=pl.concat(shops))))
    (size,) = (one for one in rows if one.of == ("other people", "shop people"))
    assert (size.template, size.gives) == ("any other", "4 people, 12 hours a day")
