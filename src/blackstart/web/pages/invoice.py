"""The page of one invoice: its verdict first, then the evidence side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from blackstart.web.pages.moment import written
from blackstart.web.pages.queue import PATH, Link
from blackstart.web.pages.view import Grid
from blackstart.work.story import Story
from blackstart.work.story_told import told

LINES_SHOWN = 40
ROWS_SHOWN = 30
HASH_SHOWN = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePage:
    """One invoice with all that is known of it.

    Attributes:
        mode: EXERCISE or LIVE.
        incident: name of the incident.
        as_of: the moment that the page is about, in words.
        title: what it is, by number and supplier.
        subject: its id.
        token: what our own forms carry.
        debt: what the desk made of it; None: nothing yet.
        waits: its row in the queue; None: it needs nobody.
        checked: whether the rules of EN 16931 judged it, and what came of that.
        fields: what the invoice says.
        grids: lines beside order and receipts, findings, decisions, payments, the record.
        document: the file it came in; None: we made it.
        original: a piece of that file, nothing in it hidden.
        pieces: links to its other pieces.
    """

    mode: str
    incident: str
    as_of: str
    title: str
    subject: str
    token: str
    debt: Mapping[str, Any] | None
    waits: Mapping[str, Any] | None
    checked: str
    fields: Sequence[Mapping[str, str]]
    grids: Sequence[Grid]
    document: Mapping[str, Any] | None
    original: str
    pieces: Sequence[Link]


def invoice(story: Story, queue: pl.DataFrame, piece: int, token: str) -> InvoicePage:
    """Work out the page of one invoice.

    Args:
        story: all that is known of it.
        queue: what waits for people, for its place there.
        piece: which piece of the original, from 0.
        token: what our own forms carry.
    """
    said = told(story, queue, piece)
    return InvoicePage(
        mode=story.mode,
        incident=story.incident,
        as_of=written(story.now),
        title=_title(story),
        subject=story.subject,
        token=token,
        debt=said["debt"],
        waits=said["waits"],
        checked=said["checked"],
        fields=said["fields"],
        grids=[grid for grid in _grids(said) if grid.rows],
        document=said["document"],
        original=said["original"],
        pieces=_pieces(story.subject, piece, said["original_pieces"]),
    )


def _title(story: Story) -> str:
    if story.invoice is None:
        return "A document that nobody could read"
    kind, number = str(story.invoice["kind"]).capitalize(), story.invoice["number"]
    return f"{kind} {number or 'without a number'} of {story.invoice['seller_name'] or 'nobody'}"


def _pieces(subject: str, piece: int, count: int) -> list[Link]:
    steps = (("Previous piece", piece - 1), ("Next piece", piece + 1))
    return [
        Link(words=words, address=f"{PATH}/{subject}?piece={to}")
        for words, to in steps
        if 0 <= to < count
    ]


def _grids(said: Mapping[str, Any]) -> Sequence[Grid]:
    return (_lines(said), _receipts(said), _findings(said), *_acts(said))


def _cells(row: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    return tuple(str(row.get(name) or "") for name in names)


def _lines(said: Mapping[str, Any]) -> Grid:
    """Lay billed, agreed and arrived side by side."""
    lines = said["lines"]
    names = (
        *("line", "part", "quantity", "unit", "price", "net"),
        *("place", "agreed_price", "agreed", "over", "tolerated"),
        *("arrived", "billed_here", "billed_elsewhere"),
    )
    shown = [{**one, "place": _place(one)} for one in lines[:LINES_SHOWN]]
    return Grid(
        caption=f"Billed, agreed, arrived{_more(lines, LINES_SHOWN)}",
        heads=(
            *("Line", "Part", "Billed", "Unit", "Price", "Total"),
            *("Order", "Agreed price", "Agreed total", "Above", "Tolerated"),
            *("Arrived", "Billed here", "Billed elsewhere"),
        ),
        rows=[_cells(one, *names) for one in shown],
        numeric=frozenset({2, 4, 5, 7, 8, 9, 11, 12, 13}),
    )


def _place(line: Mapping[str, Any]) -> str:
    known = "" if line["agreed"] is not None else " (not known to us)"
    return f"{line['order_no'] or 'none'} line {line['order_line'] or 'none'}{known}"


def _receipts(said: Mapping[str, Any]) -> Grid:
    rows = said["receipts"]
    names = ("receipt", "line", "received_on", "order", "part", "quantity", "billed_here")
    return Grid(
        caption=f"Receipts on its orders{_more(rows, ROWS_SHOWN)}",
        heads=("Receipt", "Line", "Arrived on", "Order", "Part", "Quantity", "Billed here"),
        rows=[_cells(one, *names) for one in rows[:ROWS_SHOWN]],
        numeric=frozenset({5, 6}),
    )


def _findings(said: Mapping[str, Any]) -> Grid:
    rows = said["findings"]
    return Grid(
        caption=f"Findings in the document{_more(rows, ROWS_SHOWN)}",
        heads=("Code", "Stops", "Where", "What", "What to do"),
        rows=[
            _cells(one, "code", "severity", "place", "message", "fix") for one in rows[:ROWS_SHOWN]
        ],
    )


def _acts(said: Mapping[str, Any]) -> Sequence[Grid]:
    """List what people decided, what was paid, and where it stands in the record."""
    entries = [{**one, "leaf_hash": one["leaf_hash"][:HASH_SHOWN]} for one in said["history"]]
    return (
        Grid(
            caption="Decisions of people",
            heads=("On", "Who", "What", "About", "To", "Why"),
            rows=[
                _cells(one, "decided_on", "person", "verdict", "code", "assigned_to", "reason")
                for one in said["decisions"]
            ],
        ),
        Grid(
            caption="Payments",
            heads=("Payment", "Run", "Of this invoice", "In all", "Account", "State", "Since"),
            rows=[
                _cells(one, "payment", "run", "of_it", "amount", "account", "state", "changed_on")
                for one in said["payments"]
            ],
        ),
        Grid(
            caption=f"In the record{_more(entries, ROWS_SHOWN)}",
            heads=("Entry", "At (UTC)", "Who", "What", "About", "Leaf hash begins"),
            rows=[
                _cells(one, "seq", "at", "who", "act", "about", "leaf_hash")
                for one in entries[-ROWS_SHOWN:]
            ],
        ),
    )


def _more(rows: Sequence[object], shown: int) -> str:
    left = len(rows) - shown
    return f"; {left:,} more: blackstart invoices explain --json" if left > 0 else ""
