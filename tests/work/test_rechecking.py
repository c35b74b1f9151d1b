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
    return allowed(syntax).filter(pl.col("code") != "GBP")


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
    assert (facts["broken_rules"], facts["rules"]) == (0, RULES_VERSION)


def test_a_changed_list_holds_and_frees(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What breaks a rule of today is held, what does not any more is free: without reading."""
    monkeypatch.setattr(rechecking, "DOCUMENTS_A_TRANSACTION", 1)
    take_in(store, folder)
    (same,) = recheck(store)
    assert (same.changed, same.settled, same.held) == (0, 0, 0)
    monkeypatch.setattr(views_codes, "allowed", without_pounds)
    (broken,) = recheck(store)
    assert broken.held > 20
    assert broken.changed >= 2 * broken.held  # the invoice's currency, and that of its amounts
    assert next(recheck(store)) == Rechecked(
        documents=broken.documents, changed=0, settled=0, held=broken.held
    )
    day(store)
    held = seen(store)["debts"].filter(code="BS-PAY-038")
    assert held["reason"].str.starts_with("BR-CL-03 ").all()
    assert held.height > 5
    monkeypatch.undo()
    free = next(recheck(store))
    assert (free.changed, free.settled, free.held) == (0, broken.changed, 0)
    findings = seen(store)["invoice_findings"].filter(pl.col("code").str.starts_with("BR-"))
    assert set(findings["severity"]) == {"note"}
    assert findings["message"].str.starts_with("Not broken any more under EN 16931").all()
    day(store)
    assert seen(store)["debts"].filter(code="BS-PAY-038").is_empty()
