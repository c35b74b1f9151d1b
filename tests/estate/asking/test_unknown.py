"""What nobody told us is said, sentence by sentence."""

from blackstart.estate.asking.unknown import unknown
from tests.estate.asking.firm import ground
from tests.estate.made import frame, planned, services


def test_a_firm_that_said_nearly_all() -> None:
    """Only the value of a day of one activity is missing."""
    assert list(unknown(ground().made)) == ["The value of a day is not known of: reporting."]


def test_an_inventory_that_knows_names_only() -> None:
    """Teams, layers, hours, sizes and purpose are missing, and each is counted."""
    made = planned(services=services("a", "b", team=None, layer="unknown"))
    assert list(unknown(made)) == [
        "2 of 2 services have no team: usual teams are assumed.",
        "2 of 2 services have no layer: application assumed.",
        "18 open gates have assumed teams, people or hours.",
        "5 of 5 teams have no size: usual sizes are assumed.",
        "No activities are known: what the restart gives back, and its worth, cannot be said.",
    ]


def test_nothing_at_all() -> None:
    """Without a service there is nothing to plan."""
    made = planned(activities=frame("activities", {}))
    assert next(unknown(made)) == "No services are known: there is nothing to plan."


def test_what_names_tell_is_said_to_be_assumed() -> None:
    """A layer from a name and a dependency that nobody said are not knowledge."""
    made = planned(services=services("ldap", "lan", layer="unknown"))
    told = list(unknown(made))
    assert "2 of 2 layers come from what services are called or run." in told
    assert "1 of 1 dependencies are assumed: nobody says what is needed there." in told


def test_what_names_betray() -> None:
    """Layers and needs that come from what services are called are counted as assumed."""
    made = planned(services=services("active-directory", "storage", "erp", layer="unknown"))
    said = list(unknown(made))
    assert any(one.endswith("layers come from what services are called or run.") for one in said)
    assert any("dependencies are assumed" in one for one in said)
