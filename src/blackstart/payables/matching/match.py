"""Three ways: what is billed, what was ordered at which price, what arrived."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from blackstart.payables import findings
from blackstart.payables.checks.check import WHY, Check, run
from blackstart.payables.clearing.decided import spared
from blackstart.payables.matching.agreed import Agreed
from blackstart.payables.matching.arrivals import admit, allocate, arrivals, claims, pools, wants
from blackstart.payables.matching.charges import TOTAL_HOLDS, totals, without_charges
from blackstart.payables.matching.credits import less_credits
from blackstart.payables.matching.lines import LINE_HOLDS, against_orders
from blackstart.payables.matching.slack import with_slack
from blackstart.payables.words import quantity

_LINE = (
    *("invoice", "line_no", "part", "quantity_micro", "unit", "price_micro", "net_minor"),
    *("order_no", "order_line", "receipt_no"),
)
_SHORT = pl.col("want") > pl.col("room").fill_null(0)
_NAMED = pl.format(", receipt {}", "receipt_no").fill_null("")
_PLACE = pl.format("order {} line {}{}", "order_no", "line_no", _NAMED)
_BILLED = pl.format("{} of {}", quantity(pl.col("want")), _PLACE)
_MORE = pl.format(
    "; {} % more would be tolerated ({})", quantity(pl.col("more_micro_max")), "more_source"
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
            "It bills {}, but {} arrived, of which {} are left to bill{}.",
            _BILLED,
            quantity(pl.col("arrived")),
            quantity(pl.max_horizontal("left", pl.lit(0, dtype=pl.Int128))),
            pl.when(pl.col("more_micro_max") > 0).then(_MORE).otherwise(pl.lit("")),
        ),
        place=_PLACE,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What arrived, and what of it is billed.

    Attributes:
        receipts: goods receipts; those after `day` have not happened.
        billed: which invoice bills how much of which receipt line.
        self_billed: `invoice` of those that we made ourselves.
        day: the business date.
    """

    receipts: pl.DataFrame
    billed: pl.DataFrame
    self_billed: pl.DataFrame
    day: date


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
    terms: Agreed,
    stock: Stock,
    *,
    given: pl.DataFrame,
    pardons: pl.DataFrame,
) -> Matched:
    """Match invoices with orders and receipts; all or nothing for each invoice.

    Args:
        cases: invoices in the order in which they are served, with `rank`, `supplier`, `currency`,
            `order_no`, `payable_minor`, and `held`, true for those that may bill nothing today.
        lines: invoice lines; those of other invoices are left alone.
        terms: what was agreed: orders, prices, tolerances, charges.
        stock: what arrived, and what of it is billed already.
        given: lines of credit notes about these invoices, as `credits.credit_lines` gives them.
        pardons: `invoice` and `code` of reasons that a person accepted.

    Returns:
        Reasons, what the matching invoices bill, and the order lines of those that do not match.

    Findings:
        BS-PAY-025 to BS-PAY-029.
    """
    every = against_orders(_of_cases(lines, cases), terms, stock.receipts)
    asked = without_charges(every, terms.charges)
    billing = less_credits(asked, given, terms, stock.receipts)
    due = totals(cases, billing, terms.charges, terms.tolerances)
    found = pl.concat([run(billing, LINE_HOLDS), run(due, TOTAL_HOLDS)])
    why = spared(found, pardons)
    clean = cases.filter(pl.col("held").not_()).join(why, on="invoice", how="anti")
    arrived = arrivals(stock.receipts, stock.billed, terms.orders, stock.day)
    wanted = wants(billing.join(clean, on="invoice", how="semi"), arrived)
    pool = with_slack(pools(arrived, stock.self_billed), terms.orders, terms.tolerances)
    claimed = claims(wanted)
    admitted = admit(claimed, pool)
    short = claimed.join(admitted, on="invoice", how="anti").sort("rank", "order_key", "receipt_no")
    stuck = pl.concat(frame.select("invoice") for frame in (cases.filter("held"), why, short))
    return Matched(
        why=why,
        billed=allocate(wanted.join(admitted, on="invoice", how="semi"), arrived),
        short=short,
        disputed=_disputed(billing.join(stuck, on="invoice", how="semi"), pool, terms.orders),
    )


def shortfalls(short: pl.DataFrame, terms: Agreed, stock: Stock) -> pl.DataFrame:
    """Say why claims do not fit, once everything of the day is billed.

    Args:
        short: claims as `match` gives them.
        terms: what was agreed, as `match` saw it.
        stock: what arrived and what of it is billed, today's included.

    Returns:
        Reasons, as `checks.check.run` gives them.

    Findings:
        BS-PAY-030 to BS-PAY-032.
    """
    if short.is_empty():
        return pl.DataFrame(schema=WHY)
    asked = terms.orders.join(short, on="order_key", how="semi")
    arrived = arrivals(stock.receipts, stock.billed, asked, stock.day)
    pool = with_slack(pools(arrived, stock.self_billed), asked, terms.tolerances)
    left = short.join(pool, on=["order_key", "receipt_no"], how="left", nulls_equal=True).join(
        asked.select("order_key", "order_no", "line_no"), on="order_key"
    )
    return run(left, QUANTITY_HOLDS)


def _of_cases(lines: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """Join the lines with what their invoice says for all of them."""
    header = cases.select(
        "invoice", "rank", "supplier", "currency", "issued_on", header_order="order_no"
    )
    return (
        lines.select(_LINE)
        .join(header, on="invoice", maintain_order="left")
        .with_columns(order_no=pl.coalesce("order_no", "header_order").str.strip_chars())
        .drop("header_order")
    )


def _disputed(stuck: pl.DataFrame, pool: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """Name the order lines that held invoices bill, but for those that we bill ourselves."""
    ours = pool.filter(pl.col("self_bill").is_not_null())
    keys = stuck.select("order_key").join(ours, on="order_key", how="anti")
    return orders.join(keys, on="order_key", how="semi").select(
        "supplier", "order_no", order_line="line_no"
    )
