"""The story of an invoice in words: the same at the command line and on its page."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import polars as pl

from blackstart.base.money import CURRENCIES, show
from blackstart.base.visible import decoded, visible
from blackstart.payables.clearing.evidence import plain_price, plain_quantity
from blackstart.payables.clearing.ruled import ruled
from blackstart.payables.clearing.told import row_told
from blackstart.payables.paying.shown import masked
from blackstart.store.record import Kept
from blackstart.work.story import Row, Story

# Fields of the invoice with their terms of EN 16931, as a clerk reads them.
FIELDS = (
    ("kind", "Kind"),
    ("number", "Number (BT-1)"),
    ("issued_on", "Issued on (BT-2)"),
    ("due_on", "Due on (BT-9)"),
    ("arrived_on", "Arrived on"),
    ("seller_name", "Seller (BT-27)"),
    ("seller_id", "Seller's number (BT-29)"),
    ("seller_vat", "Seller's VAT number (BT-31)"),
    ("buyer_name", "Buyer (BT-44)"),
    ("order_no", "Order (BT-13)"),
    ("account", "Account named (BT-84)"),
    ("lines_minor", "Sum of lines (BT-106)"),
    ("allowances_minor", "Allowances (BT-107)"),
    ("charges_minor", "Charges (BT-108)"),
    ("net_minor", "Total without VAT (BT-109)"),
    ("tax_minor", "VAT (BT-110)"),
    ("gross_minor", "Total with VAT (BT-112)"),
    ("prepaid_minor", "Paid before (BT-113)"),
    ("rounding_minor", "Rounding (BT-114)"),
    ("payable_minor", "Amount due (BT-115)"),
)
# A piece of the original: most are shorter, and a page of it stays small whatever it holds.
PIECE_CHARS = 6000
_DEBT = ("state", "code", "reason", "clears", "supplier", "due_on", "changed_on", "verified")


def told(story: Story, queue: pl.DataFrame, piece: int = 0) -> dict[str, Any]:
    """Write a story as one document; what is not known is empty, never guessed.

    Args:
        story: of an invoice or a document.
        queue: what waits for people, for its place there.
        piece: which piece of the original, from 0.

    Returns:
        JSON: money as text, days as ISO dates, accounts masked, hidden characters written out.
    """
    rows = queue.filter(pl.col("invoice") == story.subject)
    currency = (story.invoice or {}).get("currency")
    return {
        "checked": _text(ruled(story.document, story.findings)),
        "debt": _debt(story.debt),
        "decisions": [_plain(row) for row in story.decisions.iter_rows(named=True)],
        "document": _document(story),
        "fields": list(_fields(story.invoice)),
        "findings": [_plain(row) for row in story.findings.iter_rows(named=True)],
        "history": [_entry(kept) for kept in story.history],
        "incident": story.incident,
        "invoice": story.subject,
        "lines": [_line(row, currency) for row in story.lines.iter_rows(named=True)],
        "mode": story.mode,
        **_original(story, piece),
        "payments": [_payment(row) for row in story.payments.iter_rows(named=True)],
        "receipts": [*_receipts(story)],
        "waits": row_told(rows.row(0, named=True)) if rows.height else None,
    }


def _original(story: Story, piece: int) -> dict[str, Any]:
    """Give a piece of the original, and how many there are."""
    text = decoded(story.original)
    start = piece * PIECE_CHARS
    return {
        "original": visible(text[start : start + PIECE_CHARS], lines=True),
        "original_piece": piece,
        "original_pieces": -(-len(text) // PIECE_CHARS),
    }


def _text(value: Any) -> str | None:  # noqa: ANN401 - any cell of a table
    """Write a cell as text that hides nothing."""
    return None if value is None else visible(str(value))


def _money(minor: int | None, currency: str | None) -> str | None:
    """Write an amount; in a currency that nobody knows it is no amount."""
    known = currency is not None and currency in CURRENCIES
    return f"{show(minor, currency)} {currency}" if known and minor is not None else None  # type: ignore[arg-type]  # known says that it is there


def _plain(row: Row) -> dict[str, Any]:
    """Write a row of decisions or findings without what is empty."""
    minor, currency = row.pop("amount_minor", None), row.pop("currency", None)
    percent = row.pop("percent_micro", None)
    limits = {
        "percent": None if percent is None else plain_quantity(percent),
        "up_to": _money(minor, currency),
    }
    return {name: _text(value) for name, value in {**row, **limits}.items() if value is not None}


def _fields(invoice: Row | None) -> Iterator[dict[str, str]]:
    """List what the invoice says, field by field; what it does not say is left out."""
    for name, label in FIELDS if invoice else ():
        value = (invoice or {})[name]
        if name.endswith("_minor"):
            value = _money(value, (invoice or {})["currency"])
        if name == "account" and value:
            value = masked(value)
        if value is not None:
            yield {"field": label, "value": visible(str(value))}


def _document(story: Story) -> dict[str, Any] | None:
    found = story.document
    return found and {
        "arrived_on": found["arrived_on"].isoformat(),
        "bytes": found["bytes"],
        "file": _text(found["file"]),
        "format": found["format"],
        "rules": found["rules"],
        "sha256": found["document"],
        "state": found["state"],
        "unchanged": story.unchanged,
    }


def _debt(debt: Row | None) -> dict[str, Any] | None:
    said = {name: _text(debt[name]) for name in _DEBT} if debt else {}
    return said | {"amount": _money(debt["amount_minor"], debt["currency"])} if debt else None


def _line(row: Mapping[str, Any], currency: str | None) -> dict[str, Any]:
    """Write a line with what was agreed and what arrived beside it."""
    texts = (
        *("part", "description", "order_no", "order_line", "receipt_no"),
        *("unit", "agreed_unit", "tolerated"),
    )
    counts = ("quantity", "arrived", "billed_here", "billed_elsewhere")
    return {
        "line": str(row["line_no"]),
        **{name: _text(row[name]) for name in texts},
        **{name: _if(plain_quantity, row[f"{name}_micro"]) for name in counts},
        "price": _if(plain_price, row["price_micro"]),
        "agreed_price": _if(plain_price, row["agreed_price_micro"]),
        "net": _money(row["net_minor"], currency),
        "agreed": _money(row["agreed_minor"], currency),
        "over": _money(row["over_minor"], currency),
    }


def _if(write: Any, value: int | None) -> str | None:  # noqa: ANN401 - a function of an integer
    return None if value is None else str(write(value))


def _receipts(story: Story) -> Iterator[dict[str, Any]]:
    own = {(row["receipt_no"], row["line_no"]): row for row in story.billed.iter_rows(named=True)}
    for row in story.receipts.sort("received_on", "receipt_no", "line_no").iter_rows(named=True):
        bills = own.get((row["receipt_no"], row["line_no"]))
        yield {
            "billed_here": plain_quantity(bills["quantity_micro"]) if bills else "0",
            "line": str(row["line_no"]),
            "order": f"{_text(row['order_no'])} line {row['order_line']}",
            "part": _text(row["part"]),
            "quantity": plain_quantity(row["quantity_micro"]),
            "receipt": _text(row["receipt_no"]),
            "received_on": row["received_on"].isoformat(),
        }


def _payment(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "account": masked(row["account"]),
        "amount": _money(row["amount_minor"], row["currency"]),
        "changed_on": row["changed_on"].isoformat(),
        "of_it": _money(row["of_it_minor"], row["currency"]),
        "payment": row["payment"],
        "run": row["run"],
        "state": row["state"],
    }


def _entry(kept: Kept) -> dict[str, Any]:
    """Say what an entry of the record is about, and by which hash it can be found again."""
    event = msgspec.json.decode(kept.body)
    return {
        "about": _text(event["subject"]),
        "act": event["act"],
        "at": event["at"],
        "leaf_hash": kept.leaf_hash,
        "reason": _text(event["facts"].get("reason")),
        "seq": kept.seq,
        "who": _text(event["actor"]),
    }
