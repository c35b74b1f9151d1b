"""Each invoice line beside the order line that it bills."""

import polars as pl

from blackstart.payables import findings
from blackstart.payables.amounts import product_minor, tax_minor
from blackstart.payables.checks.check import Check
from blackstart.payables.matching.agreed import Agreed
from blackstart.payables.matching.prices import dated
from blackstart.payables.matching.tolerance import above, limits, tolerated
from blackstart.payables.matching.units import in_the_orders_unit
from blackstart.payables.words import money, quantity, said


def against_orders(lines: pl.DataFrame, terms: Agreed, receipts: pl.DataFrame) -> pl.DataFrame:
    """Find the order line of each invoice line, and what it should have cost.

    The order line is the one that the line names, else the first of that order with the same part;
    an order of another supplier is none. The price is that of the day on which the receipt that
    the line names arrived, else of the invoice's date.

    Args:
        lines: invoice lines with the invoice's `supplier`, `currency`, `issued_on` and order.
        terms: what was agreed.
        receipts: goods receipts.

    Returns:
        The lines with `order_key` (empty: no order), `agreed_currency`, `agreed_unit`, `turns` and
        `exact` of units, `quantity_micro` in the order's unit, `billed_minor`, `agreed_minor`,
        `over_minor` and `taxed_minor`, these five in 128 bits, and what is tolerated.
    """
    billed = pl.col("net_minor").cast(pl.Int128)
    computed = product_minor(pl.col("price_micro"), pl.col("quantity_micro"), pl.col("currency"))
    agreed = product_minor(pl.col("agreed_micro"), pl.col("quantity_micro"), pl.col("currency"))
    known = terms.orders.select(
        "order_key",
        "commodity",
        "pack_unit",
        "pack_quantity_micro",
        agreed_currency="currency",
        agreed_unit="unit",
        agreed_micro="price_micro",
        price_from="agreed_from",
        percent_micro="tax_percent_micro",
    )
    return (
        _pointed(lines, terms.orders)
        .join(known, on="order_key", how="left", maintain_order="left")
        .pipe(_priced_on, terms.prices, receipts)
        .with_columns(
            billed_minor=pl.coalesce(billed, computed), billed_micro=pl.col("quantity_micro")
        )
        .pipe(in_the_orders_unit)
        .with_columns(agreed_minor=agreed)
        .with_columns(
            over_minor=pl.col("billed_minor") - pl.col("agreed_minor"),
            taxed_minor=pl.col("billed_minor")
            + tax_minor(pl.col("billed_minor"), pl.col("percent_micro")),
        )
        .pipe(tolerated, terms.tolerances)
    )


def _pointed(lines: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """Give each line the `order_key` of its order line."""
    by_line = orders.select("supplier", "order_no", order_line="line_no", by_line="order_key")
    by_part = orders.unique(("supplier", "order_no", "part"), keep="first", maintain_order=True)
    by_part = by_part.select("supplier", "order_no", "part", by_part="order_key")
    return (
        lines.join(
            by_line, on=["supplier", "order_no", "order_line"], how="left", maintain_order="left"
        )
        .join(by_part, on=["supplier", "order_no", "part"], how="left", maintain_order="left")
        .with_columns(order_key=pl.coalesce("by_line", "by_part"))
        .drop("by_line", "by_part")
    )


def _priced_on(lines: pl.DataFrame, listed: pl.DataFrame, receipts: pl.DataFrame) -> pl.DataFrame:
    """Put the price of its day beside each line whose order line has several."""
    if listed.is_empty():
        return lines
    key = ["supplier", "order_no", "receipt_no"]
    arrived = receipts.group_by(key).agg(arrived_first=pl.col("received_on").min())
    placed = lines.join(arrived, on=key, how="left", maintain_order="left")
    on_day = placed.with_columns(priced_on=pl.coalesce("arrived_first", "issued_on"))
    return dated(on_day, listed).drop("arrived_first", "priced_on")


_CURRENCY = pl.col("currency")
_SAME_CURRENCY = pl.col("agreed_currency") == _CURRENCY
_PLACE = pl.format("line {}", "line_no")

LINE_HOLDS = (
    Check(
        finding=findings.NO_ORDER,
        fails=pl.col("order_key").is_null(),
        words=pl.format(
            "Line {} names order {} line {} part {}, which is no order of ours with this supplier.",
            "line_no",
            said(pl.col("order_no")),
            pl.col("order_line").cast(pl.String).fill_null("nothing"),
            said(pl.col("part")),
        ),
        place=_PLACE,
    ),
    Check(
        finding=findings.OTHER_CURRENCY,
        fails=_SAME_CURRENCY.not_(),
        words=pl.format(
            "Line {} bills in {}, order {} is in {}.",
            "line_no",
            "currency",
            "order_no",
            "agreed_currency",
        ),
        place=_PLACE,
    ),
    Check(
        finding=findings.OTHER_UNIT,
        fails=(pl.col("turns") & pl.col("exact")).not_() & pl.col("order_key").is_not_null(),
        words=pl.format(
            "Line {} bills {} in unit {}, order {} is in {}{}.",
            "line_no",
            quantity(pl.col("billed_micro")),
            said(pl.col("unit")),
            "order_no",
            "agreed_unit",
            pl.when("turns").then(pl.lit(": that is no exact number")).otherwise(pl.lit("")),
        ),
        place=_PLACE,
    ),
    Check(
        finding=findings.PRICE_ABOVE,
        fails=_SAME_CURRENCY & above(pl.col("over_minor"), pl.col("agreed_minor"), pl.lit(1)),
        words=pl.format(
            "Line {} bills {}, {} above the {} that order {} allows; tolerated: {}.",
            "line_no",
            money(pl.col("billed_minor"), _CURRENCY),
            money(pl.col("over_minor"), _CURRENCY),
            money(pl.col("agreed_minor"), _CURRENCY),
            "order_no",
            limits(_CURRENCY),
        ),
        place=_PLACE,
    ),
)
