"""Lines, gates, feeders and parts as the outlook's lines."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from blackstart.base.calendar import Calendar
from blackstart.base.table import Frames
from blackstart.outlook.lines import Line
from blackstart.plants.coverage import part_cover
from blackstart.suppliers.book import Book

READS = ("lines", "line_feeds", "line_parts", "line_gates")


def lines_of(frames: Frames, firms: Book, calendar: Calendar, day: date) -> tuple[Line, ...]:
    """Put the production lines together with what they hang on.

    Args:
        frames: the tables of `READS`.
        firms: the firms' book; parts of firms that are not in it are taken to come.
        calendar: the site's working days.
        day: today; later signatures are not seen.

    Returns:
        All lines, sorted by name.
    """
    rows = frames["lines"].sort("line")
    feeds = frames["line_feeds"].sort("line", "feeder")
    feeders: dict[str, list[tuple[str, int]]] = {name: [] for name in rows["line"]}
    for name, feeder, lag in feeds.select("line", "feeder", "lag_days").iter_rows():
        feeders.setdefault(name, []).append((feeder, lag))
    cover = _cover(frames, firms)
    return tuple(
        _line(row, feeders, frames["line_gates"], cover, calendar, day)
        for row in rows.iter_rows(named=True)
    )


def _line(
    row: dict[str, Any],
    feeders: Mapping[str, Sequence[tuple[str, int]]],
    gates: pl.DataFrame,
    cover: pl.DataFrame,
    calendar: Calendar,
    day: date,
) -> Line:
    name = row["line"]
    ran_days, gate_days = _gates(gates.filter(pl.col("line") == name).sort("gate"), calendar, day)
    firms = (
        cover.filter(pl.col("line").is_in(sorted(_chain(name, feeders))))
        .group_by("place", "only_source")
        .agg(pl.col("cars").min())
        .sort("place")
    )
    alone = firms.filter(pl.col("only_source"))
    others = firms.filter(~pl.col("only_source"))
    return Line(
        name=name,
        plant=row["plant"],
        final=row["kind"] == "final",
        per_day=row["per_day"],
        start_share=row["start_share"],
        step_share=row["step_share"],
        stop_share=row["stop_share"],
        ran_days=ran_days,
        gate_days=gate_days,
        feeders=tuple(feeders[name]),
        only_sources=(alone["place"].to_numpy(), alone["cars"].cast(pl.Float64).to_numpy()),
        others=others["place"].to_numpy(),
    )


def _gates(
    gates: pl.DataFrame, calendar: Calendar, day: date
) -> tuple[int, tuple[int | None, ...]]:
    """Tell for how many working days a line has had all its gates, and what is open."""
    signed = (pl.col("signed_on") <= day).fill_null(value=False)
    open_ = gates.filter(~signed)["expected_on"].to_list()
    if gates.is_empty():
        return 0, (None,)  # nobody has named its gates: one that nobody has dated
    if open_:
        return 0, tuple(None if on is None else max((on - day).days, 0) for on in open_)
    since = (day - max(gates["signed_on"])).days
    return sum(calendar.works(day - timedelta(days=ago)) for ago in range(1, since + 1)), ()


def _cover(frames: Frames, firms: Book) -> pl.DataFrame:
    """Tell for how many cars the parts of each firm last on each line, pieces on the road too."""
    known = pl.DataFrame(
        {
            "supplier": firms.firm,
            "place": np.arange(len(firms.firm)),
            "only_source": firms.only_source,
        },
        schema={"supplier": pl.String, "place": pl.Int64, "only_source": pl.Boolean},
    )
    cover = part_cover(frames["lines"], frames["line_parts"])
    return cover.join(known, on="supplier").select("line", "place", "only_source", "cars")


def _chain(line: str, feeders: Mapping[str, Sequence[tuple[str, int]]]) -> set[str]:
    """Name a line and all that feeds it, however far away."""
    found, open_ = set[str](), [line]
    while open_:
        name = open_.pop()
        if name not in found:
            found.add(name)
            open_.extend(feeder for feeder, _ in feeders.get(name, ()))
    return found
