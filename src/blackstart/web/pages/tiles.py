"""Five figures with their ranges: what is unknown says so, and why."""

from datetime import date, timedelta
from decimal import Decimal

import polars as pl

from blackstart.base.money import each_written
from blackstart.web.pages.facts import (
    amounts_in,
    as_day,
    count_in,
    found,
    mapping_in,
    number_in,
    rows_in,
    sentences_in,
)
from blackstart.web.pages.figures import figure
from blackstart.web.pages.view import Tile
from blackstart.web.pages.words import RANGE, UNKNOWN, day, number, some, when
from blackstart.work.standing import Standing

SHORT_WEEKS = 2
CARS_BY_DAYS = 30
RUNNING = ("restored", "boosted")
NO_FORECAST = "No range: nothing is forecast."


def tiles(seen: Standing, today: date) -> tuple[Tile, ...]:
    """Work out the five figures.

    Args:
        seen: a look at the incident with `outlook_figures`, `runways` and `firms`.
        today: the business date.
    """
    return (
        _invoices(seen, today),
        _payments(seen, today),
        _suppliers(seen),
        _gates(seen, today),
        _cars(seen, today),
    )


def _invoices(seen: Standing, today: date) -> Tile:
    step = "invoices.decide"
    counts = _states(seen)
    ready, held = counts.get("matched", 0), counts.get("held", 0)
    clear = figure(seen, "invoices_clear_day")
    arrived = count_in(seen, step, "arrived")
    return Tile(
        title="Invoices that wait",
        values=(number(ready + held) if arrived else UNKNOWN,),
        range=f"Worked off {clear.when(today)} ({clear.between(today)})"
        if clear
        else _why(seen, step, NO_FORECAST),
        note=f"{number(ready)} need only the desk's time; {number(held)} are held for a person "
        "and in no forecast."
        if arrived
        else "",
    )


def _states(seen: Standing) -> dict[str, int]:
    """Count debts by state, whatever their kind."""
    total: dict[str, int] = {}
    for states in mapping_in(seen, "invoices.decide", "states").values():
        for state, count in states.items():
            total[state] = total.get(state, 0) + count
    return total


def _payments(seen: Standing, today: date) -> Tile:
    step = "payments.propose"
    paid_up = figure(seen, "payments_clear_day")
    count = count_in(seen, step, "payments")
    return Tile(
        title="Proposed payments",
        values=each_written(amounts_in(seen, step, "total"))
        or ("nothing" if found(seen, step) else UNKNOWN,),
        range=f"All that is due is paid {paid_up.when(today)} ({paid_up.between(today)})"
        if paid_up
        else _why(seen, step, NO_FORECAST),
        note=f"{some(count, 'payment')}. {_bound(seen, count)}" if found(seen, step) else "",
    )


def _bound(seen: Standing, count: int) -> str:
    """Say how the proposal stands to what treasury allows and to what the desk can do."""
    allowed = amounts_in(seen, "payments.propose", "allowed")
    if not allowed:
        return "What treasury allows is unknown."
    total = amounts_in(seen, "payments.propose", "total")
    shares = ", ".join(
        f"{_share(total.get(currency, '0'), most)} in {currency}"
        for currency, most in allowed.items()
    )
    rate = number_in(seen, "estate.plan", "activities", "paying", "rate")
    full = rate is not None and 0 < rate <= count
    limit = f"; the desk's {number(rate)} a day are the limit" if full else ""
    return f"Of what treasury allows: {shares}{limit}."


def _share(amount: str, most: str) -> str:
    """Say how much of a limit is used up; where nothing is allowed there is no share."""
    limit = Decimal(most)
    return f"{Decimal(amount) / limit:.1%}" if limit > 0 else "nothing allowed"


def _suppliers(seen: Standing) -> Tile:
    direct = seen.frames["firms"].filter(pl.col("tier") == 1)
    known = seen.frames["runways"].join(direct, on="firm")
    if known.is_empty():
        return Tile(
            title=f"Direct suppliers under {SHORT_WEEKS} weeks of cash",
            values=(UNKNOWN,),
            range=_why(seen, "suppliers.runway", "No range: no runway is known."),
        )
    short, surely, perhaps = (
        known.filter(pl.col(column) < SHORT_WEEKS)
        for column in ("weeks_likely", "weeks_high", "weeks_low")
    )
    told = known.filter(pl.col("basis") == "told").height
    return Tile(
        title=f"Direct suppliers under {SHORT_WEEKS} weeks of cash",
        values=(number(short.height),),
        range=f"{number(surely.height)} to {number(perhaps.height)}, counted at the high "
        f"and at the low ends of the firms' own {RANGE} ranges",
        note=f"Our only source: {number(int(short['only_source'].sum()))}. Of "
        f"{number(known.height)} direct suppliers {number(told)} told their cash.",
    )


def _gates(seen: Standing, today: date) -> Tile:
    step = "estate.plan"
    open_, passed = (count_in(seen, step, "gates", which) for which in ("open", "passed"))
    assumed = count_in(seen, step, "assumed_gates")
    planned = open_ + passed
    return Tile(
        title="Gates open",
        values=(f"{number(open_)} of {number(planned)}" if planned else UNKNOWN,),
        range=f"By likely hours, without a range; hours of {some(assumed, 'gate')} are assumed."
        if planned
        else _why(seen, step, "No plan: no gates are known."),
        note=" ".join(filter(None, (_phase(seen, today), _return(seen, today)))),
    )


def _phase(seen: Standing, today: date) -> str:
    for phase in rows_in(seen, "estate.plan", "phases")[:1]:
        until = as_day(phase.get("ends_on"))
        services = some(phase["services"], "service")
        ends = f" until {when(until, today)}" if until else ""
        return f"Phase {phase['phase']}: {services}{ends}."
    return ""


def _return(seen: Standing, today: date) -> str:
    """Name the activity that is next to get its services back."""
    coming = [
        (returns_on, name)
        for name, facts in mapping_in(seen, "estate.plan", "activities").items()
        if facts["mode"] not in RUNNING and (returns_on := as_day(facts["returns_on"]))
    ]
    if not coming:
        return ""
    returns_on, name = min(coming)
    return f"Next with its services back: {name.removeprefix('build:')}, {when(returns_on, today)}."


def _cars(seen: Standing, today: date) -> Tile:
    first, built = figure(seen, "first_car_day"), figure(seen, f"cars_by_day_{CARS_BY_DAYS}")
    until = built.first + timedelta(days=CARS_BY_DAYS - 1) if built else today
    return Tile(
        title="First car",
        values=(first.when(today) if first else UNKNOWN,),
        range=first.between(today) if first else _why(seen, "plants.outlook", NO_FORECAST),
        note=f"{number(built.likely)} cars by {day(until, today)} ({built.spread()})."
        if built
        else "",
    )


def _why(seen: Standing, step: str, otherwise: str) -> str:
    """Say why a figure is unknown: in the room's words if it has any."""
    if found(seen, step) is None:
        return "Not decided yet: `blackstart run` does it."
    return " ".join(sentences_in(seen, step, "unknown")[:1]) or otherwise
