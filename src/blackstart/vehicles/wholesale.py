"""Wholesale: one invoice per car, ever, and the car goes from the maker's stock to the retailer."""

from datetime import date

import polars as pl

from blackstart.base.money import AMOUNT_MINOR_MAX
from blackstart.vehicles.findings import NO_PRICE, NO_RETAILER, PAID_UNBILLED, UNKNOWN_RETAILER
from blackstart.vehicles.tables import WholesaleInvoices

SERIES = "W-"
ON_HOLD = "on hold"


def unbilled(
    vehicles: pl.DataFrame, retailers: pl.DataFrame, invoices: pl.DataFrame, day: date
) -> pl.DataFrame:
    """Find the cars that were built and have no wholesale invoice yet.

    Args:
        vehicles: `vehicles`; a car built after `day` is not seen yet.
        retailers: `retailers`.
        invoices: `wholesale_invoices` so far.
        day: business date.

    Returns:
        The cars with their retailer's terms_days, gross_minor, sold (a customer waits) and blocked:
        "on hold", the code of the finding that stops it, or null for a car that may be wholesaled.
        Sorted by VIN.
    """
    known = retailers.select("retailer", "terms_days")
    return (
        vehicles.filter((pl.col("built_on") <= day) & pl.col("wholesaled_on").is_null())
        .join(invoices, on="vin", how="anti")
        .join(known, on="retailer", how="left")
        .with_columns(
            gross_minor=pl.col("net_minor") + pl.col("tax_minor"),
            sold=(pl.col("sold_on") <= day).fill_null(value=False),
            paid=(pl.col("paid_on") <= day).fill_null(value=False),
        )
        .with_columns(blocked=_blocked())
        .sort("vin")
    )


def _blocked() -> pl.Expr:
    no_price = (pl.col("net_minor") == 0) | (pl.col("gross_minor") > AMOUNT_MINOR_MAX)
    return (
        pl.when(pl.col("hold").is_not_null())
        .then(pl.lit(ON_HOLD))
        .when("paid")
        .then(pl.lit(PAID_UNBILLED.code))
        .when(pl.col("retailer").is_null())
        .then(pl.lit(NO_RETAILER.code))
        .when(pl.col("terms_days").is_null())
        .then(pl.lit(UNKNOWN_RETAILER.code))
        .when(no_price)
        .then(pl.lit(NO_PRICE.code))
    )


def in_turn(cars: pl.DataFrame) -> pl.DataFrame:
    """Put the cars that may be wholesaled in order.

    Cars that a customer waits for come first, by the promised day. Then comes what brings the most
    cash a day sooner, which is the gross amount: a day's delay of the invoice is a day's delay of
    the money, whatever the terms. Currencies are never compared; each takes its turns in proportion
    to its number of cars. Equal ones go by age and VIN.

    Args:
        cars: cars without invoice (`unbilled`).
    """
    by_worth = ["gross_minor", "built_on", "vin"]
    cash_place = pl.int_range(1, pl.len() + 1).over("currency") / pl.len().over("currency")
    promised = pl.when("sold").then("promised_on")
    return (
        cars.filter(pl.col("blocked").is_null())
        .sort(by_worth, descending=[True, False, False])
        .with_columns(cash_place=cash_place, promised=promised)
        .sort(
            *("sold", "promised", "cash_place", "built_on", "vin"),
            descending=[True, False, False, False, False],
            nulls_last=True,
        )
        .drop("cash_place", "promised")
    )


def bill(cars: pl.DataFrame, invoices: pl.DataFrame, day: date) -> pl.DataFrame:
    """Write the wholesale invoices of a day, numbered in one series without a gap.

    Args:
        cars: cars to invoice today, in order (`in_turn`).
        invoices: `wholesale_invoices` so far; the series goes on from the highest number.
        day: business date, the date of issue.

    Returns:
        New rows of `wholesale_invoices`, sorted by VIN.

    Source: a VAT invoice has a sequential number that identifies it uniquely (the Value Added Tax
    Regulations 1995, SI 1995/2518, regulation 14(1)(a)).
    """
    place = pl.int_range(1, pl.len() + 1) + _last_number(invoices)
    due_on = pl.lit(day) + pl.duration(days=pl.col("terms_days"))
    return (
        cars.with_columns(
            number=pl.lit(SERIES) + place.cast(pl.String).str.zfill(6),
            issued_on=pl.lit(day),
            due_on=due_on.cast(pl.Date),
        )
        .select(WholesaleInvoices.column_names())
        .sort("vin")
    )


def _last_number(invoices: pl.DataFrame) -> int:
    ours = invoices["number"].str.extract(rf"^{SERIES}(\d{{6,12}})$").cast(pl.Int64)
    return max(ours.drop_nulls(), default=0)
