"""What moves our cash, day by day: positive comes in, negative goes out."""

from datetime import date, timedelta

import polars as pl

from blackstart.treasury.position import unseen

MOVES = {"on": pl.Date, "currency": pl.String, "amount_minor": pl.Int128, "what": pl.String}
LEAVING = ("proposed", "sent")


def planned(plan: pl.DataFrame, since: date, until: date) -> pl.DataFrame:
    """Write out a plan of single and repeated items.

    Args:
        plan: items with `first_on`, `every_days` (empty: once) and `last_on` (empty: goes on).
        since: first day that is wanted.
        until: last day that is wanted.

    Returns:
        `on`, `currency`, `amount_minor` and `what`, the item, sorted.
    """
    every = pl.col("every_days").fill_null(1)
    last = pl.min_horizontal(
        pl.when(pl.col("every_days").is_null()).then("first_on").otherwise("last_on"),
        pl.lit(until),
    )
    ends = (last - pl.col("first_on")).dt.total_days() // every + 1
    begins = (pl.lit(since) - pl.col("first_on")).dt.total_days()
    skipped = pl.max_horizontal((begins + every - 1) // every, 0)
    return (
        plan.with_columns(turn=pl.int_ranges(skipped, pl.max_horizontal(ends, skipped)))
        .explode("turn", empty_as_null=False)
        .with_columns(on=pl.col("first_on") + pl.duration(days=pl.col("turn") * every))
        .pipe(_named, pl.col("item"))
    )


def repaid(facilities: pl.DataFrame) -> pl.DataFrame:
    """Give back what is drawn when a facility ends: nobody has promised to renew it."""
    return facilities.with_columns(
        on=pl.col("available_until") + timedelta(days=1), amount_minor=-pl.col("drawn_minor")
    ).pipe(_named, pl.format("repayment of {}", "facility"))


def dated(amounts: pl.DataFrame, what: str) -> pl.DataFrame:
    """Take amounts with a day, `on`, as movements of one name."""
    return _named(amounts, pl.lit(what))


def paid(payments: pl.DataFrame, cash: pl.DataFrame, day: date) -> pl.DataFrame:
    """Give the payments that the balances do not hold: settled since, or on their way.

    What was proposed or sent leaves on `day`, however old it is: it may go any moment.

    Args:
        payments: all payments.
        cash: balances by currency, as `position.position` gives them.
        day: the business date.
    """
    out = payments.with_columns(amount_minor=-pl.col("amount_minor"))
    settled = out.filter(pl.col("state") == "settled").with_columns(on="changed_on")
    leaving = out.filter(pl.col("state").is_in(LEAVING)).with_columns(on=pl.lit(day))
    return pl.concat([unseen(dated(settled, "payments"), cash), dated(leaving, "payments")])


def _named(moves: pl.DataFrame, what: pl.Expr) -> pl.DataFrame:
    rows = moves.filter(pl.col("amount_minor") != 0).with_columns(what=what)
    return rows.select(pl.col(name).cast(kind) for name, kind in MOVES.items()).sort(list(MOVES))
