"""Which debts a payment already carries."""

import polars as pl

ON_THE_WAY = ("proposed", "sent")
CARRYING = (*ON_THE_WAY, "settled")


def carried(payments: pl.DataFrame, paid_debts: pl.DataFrame) -> pl.DataFrame:
    """Give the debts that a payment carries which is proposed, sent or settled.

    A rejected or lapsed payment frees its debts for another run.

    Returns:
        `invoice`, sorted.
    """
    live = payments.filter(pl.col("state").is_in(CARRYING))
    return (
        paid_debts.join(live, on="payment", how="semi").select("invoice").unique().sort("invoice")
    )
