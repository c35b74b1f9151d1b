"""Invoices that we make for the supplier, out of what arrived and the price that was agreed.

The way that carmakers prefer (the reference carmaker's Payment Terms Web-Guide, issue 3, 2017):
making the self-billed invoice triggers the payment. HMRC Notice 700/62 allows it under an agreement
that is in force and names the supplier's VAT number.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from blackstart.base.canonical import stable_id
from blackstart.base.finding import Finding
from blackstart.payables import findings
from blackstart.payables.amounts import countable, product_minor, tax_minor
from blackstart.payables.matching.agreed import Agreed
from blackstart.payables.matching.prices import dated
from blackstart.payables.shape import shaped
from blackstart.payables.tables import InvoiceLines, Invoices
from blackstart.payables.telling import tell
from blackstart.payables.terms import TERMS_DAYS
from blackstart.payables.words import plain

# Assumption: who sends an invoice of its own in spite of the agreement does so within these days.
SELF_BILL_AFTER_DAYS = 3
RECEIPTS, DESPATCHES = "receipt lines", "despatch lines"

_BILL = ("supplier", "receipt_no", "currency")
_PRICED = (
    (findings.EXPIRED, pl.col("agreed_today")),
    (findings.VAT_NUMBER, pl.col("vat_agreed")),
    (findings.NO_PRICE, pl.col("price_agreed")),
    (findings.TOO_LARGE, pl.col("countable")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfBills:
    """What we billed ourselves.

    Attributes:
        invoices: rows for `invoices`.
        lines: rows for `invoice_lines`.
        billed: what they bill: `invoice` and the columns of the goods.
        notes: why some goods were not billed, one finding a reason.
    """

    invoices: pl.DataFrame
    lines: pl.DataFrame
    billed: pl.DataFrame
    notes: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Biller:
    """Makes invoices for goods at agreed prices, where an agreement allows it.

    Attributes:
        terms: what was agreed: order lines with VAT rates, and their prices by date.
        agreements: self-billing agreements; the newest in force on the day of the goods counts.
        firms: with `firm`, `name` and `vat_number`.
        day: the business date.
    """

    terms: Agreed
    agreements: pl.DataFrame
    firms: pl.DataFrame
    day: date

    def bill(self, goods: pl.DataFrame, what: str) -> SelfBills:
        """Bill goods: one invoice for each supplier, receipt (or despatch) and currency.

        Args:
            goods: in the columns of `receipts`; nobody else bills them.
            what: what they are, in the plural: "receipt lines".

        Returns:
            Invoices whose ids are the same whenever the same lines are billed.

        Findings:
            BS-PAY-041, BS-PAY-042, BS-PAY-043, BS-PAY-051.
        """
        priced = _priced(_agreed(goods, self.agreements, self.day), self.terms, self.firms)
        good = pl.all_horizontal(passes for _, passes in _PRICED)
        lines = _numbered(priced.filter(good).sort(*_BILL, "line_no"), what)
        return SelfBills(
            invoices=_invoices(lines, self.day),
            lines=_lines(lines),
            billed=lines,
            notes=_notes(priced, what),
        )


def ripe_receipts(
    receipts: pl.DataFrame,
    *,
    billed: pl.DataFrame,
    advances: pl.DataFrame,
    disputed: pl.DataFrame,
    day: date,
) -> pl.DataFrame:
    """Give the receipts that nobody bills, and of those that we billed when sent what came above.

    Args:
        receipts: goods receipts.
        billed: which invoice bills how much of which receipt line.
        advances: `invoice` of ours that bill despatches.
        disputed: `supplier`, `order_no`, `order_line` that a held invoice bills: left alone.
        day: the business date; receipts wait `SELF_BILL_AFTER_DAYS`.
    """
    key = ["receipt_no", "line_no"]
    ours = billed.join(advances, on="invoice", how="semi")
    others = billed.join(advances, on="invoice", how="anti")
    taken = ours.group_by(key).agg(taken=pl.col("quantity_micro").sum())
    return (
        receipts.filter(pl.col("received_on") <= day - timedelta(days=SELF_BILL_AFTER_DAYS))
        .join(others, on=key, how="anti")
        .join(disputed, on=["supplier", "order_no", "order_line"], how="anti")
        .join(taken, on=key, how="left")
        .with_columns(pl.col("quantity_micro") - pl.col("taken").fill_null(0))
        .filter(pl.col("quantity_micro") > 0)
        .drop("taken")
    )


def _in_force(day: pl.Expr) -> pl.Expr:
    until = pl.col("valid_until")
    return (pl.col("valid_from") <= day) & (until.is_null() | (until >= day))


def _agreed(receipts: pl.DataFrame, agreements: pl.DataFrame, day: date) -> pl.DataFrame:
    """Keep the lines whose supplier had agreed on their day; today an agreement must hold too."""
    today = agreements.filter(_in_force(pl.lit(day)))["supplier"]
    return (
        receipts.join(agreements.rename({"vat_number": "agreed_vat"}), on="supplier")
        .filter(_in_force(pl.col("received_on")))
        .with_columns(agreed_today=pl.col("supplier").is_in(today.implode()))
        .sort("receipt_no", "line_no", "valid_from")
        .unique(("receipt_no", "line_no"), keep="last", maintain_order=True)
    )


def _priced(receipts: pl.DataFrame, terms: Agreed, firms: pl.DataFrame) -> pl.DataFrame:
    """Join receipt lines with the agreed price, and tell what forbids to bill them."""
    ordered = terms.orders.select(
        "order_key",
        "supplier",
        "order_no",
        "unit",
        "currency",
        "tax_percent_micro",
        order_line="line_no",
        agreed_micro="price_micro",
        price_from="agreed_from",
    )
    vat = firms.select("vat_number", "name", supplier="firm")
    net = product_minor(pl.col("price_micro"), pl.col("quantity_micro"), pl.col("currency"))
    price = (pl.col("price_micro") > 0) & (pl.col("price_from") <= pl.col("received_on"))
    gross = pl.col("net_minor") + tax_minor(pl.col("net_minor"), pl.col("tax_percent_micro"))
    same_vat = plain(pl.col("agreed_vat")) == plain(pl.col("vat_number"))
    return (
        receipts.join(ordered, on=["supplier", "order_no", "order_line"], how="left")
        .with_columns(priced_on="received_on")
        .pipe(dated, terms.prices)
        .rename({"agreed_micro": "price_micro"})
        .join(vat, on="supplier", how="left")
        .with_columns(
            net_minor=net,
            vat_agreed=same_vat.fill_null(value=False),
            price_agreed=price.fill_null(value=False),
        )
        .with_columns(countable=countable(gross.sum().over(_BILL)).fill_null(value=True))
    )


def _numbered(lines: pl.DataFrame, what: str) -> pl.DataFrame:
    """Name each line's invoice: the same lines always make the same id."""
    numbers = pl.col("line_no").cast(pl.String).str.join(",")
    bills = lines.group_by(_BILL, maintain_order=True).agg(numbers=numbers)
    kind = () if what == RECEIPTS else (what,)
    ids = [stable_id("SB", *kind, *map(str, row)) for row in bills.iter_rows()]
    named = bills.select(_BILL).with_columns(invoice=pl.Series(ids, dtype=pl.String))
    return lines.join(named, on=_BILL, maintain_order="left")


def _invoices(lines: pl.DataFrame, day: date) -> pl.DataFrame:
    """Add up the lines; VAT is rounded once for each rate (EN 16931 BR-CO-17)."""
    who = ("invoice", *_BILL, "name", "vat_number")
    tax = tax_minor(pl.col("net_minor"), pl.col("tax_percent_micro"))
    return (
        lines.group_by(*who, "tax_percent_micro")
        .agg(pl.col("net_minor").sum(), pl.col("received_on").min())
        .with_columns(tax_minor=tax)
        .group_by(who)
        .agg(pl.col("net_minor", "tax_minor").sum(), pl.col("received_on").min())
        .sort("invoice")
        .with_columns(gross_minor=pl.col("net_minor") + pl.col("tax_minor"))
        .with_columns(
            kind=pl.lit("self-billed"),
            number="invoice",
            seller_id="supplier",
            seller_name="name",
            seller_vat="vat_number",
            issued_on=pl.lit(day),
            arrived_on=pl.lit(day),
            due_on=pl.col("received_on") + timedelta(days=TERMS_DAYS),
            lines_minor="net_minor",
            payable_minor="gross_minor",
        )
        .pipe(shaped, Invoices)
    )


def _lines(lines: pl.DataFrame) -> pl.DataFrame:
    place = pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("invoice")
    named = lines.with_columns(line_id=pl.col("line_no").cast(pl.String), line_no=place)
    return shaped(named, InvoiceLines)


def _notes(priced: pl.DataFrame, what: str) -> tuple[Finding, ...]:
    name = pl.format("{} line {} of {}", "receipt_no", "line_no", "supplier")
    return tuple(
        note
        for code, passes in _PRICED
        for note in tell(
            code,
            priced.filter(passes.not_()).select(name.sort()).to_series().to_list(),
            what,
        )
    )
