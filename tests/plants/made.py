"""Small plant tables in the tests' own words: what a row does not say is ordinary."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from blackstart.plants.tables import TABLES

DAY = date(2025, 9, 25)  # a Thursday
FRIDAY, MONDAY = date(2025, 9, 26), date(2025, 9, 29)

# 100 cars on a day of 16 hours: 6.25 cars an hour.
LINE = {
    "line": "final",
    "plant": "Solihull",
    "kind": "final",
    "per_day": 100,
    "hours_per_day": 16.0,
    "start_share": 0.25,
    "step_share": 0.25,
    "stop_share": 0.0,
    "source": "assumption",
}
PART = {
    "line": "final",
    "part": "P1",
    "supplier": "F1",
    "per_car": 1,
    "on_hand": 1000,
    "in_transit": 0,
}
GATE = {"line": "final", "gate": "IT", "signed_on": DAY, "signed_by": "A"}
FEED = {"line": "final", "feeder": "engine", "lag_days": 1}
ORDINARY: Mapping[str, Mapping[str, Any]] = {
    "lines": LINE,
    "line_parts": PART,
    "line_gates": GATE,
    "line_feeds": FEED,
}


def frame(name: str, *rows: Mapping[str, Any]) -> pl.DataFrame:
    """Make rows of a plant table; what a row does not say is ordinary."""
    schema = next(table.empty().schema for table in TABLES if table.name == name)
    return pl.DataFrame([{**ORDINARY[name], **row} for row in rows], schema=schema)
