"""The day's question to treasury: how much cash is there, and what may be spent today?"""

from collections.abc import Iterator
from datetime import date

import polars as pl

from blackstart.base.table import Decision, Frames
from blackstart.base.today import Today
from blackstart.day.step import Step
from blackstart.payables.paying.live import carried
from blackstart.payables.paying.outflow import outflow
from blackstart.treasury.forecast import forecast, last_day
from blackstart.treasury.limit import limits
from blackstart.treasury.moves import dated, paid, planned, repaid
from blackstart.treasury.position import position, unseen
from blackstart.treasury.telling import figures, told
from blackstart.vehicles.cash import expected


def cash(frames: Frames, today: Today) -> Decision:
    """Forecast cash for thirteen weeks, and say what runs may spend today."""
    day, facilities = today.day, frames["facilities"]
    have = position(frames["cash_accounts"], day)
    debts = _debts(frames, day)
    ours, others = (paid(payments, have, day) for payments in _payments(frames, day))
    before = pl.concat([_foreseen(frames, have, day), others])
    weeks = forecast(have, pl.concat([before, ours, debts]), facilities, day)
    allowed = limits(have, before, facilities, debts, day)
    return Decision(
        rows={"cash_weeks": weeks, "spend_limits": allowed.drop("headroom_minor")},
        findings=tuple(told(have, allowed, day)),
        facts={
            "currencies": figures(have, weeks, allowed),
            "unknown": list(_unknown(frames, have)),
        },
    )


def _foreseen(frames: Frames, have: pl.DataFrame, day: date) -> pl.DataFrame:
    """Gather what moves cash besides suppliers: the plan, cars, facilities that end."""
    oldest = min(have["out_since"], default=day)
    vehicles, retailers, invoices = (frames[name] for name in CARS)
    cars = expected(vehicles, retailers, invoices, day)
    moves = [
        planned(frames["cash_plan"], oldest, last_day(day)),
        # What is overdue may never come, and what came after the balance is known by its day.
        dated(cars.filter(pl.col("due_on") >= day).rename({"due_on": "on"}), "cars"),
        dated(_received(vehicles, day), "cars"),
        repaid(frames["facilities"]),
    ]
    return unseen(pl.concat(moves), have)


def _received(vehicles: pl.DataFrame, day: date) -> pl.DataFrame:
    """Give the money that cars brought up to a day."""
    return vehicles.filter(pl.col("paid_on") <= day).select(
        "currency", on="paid_on", amount_minor=pl.col("net_minor") + pl.col("tax_minor")
    )


def _debts(frames: Frames, day: date) -> pl.DataFrame:
    """Give what certain debts take away; what is overdue goes today at the earliest."""
    due = outflow(frames["debts"], carried(frames["payments"], frames["paid_debts"]))
    on = pl.max_horizontal("due_on", pl.lit(day))
    return dated(due.with_columns(on=on, amount_minor=-pl.col("amount_minor")), "suppliers")


def _payments(frames: Frames, day: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Part the payments of today's run from all others: a limit holds for the day as a whole."""
    today = frames["payment_runs"].filter(pl.col("proposed_on") == day)
    payments = frames["payments"]
    return payments.join(today, on="run", how="semi"), payments.join(today, on="run", how="anti")


def _unknown(frames: Frames, have: pl.DataFrame) -> Iterator[str]:
    if have.is_empty():
        yield "No balance is known: nothing may be spent."
    if frames["cash_plan"].is_empty():
        yield "No cash plan is known: wages and taxes are missing from the forecast."
    if frames["vehicles"].is_empty():
        yield "No vehicles are known: money from cars is missing from the forecast."


CARS = ("vehicles", "retailers", "wholesale_invoices")
CASH = Step(
    name="treasury.forecast",
    reads=(
        "cash_accounts",
        "facilities",
        "cash_plan",
        "debts",
        "payment_runs",
        "payments",
        "paid_debts",
        *CARS,
    ),
    decide=cash,
)
