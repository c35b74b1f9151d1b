"""Small tables in the tests' own words: what a row does not say is ordinary."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from blackstart.day.tables import table
from blackstart.suppliers.book import Book, book

STOP = date(2025, 9, 1)
DAY = date(2025, 9, 25)

# Sales 1,000.00, costs 950.00 a day, half of it for us; of the costs for us 281.25 are materials.
# Without us it loses 450.00 a day until those are paid for, 21 days from `DAY`, then 168.75.
FIRM = {
    "firm": "F1",
    "name": "a firm",
    "tier": 1,
    "staff": 40,
    "sales_per_day_minor": 100_000,
    "costs_per_day_minor": 95_000,
    "wages_share": 0.25,
    "cash_minor": 0,
    "currency": "GBP",
    "share_to_us": 0.5,
    "only_source": False,
    "reported_on": DAY,
}
DEBT = {
    "kind": "invoice",
    "currency": "GBP",
    "state": "posted",
    "due_on": STOP,
    "arrived_on": STOP,
    "changed_on": STOP,
    "verified": True,
}


def frame(name: str, /, *rows: Mapping[str, Any], **common: Any) -> pl.DataFrame:  # noqa: ANN401 - any column
    """Make rows of a table; what neither a row nor `common` says is empty."""
    schema = table(name).schema.create_empty().schema
    return pl.DataFrame([{**common, **row} for row in rows], schema=schema)


def firms(*rows: Mapping[str, Any]) -> pl.DataFrame:
    """Make firms that are like `FIRM` where a row says nothing else."""
    return frame("firms", *rows, **FIRM)


def a_book(
    *rows: Mapping[str, Any],
    owed: pl.DataFrame | None = None,
    paid: pl.DataFrame | None = None,
    reports: pl.DataFrame | None = None,
    stopped_on: date | None = STOP,
) -> Book:
    """Put firms into columns, as of `DAY`."""
    no_reports = frame("firm_reports") if reports is None else reports
    return book(
        firms(*rows),
        no_reports,
        owing({}) if owed is None else owed,
        payments() if paid is None else paid,
        DAY,
        stopped_on,
    )


def owing(by_firm: Mapping[str, int], currency: str = "GBP") -> pl.DataFrame:
    """Say what we owe."""
    return pl.DataFrame(
        {
            "supplier": list(by_firm),
            "currency": [currency] * len(by_firm),
            "owed_minor": list(by_firm.values()),
        },
        schema={"supplier": pl.String, "currency": pl.String, "owed_minor": pl.Int64},
    )


def payments(*rows: tuple[str, int, date]) -> pl.DataFrame:
    """Say what has left: supplier, amount, day."""
    return pl.DataFrame(
        [(firm, "GBP", amount, day) for firm, amount, day in rows],
        schema={
            "supplier": pl.String,
            "currency": pl.String,
            "amount_minor": pl.Int64,
            "paid_on": pl.Date,
        },
        orient="row",
    )


def days_ago(days: int) -> date:
    """Count days back from `DAY`."""
    return DAY - timedelta(days=days)
