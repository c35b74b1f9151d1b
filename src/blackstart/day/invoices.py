"""The day's question to the payables desk: which debts are certain, what do the others need?"""

from collections.abc import Iterator

import polars as pl

from blackstart.base.activity import INVOICING
from blackstart.base.canonical import Json
from blackstart.base.table import Decision, Frames
from blackstart.base.today import Today
from blackstart.day.step import Step, upsert
from blackstart.day.tables import table
from blackstart.payables.books import books
from blackstart.payables.desk import decide
from blackstart.payables.figures import reasons, states, stops
from blackstart.payables.inbox import Inbox, Outbox
from blackstart.payables.paying.live import carried


def invoices(frames: Frames, today: Today) -> Decision:
    """Check, match and post what suppliers billed; bill receipts that nobody billed."""
    box = _inbox(frames, today)
    left = today.left.get(INVOICING)
    out = decide(box, capacity=left or 0, day=today.day)
    debts = upsert(box.debts, out.debts, table("debts").key)
    return Decision(
        rows={
            "invoices": out.invoices,
            "invoice_lines": out.lines,
            "invoice_findings": out.findings,
            "debts": out.debts,
            "billed_receipts": out.billed,
            "billed_despatches": out.despatched,
        },
        takes={} if left is None else {INVOICING: out.posted},
        findings=(*stops(debts, out.unbooked), *out.notes),
        facts=_facts(frames, today, box, out, debts),
    )


def _inbox(frames: Frames, today: Today) -> Inbox:
    """Lay on the desk what is known today."""
    weeks = frames["runways"].filter(pl.col("day") <= today.day)
    return Inbox(
        invoices=frames["invoices"].filter(pl.col("arrived_on") <= today.day),
        lines=frames["invoice_lines"],
        documents=frames["documents"].select("document", "format", "arrived_on"),
        findings=frames["invoice_findings"],
        debts=frames["debts"],
        billed=frames["billed_receipts"],
        billed_despatches=frames["billed_despatches"],
        orders=frames["purchase_orders"],
        prices=frames["prices"],
        tolerances=frames["tolerances"],
        charges=frames["order_charges"],
        receipts=frames["receipts"].filter(pl.col("received_on") <= today.day),
        despatches=_sent(frames, today),
        cancelled=frames["cancelled_despatches"].filter(pl.col("cancelled_on") <= today.day),
        carried=carried(frames["payments"], frames["paid_debts"]),
        agreements=frames["agreements"],
        accounts=frames["payee_accounts"],
        firms=frames["firms"].select("firm", "name", "vat_number"),
        weeks=weeks.select("firm", weeks_left="weeks_likely"),
        decisions=frames["invoice_decisions"].filter(pl.col("decided_on") <= today.day),
    )


def _sent(frames: Frames, today: Today) -> pl.DataFrame:
    """Give what was sent up to today, as far as the file that says so has come."""
    later = frames["documents"].filter(pl.col("arrived_on") > today.day)
    despatches = frames["despatches"].filter(pl.col("despatched_on") <= today.day)
    return despatches.join(later, on="document", how="anti", maintain_order="left")


def _facts(
    frames: Frames, today: Today, box: Inbox, out: Outbox, debts: pl.DataFrame
) -> dict[str, Json]:
    known = upsert(box.invoices, out.invoices, table("invoices").key)
    made_today = (pl.col("kind") == "self-billed") & (pl.col("issued_on") == today.day)
    posted_today = (pl.col("state") == "posted") & (pl.col("changed_on") == today.day)
    return {
        "arrived": known.height,
        "states": states(debts),
        "reasons": reasons(debts, out.unbooked),
        "without_amount": out.unbooked.height,
        "books": books(known, debts, frames["payments"], frames["paid_debts"]),
        "self_billed_today": known.filter(made_today).height,
        "posted_today": debts.filter(posted_today).height,
        "waiting_to_be_posted": debts.filter(pl.col("state") == "matched").height,
        "capacity_left": today.left.get(INVOICING),
        "unknown": list(_unknown(frames, today)),
    }


def _unknown(frames: Frames, today: Today) -> Iterator[str]:
    if INVOICING not in today.left:
        yield "The capacity of invoicing is unknown: matched invoices are not posted."
    for name, so in _NEEDED:
        if frames[name].is_empty():
            yield so


_NEEDED = (
    ("firms", "No firms are known: every invoice waits for its supplier to be known."),
    ("purchase_orders", "No orders are known: no price can be compared."),
    ("receipts", "No receipts are known: nobody can tell what arrived."),
    ("payee_accounts", "No payee accounts are known: nobody can be paid."),
    ("runways", "No weeks of cash are recorded yet: all suppliers rank alike."),
)

INVOICES = Step(
    name="invoices.decide",
    reads=(
        "invoices",
        "invoice_lines",
        "documents",
        "invoice_findings",
        "debts",
        "billed_receipts",
        "billed_despatches",
        "purchase_orders",
        "prices",
        "tolerances",
        "order_charges",
        "receipts",
        "despatches",
        "cancelled_despatches",
        "agreements",
        "invoice_decisions",
        "payee_accounts",
        "firms",
        "runways",
        "payments",
        "paid_debts",
    ),
    decide=invoices,
)
