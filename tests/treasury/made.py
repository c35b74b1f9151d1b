"""Small treasuries in the tests' own words: what a row does not say is ordinary."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from blackstart.day.tables import table
from blackstart.treasury.moves import MOVES

DAY = date(2025, 9, 25)  # a Thursday


def ago(days: int) -> date:
    """Give a day before (negative: after) the day of the tests."""
    return DAY - timedelta(days=days)


ORDINARY: Mapping[str, Mapping[str, Any]] = {
    "cash_accounts": {
        "account": "main",
        "as_of": ago(1),
        "currency": "GBP",
        "balance_minor": 1000,
        "floor_minor": 100,
        "holder": "Carmaker",
    },
    "facilities": {
        "facility": "bank",
        "currency": "GBP",
        "limit_minor": 500,
        "drawn_minor": 200,
        "available_from": ago(9),
        "available_until": ago(-9),
    },
    "cash_plan": {
        "item": "payroll",
        "currency": "GBP",
        "amount_minor": -300,
        "first_on": ago(-5),
        "source": "payroll office",
    },
    "payments": {
        "payment": "PAY-1",
        "run": "R-1",
        "supplier": "S1",
        "currency": "GBP",
        "amount_minor": 150,
        "account": "GB1",
        "name": "Seat Works Ltd",
        "country": "GB",
        "state": "sent",
        "changed_on": ago(3),
    },
}


def frame(name: str, *rows: Mapping[str, Any]) -> pl.DataFrame:
    """Make rows of a table; what a row does not say is ordinary."""
    said = [{**ORDINARY[name], **row} for row in rows]
    return pl.DataFrame(said, schema=table(name).empty().schema)


def moves(*rows: tuple[date, int] | tuple[date, int, str]) -> pl.DataFrame:
    """Make movements: day, amount, and the currency if it is not GBP."""
    said = [(row[0], row[2] if len(row) > 2 else "GBP", row[1], "move") for row in rows]
    return pl.DataFrame(said, MOVES, orient="row")
