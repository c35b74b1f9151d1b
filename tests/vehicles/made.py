"""Small vehicle tables in the tests' own words: what a row does not say is ordinary."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from blackstart.vehicles.tables import TABLES

DAY = date(2025, 9, 25)


def vin(number: int, maker: str = "SAL") -> str:
    """Make a VIN of our own, with a number at its end."""
    return f"{maker}WA2BX{number:09d}"


# Built, not sold: 50,000.00 and 10,000.00 tax.
CAR = {
    "vin": vin(1),
    "model": "a car",
    "plant": "Solihull",
    "built_on": DAY - timedelta(days=30),
    "market": "UK",
    "retailer": "R1",
    "currency": "GBP",
    "net_minor": 5_000_000,
    "tax_minor": 1_000_000,
    "list_price_minor": 7_000_000,
    "co2_g_per_km": 120,
}
INVOICE = {
    "vin": vin(1),
    "number": "W-000001",
    "retailer": "R1",
    "currency": "GBP",
    "net_minor": 5_000_000,
    "tax_minor": 1_000_000,
    "gross_minor": 6_000_000,
    "issued_on": DAY,
    "due_on": DAY + timedelta(days=30),
}
RETAILER = {"retailer": "R1", "market": "UK", "terms_days": 30}
REGISTRATION = {"vin": vin(1), "rank": 1, "state": "waiting"}
ORDINARY: Mapping[str, Mapping[str, Any]] = {
    "vehicles": CAR,
    "retailers": RETAILER,
    "wholesale_invoices": INVOICE,
    "registrations": REGISTRATION,
}


def frame(name: str, *rows: Mapping[str, Any]) -> pl.DataFrame:
    """Make rows of a vehicle table; what a row does not say is ordinary."""
    schema = next(table.empty().schema for table in TABLES if table.name == name)
    return pl.DataFrame([{**ORDINARY[name], **row} for row in rows], schema=schema)


def cars(*rows: Mapping[str, Any]) -> pl.DataFrame:
    """Make cars with VINs numbered from 1."""
    numbered = ({"vin": vin(place), **row} for place, row in enumerate(rows, 1))
    return frame("vehicles", *numbered)


def days_ago(days: int) -> date:
    """Count days back from `DAY`."""
    return DAY - timedelta(days=days)
