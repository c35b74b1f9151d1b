"""What activities need and are worth, brought to one scale without making up a rate."""

from typing import Any

import pytest

from blackstart.estate.activities import DAY_VALUE_DEFAULT, purpose
from tests.estate.made import frame


@pytest.mark.parametrize(
    ("said", "value", "assumed", "codes"),
    [
        ({}, (), (), []),
        ({"x": (5, "GBP"), "y": (9, "GBP")}, (5, 9), (), []),
        ({"x": (5, "GBP"), "y": (None, None), "z": (9, "GBP")}, (5, 5, 9), ("y",), []),
        ({"x": (None, None)}, (DAY_VALUE_DEFAULT,), ("x",), []),
        ({"x": (5, "EUR"), "y": (7, "GBP"), "z": (9, "GBP")}, (7, 7, 9), ("x",), ["011"]),
        ({"x": (5, "GBP"), "y": (7, "EUR")}, (7, 7), ("x",), ["011"]),
        ({"x": (5, None), "y": (7, None), "z": (9, "GBP")}, (5, 7, 5), ("z",), ["011"]),
    ],
)
def test_values(
    said: dict[str, tuple[int | None, str | None]],
    value: tuple[int, ...],
    assumed: tuple[str, ...],
    codes: list[str],
) -> None:
    """Unknown values, and those in a rarer currency, are taken to be the lower median."""
    rows = [
        {"activity": name, "value_per_day_minor": minor, "currency": currency}
        for name, (minor, currency) in said.items()
    ]
    needs = [{"activity": name} for name in said]
    why = purpose(frame("activities", *rows), frame("activity_needs", *needs))
    assert tuple(why.value.values()) == value
    assert why.assumed == assumed
    assert [finding.code.removeprefix("BS-EST-") for finding in why.findings] == codes


def test_needs_are_listed_for_known_activities_only() -> None:
    """An activity without needs is named, and so are needs of nobody."""
    needs: list[dict[str, Any]] = [
        {"activity": "paying", "service": "erp"},
        {"activity": "paying", "service": "bank"},
        {"activity": "selling", "service": "erp"},
    ]
    activities = frame("activities", {}, {"activity": "parts"})
    why = purpose(activities, frame("activity_needs", *needs))
    assert why.wanted == {"paying": ("bank", "erp")}
    assert [(finding.code, finding.subject) for finding in why.findings] == [
        ("BS-EST-009", "parts"),
        ("BS-EST-010", "selling"),
    ]
