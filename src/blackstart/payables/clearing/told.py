"""Rows of the exception queue in words: the same at the command line and on the page."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from blackstart.base.money import show
from blackstart.payables.clearing.handling import OWNERS, handling
from blackstart.payables.debts import WEEKS_LEFT_UNKNOWN
from blackstart.payables.figures import totals


def narrowed(
    queue: pl.DataFrame, owner: str | None, supplier: str | None, code: str | None
) -> pl.DataFrame:
    """Keep the rows of one desk, supplier and reason; what is not said narrows nothing.

    Args:
        queue: as `exceptions.exceptions` gives it.
        owner: a desk.
        supplier: id of a supplier.
        code: a reason.
    """
    wanted = {"owner": owner, "supplier": supplier, "code": code}
    return queue.filter(
        pl.lit(value=True), *(pl.col(name) == value for name, value in wanted.items() if value)
    )


def by_owner(queue: pl.DataFrame) -> list[dict[str, Any]]:
    """Count what waits for each desk, with its value by currency."""
    found = []
    for owner in OWNERS:
        own = queue.filter(pl.col("owner") == owner)
        if own.height:
            known = own.filter(pl.col("amount_minor").is_not_null())
            value = totals(known)
            found.append({"owner": owner, "invoices": own.height, "value": value})
    return found


def by_cause(queue: pl.DataFrame) -> pl.DataFrame:
    """List what one call would clear together: supplier and reason of several, the most first.

    Returns:
        `owner`, `supplier`, `name`, `code`, `invoices`, and `frees`.
    """
    return (
        queue.filter(pl.col("same_cause") > 0, pl.col("supplier").is_not_null())
        .group_by("owner", "supplier", "code")
        .agg(pl.col("name").first(), pl.col("frees").first(), invoices=pl.len().cast(pl.Int64))
        .sort("frees", "invoices", "supplier", "code", descending=[True, True, False, False])
        .select("owner", "supplier", "name", "code", "invoices", "frees")
    )


def row_told(row: Mapping[str, Any]) -> dict[str, Any]:
    """Write one row of the queue for a reader: money as text, days as dates, the place explained.

    Args:
        row: of `exceptions.exceptions`.
    """
    amount, currency = row["amount_minor"], row["currency"]
    return {
        "acceptable": row["acceptable"],
        "age_days": row["age_days"],
        "amount": None if amount is None else show(amount, currency),
        "arrived_on": row["arrived_on"].isoformat(),
        "clears": row["clears"],
        "code": row["code"],
        "currency": currency,
        "decided": row["decided"],
        "invoice": row["invoice"],
        "name": row["name"],
        "number": row["number"],
        "owner": row["owner"],
        "person": row["person"],
        "place": row["place"],
        "reason": row["reason"],
        "same_cause": row["same_cause"],
        "sealed": handling(row["code"]).sealed,
        "state": row["state"],
        "supplier": row["supplier"],
        "weeks_left": None if row["weeks_left"] is None else round(row["weeks_left"], 1),
        "what": row["what"],
        "why_here": why_here(row),
    }


def why_here(row: Mapping[str, Any]) -> str:
    """Say why a row stands where it stands: weeks of cash, and age."""
    age = f"{row['age_days']} working day{'' if row['age_days'] == 1 else 's'} old"
    if not row["frees"]:
        return f"clearing it pays nobody, {age}"
    weeks = row["weeks_left"]
    unknown = f"weeks of cash unknown, counted as {WEEKS_LEFT_UNKNOWN:.1f}"
    return f"{unknown if weeks is None else f'cash for {weeks:.1f} weeks'}, {age}"
