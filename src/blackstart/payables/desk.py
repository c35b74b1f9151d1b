"""A day at the payables desk: from what arrived to debts that are certain, and those that wait."""

from datetime import date

import polars as pl

from blackstart.payables.cases import CASE_HOLDS, cases, examined, served
from blackstart.payables.checks import CHECKS
from blackstart.payables.checks.check import WHY, first, run
from blackstart.payables.checks.sheet import sheet
from blackstart.payables.debts import OPEN, book, bookable, post, steady, verify
from blackstart.payables.inbox import Inbox, Outbox
from blackstart.payables.match import Matched, match, shortfalls
from blackstart.payables.payees import payees
from blackstart.payables.selfbill import SelfBills, self_bill
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
        BS-PAY-001 to BS-PAY-032, and BS-PAY-040 to BS-PAY-043.
    """
    fresh = examined(box)
    lines = box.lines.join(fresh, on="invoice", how="semi")
    checked = run(sheet(fresh, lines), CHECKS)
    refused = checked.filter(pl.col("severity") == "refused")
    doubted = cases(fresh.join(refused, on="invoice", how="anti", maintain_order="left"), box, day)
    doubts = pl.concat([checked, run(doubted, CASE_HOLDS)])
    matched = _matched(served(doubted, doubts), lines, box, day)
    made = _self_billed(matched, box, day)
    billed = pl.concat([shaped(matched.billed, BilledReceipts), made.billed])
    short = _short(matched, pl.concat([box.billed, billed]), made, box, day)
    why = first(pl.concat([doubts, matched.why, short]))
    own = made.invoices.with_columns(supplier="seller_id")
    booked = [book(fresh, why, day), book(own, pl.DataFrame(schema=WHY), day)]
    debts, posted = _posted(pl.concat(booked), box, capacity, day)
    return Outbox(
        invoices=made.invoices,
        lines=made.lines,
        findings=changed(_kept(checked), box.findings),
        debts=debts,
        billed=billed,
        posted=posted,
        unbooked=_unbooked(fresh, why),
        notes=made.notes,
    )


def _matched(waiting: pl.DataFrame, lines: pl.DataFrame, box: Inbox, day: date) -> Matched:
    return match(
        waiting,
        lines,
        box.orders,
        box.receipts,
        box.billed,
        self_billed=box.invoices.filter(SELF_BILLED),
        day=day,
    )


def _self_billed(matched: Matched, box: Inbox, day: date) -> SelfBills:
    """Bill receipts after the suppliers' own invoices had their turn."""
    keys = ["receipt_no", "line_no"]
    return self_bill(
        box.receipts,
        box.orders,
        box.agreements,
        box.firms,
        billed=pl.concat([box.billed.select(keys), matched.billed.select(keys)]),
        disputed=matched.disputed,
        day=day,
    )


def _short(
    matched: Matched, billed: pl.DataFrame, made: SelfBills, box: Inbox, day: date
) -> pl.DataFrame:
    """Say why sound invoices do not fit, after all that was billed today."""
    own = pl.concat([box.invoices.filter(SELF_BILLED), made.invoices])
    return shortfalls(matched.short, box.orders, box.receipts, billed, self_billed=own, day=day)


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
