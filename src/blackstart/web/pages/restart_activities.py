"""What the firm can do again, and when: said first, said now, forecast, and what a slip costs."""

from collections.abc import Iterator
from typing import Any

from blackstart.base.money import show
from blackstart.estate.tables import LAST_GATE
from blackstart.web.pages.facts import mapping_in
from blackstart.web.pages.figures import figure
from blackstart.web.pages.plan_seen import PLAN, PlanSeen
from blackstart.web.pages.view import Grid
from blackstart.web.pages.words import UNKNOWN, day, money, number, some


def activities(of: PlanSeen) -> Grid:
    """Put the activities into a table, in the order of their names."""
    return Grid(
        caption="Activities; a slip costs its days by the value of a day, where that is known",
        heads=("Activity", "Now", "Said first", "Services back", "80 % range", "Later by", "Costs"),
        rows=list(_rows(of)),
        numeric=frozenset({5, 6}),
    )


def _rows(of: PlanSeen) -> Iterator[tuple[str, ...]]:
    now = mapping_in(of.seen, PLAN, "activities")
    table = of.seen.frames["activities"].sort("activity")
    for row in table.iter_rows(named=True):
        name = row["activity"]
        facts = now.get(name, {})
        forecast = figure(of.seen, f"return_day:{name}")
        gates = _gates(of, name)
        told = max(
            (of.first_told[gate][1] for gate in gates if gate in of.first_told), default=None
        )
        ends = (of.net.end[of.net.row[gate]] for gate in gates if gate in of.net.row)
        back = max(ends, default=None)
        back_on = None if back is None else of.on(back)
        late = (back_on - told).days if back_on and told else 0
        yield (
            name,
            f"{facts['mode']}, {number(facts['rate'])} {facts['unit']} a day" if facts else UNKNOWN,
            day(told, of.today) if told else "",
            day(back_on, of.today) if back_on else "back" if gates else UNKNOWN,
            forecast.between(of.today).partition(": ")[2] if forecast and back_on else "",
            some(late, "day") if told and back_on else "",
            _cost(row, late) if late > 0 else "",
        )


def _gates(of: PlanSeen, activity: str) -> list[tuple[str, str]]:
    needs = of.seen.frames["activity_needs"].filter(activity=activity)
    return [(service, LAST_GATE) for service in needs["service"].sort()]


def _cost(row: dict[str, Any], days: int) -> str:
    value, currency = row["value_per_day_minor"], row["currency"]
    if value is None or currency is None:
        return UNKNOWN
    return money({currency: show(value * days, currency)})
