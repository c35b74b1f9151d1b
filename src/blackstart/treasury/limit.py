"""What payment runs may spend today, so that nothing that is planned bounces later."""

from datetime import date

import polars as pl

from blackstart.base.money import AMOUNT_MINOR_MAX, written
from blackstart.treasury.grid import grid

# Rule of ours: four weeks hold one of every monthly payment, wages above all.
HORIZON_DAYS = 28

LIMITS = {
    "day": pl.Date,
    "currency": pl.String,
    "headroom_minor": pl.Int64,
    "allowed_minor": pl.Int64,
    "because": pl.String,
}


def limits(
    cash: pl.DataFrame,
    moves: pl.DataFrame,
    facilities: pl.DataFrame,
    wanted: pl.DataFrame,
    day: date,
) -> pl.DataFrame:
    """Say what the runs of a day may add up to, in each currency.

    It is the lowest headroom of the next four weeks: cash above the floor and open facilities,
    after all that is planned, and never below nothing.

    Args:
        cash: balances by currency, as `position.position` gives them.
        moves: what moves cash besides today's runs and debts that are not paid yet: runs are there
            to pay those.
        facilities: credit that banks have promised.
        wanted: `currency` in which something is owed; without an account nothing may be spent.
        day: the business date.

    Returns:
        `day`, `currency`, `headroom_minor` (negative: below the floor), `allowed_minor` and
        `because`, sorted by currency.

    Findings:
        BS-TRE-001 and BS-TRE-002, told by `telling.told`.
    """
    ours = moves.join(cash, on="currency", how="semi")
    lowest = (
        grid(cash, ours, facilities, day, HORIZON_DAYS)
        .sort("currency", "headroom_minor", "day")
        .unique("currency", keep="first", maintain_order=True)
    )
    rows = [
        (day, currency, bounded(headroom), max(bounded(headroom), 0), _because(ours, day, *row))
        for row in lowest.select("currency", "day", "headroom_minor").iter_rows()
        for currency, _, headroom in [row]
    ]
    none = wanted.join(cash, on="currency", how="anti")["currency"].unique()
    without = [(day, name, None, 0, f"No account in {name} is known.") for name in none]
    return pl.DataFrame([*rows, *without], LIMITS, orient="row").sort("currency")


def _because(moves: pl.DataFrame, day: date, currency: str, lowest_on: date, headroom: int) -> str:
    """Name the day that binds, the largest payment on it, and what it leaves."""
    out = moves.filter(
        (pl.col("currency") == currency)
        & (pl.col("on") == lowest_on)
        & (pl.col("amount_minor") < 0)
    )
    after = [f", after {what}" for what in out.sort("amount_minor", "what")["what"].head(1)]
    when = "Today" if lowest_on == day else f"On {lowest_on}"
    amount = written(abs(bounded(headroom)), currency)
    left = f"{amount} are left above the floor" if headroom >= 0 else f"{amount} are missing"
    return f"{when}{''.join(after)}, {left}."


def bounded(amount: int) -> int:
    """Keep an amount within what a table holds."""
    return max(-AMOUNT_MINOR_MAX, min(amount, AMOUNT_MINOR_MAX))
