"""The rules of thumb that the planner's order has to beat."""

import pytest

from blackstart.estate.search.thumb_rules import descendants, tiers
from tests.estate.search.test_urgency import effort


@pytest.mark.parametrize(
    ("made", "wanted", "value", "hanging", "by_tier"),
    [
        ({}, {}, {}, "", ""),
        # a carries all that b and c are worth; b is worth more than c for its hours
        (
            {"a": (4, ""), "b": (2, "a"), "c": (2, "a")},
            {"x": "b", "y": "c"},
            {"x": 9, "y": 2},
            "bac",
            "abc",
        ),
        # what is up is passed over; equals go by tier, then by name
        ({"b": (1, ""), "c": (1, "")}, {"x": "z"}, {"x": 5}, "bc", "bc"),
        ({"a": (1, ""), "b": (1, "a"), "c": (1, "")}, {"x": "b"}, {"x": 5}, "abc", "acb"),
    ],
)
def test_orders(
    made: dict[str, tuple[int, str]],
    wanted: dict[str, str],
    value: dict[str, int],
    hanging: str,
    by_tier: str,
) -> None:
    """Services with hours and needs, for activities with needs and values."""
    assert "".join(descendants(effort(**made), wanted, value)) == hanging
    assert "".join(tiers(effort(**made), wanted, value)) == by_tier
