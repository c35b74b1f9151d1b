"""How many weeks each firm's cash lasts if it has to live without our money."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from blackstart.suppliers import assumed
from blackstart.suppliers.book import Amounts, Book, Floats

WEEKS_MAX = 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One end, or the middle, of what may be true.

    Attributes:
        quantile: of the cash of firms that told nothing.
        costs_kept: share of wages and overheads of our share that goes on.
        owed_paid: share of what we owe that still comes in.
    """

    quantile: float
    costs_kept: float
    owed_paid: float


# Who falls if we do not pay? So only the high end counts on our money. The three unknowns are
# taken to be bad, or good, together: the range is rather too wide than too narrow.
LOW = Case(quantile=0.1, costs_kept=assumed.COSTS_KEPT_WORST, owed_paid=0)
LIKELY = Case(quantile=0.5, costs_kept=assumed.COSTS_KEPT_LIKELY, owed_paid=0)
HIGH = Case(quantile=0.9, costs_kept=assumed.COSTS_KEPT_BEST, owed_paid=1)


def runways(book: Book, day: date) -> pl.DataFrame:
    """Estimate for each firm how long its cash lasts.

    Args:
        book: the firms.
        day: today.

    Returns:
        Rows of the table `runways`: weeks as an 80 % range, 26 means 26 or more.
    """
    return pl.DataFrame(
        {
            "firm": book.firm,
            "day": pl.repeat(day, len(book.firm), eager=True, dtype=pl.Date),
            "weeks_low": weeks(book, LOW),
            "weeks_likely": weeks(book, LIKELY),
            "weeks_high": weeks(book, HIGH),
            "owed_minor": book.owed_minor,
            "basis": np.where(book.told, "told", "assumed"),
        },
        schema_overrides={"firm": pl.String, "basis": pl.Enum(("told", "assumed"))},
    )


def weeks(book: Book, case: Case) -> Floats:
    """Tell how long a firm's money lasts with what it loses, once our money no longer reaches it.

    Args:
        book: the firms.
        case: what is taken to be true.

    Returns:
        Weeks, 0 to 26, to the hundredth.
    """
    going = drain(book, case.costs_kept)
    money = money_minor(book, assumed.cash_days(case.quantile), going)
    days = going.lasts(np.maximum(money + case.owed_paid * np.maximum(book.owed_minor, 0), 0))
    capped: Floats = np.minimum(days / 7, WEEKS_MAX)
    return capped.round(2)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drain:
    """What firms lose a day without us, by firm or by draw and firm; gains are not counted.

    Attributes:
        first_minor: while materials bought before the stop are still being paid for.
        then_minor: from then on.
        start: days until the loss begins; negative: since then.
        turn: days until the second loss takes the place of the first.
    """

    first_minor: Floats
    then_minor: Floats
    start: Amounts
    turn: Amounts

    def lost_minor(self, since: Amounts | int, until: int) -> Floats:
        """Add the loss up between two days, counted from today."""
        first_days = np.clip(np.minimum(until, self.turn) - np.maximum(since, self.start), 0, None)
        then_days = np.clip(until - np.maximum(since, self.turn), 0, None)
        lost: Floats = self.first_minor * first_days + self.then_minor * then_days
        return lost

    def lasts(self, money: Floats) -> Floats:
        """Tell how many days money lasts from today; infinite: for ever.

        Args:
            money: minor units, 0 or more.
        """
        start = np.maximum(self.start, 0)
        turn = np.maximum(self.turn, start)
        left = money - self.first_minor * (turn - start)
        early, late = _days(money, self.first_minor), _days(np.maximum(left, 0), self.then_minor)
        days: Floats = np.where(left < 0, start + early, turn + late)
        return days


def drain(book: Book, costs_kept: Floats | float) -> Drain:
    """Tell what firms lose a day while they make nothing for us.

    Args:
        book: the firms.
        costs_kept: share of wages and overheads of our share that goes on; by firm, or by draw
            and firm.
    """
    for_us = book.costs_minor * book.share_to_us
    others = (book.costs_minor - book.sales_minor) * (1 - book.share_to_us)
    then = others + for_us * (1 - book.materials_share) * costs_kept
    return Drain(
        first_minor=np.maximum(then + for_us * book.materials_share, 0),
        then_minor=np.maximum(then, 0),
        start=book.dry_days,
        turn=np.maximum(book.materials_days, book.dry_days),
    )


def money_minor(book: Book, days_of_costs: Floats | float, going: Drain) -> Floats:
    """Estimate what a firm can spend today, credit line included; negative: it is out of cash.

    Args:
        book: the firms.
        days_of_costs: what firms that told nothing held; by firm, or by draw and firm.
        going: what they lose.
    """
    held = np.where(book.told, book.cash_minor, days_of_costs * book.costs_minor)
    lost = going.lost_minor(-book.known_days, 0)
    money: Floats = held + book.credit_minor + book.paid_minor - lost
    return money


def _days(money: Floats, loss: Floats) -> Floats:
    days: Floats = np.divide(money, loss, out=np.full(money.shape, np.inf), where=loss > 0)
    return days
