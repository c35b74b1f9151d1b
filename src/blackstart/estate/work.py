"""The work that is left: open gates, who does them, for how long, and what must come before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from blackstart.estate.defaults import HOURS, Estate
from blackstart.estate.states import States
from blackstart.estate.tables import BOUND_GATE, LAST_GATE
from blackstart.estate.templates import OVERDUE_SHARE

DAY_HOURS = 24.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Work:
    """The open gates, one a row; rows speak of each other by number.

    Attributes:
        gates: service, gate, team, people, hours_low, hours_likely, hours_high (working hours that
            are left), assumed, begun_hours (start after the plan's day began, below 0; empty:
            not begun); sorted by service and order of the gates.
        before: by row, the rows that must end before it starts.
        after: by row, the rows that wait for its end.
        team: by row, the number of its team.
        people: by row, how many of the team it takes.
        stretch: by row, elapsed hours for a working hour: 24 by the team's hours a day. Nights are
            spread evenly over the day: an approximation until teams have calendars.
        team_people: by team, how many can work at once.
    """

    gates: pl.DataFrame
    before: tuple[tuple[int, ...], ...]
    after: tuple[tuple[int, ...], ...]
    team: tuple[int, ...]
    people: tuple[int, ...]
    stretch: tuple[float, ...]
    team_people: tuple[int, ...]

    def elapsed(self, hours: Sequence[float]) -> list[float]:
        """Turn working hours, one for each row, into elapsed hours."""
        return [worked * by for worked, by in zip(hours, self.stretch, strict=True)]


def open_work(
    estate: Estate, dependencies: pl.DataFrame, states: States, earlier: pl.DataFrame, day: date
) -> Work:
    """List the open gates with what is left of them.

    Args:
        estate: the inventory without holes.
        dependencies: service, needs, kind, workaround, without circles; what people can bridge
            by hand is not waited for.
        states: which gates have passed.
        earlier: rows of the plan of an earlier planning round, on the same day or before.
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
    begun = _begun(ready, states.failed, earlier, day)
    return Work(
        gates=_left(gates.join(begun, on="row", how="left").sort("row")),
        before=before,
        after=_turned(before),
        team=tuple(gates["number"]),
        people=tuple(gates["people"]),
        stretch=tuple(DAY_HOURS / gates["hours_per_day"]),
        team_people=tuple(estate.teams["people"]),
    )


def started(earlier: pl.DataFrame, day: date) -> pl.DataFrame:
    """Tell when the gates of an earlier plan start, in hours after the beginning of `day`.

    Args:
        earlier: rows of the plan; the day of the round that made a row is its `start_on` less the
            whole days in its `start_hours`.
        day: the day to count from.

    Returns:
        service, gate, state and `started`, in hours.
    """
    days_into_plan = (pl.col("start_hours") / DAY_HOURS).floor()
    since = (pl.col("start_on") - pl.lit(day)).dt.total_days()
    return earlier.select(
        "service",
        "gate",
        "state",
        started=pl.col("start_hours") + DAY_HOURS * (since - days_into_plan),
    )


def _begun(
    ready: pl.DataFrame, failed: pl.DataFrame, earlier: pl.DataFrame, day: date
) -> pl.DataFrame:
    """Find the gates that nothing holds up, started before `day`, and not failed since."""
    failed_hours = DAY_HOURS * (pl.col("failed_on") - pl.lit(day)).dt.total_days()
    return (
        started(earlier, day)
        .filter(pl.col("state") == "planned", pl.col("started") < 0)
        .join(failed, on=["service", "gate"], how="left")
        .filter(pl.col("failed_on").is_null() | (pl.col("started") >= failed_hours))
        .join(ready, on=["service", "gate"])
        .select("row", begun_hours="started")
    )


def _left(gates: pl.DataFrame) -> pl.DataFrame:
    """Take off what was worked since a gate was begun; what is late needs some hours more."""
    worked = (-pl.col("begun_hours") * pl.col("hours_per_day") / DAY_HOURS).fill_null(0.0)
    left = (
        pl.max_horizontal(pl.col(name) - worked, pl.col(name) * OVERDUE_SHARE) for name in HOURS
    )
    return gates.select("service", "gate", "team", "people", *left, "assumed", "begun_hours")


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
