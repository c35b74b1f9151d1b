"""The firm's state as arrays: what all rooms know today, and the rates of the restart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import polars as pl

from blackstart.base import activity
from blackstart.base.table import Frames
from blackstart.base.today import Today
from blackstart.day.suppliers import FIRM_READS, firm_book, owing_to, stop_day
from blackstart.estate.realise import Realised
from blackstart.outlook import desks as desk_counts
from blackstart.outlook import plant, spending
from blackstart.outlook.desks import Desk, desks
from blackstart.outlook.lines import Line
from blackstart.outlook.owing import Owing, owing
from blackstart.outlook.plant import lines_of
from blackstart.outlook.spending import allowed
from blackstart.suppliers.book import Amounts, Book, Flags, Floats

READS = (*FIRM_READS, *desk_counts.READS, *plant.READS, *spending.READS, "runways")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """What an outlook starts from.

    Attributes:
        works: [day] working days; the first day is today.
        rate: by activity, [scenario, day] units.
        back: by activity whose services somebody listed, [scenario] days until they are back.
        desks: what waits at the desks.
        firms: the firms' book.
        owing: our debts.
        books_known: whether anything is known about what we owe.
        allowed_minor: [currency of our debts, day] what may have been spent on them by that day.
        lines: production lines.
        stopped_days: days since the stop; None: nobody knows of one.
    """

    works: Flags
    rate: Mapping[str, Amounts]
    back: Mapping[str, Floats]
    desks: tuple[Desk, ...]
    firms: Book
    owing: Owing
    books_known: bool
    allowed_minor: Amounts
    lines: tuple[Line, ...]
    stopped_days: int | None

    @property
    def plants(self) -> tuple[str, ...]:
        """Name the plants that make cars, sorted."""
        return tuple(sorted({line.plant for line in self.lines if line.final}))

    @property
    def normal_cars(self) -> float:
        """Give the cars of a normal working day."""
        return float(sum(line.per_day for line in self.lines if line.final))


def world(frames: Frames, today: Today, realised: Realised) -> World:
    """Put everything into arrays.

    Args:
        frames: the tables of `READS`.
        today: the day; what the desks have used of it is used.
        realised: the restart, many times.
    """
    day, days = today.day, realised.rate.shape[1]
    priced, owed = owing_to(frames, day)
    firms = firm_book(frames, owed, day)
    debts = owing(
        frames["debts"].filter(pl.col("arrived_on") <= day),
        priced,
        frames["payments"].filter(pl.col("changed_on") <= day),
        frames["paid_debts"],
        frames["runways"].select("firm", weeks_left="weeks_likely"),
        firms,
        day,
    )
    stopped_on = stop_day(frames["gate_signatures"], day)
    return World(
        works=_working_days(today, days),
        rate=_rates(realised, today),
        back=_back(realised),
        desks=desks(frames, day),
        firms=firms,
        owing=debts,
        books_known=not (frames["debts"].is_empty() and frames["receipts"].is_empty()),
        allowed_minor=allowed(frames, debts.currencies, day, days),
        lines=lines_of(frames, firms, today.calendar, day),
        stopped_days=None if stopped_on is None else (day - stopped_on).days,
    )


def _working_days(today: Today, days: int) -> Flags:
    dates = (today.day + timedelta(days=ahead) for ahead in range(days))
    return np.array([today.calendar.works(each) for each in dates])


def _rates(realised: Realised, today: Today) -> dict[str, Amounts]:
    """Take from today's rates what has been used; payments that nobody has signed still wait."""
    rates = {}
    for place, name in enumerate(realised.activities):
        rates[name] = realised.rate[:, :, place].copy()
        if name in today.left and name != activity.PAYING:
            rates[name][:, 0] = today.left[name]
    return rates


def _back(realised: Realised) -> dict[str, Floats]:
    days = np.floor(realised.return_hours / 24)
    return {
        name: days[:, place]
        for place, name in enumerate(realised.activities)
        if np.isfinite(days[:, place]).any()
    }
