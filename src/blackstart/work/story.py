"""The whole story of one invoice: what came, what it says, what it bills, what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import polars as pl

from blackstart.base.today import Today
from blackstart.day.invoices import INVOICES
from blackstart.day.payments import PROPOSE, SETTLE
from blackstart.payables.clearing.decided import tolerances
from blackstart.payables.clearing.deciding import ON_INVOICES
from blackstart.payables.clearing.evidence import evidence
from blackstart.payables.matching.agreed import Agreed
from blackstart.payables.matching.prices import price_list
from blackstart.payables.matching.tolerance import in_force
from blackstart.store import frames, originals, trail
from blackstart.store.database import Connection, Store
from blackstart.store.errors import OriginalChangedError
from blackstart.store.record import Kept
from blackstart.work.exceptions import moment_in

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is known of one invoice, or of a document that nobody could read.

    Attributes:
        subject: its id.
        incident: name of the incident.
        mode: EXERCISE or LIVE.
        now: what the incident's clock shows, in UTC.
        invoice: its fields; None: only a document.
        document: the file it came in; None: we made it ourselves.
        original: the bytes of that file.
        unchanged: false when the kept file does not have its hash any more.
        debt: what the desk made of it; None: nothing yet.
        findings: what was found in it, with places.
        lines: as `payables.evidence` gives them.
        receipts: what arrived on the orders that it names.
        billed: which of these receipts it bills.
        decisions: what people decided about it.
        payments: payments that pay it, with how much of it.
        history: what the record says about it, oldest first.
    """

    subject: str
    incident: str
    mode: str
    now: datetime
    invoice: Row | None
    document: Row | None
    original: bytes
    unchanged: bool
    debt: Row | None
    findings: pl.DataFrame
    lines: pl.DataFrame
    receipts: pl.DataFrame
    billed: pl.DataFrame
    decisions: pl.DataFrame
    payments: pl.DataFrame
    history: tuple[Kept, ...]


def find(store: Store, said: str) -> tuple[str, ...]:
    """Find invoices by id, by its beginning, or by the supplier's number; sorted ids."""
    with store.transaction() as conn:
        return trail.find(conn, said)


def story(store: Store, subject: str) -> Story | None:
    """Tell the whole story of an invoice; None: there is none of that id.

    Args:
        store: the incident's store.
        subject: id of the invoice, or hash of a document.
    """
    with store.transaction(steady=True) as conn:
        invoice = _one(frames.read_some(conn, "invoices", "invoice", [subject]))
        digest = invoice["document"] if invoice else subject
        document = _one(frames.read_some(conn, "documents", "document", [digest or ""]))
        if invoice is None and document is None:
            return None
        return _told(conn, store, subject, invoice, document)


def _told(
    conn: Connection, store: Store, subject: str, invoice: Row | None, document: Row | None
) -> Story:
    moment = moment_in(conn, store)
    debt = _one(frames.read_some(conn, "debts", "invoice", [subject]))
    payments = _payments(conn, subject)
    body, unchanged = _original(conn, document)
    return Story(
        subject=subject,
        incident=store.incident,
        mode=str(store.mode),
        now=moment.at,
        invoice=invoice,
        document=document,
        original=body,
        unchanged=unchanged,
        debt=debt,
        findings=_findings(conn, subject, document),
        decisions=_decisions(conn, subject, moment),
        payments=payments,
        history=trail.events(conn, _acts(subject, debt, payments)),
        **_beside(conn, invoice, debt, moment),
    )


def _one(rows: pl.DataFrame) -> Row | None:
    return rows.row(0, named=True) if rows.height else None


def _findings(conn: Connection, subject: str, document: Row | None) -> pl.DataFrame:
    digest = document["document"] if document else subject
    found = frames.read_some(conn, "invoice_findings", "subject", [subject, digest])
    return found.sort(pl.col("subject") != subject, "severity", "code", "place")


def _decisions(conn: Connection, subject: str, moment: Today) -> pl.DataFrame:
    rows = frames.read_some(conn, "invoice_decisions", "invoice", [subject])
    return rows.filter(pl.col("decided_on") <= moment.day).sort("decided_on", "decision")


def _original(conn: Connection, document: Row | None) -> tuple[bytes, bool]:
    """Give the file as it came, and whether it still has its hash."""
    if document is None:
        return b"", True
    try:
        return next((body for _, body in originals.read(conn, [document["document"]])), b""), True
    except OriginalChangedError:
        return b"", False


def _beside(
    conn: Connection, invoice: Row | None, debt: Row | None, moment: Today
) -> dict[str, pl.DataFrame]:
    """Lay lines, orders and receipts side by side."""
    lines = _lines(conn, invoice, debt)
    named = lines["order_no"].drop_nulls().unique().sort().to_list()
    arrived = frames.read_some(conn, "receipts", "order_no", named)
    receipts = arrived.filter(pl.col("received_on") <= moment.day)
    numbers = receipts["receipt_no"].unique().sort().to_list()
    billed = frames.read_some(conn, "billed_receipts", "receipt_no", numbers)
    own = pl.col("invoice") == (invoice["invoice"] if invoice else None)
    return {
        "lines": evidence(lines, _agreed(conn, named, moment), receipts, billed),
        "receipts": receipts,
        "billed": billed.filter(own),
    }


def _lines(conn: Connection, invoice: Row | None, debt: Row | None) -> pl.DataFrame:
    """Give the lines of an invoice with what it says for all of them."""
    head = invoice or {"invoice": "", "currency": None, "issued_on": None, "order_no": None}
    lines = frames.read_some(conn, "invoice_lines", "invoice", [head["invoice"]])
    header = pl.lit(head["order_no"], dtype=pl.String)
    return lines.with_columns(
        supplier=pl.lit(debt["supplier"] if debt else None, dtype=pl.String),
        currency=pl.lit(head["currency"], dtype=pl.String),
        issued_on=pl.lit(head["issued_on"], dtype=pl.Date),
        order_no=pl.coalesce("order_no", header).str.strip_chars(),
    )


def _agreed(conn: Connection, named: list[str], moment: Today) -> Agreed:
    """Give what was agreed on some orders, as the desk sees it."""
    rows = {
        name: frames.read_some(conn, name, "order_no", named)
        for name in ("purchase_orders", "prices", "order_charges")
    }
    orders = rows["purchase_orders"].sort("order_no", "line_no").with_row_index("order_key")
    decisions = frames.read_some(conn, "invoice_decisions", "verdict", ["tolerate"])
    decided = tolerances(decisions.filter(pl.col("decided_on") <= moment.day))
    return Agreed(
        orders=orders,
        prices=price_list(orders, rows["prices"]),
        tolerances=in_force(frames.read(conn, "tolerances"), decided, moment.day),
        charges=rows["order_charges"],
    )


def _payments(conn: Connection, subject: str) -> pl.DataFrame:
    parts = frames.read_some(conn, "paid_debts", "invoice", [subject])
    shares = parts.select("payment", of_it_minor="amount_minor")
    paid = frames.read_some(conn, "payments", "payment", parts["payment"].to_list())
    return paid.join(shares, on="payment").sort("payment")


def _acts(subject: str, debt: Row | None, payments: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """Name the acts in the record that made this invoice what it is."""
    yield from ((f"invoices.{verdict}", subject) for verdict in ON_INVOICES)
    if debt:
        yield INVOICES.name, debt["changed_on"].isoformat()
    for row in payments.iter_rows(named=True):
        yield PROPOSE.name, row["run"].removeprefix("R-")
        yield SETTLE.name, row["changed_on"].isoformat()
