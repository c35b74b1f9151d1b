"""What firms told about their cash, up to today."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from blackstart.base.finding import Finding
from blackstart.suppliers.findings import UNKNOWN_FIRM


def newest(firms: pl.DataFrame, reports: pl.DataFrame, day: date) -> pl.DataFrame:
    """Give each firm's newest word about its cash that is not later than today.

    Args:
        firms: the firms; cash without a day counts as told on an unknown day.
        reports: what firms told later.
        day: today; what is told later is not seen.

    Returns:
        `firm`, `told_on` (empty: unknown), `cash_minor`; only firms that told.
    """
    first = firms.filter(pl.col("cash_minor").is_not_null()).select(
        "firm", "cash_minor", told_on="reported_on"
    )
    later = reports.select("firm", "cash_minor", told_on="reported_on")
    return (
        # The later table wins where both speak of one day.
        pl.concat([first, later])
        .filter(pl.col("told_on").is_null() | (pl.col("told_on") <= day))
        .sort("firm", "told_on", nulls_last=False, maintain_order=True)
        .group_by("firm", maintain_order=True)
        .last()
        .select("firm", "told_on", "cash_minor")
    )


def strangers(firms: pl.DataFrame, reports: pl.DataFrame) -> tuple[Finding, ...]:
    """Find reports of firms that nobody knows.

    Findings:
        BS-SUP-001: one for each such firm.
    """
    names: Iterable[str] = reports.join(firms, on="firm", how="anti")["firm"].unique().sort()
    return tuple(UNKNOWN_FIRM.at(name) for name in names)
