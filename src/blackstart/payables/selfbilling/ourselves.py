"""Everything that we bill ourselves on a day: from receipts, from despatch advices, and back."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from blackstart.base.canonical import stable_id
from blackstart.base.finding import Finding
from blackstart.payables import findings
from blackstart.payables.amounts import product_minor, tax_minor
from blackstart.payables.inbox import Inbox
from blackstart.payables.matching.agreed import Agreed
from blackstart.payables.matching.match import Matched
from blackstart.payables.matching.tables import BilledDespatches
from blackstart.payables.selfbilling.despatch import SENT, OnTheWay
from blackstart.payables.selfbilling.selfbill import (
    DESPATCHES,
    RECEIPTS,
    SELF_BILL_AFTER_DAYS,
    Biller,
    SelfBills,
    ripe_receipts,
)
from blackstart.payables.shape import shaped
from blackstart.payables.tables import BilledReceipts, InvoiceLines, Invoices
from blackstart.payables.telling import tell

# Assumption: what was sent has arrived and is booked within these days, unless nobody can book it.
DESPATCH_AFTER_DAYS = 5
# Assumption: what has not arrived by then has to be looked for.
NEVER_CAME_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBills:
    """What we billed ourselves, and took back.

    Attributes:
        invoices: rows for `invoices`: self-billed ones, and credit notes of ours.
        lines: rows for `invoice_lines`.
        billed: rows for `billed_receipts`.
        despatched: rows for `billed_despatches`.
        notes: why goods were not billed, and what never came.
    """

    invoices: pl.DataFrame
    lines: pl.DataFrame
    billed: pl.DataFrame
    despatched: pl.DataFrame
    notes: tuple[Finding, ...]


def bill_ourselves(
    box: Inbox,
    terms: Agreed,
    matched: Matched,
    goods: OnTheWay,
    day: date,
    *,
    taken: pl.DataFrame,
) -> OwnBills:
    """Bill what arrived and what was sent, after the suppliers' own invoices had their turn.

    Nothing is billed twice: what arrived is billed by its receipt, unless it was billed when it was
    sent; then only what arrived above that is billed, and what arrived below it is taken back.

    Args:
        box: what lies on the desk.
        terms: what was agreed.
        matched: what suppliers' invoices bill and dispute.
        goods: despatches beside receipts.
        day: the business date.
        taken: `invoice` of ours whose despatch was cancelled, to be taken back as a whole.

    Findings:
        BS-PAY-041, BS-PAY-042, BS-PAY-043, BS-PAY-051, BS-PAY-052.
    """
    biller = Biller(terms=terms, agreements=box.agreements, firms=box.firms, day=day)
    billed = pl.concat([box.billed, goods.settled, shaped(matched.billed, BilledReceipts)])
    ripe = ripe_receipts(
        box.receipts,
        billed=billed,
        advances=box.billed_despatches.select("invoice"),
        disputed=matched.disputed,
        day=day,
    )
    came = biller.bill(ripe, RECEIPTS)
    others = [] if goods.sent.is_empty() else _of_despatches(box, matched, goods, biller, taken)
    return OwnBills(
        invoices=pl.concat([came.invoices, *(each.invoices for each in others)]),
        lines=pl.concat([came.lines, *(each.lines for each in others)]),
        billed=pl.concat([goods.settled, shaped(came.billed, BilledReceipts)]),
        despatched=pl.concat(
            [box.billed_despatches.clear(), *(_despatched(each.billed) for each in others)]
        ),
        notes=(*came.notes, *(note for each in others for note in each.notes)),
    )


def _of_despatches(
    box: Inbox, matched: Matched, goods: OnTheWay, biller: Biller, taken: pl.DataFrame
) -> list[SelfBills]:
    """Bill what was sent, and take back what did not arrive."""
    return [_sent(box, goods, matched.disputed, biller), _back(box, goods, biller, taken)]


def _despatched(billed: pl.DataFrame) -> pl.DataFrame:
    return shaped(billed.with_columns(despatch_no="receipt_no"), BilledDespatches)


def _sent(box: Inbox, goods: OnTheWay, disputed: pl.DataFrame, biller: Biller) -> SelfBills:
    """Bill despatches of which nothing arrived, where the agreement bills from them."""
    last = biller.day - timedelta(days=DESPATCH_AFTER_DAYS)
    fresh = goods.sent.filter(
        pl.col("billed_net").is_null(), pl.col("arrived") == 0, pl.col("despatched_on") <= last
    )
    agreements = box.agreements.filter(pl.col("basis") == "despatch")
    ripe = (
        box.despatches.filter(pl.col("quantity_micro") > 0)
        .join(fresh, on=SENT, how="semi")
        .join(disputed, on=["supplier", "order_no", "order_line"], how="anti")
        .with_columns(receipt_no="despatch_no", received_on="despatched_on")
    )
    by_despatch = Biller(
        terms=biller.terms, agreements=agreements, firms=biller.firms, day=biller.day
    )
    return by_despatch.bill(ripe, DESPATCHES)


def _back(box: Inbox, goods: OnTheWay, biller: Biller, taken: pl.DataFrame) -> SelfBills:
    """Take back what was billed when it was sent and did not arrive with the rest, or ever will."""
    terms, day = biller.terms, biller.day
    rest = pl.col("arrived_last") <= day - timedelta(days=SELF_BILL_AFTER_DAYS)
    never = pl.col("invoice").is_in(taken["invoice"].implode())
    short = goods.sent.filter(
        pl.col("arrived") < pl.col("billed_net"), ((pl.col("arrived") > 0) & rest) | never
    ).with_columns(missing=pl.col("billed_net") - pl.col("arrived"))
    taxes = terms.orders.select("supplier", "order_no", "tax_percent_micro", order_line="line_no")
    heads = box.invoices.select("invoice", "currency", "seller_name", "seller_vat")
    billed = box.lines.select("invoice", "order_no", "order_line", "price_micro", "part", "unit")
    net = product_minor(pl.col("price_micro"), pl.col("missing"), pl.col("currency"))
    lines = (
        short.join(heads, on="invoice")
        .join(
            billed.unique(("invoice", "order_no", "order_line"), keep="first"),
            on=["invoice", "order_no", "order_line"],
        )
        .join(taxes, on=["supplier", "order_no", "order_line"])
        .sort(SENT)
        .with_columns(net_minor=net, of="invoice", quantity_micro="missing")
        .with_columns(tax_minor=tax_minor(pl.col("net_minor"), pl.col("tax_percent_micro")))
    )
    ids = [
        stable_id("SC", *map(str, row))
        for row in lines.select("of", "order_no", "order_line", "missing").iter_rows()
    ]
    named = lines.with_columns(invoice=pl.Series(ids, dtype=pl.String), receipt_no="despatch_no")
    return SelfBills(
        invoices=_credit_notes(named, day),
        lines=shaped(named.with_columns(line_no=1, line_id=pl.lit("1")), InvoiceLines),
        billed=_taken_back(named, box.despatches),
        notes=_never_came(goods, day),
    )


def _credit_notes(lines: pl.DataFrame, day: date) -> pl.DataFrame:
    """Make a credit note for each line: what a despatch lacks is one line as a rule."""
    return shaped(
        lines.with_columns(
            kind=pl.lit("credit note"),
            number="invoice",
            seller_id="supplier",
            issued_on=pl.lit(day),
            arrived_on=pl.lit(day),
            due_on=pl.lit(day),
            lines_minor="net_minor",
            gross_minor=pl.col("net_minor") + pl.col("tax_minor"),
            payable_minor=pl.col("net_minor") + pl.col("tax_minor"),
        ),
        Invoices,
    )


def _taken_back(named: pl.DataFrame, despatches: pl.DataFrame) -> pl.DataFrame:
    """Say what is taken back, at the first line of the despatch that is about the order line."""
    first = despatches.group_by(SENT).agg(pl.col("line_no").min())
    return (
        named.join(first, on=SENT)
        .with_columns(quantity_micro=-pl.col("missing"))
        .select("supplier", "receipt_no", "line_no", "invoice", "quantity_micro")
    )


def _never_came(goods: OnTheWay, day: date) -> tuple[Finding, ...]:
    """Name what was billed when it was sent, and should have come long ago."""
    lost = goods.sent.filter(
        pl.col("billed_net") > 0,
        pl.col("arrived") == 0,
        pl.col("despatched_on") <= day - timedelta(days=NEVER_CAME_DAYS),
    )
    names = lost.select(pl.format("{} of {}", "despatch_no", "supplier").unique().sort())
    return tell(findings.NEVER_CAME, names.to_series().to_list(), "despatch advices")
