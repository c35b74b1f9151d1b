"""The payables desk over a store: what waits, one story, and decisions that are kept for ever."""

from typing import Any

import msgspec
import pytest

from blackstart.base.clock import SimulatedClock
from blackstart.day.invoices import INVOICES
from blackstart.day.tables import table
from blackstart.payables.clearing.deciding import Wish
from blackstart.store import frames, originals, record
from blackstart.store.database import Connection, Store
from blackstart.work import engine, moment
from blackstart.work.payables_desk import PayablesDesk
from blackstart.work.story_told import told
from tests.day.payables_world import MORNING, rates, rows
from tests.payables.made import billed, frame

BODY = b"<Invoice>original</Invoice>"


@pytest.fixture
def desk(store: Store) -> PayablesDesk:
    """Let the desk decide about two invoices, one of them too dear."""
    (head, line), (other, its_line) = billed("I-1", 50), billed("I-2", 40)
    sums = ("lines_minor", 9000), ("net_minor", 9000), ("tax_minor", 1800)
    dear = {**dict(sums), "gross_minor": 10_800, "payable_minor": 10_800}
    papers = {
        "firms": rows("firms", {}),
        "purchase_orders": rows("purchase_orders", {}),
        "receipts": rows("receipts", {}),
        "payee_accounts": rows("payee_accounts", {}),
        "rates": rates(1, 9, 9),
        "invoices": frame("invoices", {**head, **dear}, other),
        "invoice_lines": frame("invoice_lines", {**line, "net_minor": 9000}, its_line),
        "documents": frame("documents", {}),
    }
    moment.start(store, MORNING)
    with store.transaction() as conn:
        for name, made in papers.items():
            frames.upsert(conn, table(name), made)
    perform(store)
    return PayablesDesk(store=store)


def perform(store: Store) -> None:
    """Let the desk decide."""
    engine.perform(store, INVOICES, SimulatedClock(MORNING))


def accept(**said: Any) -> Wish:  # noqa: ANN401 - any attribute of a wish
    """Wish to accept the dear one."""
    wish = {"verdict": "accept", "person": "Ann", "reason": "Agreed.", "invoices": ("I-1",)}
    return Wish(**{**wish, "code": "BS-PAY-028", **said})


def events(store: Store) -> list[dict[str, Any]]:
    """Read what the record says of people's decisions, oldest first."""
    with store.connect() as conn:
        kept = [msgspec.json.decode(one.body) for one in record.newest(conn, 100)]
    return [
        one
        for one in reversed(kept)
        if one["act"].startswith("invoices.") and one["actor"] != "blackstart"
    ]


def test_a_decision_and_its_event_are_one(desk: PayablesDesk) -> None:
    """The row and the record say the same; the desk follows at its next round, and not before."""
    assert desk.waiting().queue["invoice"].to_list() == ["I-1"]
    assert not desk.waiting().behind
    assert desk.decide(accept()).kept == ("I-1",)
    (event,) = events(desk.store)
    assert (event["actor"], event["act"], event["subject"]) == ("Ann", "invoices.accept", "I-1")
    assert event["facts"]["reason"] == "Agreed."
    seen = desk.waiting()
    assert seen.behind
    assert seen.queue["decided"].to_list() == ["accepted by Ann on 2025-09-25"]
    perform(desk.store)
    assert desk.waiting().queue.is_empty()
    debt = (desk.story("I-1") or pytest.fail("no story")).debt
    assert debt
    assert debt["state"] == "posted"


def test_without_its_event_there_is_no_decision(
    desk: PayablesDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the record cannot be written, nothing was decided."""

    def broken(_conn: Connection, _event: object) -> int:
        raise OSError("disk full")

    monkeypatch.setattr(record, "append", broken)
    with pytest.raises(OSError, match="disk full"):
        desk.decide(accept())
    assert desk.waiting().queue["decided"].to_list() == [None]


def test_what_may_not_be_decided_leaves_no_trace(desk: PayablesDesk) -> None:
    """No row, no event, and the table does not count as changed."""
    assert [one.code for one in desk.decide(accept(code="BS-PAY-024")).faults] == ["BS-PAY-082"]
    assert events(desk.store) == []
    assert not desk.waiting().behind


def test_a_tolerance_says_its_limits_in_the_record(desk: PayablesDesk) -> None:
    """Supplier, per cent, amount and last day."""
    limits = {"percent_micro": 60_000, "amount_minor": 5000, "currency": "GBP"}
    until = MORNING.date().replace(month=10)
    wish = accept(
        verdict="tolerate", invoices=(), code="", supplier="S1", valid_until=until, **limits
    )
    assert desk.decide(wish).kept == ("S1",)
    (event,) = events(desk.store)
    assert event["facts"]["up_to"] == "50.00 GBP"
    assert event["facts"]["valid_until"] == "2025-10-25"


def test_the_queue_is_made_once_for_each_state(desk: PayablesDesk) -> None:
    """Turning pages asks nothing anew; a decision does."""
    first = desk.waiting().queue
    assert desk.waiting().queue is first
    desk.decide(accept())
    assert desk.waiting().queue is not first


def test_a_story_has_its_original_with_its_hash(desk: PayablesDesk) -> None:
    """The bytes as they came; an original that was changed is not shown, and is told."""
    found = desk.story("I-1")
    assert found
    digest = found.document and found.document["document"]
    with desk.store.transaction() as conn:
        originals.put(conn, {str(digest): BODY})
    changed = desk.story("I-1")
    assert changed
    assert (changed.original, changed.unchanged) == (b"", False)
    assert desk.story("I-none") is None
    assert told(found, desk.waiting().queue)["debt"]["code"] == "BS-PAY-028"


def test_capacity_counts_what_is_there(desk: PayablesDesk) -> None:
    """One price at purchasing; nothing to read, nobody alive; the day's quota with what is left."""
    seen = desk.capacity()
    assert [(one.owner, one.exceptions) for one in seen.desks] == [("purchasing", 1)]
    assert (seen.machines.waiting, seen.machines.workers, seen.machines.an_hour) == (0, 0, None)
    assert (seen.posting.rate, seen.posting.left, seen.posting.matched) == (9, 8, 0)
