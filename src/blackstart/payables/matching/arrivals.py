"""What arrived, how much of it is billed, and which invoice bills which receipt line."""

from datetime import date

import polars as pl

_POOL = ("order_key", "receipt_no")
_ORDER_LINE = ["supplier", "order_no", "order_line"]


def arrivals(
    receipts: pl.DataFrame, billed: pl.DataFrame, orders: pl.DataFrame, day: date
) -> pl.DataFrame:
    """Give the receipt lines of our orders with what nobody has billed yet.

    Args:
        receipts: goods receipts; those after `day` have not happened.
        billed: which invoice bills how much of which receipt line.
        orders: order lines with their `order_key`.
        day: the business date.

    Returns:
        The receipt lines, oldest first, with `order_key`, `arrived` and `left` (millionths of the
        unit, 128 bits) and `billed_by`, the first invoice that bills it.
    """
    taken = billed.group_by("receipt_no", "line_no").agg(
        taken=pl.col("quantity_micro").cast(pl.Int128).sum(), billed_by=pl.col("invoice").min()
    )
    arrived = pl.col("quantity_micro").cast(pl.Int128)
    keys = orders.select("supplier", "order_no", "order_key", order_line="line_no")
    return (
        receipts.filter(pl.col("received_on") <= day)
        .select("receipt_no", "line_no", *_ORDER_LINE, "quantity_micro", "received_on")
        .join(keys, on=_ORDER_LINE)
        .drop(_ORDER_LINE)
        .join(taken, on=["receipt_no", "line_no"], how="left")
        .with_columns(arrived=arrived, left=arrived - pl.col("taken").fill_null(0))
        .drop("taken")
        .sort("received_on", "receipt_no", "line_no")
    )


def wants(lines: pl.DataFrame, arrived: pl.DataFrame) -> pl.DataFrame:
    """Add up what each invoice bills of each order line, and of each receipt that it names.

    A number that is no receipt of that order (a despatch advice of the supplier's) names nothing. A
    line that takes back lowers the others of its invoice, never another invoice.

    Args:
        lines: invoice lines with `order_key`, and `rank`, the place of their invoice.
        arrived: receipt lines as `arrivals` gives them.

    Returns:
        `rank`, `invoice`, `order_key`, `receipt_no` (empty: none named) and `want` above 0.
    """
    known = arrived.select(_POOL).unique().with_columns(named="receipt_no")
    naming = lines.filter(pl.col("receipt_no").is_not_null()).join(known, on=_POOL, how="left")
    others = lines.filter(pl.col("receipt_no").is_null()).with_columns(
        named=pl.lit(None, dtype=pl.String)
    )
    columns = ["rank", "invoice", "order_key", "named", "quantity_micro"]
    return (
        pl.concat([naming.select(columns), others.select(columns)])
        .group_by("rank", "order_key", receipt_no="named")
        .agg(pl.col("invoice").first(), want=pl.col("quantity_micro").cast(pl.Int128).sum())
        .filter(pl.col("want") > 0)
        .sort("rank", "order_key", "receipt_no")
    )


def claims(wanted: pl.DataFrame) -> pl.DataFrame:
    """Claim what is wanted twice over: from the order line, and from the receipt that is named.

    Returns:
        `rank`, `invoice`, `order_key`, `receipt_no` (empty: the order line as a whole) and `want`.
    """
    whole = wanted.group_by("rank", "order_key").agg(
        pl.col("invoice").first(), pl.col("want").sum()
    )
    named = wanted.filter(pl.col("receipt_no").is_not_null())
    nobody = whole.with_columns(receipt_no=pl.lit(None, dtype=pl.String))
    return pl.concat([named, nobody.select(named.columns)])


def pools(arrived: pl.DataFrame, self_billed: pl.DataFrame) -> pl.DataFrame:
    """Add up what is left of each order line, and of each of its receipts.

    Args:
        arrived: receipt lines as `arrivals` gives them.
        self_billed: `invoice` of those that we made ourselves.

    Returns:
        `order_key`, `receipt_no` (empty: the order line as a whole), `arrived`, `left`, `room`
        (what may still be billed: what is left) and `self_bill`, a self-billed invoice that bills
        some of it.
    """
    ours = pl.col("billed_by").is_in(self_billed["invoice"].implode())
    marked = arrived.with_columns(self_bill=pl.when(ours).then("billed_by"))
    sums = (pl.col("arrived").sum(), pl.col("left").sum(), pl.col("self_bill").min())
    by_receipt = marked.group_by(_POOL).agg(sums)
    whole = marked.group_by("order_key").agg(sums)
    nobody = whole.with_columns(receipt_no=pl.lit(None, dtype=pl.String))
    return pl.concat([by_receipt, nobody.select(by_receipt.columns)]).with_columns(room="left")


def admit(claimed: pl.DataFrame, pool: pl.DataFrame) -> pl.DataFrame:
    """Let in the invoices, in their order, whose every claim fits into what may still be billed.

    The answer is that of asking one invoice after the other, and one that does not fit keeps
    nobody behind it out. Most of the room is enough for all who ask; about the rest it is found
    in rounds, each of which lets in all invoices that fit even if everybody before them is let in.

    Args:
        claimed: claims as `claims` gives them.
        pool: what may be billed, as `pools` or `slack.with_slack` gives it.

    Returns:
        `invoice` of those let in, sorted.
    """
    asked = claimed.group_by(_POOL).agg(asked=pl.col("want").sum())
    scarce = (
        asked.join(pool.select(*_POOL, left="room"), on=_POOL, how="left", nulls_equal=True)
        .with_columns(pl.col("left").fill_null(0))
        .filter(pl.col("asked") > pl.col("left"))
        .sort(_POOL)
        .with_row_index("pool")
    )
    wanting = claimed.join(scarce.select(*_POOL, "pool"), on=_POOL, nulls_equal=True)
    out = _too_late(
        wanting.select("rank", "invoice", "pool", "want"), scarce.select("pool", "left")
    )
    inside = claimed.select("rank", "invoice").unique("rank")
    return inside.join(out, on="invoice", how="anti").select("invoice").sort("invoice")


def _too_late(claimed: pl.DataFrame, room: pl.DataFrame) -> pl.DataFrame:
    """Give the invoices that do not fit, of those that want something scarce."""
    refused = [claimed.select("invoice").clear()]
    while not claimed.is_empty():
        alone = claimed.join(room, on="pool").filter(pl.col("want") > pl.col("left"))
        refused.append(alone.select("invoice"))
        claimed = claimed.join(alone, on="invoice", how="anti")
        fitting = _fitting(claimed, room)
        claimed = claimed.join(fitting, on="invoice", how="anti")
        room = _less(room, fitting)
    return pl.concat(refused).unique()


def _fitting(claimed: pl.DataFrame, room: pl.DataFrame) -> pl.DataFrame:
    """Give the claims of the invoices that fit after all the ones before them."""
    queue = claimed.join(room, on="pool").sort("rank", "pool")
    late = queue.filter(pl.col("want").cum_sum().over("pool") > pl.col("left"))
    return claimed.join(late, on="invoice", how="anti")


def _less(room: pl.DataFrame, taken: pl.DataFrame) -> pl.DataFrame:
    """Take claims out of what is left."""
    sums = taken.group_by("pool").agg(pl.col("want").sum())
    left = pl.col("left") - pl.col("want").fill_null(0)
    return room.join(sums, on="pool", how="left").select("pool", left=left)


def allocate(wanted: pl.DataFrame, arrived: pl.DataFrame) -> pl.DataFrame:
    """Say which receipt lines an invoice bills: those it names, else the oldest that are left.

    Args:
        wanted: what the admitted invoices want, as `wants` gives it; together it fits.
        arrived: receipt lines as `arrivals` gives them.

    Returns:
        Rows for `billed_receipts`: `receipt_no`, `line_no`, `invoice`, `quantity_micro`, sorted.
        What is tolerated above what arrived is billed of the newest receipt line, so that it is
        never tolerated a second time.
    """
    stock = arrived.with_row_index("giver")
    asked = wanted.rename({"rank": "taker"})
    by_name = asked.filter(pl.col("receipt_no").is_not_null())
    by_line = asked.filter(pl.col("receipt_no").is_null())
    first = spread(by_name, stock, list(_POOL))
    gone = first.group_by("giver").agg(gone=pl.col("quantity_micro").sum())
    rest = stock.join(gone, on="giver", how="left", maintain_order="left").with_columns(
        left=pl.col("left") - pl.col("gone").fill_null(0)
    )
    second = spread(by_line, rest, ["order_key"])
    beyond = [
        _beyond(by_name, first, stock, list(_POOL)),
        _beyond(by_line, second, stock, ["order_key"]),
    ]
    names = asked.select("taker", "invoice").unique("taker")
    return (
        pl.concat([first, second, *beyond])
        .group_by("giver", "taker")
        .agg(pl.col("quantity_micro").sum().cast(pl.Int64))
        .join(names, on="taker")
        .join(stock.select("giver", "receipt_no", "line_no"), on="giver")
        .select("receipt_no", "line_no", "invoice", "quantity_micro")
        .sort("receipt_no", "line_no", "invoice")
    )


def _beyond(
    takers: pl.DataFrame, laid: pl.DataFrame, givers: pl.DataFrame, group: list[str]
) -> pl.DataFrame:
    """Give what takers of a group want beyond all that is left: pieces of its newest line."""
    if takers["want"].sum() == laid["quantity_micro"].sum():
        return laid.clear()
    key = ["taker", *group]
    got = (
        laid.join(givers.select("giver", *group), on="giver")
        .group_by(key)
        .agg(got=pl.col("quantity_micro").sum())
    )
    newest = givers.group_by(group).agg(pl.col("giver").max())
    return (
        takers.join(got, on=key, how="left")
        .with_columns(quantity_micro=pl.col("want") - pl.col("got").fill_null(0))
        .filter(pl.col("quantity_micro") > 0)
        .join(newest, on=group)
        .select(laid.columns)
    )


def spread(takers: pl.DataFrame, givers: pl.DataFrame, group: list[str]) -> pl.DataFrame:
    """Lay takers and givers of a group side by side, first to first, and cut where either ends.

    Args:
        takers: in their order, with `group`, `taker` and `want`.
        givers: in their order, with `group`, `giver` and `left`.
        group: columns within which they meet.

    Returns:
        The pieces: `taker`, `giver`, `quantity_micro` (128 bits); what only one side has is left
        out.
    """
    stock = givers.filter(pl.col("left") > 0)
    met = stock.select(group).unique(maintain_order=True).with_row_index("met")
    asked = takers.join(met, on=group, maintain_order="left").select("met", "taker", size="want")
    given = stock.join(met, on=group, maintain_order="left").select("met", "giver", size="left")
    # Who takes up to a cut is the next that ends there or later; so is the receipt that gives.
    taking, giving = pl.col("taker").is_not_null(), pl.col("giver").is_not_null()
    before = pl.col("end").shift(1, fill_value=0)
    same = pl.col("met").shift(1) == pl.col("met")
    return (
        pl.concat([_ended(asked), _ended(given)], how="diagonal")
        .sort("met", "end")
        .with_columns(
            pl.col("taker", "giver").backward_fill(),
            quantity_micro=pl.col("end") - pl.when(same).then(before).otherwise(0),
            of_taker=pl.when(taking).then("met").backward_fill(),
            of_giver=pl.when(giving).then("met").backward_fill(),
        )
        .filter(
            pl.col("of_taker") == pl.col("met"),
            pl.col("of_giver") == pl.col("met"),
            pl.col("quantity_micro") > 0,
        )
        .select("taker", "giver", "quantity_micro")
    )


def _ended(rows: pl.DataFrame) -> pl.DataFrame:
    """Say where each row ends if the rows of a group are laid one behind the other."""
    total = pl.col("size").cum_sum()
    begins = pl.col("met").ne_missing(pl.col("met").shift(1))
    base = pl.when(begins).then(total - pl.col("size")).forward_fill()
    return rows.sort("met", maintain_order=True).with_columns(end=total - base)
