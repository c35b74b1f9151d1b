"""Judging what was read once: at reading, and again after a code list changed."""

import json
from pathlib import Path

import polars as pl
import pytest

from blackstart.day.order import STEPS
from blackstart.payables.rules import views_codes
from blackstart.payables.rules.codelists import allowed
from blackstart.payables.rules.rule import RULES_VERSION
from blackstart.store import record
from blackstart.store.database import Store
from blackstart.work import engine, moment, rechecking
from blackstart.work.rechecking import Rechecked, recheck
from tests.work.incident import tables, take_in

_PARTS = "invoice_findings documents debts invoices".split()


def seen(store: Store) -> dict[str, pl.DataFrame]:
    """Give the tables that judging is about."""
    return tables(store, tuple(_PARTS))


def day(store: Store) -> None:
    """Perform the day's steps, as far as the desk."""
    for step in STEPS:
        engine.perform(store, step, moment.clock(store))
        if step.name == "invoices.decide":
            return


def without_pounds(syntax: str) -> pl.DataFrame:
    """Give the code lists of a world that has no pounds any more."""
    return allowed(syntax).filter(pl.col("value") != "GBP")


def broken(store: Store) -> pl.DataFrame:
    """Give what is found broken by the rules; the exercise breaks some on purpose."""
    found = seen(store)["invoice_findings"].filter(pl.col("code").str.starts_with("BR-"))
    return found.filter(pl.col("severity") == "held")


def test_reading_judges(store: Store, folder: Path) -> None:
    """Each invoice in XML says by which rules it was judged; other formats say that none did."""
    take_in(store, folder)
    documents = seen(store)["documents"].filter(state="read")
    xml = pl.col("format").is_in(["UBL Invoice", "UBL CreditNote", "CII"])
    assert set(documents.filter(xml)["rules"]) == {RULES_VERSION}
    assert set(documents.filter(~xml)["rules"]) == {None}
    with store.transaction() as conn:
        told = [json.loads(kept.body) for kept in record.newest(conn, 10)]
    (facts,) = [one["facts"] for one in told if one["act"] == "documents.read"]
    assert facts["judged"] == documents.filter(xml).height
    assert (facts["broken_rules"], facts["rules"]) == (broken(store).height, RULES_VERSION)


def test_a_changed_list_holds_and_frees(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What breaks a rule of today is held, what does not any more is free: without reading."""
    monkeypatch.setattr(rechecking, "DOCUMENTS_A_TRANSACTION", 1)
    take_in(store, folder)
    before = broken(store)
    spoiled = before["subject"].n_unique()
    (same,) = recheck(store)
    assert (same.changed, same.settled, same.held) == (0, 0, spoiled)
    monkeypatch.setattr(views_codes, "allowed", without_pounds)
    (worse,) = recheck(store)
    assert worse.held > 20
    # The invoice's currency, and that of its amounts.
    assert worse.changed >= 2 * (worse.held - spoiled)
    assert next(recheck(store)) == Rechecked(
        documents=worse.documents, changed=0, settled=0, held=worse.held
    )
    day(store)
    others = ~pl.col("invoice").is_in(before["subject"].implode())
    held = seen(store)["debts"].filter(others, code="BS-PAY-038")
    assert held["reason"].str.starts_with("BR-CL-03 ").all()
    assert held.height > 5
    monkeypatch.undo()
    free = next(recheck(store))
    assert (free.changed, free.settled, free.held) == (0, worse.changed, spoiled)
    assert broken(store).equals(before)
    over = pl.col("message").str.starts_with("Not broken any more under EN 16931")
    notes = seen(store)["invoice_findings"].filter(over)
    assert notes.height == worse.changed
    assert set(notes["severity"]) == {"note"}
    day(store)
    assert seen(store)["debts"].filter(others, code="BS-PAY-038").is_empty()
