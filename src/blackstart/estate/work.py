"""The work that is left: open gates, who does them, for how long, and what must come before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from blackstart.base.table import Frames
from blackstart.estate.begun import begun
from blackstart.estate.bounds import UNBOUND, Bounds, bounds
from blackstart.estate.calendars import clock
from blackstart.estate.clock import DAY_HOURS, Clock, worked
from blackstart.estate.defaults import HOURS, Estate
from blackstart.estate.limits import Limits
from blackstart.estate.states import States
from blackstart.estate.tables import BOUND_GATE, LAST_GATE
from blackstart.estate.templates import OVERDUE_SHARE


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Work:
    """The open gates, one a row; rows speak of each other by number.

    Attributes:
        gates: service, gate, team, people, hours_low, hours_likely, hours_high (working hours that
            are left), assumed, begun_hours (start after the plan's day began, 0 or less; empty:
            not begun); sorted by service and order of the gates.
        before: by row, the rows that must end before it starts.
        after: by row, the rows that wait for its end.
        team: by row, the number of its team.
        people: by row, how many of the team it takes.
        stretch: by row, hours to plan with for a working hour: 24 by the team's hours a day, for
            the nights of a team without a calendar are spread evenly over the day (an assumption);
            1 where the team has a calendar, for the calendar knows the nights.
        team_people: by team, how many can work at once.
        bounds: what else holds them back.
        spare: rows that nothing valued hangs on: they are done in gaps that the others leave.
        behind: by row that is kept back, the row that has to end first though it does not need it:
            so its people are free for something more urgent. It makes no circle.
    """

    gates: pl.DataFrame
    before: tuple[tuple[int, ...], ...]
    after: tuple[tuple[int, ...], ...]
    team: tuple[int, ...]
    people: tuple[int, ...]
    stretch: tuple[float, ...]
    team_people: tuple[int, ...]
    bounds: Bounds = UNBOUND
    spare: frozenset[int] = frozenset()
    behind: Mapping[int, int] = field(default_factory=dict)

    def elapsed(self, hours: Sequence[float]) -> list[float]:
        """Turn working hours, one for each row, into the hours that they are planned with."""
        return [worked * by for worked, by in zip(hours, self.stretch, strict=True)]


def open_work(
    estate: Estate,
    limits: Limits,
    dependencies: pl.DataFrame,
    states: States,
    tables: Frames,
    day: date,
) -> Work:
    """List the open gates with what is left of them.

    Args:
        estate: the inventory without holes.
        limits: what the restart is held to besides people.
        dependencies: service, needs, kind, workaround, without circles; what people can bridge
            by hand is not waited for.
        states: which gates have passed.
        tables: `plan`, that of an earlier planning round, and `gate_moves`: what is begun.
        day: the day on which the plan begins, at midnight.
    """
    gates = (
        estate.gates.join(states.passed, on=["service", "gate"], how="anti")
        .join(estate.teams.with_row_index("number").drop("people", "assumed"), on="team")
        .sort("service", "gate")
        .with_row_index("row")
    )
    before = _before(gates, dependencies)
    ready = gates.filter(pl.Series([not rows for rows in before], dtype=pl.Boolean))
    under_way = begun(ready, states.failed, tables["plan"], tables["gate_moves"], day)
    known = gates.join(under_way, on="row", how="left").sort("row")
    since = min([0.0, *known["begun_hours"].drop_nulls()])
    calendars = clock(estate.teams, limits.shifts, limits.days_off, day, since)
    return Work(
        gates=_left(known, calendars),
        before=before,
        after=_turned(before),
        team=tuple(gates["number"]),
        people=tuple(gates["people"]),
        stretch=tuple(_stretch(gates, calendars)),
        team_people=tuple(estate.teams["people"]),
        bounds=bounds(known, limits, calendars),
    )


def _stretch(gates: pl.DataFrame, calendars: Clock) -> Iterator[float]:
    for team, hours_per_day in gates.select("number", "hours_per_day").iter_rows():
        yield DAY_HOURS / hours_per_day if calendars.of(team) is None else 1.0


def _left(gates: pl.DataFrame, calendars: Clock) -> pl.DataFrame:
    """Take off what was worked since a gate was begun; what is late needs some hours more.

    What was stamped as done needs none.
    """
    done = pl.Series([_worked(row, calendars) for row in gates.iter_rows(named=True)])
    left = (
        pl.when(pl.col("done").fill_null(value=False))
        .then(0.0)
        .otherwise(pl.max_horizontal(pl.col(name) - done, pl.col(name) * OVERDUE_SHARE))
        .alias(name)
        for name in HOURS
    )
    return gates.select("service", "gate", "team", "people", *left, "assumed", "begun_hours")


def _worked(gate: Mapping[str, Any], calendars: Clock) -> float:
    """Tell how many hours a gate was worked on until the plan's day began."""
    since: float | None = gate["begun_hours"]
    if since is None:
        return 0.0
    calendar = calendars.of(gate["number"])
    if calendar is None:
        return -since * float(gate["hours_per_day"]) / DAY_HOURS
    if not gate["people"]:
        return -since
    moments, first, last = calendar
    began = max(since, float(moments[0, first]))
    return worked(moments, first, last, 0.0) - worked(moments, first, last, began)


def _before(gates: pl.DataFrame, dependencies: pl.DataFrame) -> tuple[tuple[int, ...], ...]:
    """Name the rows before each row: the gate before it, and last gates of needed services."""
    bound = dependencies.filter(~pl.col("workaround")).select(
        "service",
        "needs",
        gate=pl.col("kind").cast(pl.String).replace_strict(BOUND_GATE).cast(gates.schema["gate"]),
    )
    last = gates.filter(pl.col("gate") == LAST_GATE).select(needs="service", before="row")
    held = gates.join(bound, on=["service", "gate"]).join(last, on="needs").sort("row", "before")
    services = gates["service"].to_list()
    before: list[list[int]] = [
        [row - 1] if row and services[row - 1] == service else []
        for row, service in enumerate(services)
    ]
    for row, needed in held.select("row", "before").iter_rows():
        before[row].append(needed)
    return tuple(map(tuple, before))


def _turned(before: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    after: list[list[int]] = [[] for _ in before]
    for row, rows in enumerate(before):
        for earlier in rows:
            after[earlier].append(row)
    return tuple(map(tuple, after))
