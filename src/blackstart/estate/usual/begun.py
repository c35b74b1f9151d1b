"""An assumption stops nobody's work: what was begun without it goes on."""

from datetime import date

import polars as pl

from blackstart.estate.begun import started
from blackstart.estate.tables import BOUND_GATE, GATES, LAST_GATE
from blackstart.estate.usual.needs import is_assumed

SAME_HOURS = 1e-6


def without_begun(dependencies: pl.DataFrame, earlier: pl.DataFrame, day: date) -> pl.DataFrame:
    """Leave out what is assumed of gates that were begun although the needed service was not back.

    That happens when an inventory that is loaded later names a service of a needed kind. A gate
    that an earlier plan put behind the needed service goes on waiting for it.

    Args:
        dependencies: rows of the table `dependencies`, with those that are assumed.
        earlier: rows of the plan of an earlier planning round.
        day: the day on which the new plan begins.
    """
    begun = started(earlier, day).filter(pl.col("state") == "planned", pl.col("started") < 0)
    starts = earlier.join(begun, on=["service", "gate"], how="semi")
    backs = earlier.filter(pl.col("gate") == LAST_GATE).select(needs="service", back="end_hours")
    bound = pl.col("kind").cast(pl.String).replace_strict(BOUND_GATE).cast(pl.Enum(GATES))
    before = (
        dependencies.filter(is_assumed())
        .with_columns(gate=bound)
        .join(starts.select("service", "gate", "start_hours"), on=["service", "gate"])
        .join(backs, on="needs", how="left")
        .filter(pl.col("back").is_null() | (pl.col("back") > pl.col("start_hours") + SAME_HOURS))
    )
    return dependencies.join(before, on=["service", "needs"], how="anti", maintain_order="left")
