"""Gates that are kept back: their people are kept free for something more urgent."""

import polars as pl


def kept_back(plan: pl.DataFrame) -> pl.DataFrame:
    """List the gates that wait although they need nothing that they wait for.

    Args:
        plan: rows of the table `plan`.

    Returns:
        team, service, gate, behind_service, behind_gate (that gate ends first), start_on; in the
        order in which they start.
    """
    return (
        plan.drop_nulls("behind_service")
        .sort("start_hours", "rank")
        .select("team", "service", "gate", "behind_service", "behind_gate", "start_on")
        .with_columns(pl.col("gate", "behind_gate").cast(pl.String))
    )
