"""Repairs that can be finished at once: one missing piece keeps a vehicle off the road."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby

import polars as pl

REPAIR = ["retailer", "job"]


def completed(lines: pl.DataFrame, pool: pl.DataFrame) -> pl.DataFrame:
    """Choose the repairs that get every piece they wait for, the oldest first.

    Repairs whose parts are plentiful are chosen at once; those that compete for a scarce part are
    walked through by age, and one that cannot be finished leaves its pieces to the next. A younger
    repair may so be finished before an older one, but never with a piece that the older one could
    have been finished with.

    Args:
        lines: waiting lines of one class (`backlog.waiting`, `open` above 0).
        pool: part, pieces: what may be given.

    Returns:
        The lines of the chosen repairs, with `since`, the day of a repair's oldest line.
    """
    asked = (
        lines.filter(pl.col("job").is_not_null())
        .join(pool, on="part", how="left")
        .with_columns(
            since=pl.col("ordered_on").min().over(REPAIR),
            scarce=pl.col("open").sum().over("part") > pl.col("pieces").fill_null(0),
        )
    )
    rivals = asked.filter(pl.col("scarce")).sort("since", *REPAIR, "line")
    turned_down = pl.DataFrame(
        list(_turned_down(rivals)), schema={"retailer": pl.String, "job": pl.String}, orient="row"
    )
    return asked.join(turned_down, on=REPAIR, how="anti").drop("pieces", "scarce")


def _turned_down(rivals: pl.DataFrame) -> Iterator[tuple[str, str]]:
    left = dict(rivals.select("part", pl.col("pieces").fill_null(0)).unique().iter_rows())
    rows = rivals.select(*REPAIR, "part", "open").iter_rows()
    for repair, group in groupby(rows, key=lambda row: row[:2]):
        needs: Counter[str] = Counter()
        for _, _, part, pieces in group:
            needs[part] += pieces
        if _enough(left, needs):
            for part, pieces in needs.items():
                left[part] -= pieces
        else:
            yield repair


def _enough(left: Mapping[str, int], needs: Mapping[str, int]) -> bool:
    return all(pieces <= left[part] for part, pieces in needs.items())
