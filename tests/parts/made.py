"""Small parts tables in the tests' own words: what a row does not say is ordinary."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from blackstart.parts.backlog import waiting
from blackstart.parts.shelf import on_shelf
from blackstart.parts.tables import TABLES

DAY = date(2025, 9, 25)
LINE = {
    "line": "L1",
    "retailer": "R1",
    "market": "UK",
    "part": "P1",
    "order_class": "daily",
    "quantity": 1,
    "ordered_on": DAY,
    "job": None,
    "channel": "edi",
    "cancelled": False,
}
SHELF = {"site": "S1", "part": "P1", "on_hand": 0, "reserve": 0, "counted_on": None}
ARRIVAL = {"arrival": "A1", "site": "S1", "part": "P1", "quantity": 1, "due_on": DAY}
GIVEN = {
    "line": "L1",
    "shipment": "SHP-1",
    "day": DAY,
    "site": "S1",
    "part": "P1",
    "quantity": 1,
    "why": "daily: all that is open is there",
}
SHIPMENT = {
    "shipment": "SHP-1",
    "day": DAY,
    "site": "S1",
    "retailer": "R1",
    "lines": 1,
    "pieces": 1,
}
ORDINARY: Mapping[str, Mapping[str, Any]] = {
    "part_orders": LINE,
    "part_stock": SHELF,
    "part_arrivals": ARRIVAL,
    "allocations": GIVEN,
    "shipments": SHIPMENT,
}


def frame(name: str, *rows: Mapping[str, Any]) -> pl.DataFrame:
    """Make rows of a parts table; what a row does not say is ordinary."""
    schema = next(table.empty().schema for table in TABLES if table.name == name)
    return pl.DataFrame([{**ORDINARY[name], **row} for row in rows], schema=schema)


def lines(*rows: Mapping[str, Any]) -> pl.DataFrame:
    """Make order lines that wait and were given nothing yet."""
    return waiting(frame("part_orders", *rows), frame("allocations"), DAY)


def shelf(*rows: Mapping[str, Any]) -> pl.DataFrame:
    """Make shelves of which nothing left yet."""
    return on_shelf(frame("part_stock", *rows), frame("part_arrivals"), frame("allocations"), DAY)


def days_ago(days: int) -> date:
    """Count days back from `DAY`."""
    return DAY - timedelta(days=days)
