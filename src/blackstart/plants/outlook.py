"""What each line can expect, in one row a line."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from blackstart.base.canonical import Json
from blackstart.plants.ramp import first_week_cars
from blackstart.plants.start import Start
from blackstart.plants.tables import LineOutlooks


def outlooks(
    lines: pl.DataFrame, cover: pl.DataFrame, starts: Mapping[str, Start], day: date
) -> pl.DataFrame:
    """Put start, cover and the first week of each line into a row.

    Args:
        lines: `lines`.
        cover: cover by line (`coverage.line_cover`).
        starts: when each line could start (`start.starts`).
        day: business date.

    Returns:
        Rows of `line_outlooks`, sorted by line. A line without a start day has no first week: 0.
    """
    rows = lines.join(cover, on="line", how="left").sort("line")
    return LineOutlooks.cast(
        rows.select(
            "line",
            day=pl.lit(day),
            coverage_hours=pl.col("coverage_hours").round(1),
            scarcest_part="scarcest_part",
            start_on=pl.Series([starts[line].on for line in rows["line"]], dtype=pl.Date),
            waits_for=pl.Series([starts[line].waits_for for line in rows["line"]], dtype=pl.String),
            cars_first_week=_first_weeks(rows, starts),
        )
    )


def _first_weeks(rows: pl.DataFrame, starts: Mapping[str, Start]) -> pl.Series:
    ramps = ("line", "per_day", "start_share", "step_share", "stop_share", "cars_max")
    cars = [
        first_week_cars(*ramp) if starts[line].on else 0
        for line, *ramp in rows.select(ramps).iter_rows()
    ]
    return pl.Series(cars, dtype=pl.Int64)


def figures(
    rows: pl.DataFrame, lines: pl.DataFrame, starts: Mapping[str, Start]
) -> dict[str, Json]:
    """Tell an operator which lines can run, which have a day, and what the first one waits for.

    Args:
        rows: `line_outlooks` of today (`outlooks`).
        lines: `lines`, for what each makes.
        starts: when each line could start.
    """
    kinds = dict(lines.select("line", "kind").iter_rows())
    first = rows["start_on"].min()
    return {
        "lines": {
            row["line"]: {
                "kind": kinds[row["line"]],
                "start_on": row["start_on"].isoformat() if row["start_on"] else None,
                "waits_for": row["waits_for"],
                "may_run": starts[row["line"]].free,
                "coverage_hours": row["coverage_hours"],
                "scarcest_part": row["scarcest_part"],
                "cars_first_week": row["cars_first_week"],
            }
            for row in rows.iter_rows(named=True)
        },
        "lines_free": sum(start.free for start in starts.values()),
        "lines_with_a_day": len(rows) - rows["start_on"].null_count(),
        "first_start_on": first.isoformat() if isinstance(first, date) else None,
        "final_cars_first_week": sum(
            cars
            for line, cars in rows.select("line", "cars_first_week").iter_rows()
            if kinds[line] == "final"
        ),
    }
