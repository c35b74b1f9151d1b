"""A day at the payables desk: from what arrived to debts that are certain, and those that wait."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from blackstart.payables.cases import CASE_HOLDS, cases, examined, served
from blackstart.payables.checks import CHECKS
from blackstart.payables.checks.check import WHY, first, run
from blackstart.payables.checks.sheet import sheet
from blackstart.payables.clearing.decided import accepted, not_followed, rejected, spared
from blackstart.payables.debts import OPEN, book, bookable, post, steady, verify
from blackstart.payables.inbox import Inbox, Outbox
from blackstart.payables.matching.agreed import agreed
from blackstart.payables.matching.credits import CREDIT_CHECKS, credit_lines, referred
from blackstart.payables.matching.match import Stock, match, shortfalls
from blackstart.payables.paying.payees import payees
from blackstart.payables.selfbilling.advices import Sent, billed_lines, ours, sent
from blackstart.payables.selfbilling.cancelled import standing, withdrawn
from blackstart.payables.selfbilling.despatch import OnTheWay, on_the_way
from blackstart.payables.selfbilling.ourselves import bill_ourselves
from blackstart.payables.shape import changed, shaped
from blackstart.payables.tables import BilledReceipts, InvoiceFindings

SELF_BILLED = pl.col("kind") == "self-billed"


def decide(box: Inbox, *, capacity: int, day: date) -> Outbox:
    """Decide on everything that is new or held, bill receipts ourselves, post what the day allows.

    Nothing is ever dropped: an invoice is refused, held with a reason and what would clear it, or
    matched; a held one is examined again on each day. Decided again on the same day, with its
    own rows kept and the capacity taken, the desk changes nothing.

    Args:
        box: what lies on the desk.
        capacity: how many debts may still be posted today.
        day: the business date.

    Returns:
        Rows that are new or differ from what the desk was shown.

    Findings:
        BS-PAY-001 to BS-PAY-032, BS-PAY-040 to BS-PAY-043, BS-PAY-047 and BS-PAY-056 to -058.
    """
    fresh = examined(box)
    lines = box.lines.join(fresh, on="invoice", how="semi")
    rejects = rejected(box.decisions).join(fresh, on="invoice", how="semi")
    checked = pl.concat([run(sheet(fresh, lines), CHECKS), rejects])
    refused = checked.filter(pl.col("severity") == "refused")
    doubted = cases(fresh.join(refused, on="invoice", how="anti", maintain_order="left"), box, day)
    linked, pardons = referred(doubted, box), accepted(box.decisions)
    about = run(linked.filter("fresh"), CREDIT_CHECKS)
    doubts = spared(pl.concat([checked, run(doubted, CASE_HOLDS), about]), pardons)
    terms = agreed(box, day)
    advices, gone = _advices(box), ours(box.cancelled, box.firms)
    lines_sent = standing(advices.lines, gone, box.billed_despatches)
    box = replace(box, despatches=lines_sent)
    goods = on_the_way(box.despatches, box.billed_despatches, box.receipts, box.billed)
    matched = match(
        served(doubted, doubts),
        lines,
        terms,
        _stock(box, goods, [goods.settled], [], day),
        given=credit_lines(linked, doubts.filter(pl.col("severity") == "held"), box.lines),
        pardons=pardons,
    )
    undone = withdrawn(box, gone, goods.sent, pardons)
    made = bill_ourselves(box, terms, matched, goods, day, taken=undone.taken)
    billed = pl.concat([shaped(matched.billed, BilledReceipts), made.billed])
    after = _stock(box, goods, [billed], [made.invoices], day)
    short = shortfalls(matched.short, terms, after)
    why = first(pl.concat([doubts, matched.why, short]))
    own = made.invoices.with_columns(supplier="seller_id")
    booked = [
        *(book(fresh, why, day), book(own, pl.DataFrame(schema=WHY), day)),
        book(undone.again, first(undone.why), day),
    ]
    debts, posted = _posted(pl.concat(booked), box, capacity, day)
    return Outbox(
        invoices=made.invoices,
        lines=made.lines,
        findings=changed(_kept(pl.concat([checked, about])), box.findings),
        debts=debts,
        billed=billed,
        despatched=made.despatched,
        posted=posted,
        unbooked=_unbooked(fresh, why),
        notes=(*advices.notes, *made.notes, *undone.notes, *not_followed(box.decisions)),
    )


def _advices(box: Inbox) -> Sent:
    """Read the despatch advices as being about our order lines."""
    bills = billed_lines(box.billed_despatches, box.lines)
    return sent(box.despatches, box.documents, box.orders, box.firms, bills)


def _stock(
    box: Inbox,
    goods: OnTheWay,
    billed: Sequence[pl.DataFrame],
    own: Sequence[pl.DataFrame],
    day: date,
) -> Stock:
    """Say what arrived and what of it is billed, with what was billed and invoiced today."""
    return Stock(
        receipts=pl.concat([box.receipts, goods.receipts]),
        billed=pl.concat([box.billed, *billed, goods.billed]),
        self_billed=pl.concat([box.invoices.filter(SELF_BILLED), *own]),
        day=day,
    )


def _posted(booked: pl.DataFrame, box: Inbox, capacity: int, day: date) -> tuple[pl.DataFrame, int]:
    """Post what may be posted; give the debts that changed, and how many were posted."""
    rest = box.debts.filter(pl.col("state").is_in(OPEN)).join(booked, on="invoice", how="anti")
    open_ = pl.concat([steady(booked, box.debts), rest.select(booked.columns)])
    known = verify(open_, payees(box.accounts, day))
    done = post(known, box.weeks, capacity, day)
    waiting = known.join(done, on="invoice", how="anti")
    return changed(pl.concat([waiting, done]), box.debts).sort("invoice"), done.height


def _unbooked(fresh: pl.DataFrame, why: pl.DataFrame) -> pl.DataFrame:
    """Name the invoices that are counted only; a check refuses each of them."""
    rows = fresh.filter(bookable().not_()).join(why, on="invoice")
    return rows.select("invoice", "code").sort("invoice")


def _kept(checked: pl.DataFrame) -> pl.DataFrame:
    """Give what was found in documents as rows to keep."""
    rows = shaped(checked.rename({"invoice": "subject"}), InvoiceFindings)
    return rows.sort("subject", "code", "place")
