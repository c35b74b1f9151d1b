"""What the treasurer has to look at, and the summary of a day's cash."""

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from blackstart.base.canonical import Json
from blackstart.base.finding import Finding
from blackstart.base.money import show
from blackstart.treasury import findings

STALE_DAYS = 7


def told(cash: pl.DataFrame, limits: pl.DataFrame, day: date) -> Iterator[Finding]:
    """Tell which currencies run short, lack an account, or were not looked at for a week.

    Args:
        cash: balances by currency, as `position.position` gives them.
        limits: as `limit.limits` gives them.
        day: the business date.
    """
    for currency, headroom, because in limits.select(
        "currency", "headroom_minor", "because"
    ).iter_rows():
        if headroom is None:
            yield findings.NO_ACCOUNT.at(currency, f"{findings.NO_ACCOUNT.meaning} {because}")
        elif headroom < 0:
            yield findings.BELOW_FLOOR.at(currency, f"{findings.BELOW_FLOOR.meaning} {because}")
    old = cash.filter(pl.col("out_since") < day - timedelta(days=STALE_DAYS))
    for currency, seen in old.select("currency", "out_since").iter_rows():
        yield findings.STALE.at(currency, f"{findings.STALE.meaning} It is of {seen}.")


def figures(cash: pl.DataFrame, weeks: pl.DataFrame, limits: pl.DataFrame) -> dict[str, Json]:
    """Sum a day's cash up, by currency.

    Args:
        cash: balances by currency, as `position.position` gives them.
        weeks: the forecast, as `forecast.forecast` gives it.
        limits: as `limit.limits` gives them.
    """
    seen = dict(cash.select("currency", "out_since").iter_rows())
    facts: dict[str, Json] = {}
    for currency, allowed, because in limits.select(
        "currency", "allowed_minor", "because"
    ).iter_rows():
        own = weeks.filter(pl.col("currency") == currency).sort("week_from")
        low = own.sort("headroom_minor", "week_from").row(0, named=True)
        facts[currency] = {
            "cash": show(own["opening_minor"][0], currency),
            "seen_on": seen[currency].isoformat() if currency in seen else None,
            "allowed": show(allowed, currency),
            "because": because,
            "lowest_headroom": show(low["headroom_minor"], currency),
            "lowest_week": low["week_from"].isoformat(),
        }
    return facts
