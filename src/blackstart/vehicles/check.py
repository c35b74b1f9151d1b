"""Name the cars that cannot go on as they are."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from blackstart.base.finding import Finding
from blackstart.vehicles.findings import (
    NO_PRICE,
    NO_RETAILER,
    OUT_OF_TRUST,
    PAID_UNBILLED,
    UNKNOWN_RETAILER,
)

OF_A_CAR = (NO_RETAILER, NO_PRICE, PAID_UNBILLED)


def check(cars: pl.DataFrame, day: date) -> Iterator[Finding]:
    """Say what stops cars without invoice, a hold apart: somebody put that on purpose.

    Args:
        cars: cars without invoice (`wholesale.unbilled`).
        day: business date.

    Findings:
        BS-VEH-001 to BS-VEH-005.
    """
    for code in OF_A_CAR:
        yield from map(code.at, cars.filter(pl.col("blocked") == code.code)["vin"])
    homeless = cars.filter(pl.col("blocked") == UNKNOWN_RETAILER.code)
    for retailer, count in homeless.group_by("retailer").len().sort("retailer").iter_rows():
        message = f"{count} cars of a retailer that is not on the list were not wholesaled."
        yield UNKNOWN_RETAILER.at(retailer, message)
    yield from map(OUT_OF_TRUST.at, cars.filter(pl.col("registered_on") <= day)["vin"])
