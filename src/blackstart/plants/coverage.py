"""How long a line runs on the parts that are there."""

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from blackstart.base.finding import Finding
from blackstart.plants.findings import PART_AT_RISK

HOURS_MAX = 10_000.0  # more than a year; a part that lasts longer limits nobody
WEEKS_IN_SIGHT = 26.0  # a runway estimate ends there, and means that or more


def part_cover(lines: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Tell for each part of each line how long it lasts at the line's normal rate.

    Args:
        lines: `lines`.
        parts: `line_parts`; a part of which a car takes none limits nothing and is left out.

    Returns:
        line, part, supplier, hours (pieces at the line), hours_with_transit (with those on the
        road), both null for a line without a normal rate, and cars: how many cars the pieces at
        the line and on the road make. Sorted by line, hours and part: the scarcest part is a
        line's first row.
    """
    cars_of = {name: pl.col(name) / pl.col("per_car") for name in ("on_hand", "both")}
    hours_per_car = pl.col("hours_per_day") / pl.col("per_day")
    return (
        parts.filter(pl.col("per_car") > 0)
        .join(lines.select("line", "per_day", "hours_per_day"), on="line")
        .with_columns(both=pl.col("on_hand") + pl.col("in_transit"))
        .with_columns(running=pl.when(pl.col("per_day") > 0).then(hours_per_car))
        .select(
            "line",
            "part",
            "supplier",
            hours=(cars_of["on_hand"] * pl.col("running")).clip(upper_bound=HOURS_MAX),
            hours_with_transit=(cars_of["both"] * pl.col("running")).clip(upper_bound=HOURS_MAX),
            cars=pl.col("both") // pl.col("per_car"),
        )
        .sort("line", "hours", "part")
    )


def line_cover(cover: pl.DataFrame) -> pl.DataFrame:
    """Tell for each line how long it runs until its scarcest part is gone.

    Args:
        cover: cover by part (`part_cover`).

    Returns:
        line, coverage_hours, coverage_with_transit_hours, scarcest_part, cars_max (how many cars
        can be made of what is there or on the road); sorted by line, without lines that have
        no parts.
    """
    return (
        cover.group_by("line", maintain_order=True)
        .agg(
            coverage_hours=pl.col("hours").min(),
            coverage_with_transit_hours=pl.col("hours_with_transit").min(),
            scarcest_part=pl.col("part").first(),
            cars_max=pl.col("cars").min(),
        )
        .sort("line")
    )


def at_risk(
    cover: pl.DataFrame, lasting: pl.DataFrame, start_on: Mapping[str, date | None], day: date
) -> pl.DataFrame:
    """Find the suppliers whose money may end before the line that needs their parts starts.

    Args:
        cover: cover by part (`part_cover`).
        lasting: firm, weeks_likely: how long each firm's money lasts from `day` on; 26: longer.
        start_on: when each line could start; a line without a date starts too late for everybody
            whose end is in sight.
        day: business date.

    Returns:
        line, start_on, supplier, lasts_until, parts (how many of the line's); sorted by line and by
        who runs out first.
    """
    starts = pl.DataFrame(
        {"line": list(start_on), "start_on": list(start_on.values())},
        schema={"line": pl.String, "start_on": pl.Date},
    )
    lasts_days = (pl.col("weeks_likely") * 7).floor().cast(pl.Int64)
    ends = lasting.filter(pl.col("weeks_likely") < WEEKS_IN_SIGHT).select(
        supplier="firm", lasts_until=pl.lit(day) + pl.duration(days=lasts_days)
    )
    return (
        cover.group_by("line", "supplier")
        .agg(parts=pl.col("part").n_unique().cast(pl.Int64))
        .join(ends, on="supplier")
        .join(starts, on="line")
        .filter(pl.col("start_on").is_null() | (pl.col("lasts_until") < pl.col("start_on")))
        .select("line", "start_on", "supplier", "lasts_until", "parts")
        .sort("line", "lasts_until", "supplier")
    )


def risks_in_words(risks: pl.DataFrame) -> Iterator[Finding]:
    """Say for each line who may not last until it starts, naming the first to run out.

    Args:
        risks: suppliers at risk (`at_risk`).

    Findings:
        BS-PLA-003, one a line.
    """
    lines = risks.group_by("line", "start_on", maintain_order=True).agg(
        pl.len(), pl.col("supplier", "lasts_until").first()
    )
    for line, start_on, count, supplier, lasts_until in lines.iter_rows():
        starts = f"the line starts on {start_on or 'a day that nobody knows'}"
        first = f"{supplier} is the first and may last until {lasts_until}"
        yield PART_AT_RISK.at(line, f"Suppliers that may not last: {count}; {first}; {starts}.")
