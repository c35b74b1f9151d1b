"""Money that wholesale brings: who owes for which car, and when it is due."""

from datetime import date

import polars as pl


def expected(
    vehicles: pl.DataFrame, retailers: pl.DataFrame, invoices: pl.DataFrame, day: date
) -> pl.DataFrame:
    """Add up what cars still bring, by due date and currency.

    Invoices of before the stop count with today's terms of their retailer; where those are unknown
    they are left out, because nobody can tell when the money is due.

    Args:
        vehicles: `vehicles`; money that came after `day` has not come yet.
        retailers: `retailers`.
        invoices: `wholesale_invoices`.
        day: business date.

    Returns:
        due_on (it may be past), currency, amount_minor (positive), cars; sorted by the first two.
    """
    unpaid = vehicles.filter(pl.col("paid_on").is_null() | (pl.col("paid_on") > day))
    due = ["due_on", "currency", "gross_minor"]
    since_stop = invoices.filter(pl.col("issued_on") <= day).join(unpaid, on="vin", how="semi")
    due_on = pl.col("wholesaled_on") + pl.duration(days=pl.col("terms_days"))
    before = (
        unpaid.filter(pl.col("wholesaled_on") <= day)
        .join(invoices, on="vin", how="anti")
        .join(retailers.select("retailer", "terms_days"), on="retailer")
        .with_columns(
            due_on=due_on.cast(pl.Date), gross_minor=pl.col("net_minor") + pl.col("tax_minor")
        )
    )
    return (
        pl.concat([since_stop.select(due), before.select(due)])
        .group_by("due_on", "currency")
        .agg(amount_minor=pl.col("gross_minor").sum(), cars=pl.len().cast(pl.Int64))
        .sort("due_on", "currency")
    )
