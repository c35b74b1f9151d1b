"""What arrived, how much of it is billed, and which invoice bills which receipt line."""

from datetime import date

import polars as pl

_POOL = ("order_key", "receipt_no")


def arrivals(
    receipts: pl.DataFrame, billed: pl.DataFrame, orders: pl.DataFrame, day: date
) -> pl.DataFrame:
    """Give the receipt lines of our orders with what nobody has billed yet.

    Args:
        receipts: goods receipts; those after `day` have not happened.
        billed: which invoice bills how much of which receipt line.
        orders: order lines as `lines.keyed` gives them.
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
        .join(taken, on=["receipt_no", "line_no"], how="left", maintain_order="left")
        .join(keys, on=["supplier", "order_no", "order_line"], maintain_order="left")
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
    return (
        lines.join(known, on=_POOL, how="left", maintain_order="left")
        .group_by("rank", "invoice", "order_key", receipt_no="named")
        .agg(want=pl.col("quantity_micro").cast(pl.Int128).sum())
        .filter(pl.col("want") > 0)
        .sort("rank", *_POOL)
    )


def claims(wanted: pl.DataFrame) -> pl.DataFrame:
    """Claim what is wanted twice over: from the order line, and from the receipt that is named.

    Returns:
        `rank`, `invoice`, `order_key`, `receipt_no` (empty: the order line as a whole) and `want`.
    """
    whole = wanted.group_by("rank", "invoice", "order_key").agg(pl.col("want").sum())
    named = wanted.filter(pl.col("receipt_no").is_not_null())
    nobody = whole.with_columns(receipt_no=pl.lit(None, dtype=pl.String))
    return pl.concat([named, nobody.select(named.columns)]).sort("rank", *_POOL)


def pools(arrived: pl.DataFrame, self_billed: pl.DataFrame) -> pl.DataFrame:
    """Add up what is left of each order line, and of each of its receipts.

    Args:
        arrived: receipt lines as `arrivals` gives them.
        self_billed: `invoice` of those that we made ourselves.

    Returns:
        `order_key`, `receipt_no` (empty: the order line as a whole), `arrived`, `left` and
        `self_bill`, a self-billed invoice that bills some of it.
    """
    ours = pl.col("billed_by").is_in(self_billed["invoice"].implode())
    marked = arrived.with_columns(self_bill=pl.when(ours).then("billed_by"))
    sums = (pl.col("arrived").sum(), pl.col("left").sum(), pl.col("self_bill").min())
    by_receipt = marked.group_by(_POOL).agg(sums)
    whole = marked.group_by("order_key").agg(sums)
    nobody = whole.with_columns(receipt_no=pl.lit(None, dtype=pl.String))
    return pl.concat([by_receipt, nobody.select(by_receipt.columns)])


def admit(claimed: pl.DataFrame, pool: pl.DataFrame) -> pl.DataFrame:
    """Let in the invoices, in their order, whose every claim fits into what is left.

    The answer is that of asking one invoice after the other, and one that does not fit keeps
    nobody behind it out. It is found in rounds, each of which lets in all invoices that fit even
    if everybody before them is let in.

    Args:
        claimed: claims as `claims` gives them.
        pool: what is left, as `pools` gives it.

    Returns:
        `invoice` of those let in, sorted.
    """
    admitted = [claimed.select("invoice").clear()]
    room = pool.select(*_POOL, "left")
    while True:
        asked = claimed.join(room, on=_POOL, how="left", nulls_equal=True)
        alone = asked.filter(pl.col("want") > pl.col("left").fill_null(0))
        claimed = claimed.join(alone, on="invoice", how="anti", maintain_order="left")
        if claimed.is_empty():
            return pl.concat(admitted).unique().sort("invoice")
        fitting = _fitting(claimed, room)
        admitted.append(fitting.select("invoice"))
        claimed = claimed.join(fitting, on="invoice", how="anti", maintain_order="left")
        room = _less(room, fitting)


def _fitting(claimed: pl.DataFrame, room: pl.DataFrame) -> pl.DataFrame:
    """Give the claims of the invoices that fit after all the ones before them."""
    queue = claimed.join(room, on=_POOL, nulls_equal=True).sort("rank", *_POOL)
    late = queue.filter(pl.col("want").cum_sum().over(_POOL) > pl.col("left"))
    return claimed.join(late, on="invoice", how="anti", maintain_order="left")


def _less(room: pl.DataFrame, taken: pl.DataFrame) -> pl.DataFrame:
    """Take claims out of what is left."""
    sums = taken.group_by(_POOL).agg(pl.col("want").sum())
    left = pl.col("left") - pl.col("want").fill_null(0)
    return room.join(sums, on=_POOL, how="left", nulls_equal=True).select(*_POOL, left=left)


def allocate(wanted: pl.DataFrame, arrived: pl.DataFrame) -> pl.DataFrame:
    """Say which receipt lines an invoice bills: those it names, else the oldest that are left.

    Args:
        wanted: what the admitted invoices want, as `wants` gives it; together it fits.
        arrived: receipt lines as `arrivals` gives them.

    Returns:
        Rows for `billed_receipts`: `receipt_no`, `line_no`, `invoice`, `quantity_micro`, sorted.
    """
    key = ["receipt_no", "line_no"]
    named = wanted.filter(pl.col("receipt_no").is_not_null())
    first = spread(named, arrived, list(_POOL))
    gone = first.group_by(key).agg(gone=pl.col("quantity_micro").sum())
    rest = arrived.join(gone, on=key, how="left", maintain_order="left").with_columns(
        left=pl.col("left") - pl.col("gone").fill_null(0)
    )
    unnamed = wanted.filter(pl.col("receipt_no").is_null()).drop("receipt_no")
    second = spread(unnamed, rest, ["order_key"])
    return (
        pl.concat([first, second])
        .group_by(*key, "invoice")
        .agg(pl.col("quantity_micro").sum().cast(pl.Int64))
        .sort(*key, "invoice")
    )


def spread(takers: pl.DataFrame, givers: pl.DataFrame, group: list[str]) -> pl.DataFrame:
    """Lay takers and givers of a group side by side, first to first, and cut where either ends.

    Args:
        takers: in their order, with `group`, `invoice` and `want`.
        givers: in their order, with `group`, `receipt_no`, `line_no` and `left`.
        group: columns within which they meet.

    Returns:
        The pieces: `receipt_no`, `line_no`, `invoice`, `quantity_micro` (128 bits); what only one
        side has is left out.
    """
    asked = takers.with_columns(end=pl.col("want").cum_sum().over(group))
    stock = givers.filter(pl.col("left") > 0).with_columns(end=pl.col("left").cum_sum().over(group))
    cuts = pl.concat([asked.select(*group, "end"), stock.select(*group, "end")]).unique()
    pieces = cuts.sort(*group, "end").with_columns(
        quantity_micro=pl.col("end") - pl.col("end").shift(1, fill_value=0).over(group)
    )
    return (
        pieces.pipe(_covering, asked.select(*group, "end", "invoice"), group)
        .pipe(_covering, stock.select(*{*group, "end", "receipt_no", "line_no"}), group)
        .drop_nulls(["invoice", "line_no"])
        .select("receipt_no", "line_no", "invoice", "quantity_micro")
    )


def _covering(pieces: pl.DataFrame, spans: pl.DataFrame, group: list[str]) -> pl.DataFrame:
    """Name the span that covers each piece: the first of the group that ends no earlier."""
    return pieces.sort("end").join_asof(
        spans.sort("end"), on="end", by=group, strategy="forward", check_sortedness=False
    )
