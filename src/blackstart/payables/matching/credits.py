"""Credit notes: which invoice they are about, and what they take from it.

A credit note that names the invoice (EN 16931 BT-25), or else the receipt of goods that an invoice
bills, lowers what that invoice claims: so the credit note that a clerk asked for frees the invoice
that waited for it.
"""

import polars as pl

from blackstart.payables import findings
from blackstart.payables.checks.check import Check
from blackstart.payables.inbox import Inbox
from blackstart.payables.matching.agreed import Agreed
from blackstart.payables.matching.lines import against_orders
from blackstart.payables.repeats.duplicates import STANDING
from blackstart.payables.repeats.numbers import plain_number
from blackstart.payables.words import money, plain, said

# A credit at the agreed price gives goods back; at another price it corrects the price. Assumption:
# within two per cent it is the same price.
SAME_PRICE_PERCENT = 2

_NOTE = (
    *("invoice", "supplier", "currency", "preceding_no", "payable_minor"),
    *("issued_on", "arrived_on", "order_no", "state"),
)
_CURRENCY = pl.col("currency")

CREDIT_CHECKS = (
    Check(
        finding=findings.CREDIT_ABOVE,
        fails=pl.col("credited_sum") > pl.col("credited_minor"),
        words=pl.format(
            "With earlier ones it gives back {} of invoice {}, which claims {}.",
            money(pl.col("credited_sum"), _CURRENCY),
            said(pl.col("credited_number")),
            money(pl.col("credited_minor"), _CURRENCY),
        ),
        place=pl.lit("BT-25"),
    ),
    Check(
        finding=findings.CREDITS,
        fails=pl.lit(value=True),
        words=pl.when(pl.col("credits").is_null())
        .then(
            pl.format(
                "It names {}, which is no invoice of the supplier's that we know, and no receipt "
                "that one bills.",
                said(pl.col("preceding_no")),
            )
        )
        .otherwise(
            pl.format("It is about {}, number {}.", "credits", said(pl.col("credited_number")))
        ),
        place=pl.lit("BT-25"),
    ),
)


def referred(doubted: pl.DataFrame, box: Inbox) -> pl.DataFrame:
    """Say of each credit note which invoice it is about.

    Args:
        doubted: examined invoices as `cases.cases` gives them.
        box: what lies on the desk; what stands already is looked at as well.

    Returns:
        The credit notes, new ones (`fresh`) and standing ones, with `credits` (empty: none that we
        know), `credited_number`, `credited_minor`, what that invoice claims, and `credited_sum`,
        what is given back of it by this one and those before it, in 128 bits.
    """
    standing = box.debts.filter(pl.col("state").is_in(STANDING)).select(
        "invoice", "state", "supplier"
    )
    alive = doubted.filter(pl.col("same_as").is_null(), pl.col("supplier").is_not_null())
    stands = box.invoices.join(standing, on="invoice")
    columns = [*_NOTE, "kind", "number", "document"]
    known = pl.concat([alive.select(columns), stands.select(columns)])
    credit = pl.col("kind") == "credit note"
    notes = known.filter(credit & pl.col("document").is_not_null()).select(_NOTE)
    claims = known.filter(credit.not_()).join(notes, on=["supplier", "currency"], how="semi")
    found = _chosen(pl.concat([_by_number(notes, claims), _by_goods(notes, claims, box.lines)]))
    return (
        notes.join(found, on="invoice", how="left")
        .with_columns(fresh=pl.col("state").is_in(STANDING).not_().fill_null(value=True))
        .sort("fresh", "arrived_on", "issued_on", "invoice")
        .with_columns(
            credited_sum=pl.when(pl.col("credits").is_not_null()).then(
                pl.col("payable_minor").cast(pl.Int128).cum_sum().over("credits")
            )
        )
    )


def _by_number(notes: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Pair credit notes with the invoices of the number that they name."""
    named = notes.select(
        "invoice", "supplier", "currency", key=plain_number(pl.col("preceding_no"))
    )
    numbered = claims.with_columns(key=plain_number(pl.col("number")))
    return _pairs(named, numbered, ["supplier", "currency", "key"], 0)


def _by_goods(notes: pl.DataFrame, claims: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Pair credit notes with the invoices that bill a receipt which they name."""
    key = ["supplier", "currency", "order", "order_line", "receipt"]
    back = _named(notes, lines)
    return _pairs(back, _named(claims, lines), key, 1)


def _named(papers: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Give the receipts that lines name, with what is said of their paper."""
    header = papers.rename({"order_no": "header_order"})
    order = pl.coalesce("order_no", "header_order")
    return (
        lines.select("invoice", "order_no", "order_line", "receipt_no")
        .drop_nulls("receipt_no")
        .join(header, on="invoice")
        .with_columns(order=plain(order), receipt=plain(pl.col("receipt_no")))
    )


def _pairs(notes: pl.DataFrame, claims: pl.DataFrame, key: list[str], way: int) -> pl.DataFrame:
    about = claims.select(
        *key,
        "arrived_on",
        "issued_on",
        credits="invoice",
        credited_number="number",
        credited_minor="payable_minor",
    )
    pairs = notes.select(*key, "invoice").drop_nulls().join(about, on=key)
    return pairs.drop(key).with_columns(way=pl.lit(way))


def _chosen(pairs: pl.DataFrame) -> pl.DataFrame:
    """Keep one invoice for each credit note: the one it names, of several the newest."""
    order = ("invoice", "way", "arrived_on", "issued_on", "credits")
    return (
        pairs.sort(order, descending=[False, False, True, True, False], nulls_last=True)
        .unique("invoice", keep="first", maintain_order=True)
        .drop("way", "arrived_on", "issued_on")
    )


def credit_lines(linked: pl.DataFrame, stuck: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Give the lines of the credit notes that count, with the invoice that they are about.

    Args:
        linked: as `referred` gives them.
        stuck: `invoice` of those that are held or refused today.
        lines: invoice lines.
    """
    count = linked.drop_nulls("credits").join(stuck, on="invoice", how="anti")
    header = count.select(
        *("invoice", "credits", "supplier", "currency", "issued_on"),
        header_order="order_no",
        note_minor="payable_minor",
    )
    return (
        lines.join(header, on="invoice")
        .with_columns(order_no=pl.coalesce("order_no", "header_order").str.strip_chars())
        .drop("header_order")
        .sort("invoice", "line_no")
    )


def less_credits(
    billing: pl.DataFrame, given: pl.DataFrame, terms: Agreed, receipts: pl.DataFrame
) -> pl.DataFrame:
    """Take from invoice lines what credit notes give back: goods, or what was too dear.

    Args:
        billing: lines as `lines.against_orders` gives them.
        given: lines of credit notes, as `credit_lines` gives them.
        terms: what was agreed.
        receipts: goods receipts.

    Returns:
        The lines with `quantity_micro` and `over_minor` lowered, at the first of an invoice's lines
        about an order line; and `rest_minor`, at the invoice's first line, what its credit notes
        give back besides lines.
    """
    if given.is_empty():
        return billing.with_columns(rest_minor=pl.lit(0, dtype=pl.Int128))
    back = against_orders(given, terms, receipts)
    agreed, over = pl.col("agreed_minor"), pl.col("over_minor").abs()
    goods = (over <= 1) | (over * 100 <= agreed * SAME_PRICE_PERCENT)
    each = (
        back.drop_nulls("order_key")
        .group_by(invoice="credits", order_key="order_key")
        .agg(
            goods_micro=pl.col("quantity_micro").filter(goods).sum(),
            price_minor=pl.col("billed_minor").filter(goods.not_()).sum(),
        )
    )
    spent = back.group_by("invoice", "credits").agg(
        pl.col("note_minor").first(), pl.col("taxed_minor").sum()
    )
    rest = spent.group_by(invoice="credits").agg(
        rest_minor=(pl.col("note_minor") - pl.col("taxed_minor")).sum()
    )
    line, key = pl.col("line_no"), ("invoice", "order_key")
    return (
        billing.join(each, on=key, how="left", maintain_order="left")
        .join(rest, on="invoice", how="left", maintain_order="left")
        .with_columns(
            _at(line == line.min().over(key), "goods_micro", "price_minor"),
            _at(line == line.min().over("invoice"), "rest_minor"),
        )
        .with_columns(
            quantity_micro=pl.col("quantity_micro") - pl.col("goods_micro"),
            over_minor=pl.col("over_minor") - pl.col("price_minor"),
        )
        .drop("goods_micro", "price_minor")
    )


def _at(place: pl.Expr, *names: str) -> pl.Expr:
    return pl.when(place).then(pl.col(names)).fill_null(0)
