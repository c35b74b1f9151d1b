"""A small firm whose restart people ask about: one team is too few, another has people to spare."""

from typing import Any

import polars as pl

from blackstart.estate.asking.change import Ground
from blackstart.estate.restart import restart
from tests.estate.made import chain, day, dependencies, frame, services, tables

PAYING_MINOR, SELLING_MINOR = 100_000, 500_000
SAID: dict[str, pl.DataFrame] = {
    "services": services("directory", "erp", "mail", "portal"),
    "dependencies": dependencies("erp needs directory for rebuild", "portal needs erp for data"),
    "gates": frame(
        "gates",
        *chain("directory", team="identity"),
        *chain("erp", team="apps", hours_low=4.0, hours_likely=6.0, hours_high=20.0),
        *chain("mail", team="apps"),
        *chain("portal", team="apps"),
    ),
    "teams": frame("teams", {"team": "identity", "people": 5}, {"team": "apps", "people": 1}),
    "activities": frame(
        "activities",
        {"activity": "paying", "value_per_day_minor": PAYING_MINOR},
        {"activity": "reporting", "value_per_day_minor": None, "currency": None},
        {"activity": "selling", "value_per_day_minor": SELLING_MINOR},
    ),
    "activity_needs": frame(
        "activity_needs",
        {"activity": "paying", "service": "erp"},
        {"activity": "reporting", "service": "mail"},
        {"activity": "selling", "service": "portal"},
    ),
}


def ground(ahead: int = 0, /, **said: Any) -> Ground:  # noqa: ANN401 - frames, one or the other empty
    """Plan the restart of the firm; `said` replaces tables."""
    made = tables(**{**SAID, **said})
    return Ground(tables=made, made=restart(made, day(ahead)))
