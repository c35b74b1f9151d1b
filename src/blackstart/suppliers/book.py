"""The firms as columns of numbers, with stand-ins where they did not tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from blackstart.base.money import AMOUNT_MINOR_MAX
from blackstart.suppliers import assumed, told
from blackstart.suppliers.assumed import COSTS_PER_SALES

Amounts: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Book:
    """One entry a firm, sorted by the firm's id; money in minor units of the firm's currency.

    Attributes:
        firm: ids.
        currency: ISO 4217 codes.
        tier: 1 sells to us.
        staff: people.
        only_source: nobody else makes a part of ours.
        sales_minor: normal sales a day, all days.
        costs_minor: normal costs a day, all days.
        wages_share: share of the costs.
        materials_share: share of the costs.
        share_to_us: share of the sales that ends in our cars.
        credit_minor: credit line not drawn.
        told: whether the firm told its cash.
        cash_minor: cash as told; 0 where it did not tell.
        known_days: days since the cash was as told, 0 or more; for others, days since the stop.
        dry_days: days until money from us stops to reach the firm; negative: since then.
        materials_days: days until it has paid for what it bought before the stop; negative: since.
        owed_minor: what we owe it; negative: it owes us.
        paid_minor: what we have paid since it told.
        stand_ins: how many firms each stand-in stands in for, by what is unknown.
    """

    firm: NDArray[np.object_]
    currency: NDArray[np.object_]
    tier: Amounts
    staff: Amounts
    only_source: Flags
    sales_minor: Amounts
    costs_minor: Amounts
    wages_share: Floats
    materials_share: Floats
    share_to_us: Floats
    credit_minor: Amounts
    told: Flags
    cash_minor: Amounts
    known_days: Amounts
    dry_days: Amounts
    materials_days: Amounts
    owed_minor: Amounts
    paid_minor: Amounts
    stand_ins: Mapping[str, int]

    @property
    def wages_minor(self) -> Amounts:
        """Give the wages of all staff a day."""
        return whole(self.costs_minor * self.wages_share)


def whole(amounts: NDArray[np.floating[Any]]) -> Amounts:
    """Round estimates to whole minor units."""
    return np.asarray(np.rint(amounts), dtype=np.int64)


def book(
    firms: pl.DataFrame,
    reports: pl.DataFrame,
    owed: pl.DataFrame,
    paid: pl.DataFrame,
    day: date,
    stopped_on: date | None,
) -> Book:
    """Put the firms into columns.

    Args:
        firms: the firms of the chain.
        reports: what they told about their cash later.
        owed: `supplier`, `currency`, `owed_minor`: what we owe, one row each.
        paid: `supplier`, `currency`, `paid_on`, `amount_minor`: what has left for suppliers.
        day: today.
        stopped_on: day our payments stopped; None: nobody knows, so each firm's cash is taken
            to have shrunk since it was told.

    Returns:
        All firms, sorted by id.
    """
    rows = _rows(firms, told.newest(firms, reports, day), owed, paid, day, stopped_on)
    columns = {name: rows[name].to_numpy() for name in _COLUMNS}
    unknown = {name: int(firms[name].null_count()) for name in _UNKNOWN}
    unknown["cash_minor"] = int(rows.height - rows["told"].sum())
    return Book(stand_ins=unknown, **columns)


_UNKNOWN = ("costs_per_day_minor", "sales_per_day_minor", "staff", "share_to_us", "wages_share")
_COLUMNS = (
    "firm currency tier staff only_source sales_minor costs_minor wages_share materials_share "
    "share_to_us credit_minor told cash_minor known_days dry_days materials_days owed_minor "
    "paid_minor"
).split()


def _rows(
    firms: pl.DataFrame,
    newest: pl.DataFrame,
    owed: pl.DataFrame,
    paid: pl.DataFrame,
    day: date,
    stopped_on: date | None,
) -> pl.DataFrame:
    """Join what is known of each firm, and fill in what is not."""
    told_on = pl.col("told_on").fill_null(stopped_on or day)
    start = told_on if stopped_on is None else pl.lit(stopped_on)
    stopped = (pl.col("start") - pl.lit(day)).dt.total_days()
    known = (
        firms.drop("cash_minor")
        .join(newest, on="firm", how="left")
        .with_columns(told=pl.col("cash_minor").is_not_null(), told_on=told_on, start=start)
        .with_columns(
            known_days=(pl.lit(day) - pl.col("told_on")).dt.total_days(),
            dry_days=stopped + assumed.PASS_DOWN_DAYS * (pl.col("tier") - 1),
            materials_days=stopped + assumed.PASS_DOWN_DAYS,
        )
    )
    return (
        _with_stand_ins(known)
        .join(owed.rename({"supplier": "firm"}), on=["firm", "currency"], how="left")
        .join(_paid_since(known, paid), on="firm", how="left")
        .with_columns(pl.col("cash_minor", "credit_minor", "owed_minor", "paid_minor").fill_null(0))
        .sort("firm")
    )


def _paid_since(known: pl.DataFrame, paid: pl.DataFrame) -> pl.DataFrame:
    """Add up what has left for each firm after its cash was known."""
    told = known.select("currency", "told_on", supplier="firm")
    return (
        paid.join(told, on=["supplier", "currency"])
        .filter(pl.col("paid_on") > pl.col("told_on"))
        .group_by(firm="supplier")
        .agg(paid_minor=pl.col("amount_minor").sum())
    )


def _with_stand_ins(known: pl.DataFrame) -> pl.DataFrame:
    """Fill in costs, staff and sales, each from what is known of the others."""
    wages = {code: assumed.wage_per_day_minor(code) for code in known["currency"].unique()}
    wage = pl.col("currency").replace_strict(wages, return_dtype=pl.Int64)
    costs = pl.coalesce("costs_per_day_minor", _amount("sales_per_day_minor", COSTS_PER_SALES))
    return (
        known.with_columns(
            wages_share=pl.col("wages_share").fill_null(assumed.WAGES_SHARE),
            share_to_us=pl.col("share_to_us").fill_null(assumed.SHARE_TO_US),
            costs_minor=costs,
        )
        .with_columns(
            materials_share=(1 - assumed.OVERHEADS_SHARE - pl.col("wages_share")).clip(0),
            staff=pl.coalesce(
                "staff",
                (pl.col("costs_minor") * pl.col("wages_share") / wage).round().cast(pl.Int64),
                pl.lit(assumed.STAFF, pl.Int64),
            ),
        )
        .with_columns(
            costs_minor=pl.coalesce("costs_minor", _amount("staff", wage / assumed.WAGES_SHARE))
        )
        .with_columns(
            sales_minor=pl.coalesce(
                "sales_per_day_minor", _amount("costs_minor", 1 / COSTS_PER_SALES)
            )
        )
    )


def _amount(column: str, factor: float | pl.Expr) -> pl.Expr:
    return (pl.col(column) * factor).round().clip(upper_bound=AMOUNT_MINOR_MAX).cast(pl.Int64)
