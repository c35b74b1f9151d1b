"""Shipments: what leaves one centre for one retailer at once, under an id made before it leaves."""

from datetime import date

import polars as pl

from blackstart.base.canonical import stable_id
from blackstart.parts.tables import Allocations, Shipments

LOAD = ["site", "retailer"]


def pack(
    given: pl.DataFrame, shipped: pl.DataFrame, day: date
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Pack what lines are given into one shipment for each centre and retailer.

    A shipment never changes: when more can leave later on the same day, it is another shipment, and
    its id counts how many left before it for that retailer.

    Args:
        given: line, retailer, part, site, quantity, why (`allocate.within`).
        shipped: `shipments` of all days.
        day: business date.

    Returns:
        New rows of `allocations` and of `shipments`, both sorted by key.
    """
    before = shipped.filter(pl.col("day") == day).group_by(LOAD).agg(before=pl.len())
    loads = (
        given.group_by(LOAD)
        .agg(lines=pl.len().cast(pl.Int64), pieces=pl.col("quantity").sum())
        .join(before, on=LOAD, how="left")
        .sort(LOAD)
    )
    waves = loads.select(*LOAD, pl.col("before").fill_null(0)).iter_rows()
    ids = [stable_id("SHP", day.isoformat(), site, who, str(wave)) for site, who, wave in waves]
    named = loads.with_columns(shipment=pl.Series(ids, dtype=pl.String), day=pl.lit(day))
    allocations = given.join(named.select(*LOAD, "shipment", "day"), on=LOAD)
    return (
        allocations.select(Allocations.column_names()).sort("line", "shipment"),
        named.select(Shipments.column_names()).sort("shipment"),
    )
