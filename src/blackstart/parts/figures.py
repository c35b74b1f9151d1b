"""What an operator wants to know about parts, after the day's decision."""

from collections.abc import Mapping
from datetime import date, timedelta

import polars as pl

from blackstart.base.canonical import Json
from blackstart.parts.tables import CLASSES

# Unipart counted work in progress of the parts centre as aged separately; two weeks is our choice.
AGED_DAYS = 14


def figures(lines: pl.DataFrame, given: pl.DataFrame, day: date) -> dict[str, Json]:
    """Count lines and pieces that wait or left; doing nothing more leaves every figure as it is.

    Args:
        lines: waiting lines after the decision (`backlog.waiting`).
        given: `allocations` of all days, the decision's included.
        day: business date.

    Returns:
        A small summary, the same for the same state.
    """
    back = lines.filter(pl.col("open") > 0)
    today = given.filter(pl.col("day") == day)
    aged = back.filter(pl.col("ordered_on") < day - timedelta(days=AGED_DAYS))
    oldest = back["ordered_on"].min()
    return {
        "lines": {
            "asked": lines.filter(pl.col("asked") > 0).height,
            "filled": lines.filter((pl.col("asked") > 0) & (pl.col("open") == 0)).height,
            "back_ordered": back.height,
            "aged": aged.height,
            "vor_waiting": back.filter(pl.col("order_class") == CLASSES[0]).height,
            "shipped_today": today["line"].n_unique(),
        },
        "pieces": {
            "asked": int(lines["asked"].sum()),
            "back_ordered": int(back["open"].sum()),
            "shipped_today": int(today["quantity"].sum()),
        },
        "oldest_ordered_on": oldest.isoformat() if isinstance(oldest, date) else None,
        "fill_share": _fill(lines),
        "parts_waited_for": back["part"].n_unique(),
    }


def _fill(lines: pl.DataFrame) -> Mapping[str, Json]:
    """Tell what share of the pieces asked has been given, by class; null where nothing is asked."""
    got = pl.min_horizontal("got", "asked").sum()
    shares = lines.group_by("order_class").agg(share=got / pl.col("asked").sum())
    found = dict(shares.filter(pl.col("share").is_finite()).iter_rows())
    return {name: round(found[name], 4) if name in found else None for name in CLASSES}
