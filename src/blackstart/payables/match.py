"""Three ways: what is billed, what was ordered at which price, what arrived."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from blackstart.payables import findings
from blackstart.payables.arrivals import admit, allocate, arrivals, claims, pools, wants
from blackstart.payables.checks.check import Check, run
from blackstart.payables.lines import LINE_HOLDS, above, against_orders, keyed
from blackstart.payables.words import money, quantity

_CURRENCY = pl.col("currency")
_EXTRA = pl.col("payable_minor").cast(pl.Int128) - pl.col("taxed_minor")
_BILLED = pl.format("{} of order {} line {}", quantity(pl.col("want")), "order_no", "line_no")
_SHORT = pl.col("want") > pl.col("left").fill_null(0)
_PLACE = pl.format("order {} line {}", "order_no", "line_no")

TOTAL_HOLDS = (
    Check(
        finding=findings.TOTAL_ABOVE,
        fails=above(_EXTRA, pl.col("taxed_minor"), pl.col("line_count"), _CURRENCY),
        words=pl.format(
            "{} is due, {} more than the lines with VAT at the order's rate.",
            money(pl.col("payable_minor"), _CURRENCY),
            money(_EXTRA, _CURRENCY),
        ),
        place=pl.lit("BT-115"),
    ),
)
QUANTITY_HOLDS = (
    Check(
        finding=findings.NO_RECEIPT,
        fails=_SHORT & pl.col("arrived").is_null(),
        words=pl.format("It bills {}, of which nothing has arrived.", _BILLED),
        place=_PLACE,
    ),
    Check(
        finding=findings.SELF_BILLED,
        fails=_SHORT & pl.col("self_bill").is_not_null(),
        words=pl.format("It bills {}: already self-billed as {}.", _BILLED, "self_bill"),
        place=_PLACE,
    ),
    Check(
        finding=findings.QUANTITY_ABOVE,
        fails=_SHORT,
        words=pl.format(
            "It bills {}, but {} arrived, of which {} are left to bill.",
            _BILLED,
            quantity(pl.col("arrived")),
            quantity(pl.col("left")),
        ),
        place=_PLACE,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What matching found.

    Attributes:
        why: reasons in the lines and totals, as `checks.check.run` gives them.
        billed: rows for `billed_receipts` of the invoices that match.
        short: claims of the invoices that are sound but do not fit, for `shortfalls`.
        disputed: `supplier`, `order_no`, `order_line` that a held invoice bills, unless we bill
            that order line ourselves already: then the supplier's own invoice blocks nothing.
    """

    why: pl.DataFrame
    billed: pl.DataFrame
    short: pl.DataFrame
    disputed: pl.DataFrame


def match(
    cases: pl.DataFrame,
    lines: pl.DataFrame,
    orders: pl.DataFrame,
    receipts: pl.DataFrame,
    billed: pl.DataFrame,
    *,
    self_billed: pl.DataFrame,
    day: date,
) -> Matched:
    """Match invoices with orders and receipts; all or nothing for each invoice.

    Args:
        cases: invoices in the order in which they are served, with `rank`, `supplier`, `currency`,
            `order_no`, `payable_minor`, and `held`, true for those that may bill nothing today.
        lines: invoice lines; those of other invoices are left alone.
        orders: order lines with prices and VAT rates.
        receipts: goods receipts; those after `day` have not happened.
        billed: which invoice bills how much of which receipt line already.
        self_billed: `invoice` of those that we made ourselves.
        day: the business date.

    Returns:
        Reasons, what the matching invoices bill, and the order lines of those that do not match.

    Findings:
        BS-PAY-025 to BS-PAY-029.
    """
    terms = keyed(orders)
    billing = against_orders(_of_cases(lines, cases), terms)
    why = pl.concat([run(billing, LINE_HOLDS), run(_totals(cases, billing), TOTAL_HOLDS)])
    clean = cases.filter(pl.col("held").not_()).join(why, on="invoice", how="anti")
    arrived = arrivals(receipts, billed, terms, day)
    wanted = wants(billing.join(clean, on="invoice", how="semi"), arrived)
    claimed, pool = claims(wanted), pools(arrived, self_billed)
    admitted = admit(claimed, pool)
    short = claimed.join(admitted, on="invoice", how="anti", maintain_order="left")
    stuck = pl.concat(frame.select("invoice") for frame in (cases.filter("held"), why, short))
    return Matched(
        why=why,
        billed=allocate(wanted.join(admitted, on="invoice", how="semi"), arrived),
        short=short,
        disputed=_disputed(billing.join(stuck, on="invoice", how="semi"), pool, terms),
    )


def shortfalls(
    short: pl.DataFrame,
    orders: pl.DataFrame,
    receipts: pl.DataFrame,
    billed: pl.DataFrame,
    *,
    self_billed: pl.DataFrame,
    day: date,
) -> pl.DataFrame:
    """Say why claims do not fit, once everything of the day is billed.

    Args:
        short: claims as `match` gives them.
        orders: the order lines that `match` saw.
        receipts: goods receipts; those after `day` have not happened.
        billed: which invoice bills which receipt line, today's included.
        self_billed: `invoice` of those that we made ourselves, today's included.
        day: the business date.

    Returns:
        Reasons, as `checks.check.run` gives them.

    Findings:
        BS-PAY-030 to BS-PAY-032.
    """
    terms = keyed(orders)
    pool = pools(arrivals(receipts, billed, terms, day), self_billed)
    left = short.join(pool, on=["order_key", "receipt_no"], how="left", nulls_equal=True).join(
        terms.select("order_key", "order_no", "line_no"), on="order_key"
    )
    return run(left, QUANTITY_HOLDS)


def _of_cases(lines: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """Join the lines with what their invoice says for all of them."""
    header = cases.select("invoice", "rank", "supplier", "currency", header_order="order_no")
    return (
        lines.join(header, on="invoice", maintain_order="left")
        .with_columns(order_no=pl.coalesce("order_no", "header_order").str.strip_chars())
        .drop("header_order")
    )


def _totals(cases: pl.DataFrame, billing: pl.DataFrame) -> pl.DataFrame:
    """Add up what the lines of an invoice justify, with VAT at the order's rate."""
    sums = billing.group_by("invoice").agg(
        pl.col("taxed_minor").sum(), line_count=pl.len().cast(pl.Int128)
    )
    return cases.join(sums, on="invoice", maintain_order="left")


def _disputed(stuck: pl.DataFrame, pool: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Name the order lines that held invoices bill, but for those that we bill ourselves."""
    ours = pool.filter(pl.col("self_bill").is_not_null())
    keys = stuck.select("order_key").join(ours, on="order_key", how="anti")
    return terms.join(keys, on="order_key", how="semi").select(
        "supplier", "order_no", order_line="line_no"
    )
