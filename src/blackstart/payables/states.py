"""Rows that change their state, and remember when."""

from datetime import date

import polars as pl


def in_state(name: str, frame: pl.DataFrame) -> pl.Expr:
    """Write a state as the frame's own type."""
    return pl.lit(name, dtype=frame.schema["state"])


def moved(payments: pl.DataFrame, state: pl.Expr, day: date) -> pl.DataFrame:
    """Give payments a new state, and the day on which they changed."""
    was, columns = pl.col("state"), payments.columns
    return (
        payments.with_columns(to=state)
        .with_columns(changed_on=pl.when(pl.col("to") != was).then(day).otherwise("changed_on"))
        .with_columns(state="to")
        .select(columns)
    )
