"""Our debts as columns: who is owed what, from which day it can be paid."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from blackstart.outlook.assumed import TERMS_DAYS
from blackstart.payables.debts import WEEKS_LEFT_UNKNOWN, post
from blackstart.payables.paying.payment_run import SOON_DAYS, STARVING_WEEKS
from blackstart.suppliers.book import Amounts, Book, Floats
from blackstart.suppliers.owed import still_open

_KEY = ["supplier", "currency"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Owing:
    """Payees in the order in which they are paid, and the items that they wait for.

    Attributes:
        currencies: sorted.
        currency: by payee, the place of its currency.
        firm: by payee, its place in the firms' book; -1 when it is not there.
        payee: by item, whose it is.
        amount_minor: by item; a credit note is negative.
        due: by item, days until it may be paid, 0 or more.
        place: by item, its place in the queue of invoices to be posted; -1: it is posted.
    """

    currencies: tuple[str, ...]
    currency: Amounts
    firm: Amounts
    payee: Amounts
    amount_minor: Amounts
    due: Amounts
    place: Amounts

    def payable(self, done: Floats) -> Amounts:
        """Tell what becomes payable on each day of each scenario.

        Args:
            done: [scenario, day] invoices processed by the evening; paid from that day on.

        Returns:
            [scenario, day, payee] minor units.
        """
        scenarios, days = done.shape
        payees = len(self.firm)
        cells = np.zeros((scenarios, (days + 1) * payees))
        for scenario in range(scenarios):
            # An item at place 0 is processed on the first evening with one done.
            processed = np.searchsorted(done[scenario], self.place + 1 - 1e-9)
            on = np.minimum(
                np.where(self.place < 0, self.due, np.maximum(processed, self.due)), days
            )
            cells[scenario] = np.bincount(
                on * payees + self.payee, self.amount_minor, minlength=cells.shape[1]
            )
        return cells.reshape(scenarios, days + 1, payees)[:, :days].astype(np.int64)


def owing(
    debts: pl.DataFrame,
    priced: pl.DataFrame,
    payments: pl.DataFrame,
    paid_debts: pl.DataFrame,
    weeks: pl.DataFrame,
    firms: Book,
    day: date,
) -> Owing:
    """Put our debts into columns, by the rules of the payables desk.

    Posted debts can be paid shortly before they are due, those of starving suppliers at once;
    matched ones when they are posted, too. Held ones, and those whose payee nobody has verified,
    wait for people and are left out. What nobody has billed is paid a payment term after it came.

    Args:
        debts: debts that have arrived by today.
        priced: unbilled receipts with their price.
        payments: payments that have left.
        paid_debts: what they pay.
        weeks: `firm`, `weeks_left`: who has fewest is paid first.
        firms: the firms' book.
        day: today.
    """
    billed = _billed(debts, payments, paid_debts, weeks, day)
    items = pl.concat([billed, _unbilled(priced)])
    payees = _payees(items, weeks, firms)
    items = items.join(payees, on=_KEY, how="left", maintain_order="left")
    currencies = tuple(payees["currency"].unique().sort())
    return Owing(
        currencies=currencies,
        currency=np.array([currencies.index(code) for code in payees["currency"]], np.int64),
        firm=payees["place"].to_numpy(),
        payee=items["payee"].to_numpy(),
        amount_minor=items["open_minor"].to_numpy(),
        due=(items["due_on"] - day).dt.total_days().clip(lower_bound=0).to_numpy(),
        place=items["place_in_queue"].to_numpy(),
    )


def _billed(
    debts: pl.DataFrame,
    payments: pl.DataFrame,
    paid_debts: pl.DataFrame,
    weeks: pl.DataFrame,
    day: date,
) -> pl.DataFrame:
    queue = post(debts, weeks, debts.height, day)
    places = queue.select("invoice", place_in_queue=pl.int_range(pl.len(), dtype=pl.Int64))
    at_once = (pl.col("weeks_left") < STARVING_WEEKS) | (pl.col("kind") == "credit note")
    soon = pl.col("due_on") - pl.duration(days=SOON_DAYS)
    return (
        still_open(debts, payments, paid_debts)
        .filter((pl.col("state") != "held") & pl.col("verified"))
        .join(places, on="invoice", how="left", maintain_order="left")
        .join(weeks.rename({"firm": "supplier"}), on="supplier", how="left", maintain_order="left")
        .select(
            *_KEY,
            "open_minor",
            due_on=pl.when(at_once.fill_null(value=False)).then(pl.lit(day)).otherwise(soon),
            place_in_queue=pl.col("place_in_queue").fill_null(-1),
        )
    )


def _unbilled(priced: pl.DataFrame) -> pl.DataFrame:
    return priced.drop_nulls("amount_minor").select(
        *_KEY,
        open_minor="amount_minor",
        due_on=pl.col("received_on") + pl.duration(days=TERMS_DAYS),
        place_in_queue=pl.lit(-1, pl.Int64),
    )


def _payees(items: pl.DataFrame, weeks: pl.DataFrame, firms: Book) -> pl.DataFrame:
    """Put the payees in order: fewest weeks, longest due, name."""
    places = pl.DataFrame(
        {"supplier": firms.firm, "currency": firms.currency, "place": np.arange(len(firms.firm))},
        schema={"supplier": pl.String, "currency": pl.String, "place": pl.Int64},
    )
    return (
        items.group_by(_KEY)
        .agg(oldest=pl.col("due_on").min())
        .join(weeks.rename({"firm": "supplier"}), on="supplier", how="left")
        .sort(pl.col("weeks_left").fill_null(WEEKS_LEFT_UNKNOWN), "oldest", *_KEY)
        .join(places, on=_KEY, how="left", maintain_order="left")
        .select(
            *_KEY,
            pl.col("place").fill_null(-1),
            payee=pl.int_range(pl.len(), dtype=pl.Int64),
        )
    )
