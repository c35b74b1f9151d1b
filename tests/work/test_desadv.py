"""A despatch advice in a dossier: from the file as it came to an invoice of our own."""

import json
from datetime import date, timedelta

import polars as pl

from blackstart.base.canonical import sha256
from blackstart.base.clock import SimulatedClock
from blackstart.day.invoices import INVOICES
from blackstart.day.tables import table
from blackstart.store import frames, originals, record
from blackstart.store.database import Store
from blackstart.work import engine, moment, reading
from tests.day.payables_world import MORNING, rates, rows
from tests.payables.made import ago, frame
from tests.post.edifact_made import broken, interchange, message
from tests.work.incident import tables

ADVICE = """
BGM+351+DA-7+9
DTM+11:20250922:102
RFF+ON:PO1
NAD+SU+S1::92
LIN+1++P1:IN
QTY+12:100:PCE
LIN+2
QTY+12:5:PCE
CNT+2:2
"""
CHANGED = broken(ADVICE, ("QTY+12:100", "QTY+12:900"))
LATER = broken(ADVICE, ("DA-7", "DA-8"), ("0922", "0915"), ("QTY+12:100", "QTY+12:40"))
CANCELS = broken(ADVICE, ("DA-7+9", "DA-7+1"))
CANCELS_LATER = broken(LATER, ("DA-8+9", "DA-8+1"))
KEPT = ("cancelled_despatches", "despatches", "documents", "invoice_findings", "billed_despatches")


def _send(store: Store, arrivals: dict[str, date]) -> dict[str, str]:
    """Let files arrive and be read, each in a batch of its own; tell their hashes."""
    named = {}
    for place, (body, day) in enumerate(arrivals.items()):
        text = interchange(message("DESADV:D:96A:UN", body)).encode()
        named[body] = document = sha256(text)
        came = {"document": document, "file": f"{place}.edi", "bytes": len(text)}
        waits = {**came, "arrived_on": day, "state": "received", "format": None, "rules": None}
        with store.transaction() as conn:
            originals.put(conn, {document: text})
            frames.upsert(conn, table("documents"), frame("documents", waits))
        reading.read_batch(store)
    return named


def _known(store: Store) -> None:
    """Take in what the desk has to know: an agreement about what is sent."""
    moment.start(store, MORNING)
    papers = {
        "firms": rows("firms", {}),
        "purchase_orders": rows("purchase_orders", {}),
        "agreements": rows("agreements", {"basis": "despatch"}),
        "payee_accounts": rows("payee_accounts", {}),
        "rates": rates(6, 9, 9),
    }
    with store.transaction() as conn:
        for name, made in papers.items():
            frames.upsert(conn, table(name), made)


def _billed(store: Store, days: int) -> list[tuple[str, int]]:
    """Let the desk decide after some days; tell which despatch is billed for how many pence."""
    engine.perform(store, INVOICES, SimulatedClock(MORNING + timedelta(days=days)))
    found = tables(store, ("invoices", "billed_despatches"))
    billed = found["billed_despatches"].join(found["invoices"], on="invoice")
    assert set(billed["kind"]) <= {"self-billed"}
    return billed.sort("despatch_no").select("despatch_no", "net_minor").rows()


def test_from_a_file_to_an_invoice_of_our_own(store: Store) -> None:
    """Five days after the despatch, and once the file is there, we bill what was sent first."""
    _known(store)
    named = _send(store, {CHANGED: ago(0), ADVICE: ago(1), LATER: ago(-2)})
    found = tables(store, KEPT)
    assert found["documents"].select("state", "format").unique().rows() == [
        ("read", "EDIFACT DESADV D.96A")
    ]
    assert found["despatches"].select("despatch_no", "quantity_micro", "document").rows() == [
        ("DA-7", 100_000_000, named[ADVICE]),
        ("DA-8", 40_000_000, named[LATER]),
    ]
    codes = found["invoice_findings"].select("subject", "code").sort("subject", "code").rows()
    aside = [(document, "BS-DOC-029") for document in named.values()]
    assert codes == sorted([*aside, (named[CHANGED], "BS-PAY-055")])
    with store.connect() as conn:
        said = [json.loads(kept.body)["facts"]["despatches"] for kept in record.newest(conn, 3)]
    assert said == [1, 1, 1]
    assert _billed(store, 1) == []
    assert _billed(store, 2) == [("DA-7", 12_500), ("DA-8", 5_000)]
    assert _billed(store, 3) == [("DA-7", 12_500), ("DA-8", 5_000)]


def test_what_was_cancelled_is_not_billed(store: Store) -> None:
    """Whichever file is read first, the advice or what cancels it, and whichever comes twice."""
    _known(store)
    again = broken(CANCELS, ("BGM", "FTX+ZZZ+++Again\nBGM"))
    sent = {again: ago(0), CANCELS: ago(1), ADVICE: ago(2), LATER: ago(2), CANCELS_LATER: ago(-4)}
    named = _send(store, sent)
    found = tables(store, KEPT)["cancelled_despatches"]
    assert found.select("despatch_no", "cancelled_on", "document").rows() == [
        ("DA-7", ago(1), named[CANCELS]),
        ("DA-8", ago(-4), named[CANCELS_LATER]),
    ]
    assert _billed(store, 3) == [("DA-8", 5_000)]
    assert _billed(store, 4) == [("DA-8", 5_000)]
    debts = tables(store, ("debts",))["debts"]
    assert debts.select("state", "code").rows() == [("held", "BS-PAY-057")]


def test_sent_again_changes_nothing(store: Store) -> None:
    """The same lines in another file: no row, no finding, and no version of the table."""
    _known(store)
    again = broken(ADVICE, ("BGM", "FTX+ZZZ+++Again\nBGM"))
    _send(store, {ADVICE: ago(1)})
    with store.transaction() as conn:
        before = frames.versions(conn, ["despatches"])
    _send(store, {again: ago(0)})
    with store.transaction() as conn:
        assert frames.versions(conn, ["despatches"]) == before
    found = tables(store, KEPT)
    assert found["despatches"].height == 1
    assert found["invoice_findings"].filter(pl.col("code") != "BS-DOC-029").is_empty()
