"""How much cash there is in each currency, as somebody last saw it."""

from datetime import date

import polars as pl


def position(accounts: pl.DataFrame, day: date) -> pl.DataFrame:
    """Add up the newest balance of each account.

    A balance is the one at the end of its day. Where the accounts of a currency were seen on
    different days, nobody can tell which account a planned amount moved since: so money out counts
    from the oldest balance on, money in only from the newest one on.

    Args:
        accounts: our accounts with dated balances; those after `day` have not been seen.
        day: the business date.

    Returns:
        One row a currency, sorted: `currency`, `balance_minor` and `floor_minor` (128 bits),
        `out_since` and `in_since`, the days of the oldest and of the newest balance.
    """
    return (
        accounts.filter(pl.col("as_of") <= day)
        .sort("account", "as_of")
        .unique("account", keep="last", maintain_order=True)
        .group_by("currency")
        .agg(
            pl.col("balance_minor", "floor_minor").cast(pl.Int128).sum(),
            out_since=pl.col("as_of").min(),
            in_since=pl.col("as_of").max(),
        )
        .sort("currency")
    )


def unseen(moves: pl.DataFrame, cash: pl.DataFrame) -> pl.DataFrame:
    """Keep the movements that the balances cannot hold yet.

    Args:
        moves: `on`, `currency`, `amount_minor` and whatever else.
        cash: as `position` gives it; in a currency without account nothing was seen.
    """
    since = pl.when(pl.col("amount_minor") < 0).then("out_since").otherwise("in_since")
    return (
        moves.join(
            cash.select("currency", "out_since", "in_since"),
            on="currency",
            how="left",
            maintain_order="left",
        )
        .filter((pl.col("on") > since).fill_null(value=True))
        .select(moves.columns)
    )
