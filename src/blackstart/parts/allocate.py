"""Scarce spare parts go to the vehicles that stand still, then to the rest in fair shares.

Classes are served one after the other: vehicle off road, daily, stock. Within vehicle off road the
repairs that can be finished come first. What is not enough for a class is shared in proportion to
what each line asks, in whole pieces by largest remainder; among equal remainders the oldest order
is first, then the lowest line. It is one computation over all parts; `fair_share` does the same for
one part, and a test compares the two.
"""

import polars as pl

from blackstart.parts.repairs import completed
from blackstart.parts.tables import CLASSES

VOR = CLASSES[0]


def share_out(lines: pl.DataFrame, shelf: pl.DataFrame) -> pl.DataFrame:
    """Say what every waiting line gets, as if everything could be shipped at once.

    Args:
        lines: waiting lines (`backlog.waiting`); those with nothing open are ignored.
        shelf: pieces by centre and part (`shelf.on_shelf`); below 0 counts as 0.

    Returns:
        line, retailer, part, site, quantity, why, and `turn`: the line's place in the order of
        service, 1 first. A line that is served from two centres has two rows with one turn.
    """
    left = shelf.with_columns(pl.col("pieces").clip(lower_bound=0))
    wanted = lines.filter(pl.col("open") > 0)
    served = []
    for order_class in CLASSES:
        mine = wanted.filter(pl.col("order_class") == order_class)
        if order_class == VOR:
            repairs = completed(mine, _pool(left, order_class))
            served.append(_serve(_all_of(repairs), left, order_class))
            left = _without(left, served[-1])
            mine = mine.join(repairs, on="line", how="anti")
        served.append(_serve(_shares(mine, _pool(left, order_class)), left, order_class))
        left = _without(left, served[-1])
    ordered = [part.sort("since", "job", "line", "site").drop("since", "job") for part in served]
    return pl.concat(ordered).with_columns(turn=pl.col("line").rle_id().cast(pl.Int64) + 1)


def within(shared: pl.DataFrame, lines_max: int) -> pl.DataFrame:
    """Keep what can be shipped today: whole order lines, by their turn.

    Args:
        shared: what lines would get (`share_out`).
        lines_max: how many order lines can still be shipped today, 0 or more.
    """
    return shared.filter(pl.col("turn") <= lines_max)


def _free(order_class: str) -> pl.Expr:
    """Give the pieces that a class may take: the reserve is for vehicles off the road."""
    if order_class == VOR:
        return pl.col("pieces")
    return (pl.col("pieces") - pl.col("reserve")).clip(lower_bound=0)


def _pool(left: pl.DataFrame, order_class: str) -> pl.DataFrame:
    free = left.group_by("part").agg(pieces=_free(order_class).sum())
    return free.filter(pl.col("pieces") > 0)


def _all_of(repairs: pl.DataFrame) -> pl.DataFrame:
    return repairs.with_columns(
        given="open", why=pl.format("vor: repair {} can be finished with it", "job")
    )


def _shares(lines: pl.DataFrame, pool: pl.DataFrame) -> pl.DataFrame:
    """Share each part's pieces among its lines: proportional, whole pieces by largest remainder."""
    wide = pl.Int128  # claims times pieces can pass 64 bits, and 64-bit products wrap in silence
    exact = pl.col("open").cast(wide) * pl.col("have").cast(wide)
    return (
        lines.join(pool, on="part")
        .with_columns(asked=pl.col("open").sum().over("part"))
        .with_columns(have=pl.min_horizontal("asked", "pieces"))
        .with_columns(
            given=(exact // pl.col("asked")).cast(pl.Int64),
            remainder=(exact % pl.col("asked")).cast(pl.Int64),
        )
        .sort("part", "remainder", "ordered_on", "line", descending=[False, True, False, False])
        .with_columns(
            over=pl.col("have") - pl.col("given").sum().over("part"),
            place=pl.int_range(pl.len()).over("part"),
        )
        .with_columns(given=pl.col("given") + (pl.col("place") < pl.col("over")))
        .filter(pl.col("given") > 0)
        .with_columns(since="ordered_on", job=pl.lit(None, pl.String), why=_share_in_words())
    )


def _share_in_words() -> pl.Expr:
    full = pl.format("{}: all that is open is there", "order_class")
    part = pl.format(
        "{}: {} of {} open; {} there for {} asked, shared in proportion",
        *("order_class", "given", "open", "have", "asked"),
    )
    return pl.when(pl.col("given") == pl.col("open")).then(full).otherwise(part)


def _serve(awards: pl.DataFrame, left: pl.DataFrame, order_class: str) -> pl.DataFrame:
    """Take each line's pieces from the centres in the order of their names until they are gone."""
    upto, free_upto = pl.col("upto"), pl.col("free_upto")
    from_, free_from = upto - pl.col("given"), free_upto - pl.col("free")
    taken = pl.min_horizontal(upto, free_upto) - pl.max_horizontal(from_, free_from)
    queue = awards.sort("part", "since", "line").with_columns(
        upto=pl.col("given").cum_sum().over("part")
    )
    centres = (
        left.select("site", "part", free=_free(order_class))
        .filter(pl.col("free") > 0)
        .sort("part", "site")
        .with_columns(free_upto=pl.col("free").cum_sum().over("part"))
    )
    return (
        queue.join(centres, on="part")
        .with_columns(quantity=taken)
        .filter(pl.col("quantity") > 0)
        .select("line", "retailer", "part", "site", "quantity", "why", "since", "job")
    )


def _without(left: pl.DataFrame, served: pl.DataFrame) -> pl.DataFrame:
    taken = served.group_by("site", "part").agg(taken=pl.col("quantity").sum())
    return (
        left.join(taken, on=["site", "part"], how="left")
        .with_columns(pieces=pl.col("pieces") - pl.col("taken").fill_null(0))
        .drop("taken")
    )
