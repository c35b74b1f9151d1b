"""A service that is late: its next gate starts later than the plan says."""

import re
from datetime import datetime, time, timedelta

import polars as pl

from blackstart.base.finding import Finding
from blackstart.base.table import Frames
from blackstart.estate.asking import findings
from blackstart.estate.asking.change import (
    HURTS,
    Change,
    Ground,
    Kind,
    halves,
    stranger,
    unreadable,
)
from blackstart.estate.asking.kinds import without
from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.restart import Restart

FORM = "SERVICE=2d"
HOLD = "what if: late"
DAYS_MAX = 365
_TIME = re.compile(r"\+?(\d{1,4}(?:\.\d{1,2})?)(d|h)", re.ASCII)


def read(text: str, ground: Ground) -> Change | Finding:
    """Read "erp=2d" or "erp=12h".

    Findings: BS-EST-201, BS-EST-202, BS-EST-203.
    """
    now = ground.made
    service, figure = halves(text)
    found = _TIME.fullmatch(figure)
    hours = float(found[1]) * (DAY_HOURS if found[2] == "d" else 1.0) if found else 0.0
    if not service or not 0 < hours <= DAYS_MAX * DAY_HOURS:
        return unreadable("late", text, FORM)
    known = now.estate.services["service"].to_list()
    if service not in known:
        return stranger("late", service, known)
    gates = now.plan.filter(
        pl.col("service") == service, pl.col("state") == "planned", pl.col("start_hours") >= 0
    ).sort("gate")
    if gates.is_empty():
        return findings.NOTHING_LEFT_TO_DO.at(f"late: {service}")
    gate, start = gates.select(pl.col("gate").cast(pl.String), "start_hours").row(0)
    days = f"{hours / DAY_HOURS:g} days" if hours > DAY_HOURS else f"{hours:g} hours"
    return Change(
        words=f"{service}: {gate} {days} late",
        effect=HURTS,
        applied=lambda tables: _held(tables, now, (service, gate), start + hours),
    )


def _held(tables: Frames, now: Restart, gate: tuple[str, str], until_hours: float) -> Frames:
    """Give the tables with a hold on a gate until some hours after the plan's day began."""
    schema = tables["holds"].schema
    until = datetime.combine(now.day, time()) + timedelta(minutes=round(until_hours * 60))
    row = {
        "hold": HOLD,
        "service": gate[0],
        "gate": gate[1],
        "until_on": until.date(),
        "until_time": f"{until:%H:%M}",
        "is_open": False,
    }
    held = pl.DataFrame([row], schema={name: schema[name] for name in row})
    return {**tables, "holds": pl.concat([tables["holds"], held], how="diagonal")}


KIND = Kind(
    option="late",
    form=FORM,
    label="Service",
    help="A service's next gate starts so many days (2d) or hours (12h) later than the plan says.",
    amount="By",
    usual="2d",
    read=read,
    names=without.names,
)
