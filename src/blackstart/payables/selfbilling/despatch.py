"""What suppliers say they sent, beside what arrived of it: the same goods, billed once.

What arrived is billed by its receipt. Only what has not arrived at all may be billed by the
despatch advice; its receipts, when they come, are then billed by the same invoice already.
"""

from dataclasses import dataclass

import polars as pl

from blackstart.payables.matching.arrivals import spread
from blackstart.payables.shape import shaped
from blackstart.payables.tables import BilledReceipts

_LINE = ["supplier", "order_no", "order_line"]
_RECEIPT = ["receipt_no", "line_no"]
SENT = ["supplier", "despatch_no", "order_no", "order_line"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTheWay:
    """Despatches beside receipts.

    Attributes:
        sent: by despatch advice and order line: `SENT`, `quantity_micro`, `despatched_on`,
            `billed_net` (empty: never billed from the advice), `invoice` that bills it, `arrived`
            (0 or more) and `arrived_last`, the last day on which some of it arrived.
        settled: rows for `billed_receipts`: receipts of what was billed when it was sent.
        receipts: as rows of `receipts`, what was billed and has not arrived; never to be kept.
        billed: as rows of `billed_receipts`, what bills it; never to be kept.
    """

    sent: pl.DataFrame
    settled: pl.DataFrame
    receipts: pl.DataFrame
    billed: pl.DataFrame


def on_the_way(
    despatches: pl.DataFrame,
    billed_despatches: pl.DataFrame,
    receipts: pl.DataFrame,
    billed: pl.DataFrame,
) -> OnTheWay:
    """Say of each despatch how much of it arrived: receipts that name it, then the oldest others.

    Args:
        despatches: lines of despatch advices.
        billed_despatches: which invoice of ours bills which of them.
        receipts: goods receipts.
        billed: which invoice bills which receipt line.
    """
    sent = _sent(despatches, billed_despatches, receipts, billed)
    if sent.is_empty():
        none = sent.drop("place").rename({"consumed": "arrived", "consumed_last": "arrived_last"})
        return OnTheWay(
            sent=none, settled=billed.clear(), receipts=receipts.clear(), billed=billed.clear()
        )
    goods = _goods(sent, receipts, billed)
    pieces = _pieces(sent, goods)
    came = pieces.group_by("place").agg(
        came=pl.col("quantity_micro").sum().cast(pl.Int64), came_last=pl.col("received_on").max()
    )
    known = (
        sent.join(came, on="place", how="left", maintain_order="left")
        .with_columns(
            arrived=pl.col("consumed") + pl.col("came").fill_null(0),
            arrived_last=pl.max_horizontal("consumed_last", "came_last"),
        )
        .drop("consumed", "consumed_last", "came", "came_last")
    )
    absent = _absent(known, receipts)
    return OnTheWay(
        sent=known.drop("place"),
        settled=_settled(pieces, sent, billed),
        receipts=absent.select(receipts.columns),
        billed=shaped(absent, BilledReceipts),
    )


def _sent(
    despatches: pl.DataFrame,
    billed_despatches: pl.DataFrame,
    receipts: pl.DataFrame,
    billed: pl.DataFrame,
) -> pl.DataFrame:
    """Add up the lines of a despatch advice that are about one order line."""
    quantity = pl.col("quantity_micro")
    key = ["supplier", "despatch_no", "line_no"]
    by_line = billed_despatches.group_by(key).agg(
        billed_net=quantity.sum(), invoice=pl.col("invoice").filter(quantity > 0).min()
    )
    received = receipts.select(*_RECEIPT, *_LINE[1:], "received_on")
    consumed = (
        billed.join(by_line, on="invoice", how="semi")
        .join(received, on=_RECEIPT)
        .group_by("invoice", *_LINE[1:])
        .agg(consumed=quantity.sum(), consumed_last=pl.col("received_on").max())
    )
    ever = pl.col("billed_net").is_not_null().any()
    return (
        despatches.join(by_line, on=key, how="left")
        .group_by(SENT)
        .agg(
            quantity.sum(),
            pl.col("despatched_on").min(),
            billed_net=pl.when(ever).then(pl.col("billed_net").sum()),
            invoice=pl.col("invoice").min(),
        )
        .join(consumed, on=["invoice", *_LINE[1:]], how="left")
        .with_columns(pl.col("consumed").fill_null(0))
        .sort("despatched_on", *SENT)
        .with_row_index("place")
    )


def _goods(sent: pl.DataFrame, receipts: pl.DataFrame, billed: pl.DataFrame) -> pl.DataFrame:
    """Give the receipt lines that may be of some despatch, less what those have taken already."""
    first = sent.group_by(_LINE).agg(sent_first=pl.col("despatched_on").min())
    taken = (
        billed.join(sent, on="invoice", how="semi")
        .group_by(_RECEIPT)
        .agg(taken=pl.col("quantity_micro").sum())
    )
    known = sent.select("supplier", "despatch_no").unique().with_columns(named=True)
    return (
        receipts.join(first, on=_LINE)
        .join(taken, on=_RECEIPT, how="left")
        .join(known, on=["supplier", "despatch_no"], how="left")
        .with_columns(
            left=pl.col("quantity_micro").cast(pl.Int128) - pl.col("taken").fill_null(0),
            named=pl.col("named").fill_null(value=False),
        )
        .filter(pl.col("named") | (pl.col("received_on") >= pl.col("sent_first")))
        .sort("received_on", *_RECEIPT)
    )


def _pieces(sent: pl.DataFrame, goods: pl.DataFrame) -> pl.DataFrame:
    """Lay receipts beside despatches: `place` of the despatch, receipt line and quantity."""
    total = pl.coalesce("billed_net", "quantity_micro").cast(pl.Int128)
    wanted = sent.select(*SENT, taker="place", want=total - pl.col("consumed")).filter(
        pl.col("want") > 0
    )
    stock = goods.with_row_index("giver")
    first = spread(wanted, stock.filter("named"), SENT)
    gone = first.group_by("taker").agg(gone=pl.col("quantity_micro").sum())
    rest = (
        wanted.join(gone, on="taker", how="left", maintain_order="left")
        .with_columns(want=pl.col("want") - pl.col("gone").fill_null(0))
        .filter(pl.col("want") > 0)
    )
    second = spread(rest, stock.filter(pl.col("named").not_()), _LINE)
    return (
        pl.concat([first, second])
        .join(stock.select("giver", *_RECEIPT, "received_on"), on="giver")
        .rename({"taker": "place"})
    )


def _settled(pieces: pl.DataFrame, sent: pl.DataFrame, billed: pl.DataFrame) -> pl.DataFrame:
    """Give the receipts that were billed when the goods were sent, but for those billed since."""
    invoices = sent.drop_nulls("invoice").select("place", "invoice")
    others = billed.join(invoices, on="invoice", how="anti")
    rows = (
        pieces.join(invoices, on="place")
        .join(others, on=_RECEIPT, how="anti")
        .group_by(*_RECEIPT, "invoice")
        .agg(pl.col("quantity_micro").sum())
    )
    return shaped(rows, BilledReceipts).sort(*_RECEIPT, "invoice")


def _absent(known: pl.DataFrame, receipts: pl.DataFrame) -> pl.DataFrame:
    """Give what is billed and has not arrived, in the form of receipts of their own numbers."""
    waits = pl.col("billed_net") - pl.col("arrived")
    part = pl.lit(None, dtype=pl.String)
    return (
        known.filter(waits > 0)
        .with_columns(
            receipt_no="despatch_no",
            line_no=-1 - pl.col("place").cast(pl.Int64),  # no receipt has such a line
            part=part,
            quantity_micro=waits,
            received_on="despatched_on",
        )
        .cast({name: receipts.schema[name] for name in ("quantity_micro", "line_no")})
    )
