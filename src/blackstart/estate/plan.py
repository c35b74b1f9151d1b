"""The plan as a table: passed gates in their place, open ones when they are worked on."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from blackstart.base.finding import Finding
from blackstart.estate import findings
from blackstart.estate.begun import started
from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.defaults import Estate
from blackstart.estate.schedule import Schedule
from blackstart.estate.states import States
from blackstart.estate.tables import GATES, HORIZON_HOURS, STATES, Plan
from blackstart.estate.work import Work

_STATE = pl.Enum(STATES)
_COLUMNS = tuple(Plan.column_names())


def timetable(
    estate: Estate,
    states: States,
    work: Work,
    planned: Schedule,
    ranks: Sequence[int],
    phases: Mapping[str, int],
    earlier: pl.DataFrame,
    day: date,
) -> pl.DataFrame:
    """Put all gates on one table, in hours after the plan's day began.

    Args:
        estate: the inventory without holes.
        states: which gates have passed.
        work: the open gates.
        planned: when they are worked on.
        ranks: by row of the work, its place in the order of urgency, the most urgent 0.
        phases: by service that is not up, its phase.
        earlier: rows of the plan of an earlier round; passed gates keep the start that it tells.
        day: the plan's day.

    Returns:
        The plan's columns without its dates, and passed_on; sorted by service and gate.
    """
    rows = pl.concat([_passed(estate, states, earlier, day), _open(work, planned, ranks)])
    known = pl.DataFrame(
        {"service": list(phases), "phase": list(phases.values())},
        schema={"service": pl.String, "phase": pl.Int64},
    )
    return (
        rows.join(known, on="service", how="left")
        .with_columns(pl.col("phase").fill_null(0))
        .select(*(name for name in _COLUMNS if name not in {"start_on", "end_on"}), "passed_on")
        .sort("service", "gate")
    )


def dated(rows: pl.DataFrame, day: date) -> tuple[pl.DataFrame, tuple[Finding, ...]]:
    """Give a timetable its dates: rows of the table `plan`.

    Findings: BS-EST-013.
    """
    hours = pl.col("start_hours", "end_hours").clip(-HORIZON_HOURS, HORIZON_HOURS)
    shown = rows.with_columns(hours).with_columns(
        start_on=_date("start_hours", day),
        end_on=pl.coalesce("passed_on", _date("end_hours", day)),
    )
    ends: list[float] = rows["end_hours"].to_list()
    beyond = [hours for hours in ends if hours > HORIZON_HOURS]
    message = f"{len(beyond)} gates end more than {HORIZON_HOURS:.0f} hours from now"
    found = (findings.BEYOND_HORIZON.at("plan", message),) if beyond else ()
    return shown.select(_COLUMNS), found


def _date(hours: str, day: date) -> pl.Expr:
    days = (pl.col(hours) / DAY_HOURS).floor().cast(pl.Int64)
    return (pl.lit(day) + pl.duration(days=days)).cast(pl.Date)


def _open(work: Work, planned: Schedule, ranks: Sequence[int]) -> pl.DataFrame:
    rank = {row: place for place, row in enumerate(planned.order, start=1)}
    return work.gates.select(
        "service",
        "gate",
        pl.Series("rank", [rank[row] for row in range(len(rank))], dtype=pl.Int64),
        pl.Series("urgency", [place + 1 for place in ranks], dtype=pl.Int64),
        "team",
        "people",
        pl.lit("planned").cast(_STATE).alias("state"),
        pl.coalesce("begun_hours", pl.Series(planned.start, dtype=pl.Float64)).alias("start_hours"),
        pl.Series("end_hours", planned.end, dtype=pl.Float64),
        *kept_columns(work.gates, work.behind),
        "assumed",
        pl.lit(None, pl.Date).alias("passed_on"),
    )


def kept_columns(gates: pl.DataFrame, behind: Mapping[int, int]) -> tuple[pl.Series, pl.Series]:
    """Give the columns behind_service and behind_gate of open gates.

    Args:
        gates: service and gate by row.
        behind: by row that is kept back, the row behind which it is kept.
    """
    others = pl.Series([behind.get(row) for row in range(gates.height)], dtype=pl.Int64)
    service, gate = (gates[name].gather(others) for name in ("service", "gate"))
    return service.alias("behind_service"), gate.alias("behind_gate")


def _passed(estate: Estate, states: States, earlier: pl.DataFrame, day: date) -> pl.DataFrame:
    end = DAY_HOURS * (pl.col("passed_on") - pl.lit(day)).dt.total_days()
    return (
        estate.gates.join(states.passed, on=["service", "gate"])
        .join(started(earlier, day).drop("state"), on=["service", "gate"], how="left")
        .select(
            "service",
            "gate",
            pl.lit(0, pl.Int64).alias("rank"),
            pl.lit(0, pl.Int64).alias("urgency"),
            "team",
            "people",
            pl.lit("passed").cast(_STATE).alias("state"),
            pl.min_horizontal("started", end).alias("start_hours"),
            end.alias("end_hours"),
            pl.lit(None, pl.String).alias("behind_service"),
            pl.lit(None, pl.Enum(GATES)).alias("behind_gate"),
            "assumed",
            "passed_on",
        )
    )
