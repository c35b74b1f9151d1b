"""The services of the restart, chosen and drawn: plan, range, what was said and signed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from blackstart.estate.tables import GATES, LAST_GATE
from blackstart.web.charts.returns import Line, Piece, returns
from blackstart.web.pages.addresses import gate_address, link, map_address
from blackstart.web.pages.plan_seen import DAY_HOURS, PlanSeen, moment
from blackstart.web.pages.view import Chart, Grid
from blackstart.web.pages.words import day, number, some

NOON = 0.5
HEADS = (
    "Phase",
    "Service",
    "Passed",
    "Next gate",
    "Team",
    "Said first",
    "Back",
    "80 % range",
    "Later by",
)
LEGEND = (
    "Bars are gates: filled open, hollow with assumed hours, pale signed; heavy: they decide "
    "when the last activity returns. Diamond: back by the plan; thin line: its 80 % range along "
    "the gates that decide it, so the truth is rather later; circle: what a plan said first."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What somebody wants to see.

    Attributes:
        phase: only this phase; None: all.
        find: only services or teams whose name holds this; empty: all.
    """

    phase: int | None
    find: str


def choose(of: PlanSeen, wish: Chosen) -> pl.DataFrame:
    """Give the services that somebody wants to see, what comes back first on top.

    Returns:
        service, phase, passed, gate (the next one), team, end_hours, back_on; those that are back
        come last.
    """
    plan = of.seen.frames["plan"]
    is_open = pl.col("state") == "planned"
    table = (
        plan.sort("service", "gate")
        .group_by("service", maintain_order=True)
        .agg(
            pl.max("phase"),
            passed=(~is_open).sum(),
            gate=pl.col("gate").filter(is_open).first().cast(pl.String),
            team=pl.col("team").filter(is_open).first(),
            teams=pl.col("team").unique().sort().str.join(" "),
            rank=pl.col("rank").filter(is_open).min(),
            end_hours=pl.col("end_hours").filter(pl.col("gate") == LAST_GATE).first(),
            back_on=pl.col("end_on").filter(pl.col("gate") == LAST_GATE).first(),
        )
        .sort("phase", "rank", "service")
    )
    table = pl.concat([table.filter(pl.col("phase") > 0), table.filter(pl.col("phase") == 0)])
    if wish.phase is not None:
        table = table.filter(pl.col("phase") == wish.phase)
    if wish.find:
        words = pl.concat_str(["service", "teams"], separator=" ").str.to_lowercase()
        table = table.filter(words.str.contains(wish.find.lower(), literal=True))
    return table


def drawn(of: PlanSeen, shown: pl.DataFrame, count: int) -> Chart:
    """Draw services, a row each.

    Args:
        of: the plan.
        shown: rows of `choose` that go onto this page.
        count: how many rows there are in all.
    """
    title = f"{some(count, 'service')} of the restart, {number(shown.height)} on this page"
    lines = list(_lines(of, shown))
    described = "Each row a service, from its first gate to its return; the line is now."
    return Chart(
        title=title,
        drawing=returns(lines, moment(of.seen.now), title, described) if lines else None,
        grid=Grid(
            caption="Plan and actual: what was said first, what the plan says now, what was signed",
            heads=HEADS,
            rows=[_cells(of, row) for row in shown.iter_rows(named=True)],
            numeric=frozenset({0, 8}),
        ),
        missing="No service is planned here: nothing has that name, or nothing waits.",
        legend=LEGEND,
    )


def _lines(of: PlanSeen, shown: pl.DataFrame) -> Iterator[Line]:
    plan = of.seen.frames["plan"].filter(pl.col("service").is_in(shown["service"].to_list()))
    pieces = {
        service: [_piece(of, row) for row in rows.iter_rows(named=True)]
        for (service,), rows in plan.group_by("service")
    }
    for (phase,), rows in shown.group_by("phase", maintain_order=True):
        yield Line(label=f"Phase {phase}" if phase else "Back", heading=True)
        for row in rows.iter_rows(named=True):
            told = of.first_told.get((row["service"], LAST_GATE))
            yield Line(
                label=row["service"],
                pieces=pieces[row["service"]],
                back=of.at(row["end_hours"]) if row["gate"] else None,
                range=of.range_of(row["service"]),
                told=told[1].toordinal() + NOON if told else None,
                note=row["team"] or "",
            )


def _piece(of: PlanSeen, row: dict[str, Any]) -> Piece:
    if row["state"] == "passed":
        last = row["end_on"].toordinal() + 1
        return Piece(start=min(row["start_on"].toordinal(), last - 1), end=last, kind="done")
    start = row["start_on"].toordinal() + row["start_hours"] % DAY_HOURS / DAY_HOURS
    end = row["end_on"].toordinal() + row["end_hours"] % DAY_HOURS / DAY_HOURS
    critical = (row["service"], row["gate"]) in of.on_chain
    kind = "work critical" if critical else "work assumed" if row["assumed"] else "work"
    return Piece(start=start, end=end, kind=kind)


def _cells(of: PlanSeen, row: dict[str, Any]) -> tuple[str, ...]:
    service, gate = row["service"], row["gate"]
    told = of.first_told.get((service, LAST_GATE))
    ends = of.range_of(service)
    return (
        str(row["phase"]) if row["phase"] else "",
        link(map_address(service), service),
        f"{row['passed']} of {len(GATES)}",
        link(gate_address(service, gate), gate) if gate else "signed",
        row["team"] or "",
        day(told[1], of.today) if told else "",
        day(row["back_on"], of.today),
        " to ".join(day(date.fromordinal(int(end)), of.today) for end in ends) if ends else "",
        some((row["back_on"] - told[1]).days, "day") if told else "",
    )
