"""Goods that were billed when they were sent: once, whatever comes afterwards."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blackstart.base.money import MICRO
from blackstart.day.step import upsert
from blackstart.day.tables import table
from blackstart.payables import findings
from blackstart.payables.desk import decide
from blackstart.payables.inbox import Inbox, Outbox
from tests.payables.made import ago, billed, frame, inbox, verdicts

FROM_DESPATCH = frame("agreements", {"basis": "despatch"})
KEPT = {
    "invoices": "invoices",
    "lines": "invoice_lines",
    "debts": "debts",
    "billed": "billed_receipts",
    "billed_despatches": "billed_despatches",
}


def desk(*despatches: dict[str, Any], **said: pl.DataFrame) -> Inbox:
    """Make a desk on which nothing has arrived but despatch advices."""
    sent = frame("despatches", *(despatches or ({},)))
    return inbox(
        **{
            "despatches": sent,
            "receipts": frame("receipts"),
            "agreements": FROM_DESPATCH,
            **said,
        }
    )


def kept(box: Inbox, out: Outbox) -> Inbox:
    """Keep what was decided, as the store would."""
    made = {
        "invoices": out.invoices,
        "lines": out.lines,
        "debts": out.debts,
        "billed": out.billed,
        "billed_despatches": out.despatched,
    }
    tables = {
        name: upsert(getattr(box, name), rows, table(KEPT[name]).key) for name, rows in made.items()
    }
    return replace(box, **tables)


def came(box: Inbox, *receipts: dict[str, Any]) -> Inbox:
    """Book receipts."""
    return replace(box, receipts=box.receipts.vstack(frame("receipts", *receipts)))


def play(box: Inbox, *days: int) -> tuple[Inbox, Outbox]:
    """Decide on some days, and keep it; asked again on the same day, nothing changes."""
    out = decide(box, capacity=0, day=ago(days[0]))
    for day in days:
        out = decide(_until(box, ago(day)), capacity=0, day=ago(day))
        box = kept(box, out)
        again = decide(_until(box, ago(day)), capacity=0, day=ago(day))
        assert again.invoices.is_empty()
        assert again.billed.is_empty()
        assert again.despatched.is_empty()
        assert again.debts.is_empty()
    return box, out


def _until(box: Inbox, day: date) -> Inbox:
    """See what has happened up to a day, as the step does."""
    return replace(
        box,
        receipts=box.receipts.filter(pl.col("received_on") <= day),
        despatches=box.despatches.filter(pl.col("despatched_on") <= day),
    )


def owed(box: Inbox) -> int:
    """Add up what we owe by invoices and credit notes of our own, without VAT."""
    own = box.invoices.filter(pl.col("document").is_null())
    sign = pl.when(pl.col("kind") == "credit note").then(-1).otherwise(1)
    return int(own.select((pl.col("net_minor") * sign).sum()).item())


def test_what_was_sent_is_billed_where_that_was_agreed() -> None:
    """100 pieces at 1.25, five days after they were sent, and no earlier."""
    box, out = play(desk({"despatched_on": ago(5)}), 0)
    (invoice,) = out.invoices["invoice"].to_list()
    assert out.invoices.select("kind", "net_minor", "tax_minor").rows() == [
        ("self-billed", 12_500, 2_500)
    ]
    assert out.despatched.rows() == [("S1", "D1", 1, invoice, 100 * MICRO)]
    assert verdicts(out) == {invoice: ("matched", None)}
    line = out.lines.row(0, named=True)
    assert (line["receipt_no"], line["order_no"], line["line_id"]) == ("D1", "PO1", "1")
    assert play(desk({"despatched_on": ago(4)}), 0)[1].invoices.is_empty()
    assert play(box, -1)[1].invoices.is_empty()


@pytest.mark.parametrize(
    ("agreement", "note"),
    [
        ({}, None),
        ({"basis": "receipt"}, None),
        ({"basis": "despatch", "valid_from": ago(9)}, None),
        ({"basis": "despatch", "valid_until": ago(1)}, findings.EXPIRED),
        ({"basis": "despatch", "vat_number": "GB9"}, findings.VAT_NUMBER),
    ],
)
def test_where_it_was_not_agreed(agreement: dict[str, Any], note: Any) -> None:  # noqa: ANN401 - a finding or none
    """An agreement about receipts says nothing about despatches; one that ended says nothing."""
    out = play(desk(agreements=frame("agreements", agreement)), 0)[1]
    assert out.invoices.is_empty()
    assert [one.code for one in out.notes] == ([note.code] if note else [])


def test_a_receipt_that_follows_is_billed_already() -> None:
    """It names the despatch advice, or only the order line: it belongs to the same invoice."""
    for despatch_no in ("D1", None, "misspelled"):
        box, _ = play(desk(), 2)
        invoice = box.invoices["invoice"].item()
        box, out = play(came(box, {"received_on": ago(1), "despatch_no": despatch_no}), 1, -5)
        assert box.billed.rows() == [("G1", 1, invoice, 100 * MICRO)]
        assert owed(box) == 12_500
        assert out.invoices.is_empty()


def test_what_arrived_first_is_billed_by_its_receipt() -> None:
    """A receipt before the despatch advice was billed: the receipt counts, the advice never."""
    for receipt in ({"despatch_no": "D1"}, {}, {"quantity_micro": 40 * MICRO}):
        box, _ = play(came(desk(), {"received_on": ago(9), **receipt}), 5, 0, -9)
        assert box.billed_despatches.is_empty()
        assert owed(box) == (5_000 if "quantity_micro" in receipt else 12_500)


def test_a_receipt_of_before_the_despatch_is_of_other_goods() -> None:
    """It was there before anything was sent, so both are billed."""
    box, _ = play(came(desk(), {"received_on": ago(11)}), 0, -9)
    assert owed(box) == 25_000


def test_more_came_than_was_sent() -> None:
    """What is above the despatch advice is billed by the receipt."""
    box, _ = play(desk(), 2)
    box, _ = play(came(box, {"received_on": ago(1), "quantity_micro": 130 * MICRO}), 1, -1, -2, -9)
    assert owed(box) == 130 * 125
    assert box.billed["quantity_micro"].sum() == 130 * MICRO


def test_less_came_than_was_sent() -> None:
    """What is missing is taken back by a credit note, three days after the last receipt."""
    box, _ = play(desk(), 2)
    first = {"received_on": ago(1), "quantity_micro": 30 * MICRO, "despatch_no": "D1"}
    rest = {**first, "received_on": ago(0), "quantity_micro": 50 * MICRO, "line_no": 2}
    box, out = play(came(box, first, rest), 0, -2)
    assert out.invoices.is_empty()
    box, out = play(box, -3)
    assert out.invoices.select("kind", "net_minor", "tax_minor", "currency").rows() == [
        ("credit note", 2_500, 500, "GBP")
    ]
    (invoice,) = out.invoices["invoice"].to_list()
    assert verdicts(out) == {invoice: ("matched", None)}
    assert out.despatched.rows() == [("S1", "D1", 1, invoice, -20 * MICRO)]
    assert out.lines.select("quantity_micro", "price_micro", "net_minor").rows() == [
        (20 * MICRO, 1_250_000, 2_500)
    ]
    assert owed(box) == 10_000
    box, _ = play(
        came(box, {"received_on": ago(-4), "line_no": 3, "quantity_micro": 20 * MICRO}), -9
    )
    assert owed(box) == 12_500


def test_what_never_came_is_told() -> None:
    """Two weeks after the despatch somebody has to look for it."""
    box, out = play(desk(), 5)
    assert out.notes == ()
    box, out = play(box, -4)
    (note,) = out.notes
    assert note.code == findings.NEVER_CAME.code
    assert note.message.endswith("1 despatch advices: D1 of S1")


@pytest.mark.parametrize("names", [None, "D1", "G1"])
@pytest.mark.parametrize("arrived", [False, True])
def test_the_suppliers_own_invoice_is_held(names: str | None, *, arrived: bool) -> None:
    """Before or after the goods came, whatever it names: we billed them already."""
    box, _ = play(desk(), 2)
    own = box.invoices["invoice"].item()
    head, line = billed()
    box = replace(
        came(box, {"received_on": ago(1)}) if arrived else box,
        invoices=box.invoices.vstack(frame("invoices", head)),
        lines=box.lines.vstack(frame("invoice_lines", {**line, "receipt_no": names})),
    )
    box, out = play(box, 0)
    assert verdicts(out) == {"I-1": ("held", findings.SELF_BILLED.code)}
    assert out.debts["reason"].item().endswith(f"already self-billed as {own}.")
    assert owed(box) == 12_500


def test_the_suppliers_own_invoice_came_first() -> None:
    """What an invoice that waits bills is left alone: nobody can tell whose turn it is."""
    head, line = billed()
    box = desk(invoices=frame("invoices", head), lines=frame("invoice_lines", line))
    box, out = play(box, 0)
    assert verdicts(out) == {"I-1": ("held", findings.NO_RECEIPT.code)}
    assert out.invoices.is_empty()


def test_two_lines_of_one_advice_and_two_advices() -> None:
    """One invoice an advice; each receipt line goes to what it names, else to the oldest."""
    lines = [{"line_no": 1}, {"line_no": 2, "quantity_micro": 20 * MICRO}]
    box, out = play(desk(*lines, {"despatch_no": "D2", "despatched_on": ago(8)}), 2)
    assert out.invoices.sort("net_minor")["net_minor"].to_list() == [12_500, 15_000]
    box, _ = play(
        came(
            box,
            {"receipt_no": "G1", "received_on": ago(1), "despatch_no": "D2"},
            {"receipt_no": "G2", "received_on": ago(1), "quantity_micro": 120 * MICRO},
        ),
        *(1, -5),
    )
    by_advice = dict(box.billed_despatches.select("invoice", "despatch_no").unique().iter_rows())
    found = {(receipt, by_advice[invoice]) for receipt, _, invoice, _ in box.billed.iter_rows()}
    assert found == {("G1", "D2"), ("G2", "D1")}
    assert owed(box) == 27_500


pieces = st.integers(1, 12).map(lambda n: n * 10)
sendings = st.lists(st.tuples(pieces, st.integers(0, 12)), min_size=1, max_size=3)
arrivals = st.lists(
    st.tuples(pieces, st.integers(0, 12), st.sampled_from([None, "D0", "D1", "D9"])), max_size=4
)


@settings(max_examples=8, deadline=None)
@given(sendings, arrivals)
def test_in_the_end_what_arrived_is_owed_once(
    sent: Sequence[tuple[int, int]], arrived: Sequence[tuple[int, int, str | None]]
) -> None:
    """However goods and papers come: each receipt is billed in full, and never by more than it."""
    box = desk(
        *(
            {"despatch_no": f"D{n}", "quantity_micro": many * MICRO, "despatched_on": ago(day)}
            for n, (many, day) in enumerate(sent)
        )
    )
    box = came(
        box,
        *(
            {
                "receipt_no": f"G{n}",
                "quantity_micro": many * MICRO,
                "received_on": ago(day),
                "despatch_no": despatch,
            }
            for n, (many, day, despatch) in enumerate(arrived)
        ),
    )
    box, _ = play(box, 8, 5, 2, -4, -9)
    by_receipt = dict(
        box.billed.group_by("receipt_no").agg(pl.col("quantity_micro").sum() // MICRO).iter_rows()
    )
    assert by_receipt == {f"G{n}": many for n, (many, _, _) in enumerate(arrived)}
    net = box.billed_despatches.group_by("despatch_no").agg(pl.col("quantity_micro").sum())
    waits = net["quantity_micro"].sum() // MICRO - _billed_when_sent(box)
    assert owed(box) == 125 * (sum(by_receipt.values()) + waits)
    assert waits >= 0


def _billed_when_sent(box: Inbox) -> int:
    """Count the pieces that arrived of what was billed when it was sent."""
    ours = box.billed.join(box.billed_despatches, on="invoice", how="semi")
    return int(ours["quantity_micro"].sum() // MICRO)
