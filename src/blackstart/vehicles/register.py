"""The queue of first registrations in the United Kingdom.

There is no public interface that makes a registration, so what leaves is a queue with reasons: the
people at the registration desk work it off.
Source: DVLA V355/5 (1/17): without a list price an application for a car first registered on or
after 1 April 2017 is rejected; the rate of vehicle excise duty needs the CO2 figure.
"""

from datetime import date

import polars as pl

from blackstart.vehicles.tables import Registrations

UK = "UK"
NOT_WHOLESALED = "not wholesaled: sold out of trust if it were registered"
ON_HOLD = "on hold"
NO_LIST_PRICE = "list price missing: DVLA rejects it"
NO_CO2 = "CO2 missing: no rate of duty without it"
REASONS = (NOT_WHOLESALED, ON_HOLD, NO_LIST_PRICE, NO_CO2)
NO_LONGER = "registered, or no longer sold in the United Kingdom"


def queue(
    vehicles: pl.DataFrame, invoices: pl.DataFrame, registrations: pl.DataFrame, day: date
) -> pl.DataFrame:
    """Find the sold cars of the home market that nobody has registered yet.

    Args:
        vehicles: `vehicles`; a sale after `day` is not seen yet.
        invoices: `wholesale_invoices`.
        registrations: `registrations` so far; a submitted car is never submitted again.
        day: business date.

    Returns:
        vin and reason (all that blocks it, null when nothing does), first come first: by promised
        day, day of sale and VIN.
    """
    submitted = registrations.filter(pl.col("state") == "submitted")
    return (
        vehicles.filter(
            (pl.col("market") == UK)
            & (pl.col("sold_on") <= day)
            & (pl.col("built_on") <= day)
            & pl.col("registered_on").is_null()
        )
        .join(submitted, on="vin", how="anti")
        .sort("promised_on", "sold_on", "vin", nulls_last=True)
        .with_columns(wholesaled=_wholesaled(invoices, day))
        .select("vin", reason=_reason())
    )


def _wholesaled(invoices: pl.DataFrame, day: date) -> pl.Expr:
    return pl.col("vin").is_in(invoices["vin"].implode()) | (
        pl.col("wholesaled_on") <= day
    ).fill_null(value=False)


def _reason() -> pl.Expr:
    faults = (
        ~pl.col("wholesaled"),
        pl.col("hold").is_not_null(),
        pl.col("list_price_minor").is_null(),
        pl.col("co2_g_per_km").is_null(),
    )
    met = [pl.when(fault).then(pl.lit(text)) for fault, text in zip(faults, REASONS, strict=True)]
    words = pl.concat_str(met, separator="; ", ignore_nulls=True)
    return pl.when(words != "").then(words)


def submit(
    cars: pl.DataFrame, registrations: pl.DataFrame, day: date, cars_max: int
) -> pl.DataFrame:
    """Submit the first cars of the queue and give every other one its place.

    Args:
        cars: the queue (`queue`).
        registrations: `registrations` so far; a car that left the queue is withdrawn.
        day: business date.
        cars_max: how many can still be submitted today, 0 or more.

    Returns:
        Rows of `registrations` for the whole queue and for withdrawn cars, sorted by VIN.
    """
    place = pl.col("reason").is_null().cum_sum().cast(pl.Int64) - cars_max
    free = cars.filter(pl.col("reason").is_null()).with_columns(place=place)
    gone = registrations.filter(pl.col("state") != "submitted").join(cars, on="vin", how="anti")
    sent = pl.col("place") <= 0
    rows = (
        free.select(
            "vin",
            rank=pl.col("place").clip(lower_bound=0),
            state=pl.when(sent).then(pl.lit("submitted")).otherwise(pl.lit("waiting")),
            reason="reason",
            submitted_on=pl.when(sent).then(pl.lit(day)),
        ),
        _unranked(cars.filter(pl.col("reason").is_not_null()), "blocked", pl.col("reason")),
        _unranked(gone, "withdrawn", pl.lit(NO_LONGER)),
    )
    return Registrations.cast(pl.concat(rows)).sort("vin")


def _unranked(cars: pl.DataFrame, state: str, reason: pl.Expr) -> pl.DataFrame:
    return cars.select(
        "vin",
        rank=pl.lit(0, pl.Int64),
        state=pl.lit(state),
        reason=reason,
        submitted_on=pl.lit(None, pl.Date),
    )
