"""A desk full of invoices for the bench of matching: the same rows for us and for the rival.

A supplier has an order of eight lines; each receipt has some of them, and one invoice bills it. The
mix is an assumption: of 1,000 invoices 20 are sent again under another spelling or in another
format, 5 nearly so, 20 bill too much, 10 goods that have not arrived.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import numpy as np
import polars as pl

from blackstart.base.money import MICRO
from blackstart.day.tables import table
from blackstart.payables.inbox import Inbox
from blackstart.payables.shape import shaped

DAY: Final = date(2025, 9, 25)
LINES_AN_INVOICE = 2.5
INVOICES_A_SUPPLIER = 50
ORDER_LINES = 8
LINES_MAX = 4
TAX_PERCENT = 20
TERMS = ("despatches", "cancelled_despatches", "prices", "tolerances", "order_charges")
COPIES, NEAR, DEAR, ABSENT = 20, 5, 20, 10  # of 1,000


def world(lines: int, seed: int = 7) -> dict[str, pl.DataFrame]:
    """Make the tables of a desk on which about that many invoice lines lie.

    Returns:
        `firms`, `purchase_orders`, `receipts`, `documents`, `invoices`, `invoice_lines`.
    """
    chance = np.random.default_rng(seed)
    count = int(lines / LINES_AN_INVOICE / (1 + (COPIES + NEAR) / 1000))
    suppliers = max(count // INVOICES_A_SUPPLIER, 1)
    orders = _orders(chance, suppliers)
    heads = _heads(chance, count, suppliers)
    billed = _billed(chance, heads, orders)
    priced = _summed(heads, billed)
    return {
        "firms": _firms(suppliers),
        "purchase_orders": shaped(orders, table("purchase_orders").schema),
        "receipts": _receipts(billed),
        **_papers(chance, priced, billed),
    }


def inbox(tables: dict[str, pl.DataFrame]) -> Inbox:
    """Lay the tables on the desk; nothing was decided yet."""
    names = (
        "invoice_findings",
        "debts",
        "billed_receipts",
        "billed_despatches",
        "agreements",
        "payee_accounts",
    )
    empty = {name: table(name).empty() for name in (*names, "invoice_decisions", *TERMS)}
    return Inbox(
        invoices=tables["invoices"],
        lines=tables["invoice_lines"],
        documents=tables["documents"],
        findings=empty["invoice_findings"],
        debts=empty["debts"],
        billed=empty["billed_receipts"],
        orders=tables["purchase_orders"],
        billed_despatches=empty["billed_despatches"],
        despatches=empty["despatches"],
        cancelled=empty["cancelled_despatches"],
        carried=pl.DataFrame(schema={"invoice": pl.String}),
        prices=empty["prices"],
        tolerances=empty["tolerances"],
        charges=empty["order_charges"],
        receipts=tables["receipts"],
        agreements=empty["agreements"],
        accounts=empty["payee_accounts"],
        firms=tables["firms"],
        weeks=pl.DataFrame(schema={"firm": pl.String, "weeks_left": pl.Float64}),
        decisions=empty["invoice_decisions"],
    )


def _supplier(places: pl.Expr) -> pl.Expr:
    return pl.format("S{}", places.cast(pl.String).str.zfill(6))


def _firms(suppliers: int) -> pl.DataFrame:
    places = pl.DataFrame({"place": range(suppliers)})
    return places.select(
        firm=_supplier(pl.col("place")),
        name=pl.format("Firm {} Ltd", "place"),
        vat_number=pl.format("GB{}", "place"),
    )


def _orders(chance: np.random.Generator, suppliers: int) -> pl.DataFrame:
    """Give each supplier one order of eight lines."""
    place = np.arange(suppliers * ORDER_LINES)
    return pl.DataFrame(
        {
            "place": place // ORDER_LINES,
            "line_no": place % ORDER_LINES + 1,
            "price_micro": chance.integers(100, 500_000, len(place)) * 10_000,
        }
    ).with_columns(
        order_no=pl.format("PO{}", "place"),
        supplier=_supplier(pl.col("place")),
        part=pl.format("P{}-{}", "place", "line_no"),
        unit=pl.lit("C62"),
        quantity_micro=pl.lit(10**12, dtype=pl.Int64),
        currency=pl.lit("GBP"),
        tax_percent_micro=pl.lit(TAX_PERCENT * MICRO, dtype=pl.Int64),
        agreed_from=pl.lit(DAY - timedelta(days=300)),
    )


def _heads(chance: np.random.Generator, count: int, suppliers: int) -> pl.DataFrame:
    """Give each invoice its supplier, its number in the supplier's series, and its fault."""
    fate = chance.integers(0, 1000, count)
    limits = np.cumsum([COPIES, NEAR, DEAR, ABSENT])
    return pl.DataFrame(
        {
            "place": np.arange(count),
            "of": chance.integers(0, suppliers, count),
            "fault": np.array(["copy", "near", "dear", "absent", ""])[
                np.searchsorted(limits, fate, side="right")
            ],
            "days": chance.integers(10, 90, count),
        }
    ).with_columns(
        invoice=pl.format("I-{}", pl.col("place").cast(pl.String).str.zfill(8)),
        receipt_no=pl.format("GR{}", "place"),
        number=pl.format(
            "{}", (1000 + pl.int_range(pl.len()).over("of")).cast(pl.String).str.zfill(6)
        ),
        issued_on=pl.lit(DAY) - pl.duration(days="days"),
    )


def _billed(chance: np.random.Generator, heads: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """Give each invoice one to four lines on neighbouring lines of its supplier's order."""
    counts = chance.integers(1, LINES_MAX + 1, heads.height)
    rows = heads.with_columns(
        count=pl.Series(counts), first=pl.Series(chance.integers(0, ORDER_LINES, heads.height))
    )
    lines = rows.select(pl.all().repeat_by("count").explode()).with_columns(
        line_no=pl.int_range(1, pl.len() + 1).over("invoice")
    )
    pieces = pl.Series(chance.integers(1, 200, lines.height))
    dear = (pl.col("fault") == "dear") & (pl.col("line_no") == 1)
    return (
        lines.with_columns(
            order_line=(pl.col("first") + pl.col("line_no")) % ORDER_LINES + 1, pieces=pieces
        )
        .join(
            orders.select("place", "order_no", "part", "price_micro", order_line="line_no"),
            left_on=["of", "order_line"],
            right_on=["place", "order_line"],
            how="left",
            maintain_order="left",
        )
        .with_columns(
            charged_micro=pl.when(dear)
            .then(pl.col("price_micro") * 11 // 10)
            .otherwise("price_micro")
        )
        .with_columns(net_minor=pl.col("charged_micro") * pl.col("pieces") // 10_000)
    )


def _summed(heads: pl.DataFrame, billed: pl.DataFrame) -> pl.DataFrame:
    """Add the totals to each head."""
    sums = billed.group_by("invoice").agg(net=pl.col("net_minor").sum())
    tax = (pl.col("net") * TAX_PERCENT + 50) // 100
    return heads.join(sums, on="invoice", maintain_order="left").with_columns(tax=tax)


def _receipts(billed: pl.DataFrame) -> pl.DataFrame:
    arrived = billed.filter(pl.col("fault") != "absent").with_columns(
        supplier=_supplier(pl.col("of")),
        quantity_micro=pl.col("pieces") * MICRO,
        received_on=pl.col("issued_on") - timedelta(days=2),
    )
    return shaped(arrived, table("receipts").schema)


def _papers(
    chance: np.random.Generator, heads: pl.DataFrame, billed: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """Write the invoices, and those that are sent again under another spelling, in no order."""
    again = heads.filter(pl.col("fault").is_in(["copy", "near"])).with_columns(
        invoice=pl.col("invoice") + "-2",
        number=pl.when(pl.col("fault") == "copy")
        .then(pl.col("number").str.strip_chars_start("0") + "-")
        .otherwise("RE" + pl.col("number")),
        days=pl.col("days") - 3,
    )
    both = pl.concat([heads, again])
    mixed = both[chance.permutation(both.height)]
    formats = chance.integers(0, 4, mixed.height)
    invoices = mixed.with_columns(
        document=pl.int_range(pl.len()).cast(pl.String).str.zfill(64),
        kind=pl.lit("invoice"),
        seller_id=_supplier(pl.col("of")),
        arrived_on=pl.lit(DAY) - pl.duration(days="days") + pl.duration(days=3),
        currency=pl.lit("GBP"),
        lines_minor="net",
        net_minor="net",
        tax_minor="tax",
        gross_minor=pl.col("net") + pl.col("tax"),
        payable_minor=pl.col("net") + pl.col("tax"),
    )
    copied = billed.join(
        again.select("place", copy="invoice"), on="place", maintain_order="left"
    ).with_columns(invoice="copy")
    lines = pl.concat([billed, copied.select(billed.columns)]).with_columns(
        quantity_micro=pl.col("pieces") * MICRO,
        unit=pl.lit("EA"),
        price_micro="charged_micro",
        line_id=pl.col("line_no").cast(pl.String),
        # Every other supplier names the receipt; the others leave it to us to find the goods.
        receipt_no=pl.when(pl.col("of") % 2 == 0).then("receipt_no"),
    )
    forms = pl.DataFrame({"format": ["UBL", "CII", "EDIFACT INVOIC D.96A", "CSV"]})
    return {
        "documents": invoices.select(
            "document", "arrived_on", format=forms["format"].gather(pl.Series(formats))
        ),
        "invoices": shaped(invoices, table("invoices").schema),
        "invoice_lines": shaped(lines, table("invoice_lines").schema),
    }


def all_agreed(box: Inbox) -> Inbox:
    """Let every supplier have agreed to self-billing."""
    agreed = box.firms.select(
        "vat_number", supplier="firm", valid_from=pl.lit(DAY - timedelta(days=300))
    )
    return replace(box, agreements=shaped(agreed, table("agreements").schema))
