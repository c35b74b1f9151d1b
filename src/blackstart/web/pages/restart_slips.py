"""What is later than the plan before said: by how much, where that began, and why."""

from datetime import timedelta

import polars as pl

from blackstart.base.money import show
from blackstart.estate.running.signed import signed
from blackstart.estate.telling import slips
from blackstart.estate.telling.slips import Compared, Slip
from blackstart.web.pages.addresses import gate_address, link
from blackstart.web.pages.plan_seen import PlanSeen
from blackstart.web.pages.view import Grid
from blackstart.web.pages.words import UNKNOWN, day, money, number, some

SERVICES_SHOWN = 10


def slipped(of: PlanSeen) -> Grid:
    """Put what slipped since the plan of an earlier day into a table, activities first."""
    beside = _compared(of)
    frames = of.seen.frames
    activities = list(beside.activities(frames["activities"], frames["activity_needs"]))
    services = sorted(beside.services(), key=lambda slip: (-slip.days, slip.name))
    rest = len(services) - SERVICES_SHOWN
    more = f"; and {number(rest)} more services" if rest > 0 else ""
    return Grid(
        caption=f"Later than the plan of the day before said{more}",
        heads=("What", "Was", "Now", "Later by", "Costs", "Began at", "Team", "Why"),
        rows=[
            *(_cells(of, slip, _cost(slip)) for slip in activities),
            *(_cells(of, slip, "") for slip in services[:SERVICES_SHOWN]),
        ],
        numeric=frozenset({3, 4}),
    )


def _compared(of: PlanSeen) -> Compared:
    frames = of.seen.frames
    said = slips.latest(frames["plan_told"].filter(pl.col("told_on") < of.day))
    story = signed(frames, of.today, rehearsal=of.seen.mode == "EXERCISE").rows
    since = of.day - timedelta(days=1)
    fails = story.filter(pl.col("result") != "pass", pl.col("signed_on") >= since)
    return slips.compared(of.net, of.holds, frames["plan"], said, fails, of.day)


def _cost(slip: Slip) -> str:
    if slip.cost_minor is None:
        return UNKNOWN
    return money({slip.currency: show(slip.cost_minor, slip.currency)})


def _cells(of: PlanSeen, slip: Slip, cost: str) -> tuple[str, ...]:
    where = f"{slip.root.service}: {slip.root.gate}"
    return (
        slip.name,
        day(slip.was_on, of.today),
        day(slip.now_on, of.today),
        some(slip.days, "day"),
        cost,
        link(gate_address(slip.root.service, slip.root.gate), where),
        slip.root.team,
        slip.root.why,
    )
