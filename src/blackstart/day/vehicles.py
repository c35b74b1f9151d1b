"""The day's questions to the vehicles room: which cars are invoiced, which are registered?"""

from collections.abc import Iterator

import polars as pl

from blackstart.base import activity
from blackstart.base.canonical import Json
from blackstart.base.table import Decision, Frames
from blackstart.base.today import Today
from blackstart.day.step import Step
from blackstart.vehicles.cash import expected
from blackstart.vehicles.check import check
from blackstart.vehicles.figures import registration_figures, wholesale_figures
from blackstart.vehicles.register import queue, submit
from blackstart.vehicles.wholesale import bill, in_turn, unbilled


def wholesale(frames: Frames, today: Today) -> Decision:
    """Invoice the cars that bring most, as many as the day allows."""
    cars, retailers, invoices = (frames[name] for name in WHOLESALE.reads)
    waiting = unbilled(cars, retailers, invoices, today.day)
    left = today.left.get(activity.WHOLESALE)
    rows = bill(in_turn(waiting).head(left or 0), invoices, today.day)
    billed = pl.concat([invoices, rows.select(invoices.columns)])
    still = waiting.join(rows, on="vin", how="anti")
    cash = expected(cars, retailers, billed, today.day)
    facts: dict[str, Json] = {
        **wholesale_figures(still, billed, cash, today.day),
        "now": {"capacity": left, "invoices": rows.height},
        "unknown": list(_unknown(frames, today, activity.WHOLESALE, "no car is wholesaled")),
    }
    return Decision(
        rows={"wholesale_invoices": rows},
        takes={} if left is None else {activity.WHOLESALE: rows.height},
        findings=tuple(check(still, today.day)),
        facts=facts,
    )


def register(frames: Frames, today: Today) -> Decision:
    """Submit the first registrations of the queue, as many as the day allows."""
    cars, invoices, registrations = (frames[name] for name in REGISTER.reads)
    left = today.left.get(activity.REGISTRATION)
    line_up = queue(cars, invoices, registrations, today.day)
    rows = submit(line_up, registrations, today.day, left or 0)
    sent = rows.filter(pl.col("state") == "submitted").height
    others = registrations.join(rows, on="vin", how="anti")
    after = pl.concat([others, rows.select(registrations.columns)])
    facts: dict[str, Json] = {
        **registration_figures(cars, after, today.day),
        "now": {"capacity": left, "submitted": sent},
        "unknown": list(
            _unknown(frames, today, activity.REGISTRATION, "no registration is submitted")
        ),
    }
    return Decision(
        rows={"registrations": rows},
        takes={} if left is None else {activity.REGISTRATION: sent},
        facts=facts,
    )


def _unknown(frames: Frames, today: Today, desk: str, so: str) -> Iterator[str]:
    if frames["vehicles"].is_empty():
        yield "No vehicles are known: nobody can tell which cars wait."
    if desk == activity.WHOLESALE and frames["retailers"].is_empty():
        yield "No retailers are known: nobody can be invoiced."
    if desk not in today.left:
        yield f"The capacity of {desk} is unknown: {so}."


WHOLESALE = Step(
    name="vehicles.wholesale",
    reads=("vehicles", "retailers", "wholesale_invoices"),
    decide=wholesale,
)
REGISTER = Step(
    name="vehicles.register",
    reads=("vehicles", "wholesale_invoices", "registrations"),
    decide=register,
)
