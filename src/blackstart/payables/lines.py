"""Each invoice line beside the order line that it bills."""

import polars as pl

from blackstart.payables import findings
from blackstart.payables.amounts import major, product_minor, tax_minor
from blackstart.payables.checks.check import Check
from blackstart.payables.words import money, said

# Assumptions until tolerances stand in agreements with each supplier: both must be kept.
OVER_PERCENT_MAX = 2
OVER_MAJOR_MAX = 5
# Codes of UN/ECE Recommendation 20 (and of old systems) that all count single pieces.
PIECES = ("C62", "EA", "H87", "NAR", "NMB", "PCE", "ST")


def keyed(orders: pl.DataFrame) -> pl.DataFrame:
    """Number the order lines, so that everything else can point at them.

    Returns:
        The orders, sorted, with `order_key`.
    """
    return orders.sort("order_no", "line_no").with_row_index("order_key")


def against_orders(lines: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """Find the order line of each invoice line, and what it should have cost.

    The order line is the one that the line names, else the first of that order with the same part;
    an order of another supplier is none.

    Args:
        lines: invoice lines with the invoice's `supplier`, `currency` and order number.
        orders: order lines as `keyed` gives them.

    Returns:
        The lines with `order_key` (empty: no order), `agreed_currency`, `agreed_unit`,
        `billed_minor`, `agreed_minor`, `over_minor` and `taxed_minor`, the last four in 128 bits.
    """
    billed = pl.col("net_minor").cast(pl.Int128)
    computed = product_minor(pl.col("price_micro"), pl.col("quantity_micro"), pl.col("currency"))
    agreed = product_minor(pl.col("agreed_micro"), pl.col("quantity_micro"), pl.col("currency"))
    terms = orders.select(
        "order_key",
        agreed_currency="currency",
        agreed_unit="unit",
        agreed_micro="price_micro",
        percent_micro="tax_percent_micro",
    )
    return (
        _pointed(lines, orders)
        .join(terms, on="order_key", how="left", maintain_order="left")
        .with_columns(billed_minor=pl.coalesce(billed, computed), agreed_minor=agreed)
        .with_columns(
            over_minor=pl.col("billed_minor") - pl.col("agreed_minor"),
            taxed_minor=pl.col("billed_minor")
            + tax_minor(pl.col("billed_minor"), pl.col("percent_micro")),
        )
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


def above(over: pl.Expr, agreed: pl.Expr, slack: pl.Expr, currency: pl.Expr) -> pl.Expr:
    """Tell whether more is billed than tolerance allows; less than agreed never is.

    Args:
        over: billed less agreed, in minor units.
        agreed: what was agreed, in minor units.
        slack: minor units that rounding alone may make.
        currency: of both.
    """
    share = over * 100 > agreed * OVER_PERCENT_MAX
    return (over > slack) & (share | (over > OVER_MAJOR_MAX * major(currency)))


def _unit(name: str) -> pl.Expr:
    """Give a unit of measure; all words for a piece are one."""
    unit = pl.col(name).str.strip_chars().str.to_uppercase()
    return pl.when(unit.is_in(PIECES)).then(pl.lit("C62")).otherwise(unit)


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
        fails=_unit("unit") != _unit("agreed_unit"),
        words=pl.format(
            "Line {} bills in unit {}, order {} is in {}.",
            "line_no",
            said(pl.col("unit")),
            "order_no",
            "agreed_unit",
        ),
        place=_PLACE,
    ),
    Check(
        finding=findings.PRICE_ABOVE,
        fails=_SAME_CURRENCY
        & above(pl.col("over_minor"), pl.col("agreed_minor"), pl.lit(1), _CURRENCY),
        words=pl.format(
            "Line {} bills {}, {} above the {} that order {} allows.",
            "line_no",
            money(pl.col("billed_minor"), _CURRENCY),
            money(pl.col("over_minor"), _CURRENCY),
            money(pl.col("agreed_minor"), _CURRENCY),
            "order_no",
        ),
        place=_PLACE,
    ),
)
