"""Small payables in the tests' own words: what a row does not say is ordinary.

The ordinary case: supplier S1 delivered 100 pieces at 1.25 GBP and 20 % VAT on order PO1, and
billed 150.00 GBP for them.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from blackstart.base.money import MICRO
from blackstart.day.tables import table
from blackstart.payables.desk import decide
from blackstart.payables.inbox import Inbox, Outbox

DAY = date(2025, 9, 25)
HASH = "0" * 64


def ago(days: int) -> date:
    """Give a day before (negative: after) the day of the tests."""
    return DAY - timedelta(days=days)


ORDINARY: Mapping[str, Mapping[str, Any]] = {
    "firms": {"firm": "S1", "name": "Seat Works Ltd", "vat_number": "GB123", "currency": "GBP"},
    "purchase_orders": {
        "order_no": "PO1",
        "line_no": 1,
        "supplier": "S1",
        "part": "P1",
        "unit": "EA",
        "quantity_micro": 1000 * MICRO,
        "price_micro": 1_250_000,
        "currency": "GBP",
        "tax_percent_micro": 20 * MICRO,
        "agreed_from": ago(300),
    },
    "prices": {"order_no": "PO1", "line_no": 1, "valid_from": ago(100), "price_micro": 1_000_000},
    "tolerances": {
        "supplier": "*",
        "commodity": "*",
        "currency": "*",
        "valid_from": ago(300),
        "percent_micro": 2 * MICRO,
    },
    "order_charges": {"order_no": "PO1", "allowed_minor": 1_000, "currency": "GBP"},
    "receipts": {
        "receipt_no": "G1",
        "line_no": 1,
        "supplier": "S1",
        "order_no": "PO1",
        "order_line": 1,
        "part": "P1",
        "quantity_micro": 100 * MICRO,
        "received_on": ago(20),
    },
    "despatches": {
        "supplier": "S1",
        "despatch_no": "D1",
        "line_no": 1,
        "order_no": "PO1",
        "order_line": 1,
        "part": "P1",
        "quantity_micro": 100 * MICRO,
        "despatched_on": ago(10),
    },
    "cancelled_despatches": {"supplier": "S1", "despatch_no": "D1", "cancelled_on": ago(1)},
    "billed_despatches": {
        "supplier": "S1",
        "despatch_no": "D1",
        "line_no": 1,
        "invoice": "SB-1",
        "quantity_micro": 100 * MICRO,
    },
    "agreements": {"supplier": "S1", "valid_from": ago(400), "vat_number": "GB123"},
    "payee_accounts": {
        "supplier": "S1",
        "valid_from": ago(400),
        "name": "Seat Works Ltd",
        "account": "GB33BUKB20201555555555",
        "country": "GB",
        "verified_on": ago(390),
    },
    "payment_signatures": {"run": "R-2025-09-25", "person": "Ann", "signed_on": DAY},
    "bank_answers": {
        "run": "R-2025-09-25",
        "supplier": "*",
        "answered_on": DAY,
        "status": "ACSC",
    },
    "invoices": {
        "invoice": "I-1",
        "document": HASH,
        "kind": "invoice",
        "number": "7001",
        "seller_id": "S1",
        "issued_on": ago(15),
        "due_on": ago(-5),
        "arrived_on": ago(10),
        "currency": "GBP",
        "lines_minor": 12_500,
        "net_minor": 12_500,
        "tax_minor": 2_500,
        "gross_minor": 15_000,
        "payable_minor": 15_000,
    },
    "invoice_lines": {
        "invoice": "I-1",
        "line_no": 1,
        "quantity_micro": 100 * MICRO,
        "unit": "EA",
        "price_micro": 1_250_000,
        "net_minor": 12_500,
        "order_no": "PO1",
        "order_line": 1,
    },
    "invoice_findings": {
        "subject": "I-1",
        "code": "BS-PAY-040",
        "place": "BG-22",
        "severity": "note",
        "message": "m",
        "fix": "f",
    },
    "debts": {
        "invoice": "I-1",
        "supplier": "S1",
        "kind": "invoice",
        "currency": "GBP",
        "amount_minor": 15_000,
        "state": "posted",
        "due_on": ago(-5),
        "arrived_on": ago(10),
        "changed_on": ago(1),
        "verified": True,
    },
    "billed_receipts": {
        "receipt_no": "G1",
        "line_no": 1,
        "invoice": "I-1",
        "quantity_micro": 100 * MICRO,
    },
    "payment_runs": {
        "run": "R-2025-09-25",
        "currency": "GBP",
        "proposed_on": DAY,
        "allowed_minor": 100_000,
        "payments": 1,
        "total_minor": 15_000,
        "state": "proposed",
        "shown_sha256": HASH,
    },
    "payments": {
        "payment": "PAY-1",
        "run": "R-2025-09-25",
        "supplier": "S1",
        "currency": "GBP",
        "amount_minor": 15_000,
        "account": "GB33BUKB20201555555555",
        "name": "Seat Works Ltd",
        "country": "GB",
        "state": "proposed",
        "changed_on": DAY,
    },
    "paid_debts": {"payment": "PAY-1", "invoice": "I-1", "amount_minor": 15_000},
    "invoice_decisions": {
        "decision": "D-1",
        "decided_on": DAY,
        "person": "Ann",
        "verdict": "accept",
        "invoice": "I-1",
        "code": "BS-PAY-028",
        "reason": "Agreed by telephone with the buyer.",
    },
    "documents": {
        "document": HASH,
        "file": "documents/a.xml",
        "bytes": 100,
        "arrived_on": ago(10),
        "state": "read",
        "format": "UBL",
    },
    "weeks": {"firm": "S1", "weeks_left": 2.0},
}
WEEKS = {"firm": pl.String, "weeks_left": pl.Float64}


def frame(name: str, *rows: Mapping[str, Any]) -> pl.DataFrame:
    """Make rows of a table; what a row does not say is ordinary."""
    schema = pl.Schema(WEEKS) if name == "weeks" else table(name).empty().schema
    return pl.DataFrame([{**ORDINARY[name], **row} for row in rows], schema=schema)


def firms(*rows: Mapping[str, Any]) -> pl.DataFrame:
    """Make firms as the desk sees them."""
    return frame("firms", *rows).select("firm", "name", "vat_number")


def inbox(**said: pl.DataFrame) -> Inbox:
    """Make a desk with the ordinary supplier, order and receipt, and nothing billed yet."""
    ordinary = {
        "invoices": frame("invoices"),
        "lines": frame("invoice_lines"),
        "documents": frame("documents").select("document", "format", "arrived_on"),
        "findings": frame("invoice_findings"),
        "debts": frame("debts"),
        "billed": frame("billed_receipts"),
        "billed_despatches": frame("billed_despatches"),
        "orders": frame("purchase_orders", {}),
        "prices": frame("prices"),
        "tolerances": frame("tolerances"),
        "charges": frame("order_charges"),
        "receipts": frame("receipts", {}),
        "despatches": frame("despatches"),
        "cancelled": frame("cancelled_despatches"),
        "carried": frame("paid_debts").select("invoice"),
        "agreements": frame("agreements"),
        "accounts": frame("payee_accounts", {}),
        "firms": firms({}),
        "weeks": frame("weeks"),
        "decisions": frame("invoice_decisions"),
    }
    return Inbox(**{**ordinary, **said})


def billed(invoice: str = "I-1", pieces: int = 100, **said: Any) -> tuple[Any, Any]:  # noqa: ANN401 - any cell of an invoice
    """Make an invoice over some pieces at the agreed price, with its one line."""
    net = pieces * 125
    head = {
        "invoice": invoice,
        "number": invoice,
        "lines_minor": net,
        "net_minor": net,
        "tax_minor": net // 5,
        "gross_minor": net + net // 5,
        "payable_minor": net + net // 5,
        **said,
    }
    line = {"invoice": invoice, "quantity_micro": pieces * MICRO, "net_minor": net}
    return head, line


def asked(*bills: tuple[Any, Any], capacity: int = 0, day: date = DAY, **said: Any) -> Outbox:  # noqa: ANN401 - any frame of the desk
    """Ask the desk about some invoices."""
    papers = {
        "invoices": frame("invoices", *(head for head, _ in bills)),
        "lines": frame("invoice_lines", *(line for _, line in bills if line)),
    }
    return decide(inbox(**{**papers, **said}), capacity=capacity, day=day)


def verdicts(out: Outbox) -> dict[str, tuple[str, str | None]]:
    """Tell each debt's state and code."""
    rows = out.debts.select("invoice", pl.col("state").cast(pl.String), "code").iter_rows()
    return {invoice: (state, code) for invoice, state, code in rows}
