"""The day's question to the plants room: which line could start when?"""

from collections.abc import Iterator
from datetime import date

import polars as pl

from blackstart.base.activity import building
from blackstart.base.table import Decision, Frames
from blackstart.base.today import Today
from blackstart.day.step import Step
from blackstart.estate.rates import return_days
from blackstart.plants.coverage import at_risk, line_cover, part_cover, risks_in_words
from blackstart.plants.outlook import figures, outlooks
from blackstart.plants.start import (
    Wait,
    feeds_of,
    gate_waits,
    overdue,
    part_waits,
    service_wait,
    starts,
)

READS = (
    *("lines", "line_feeds", "line_parts", "line_gates"),
    *("runways", "activity_needs", "plan"),
)


def outlook(frames: Frames, today: Today) -> Decision:
    """Say for each line when it could start, what it waits for, and how far its parts reach."""
    lines, day = frames["lines"], today.day
    cover = part_cover(lines, frames["line_parts"])
    feeds = feeds_of(frames["line_feeds"], lines["line"])
    found, misfits = starts(_waits(frames, cover, day), feeds, today.calendar, day)
    rows = outlooks(lines, line_cover(cover), found, day)
    starting = {line: start.on for line, start in found.items()}
    lasting = frames["runways"].select("firm", "weeks_likely")
    risks = at_risk(cover, lasting, starting, day)
    return Decision(
        rows={"line_outlooks": rows},
        findings=(*misfits, *overdue(frames["line_gates"], day), *risks_in_words(risks)),
        facts={
            **figures(rows, lines, found),
            "suppliers_at_risk": risks["supplier"].n_unique(),
            "unknown": list(_unknown(frames)),
        },
    )


def _waits(frames: Frames, cover: pl.DataFrame, day: date) -> dict[str, list[Wait]]:
    services = service_waits(frames)
    return {
        line: [
            *gate_waits(frames["line_gates"], line, day),
            services[line],
            *part_waits(cover, line),
        ]
        for line in frames["lines"]["line"]
    }


def service_waits(frames: Frames) -> dict[str, Wait]:
    """Tell for each line what its services wait for, by the newest plan of the estate."""
    needs, plan = frames["activity_needs"], frames["plan"]
    unplanned = needs.join(plan, on="service", how="anti")
    returns = return_days(plan, needs).join(unplanned, on="activity", how="anti")
    known = {activity: (on, hours <= 0) for activity, hours, on in returns.iter_rows()}
    days = {line: known.get(building(line), (None, False)) for line in frames["lines"]["line"]}
    return {line: service_wait(on, is_back=is_back) for line, (on, is_back) in days.items()}


def _unknown(frames: Frames) -> Iterator[str]:
    if frames["lines"].is_empty():
        yield "No production lines are known: nobody can tell when cars are built again."
    if frames["line_parts"].is_empty():
        yield "No parts at the lines are known: they count as there."
    if frames["runways"].is_empty():
        yield "No supplier's runway is known: nobody can tell which parts are at risk."


LINES = Step(name="plants.outlook", reads=READS, decide=outlook)
