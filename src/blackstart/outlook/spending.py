"""What treasury will allow for suppliers on each day, if the plan holds."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from blackstart.base.table import Frames
from blackstart.suppliers.book import Amounts
from blackstart.suppliers.owed import ON_ITS_WAY
from blackstart.treasury.grid import grid
from blackstart.treasury.limit import HORIZON_DAYS
from blackstart.treasury.moves import dated, paid, planned, repaid
from blackstart.treasury.position import position, unseen
from blackstart.vehicles.cash import expected

CARS = ("vehicles", "retailers", "wholesale_invoices")
READS = ("cash_accounts", "facilities", "cash_plan", "payments", *CARS)
MOST_MINOR = 10**17  # beyond all that can be owed


def allowed(frames: Frames, currencies: tuple[str, ...], day: date, days: int) -> Amounts:
    """Tell what may have been spent on our debts by each day, since this morning.

    It is treasury's own rule carried forward: the lowest headroom of the four weeks that begin
    with the day. Money for cars that are not invoiced yet is not in it.

    Args:
        frames: the tables of `READS`.
        currencies: of our debts; nothing may be spent in one without an account.
        day: today.
        days: how many days.

    Returns:
        [currency, day] minor units, 0 or more.
    """
    have = position(frames["cash_accounts"], day)
    until = day + timedelta(days=days + HORIZON_DAYS)
    ours = _moves(frames, have, day, until).join(have, on="currency", how="semi")
    ahead = grid(have, ours, frames["facilities"], day, days + HORIZON_DAYS)
    cells = np.zeros((len(currencies), days), np.int64)
    for place, currency in enumerate(currencies):
        rows = ahead.filter(pl.col("currency") == currency).sort("day")
        headroom = rows["headroom_minor"].clip(0, MOST_MINOR).cast(pl.Int64).to_numpy()
        if len(headroom):
            windows = np.lib.stride_tricks.sliding_window_view(headroom, HORIZON_DAYS)
            cells[place] = windows.min(axis=1)[:days]
    return cells


def _moves(frames: Frames, have: pl.DataFrame, day: date, until: date) -> pl.DataFrame:
    """Gather what moves cash: the plan, cars that are invoiced, facilities that end, payments.

    Payments that nobody has signed are left out, because the outlook pays their debts itself.
    """
    oldest = min(have["out_since"], default=day)
    vehicles, retailers, invoices = (frames[name] for name in CARS)
    cars = expected(vehicles, retailers, invoices, day)
    came = vehicles.filter(pl.col("paid_on") <= day)
    gross = pl.col("net_minor") + pl.col("tax_minor")
    on_its_way = pl.col("state").is_in(ON_ITS_WAY) & (pl.col("changed_on") <= day)
    moves = [
        planned(frames["cash_plan"], oldest, until),
        dated(cars.filter(pl.col("due_on") >= day).rename({"due_on": "on"}), "cars"),
        dated(came.select("currency", on="paid_on", amount_minor=gross), "cars"),
        repaid(frames["facilities"]),
    ]
    left = paid(frames["payments"].filter(on_its_way), have, day)
    return pl.concat([unseen(pl.concat(moves), have), left])
