"""A plan as people read it: who comes back in which order, and when there is something to decide.

A restart can be stopped, turned or hurried at any hour, but people meet when something has come
back. So the plan is cut where activities return; where nobody said what the restart is for, where
a phase is back as a whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.restart import Restart

# Activities that return within a day of each other are one thing to decide about (a choice).
TOGETHER_HOURS = DAY_HOURS


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of the restart, up to a moment at which people can decide how to go on.

    Attributes:
        ends_hours: that moment, hours after the plan's day began.
        ends_on: its business date.
        services: those that come back in this part, in that order.
        activities: those that return at its end, sorted.
        at_work: gates that are being worked on at its end: what a change of mind would interrupt.
    """

    ends_hours: float
    ends_on: date
    services: tuple[str, ...]
    activities: tuple[str, ...]
    at_work: int


def places(plan: pl.DataFrame) -> pl.DataFrame:
    """Put the services that are not up in the order of their urgency.

    Args:
        plan: rows of the table `plan`.

    Returns:
        place (1 first), service, phase, open (gates), gate (the next one), team, assumed (gates),
        start_on, back_on, back_hours.
    """
    return (
        plan.filter(pl.col("state") == "planned")
        .sort("service", "gate")
        .group_by("service", maintain_order=True)
        .agg(
            pl.first("phase"),
            pl.min("urgency"),
            open=pl.len().cast(pl.Int64),
            gate=pl.col("gate").first().cast(pl.String),
            team=pl.first("team"),
            assumed=pl.sum("assumed").cast(pl.Int64),
            start_on=pl.min("start_on"),
            back_on=pl.last("end_on"),
            back_hours=pl.last("end_hours"),
        )
        .sort("urgency", "service")
        .with_row_index("place", offset=1)
        .with_columns(pl.col("place").cast(pl.Int64))
        .drop("urgency")
    )


def stages(made: Restart) -> tuple[Stage, ...]:
    """Cut a plan where people can decide.

    Args:
        made: the plan and what it rests on.
    """
    services = places(made.plan).sort("back_hours", "place")
    open_gates = made.plan.filter(pl.col("state") == "planned")
    found, since = [], float("-inf")
    for until, activities in _cuts(made, services):
        back = services.filter(pl.col("back_hours") > since, pl.col("back_hours") <= until)
        busy = (pl.col("start_hours") < until) & (pl.col("end_hours") > until)
        found.append(
            Stage(
                ends_hours=until,
                ends_on=made.day + timedelta(days=int(until // DAY_HOURS)),
                services=tuple(back["service"]),
                activities=activities,
                at_work=open_gates.filter(busy).height,
            )
        )
        since = until
    return tuple(found)


def _cuts(made: Restart, services: pl.DataFrame) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Give the moments at which to cut, with the activities that return there."""
    last = max(services["back_hours"].to_list(), default=0.0)
    waiting = made.returns.filter(pl.col("return_hours") > 0).sort("return_hours", "activity")
    rows = waiting.select("return_hours", "activity").rows()
    cuts = list(_together(rows)) if rows else [(until, ()) for until in _phases_back(services)]
    yield from cuts
    if cuts and cuts[-1][0] < last:
        yield last, ()


def _together(rows: Sequence[tuple[float, str]]) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Gather what returns within a day of the first."""
    group = [rows[0]]
    for row in rows[1:]:
        if row[0] - group[0][0] > TOGETHER_HOURS:
            yield group[-1][0], tuple(sorted(name for _, name in group))
            group = []
        group.append(row)
    yield group[-1][0], tuple(sorted(name for _, name in group))


def _phases_back(services: pl.DataFrame) -> list[float]:
    """Tell when each phase and all before it are back, earlier moments first."""
    ends = services.group_by("phase").agg(pl.max("back_hours")).sort("phase")
    return sorted(set(ends["back_hours"].cum_max()))
