"""A despatch that the supplier cancelled: never billed, or held until a person has asked."""

from dataclasses import replace

import polars as pl
import pytest

from blackstart.base.money import MICRO
from blackstart.payables import findings
from blackstart.payables.inbox import Inbox
from blackstart.payables.selfbilling.cancelled import first_cancelled
from tests.payables.made import HASH, ago, frame, verdicts
from tests.payables.selfbilling.test_despatch import came, desk, owed, play

HELD = ("held", findings.CANCELLED.code)
MATCHED = ("matched", None)
OTHER = "1" * 64


def taken_back(box: Inbox, **said: str) -> Inbox:
    """Let the supplier cancel the advice."""
    return replace(box, cancelled=frame("cancelled_despatches", said))


def decided(box: Inbox, verdict: str) -> Inbox:
    """Let a person decide about our only invoice."""
    about = {"invoice": box.invoices["invoice"].item(), "verdict": verdict}
    code = findings.CANCELLED.code if verdict == "accept" else None
    return replace(box, decisions=frame("invoice_decisions", {**about, "code": code}))


@pytest.mark.parametrize("supplier", ["S1", "Seat Works Ltd"])
def test_what_is_cancelled_in_time_is_never_billed(supplier: str) -> None:
    """Not by the advice; goods that come all the same are billed by their receipt."""
    box, out = play(taken_back(desk(), supplier=supplier), 2, -9)
    assert out.invoices.is_empty()
    assert out.notes == ()
    box, out = play(came(box, {"received_on": ago(1), "despatch_no": "D1"}), -2)
    assert out.invoices["net_minor"].to_list() == [12_500]
    assert owed(box) == 12_500


def test_another_advice_stays() -> None:
    """Only the number of that supplier is cancelled."""
    for said in ({"despatch_no": "D2"}, {"supplier": "S2"}):
        _, out = play(taken_back(desk(), **said), 2)
        assert out.invoices.height == 1


def test_what_we_billed_is_held() -> None:
    """Matched or posted, it waits for a person, and says the same on every day."""
    box, _ = play(desk(), 2)
    (invoice,) = box.invoices["invoice"].to_list()
    box, out = play(taken_back(box), 1)
    assert verdicts(out) == {invoice: HELD}
    assert out.debts["reason"].to_list() == [
        "S1 cancelled its despatch advice D1; nothing of it has arrived."
    ]
    box, out = play(box, 1, 0)
    assert out.debts.is_empty()
    assert box.debts["changed_on"].to_list() == [ago(1)]


def test_goods_that_come_free_it() -> None:
    """Something arrived: the cancellation was wrong, and the debt is certain."""
    box, _ = play(taken_back(play(desk(), 2)[0]), 1)
    box, out = play(came(box, {"received_on": ago(0), "despatch_no": "D1"}), 0)
    assert list(verdicts(out).values()) == [MATCHED]
    assert owed(box) == 12_500


def test_a_person_accepts_it() -> None:
    """It stays a certain debt; accepted while it is posted, it is not posted a second time."""
    box, _ = play(taken_back(play(desk(), 2)[0]), 1)
    box, out = play(decided(box, "accept"), 0)
    assert list(verdicts(out).values()) == [MATCHED]
    posted = box.debts.with_columns(state=pl.lit("posted").cast(box.debts.schema["state"]))
    _, out = play(replace(box, debts=posted), 0)
    assert out.debts.is_empty()


def test_a_person_rejects_it() -> None:
    """A credit note of ours takes it back, once; goods that come later are billed anew."""
    box, _ = play(taken_back(play(desk(), 2)[0]), 1)
    box, out = play(decided(box, "reject"), 0)
    assert out.invoices.select("kind", "net_minor", "tax_minor").rows() == [
        ("credit note", 12_500, 2_500)
    ]
    assert out.despatched["quantity_micro"].to_list() == [-100 * MICRO]
    assert set(verdicts(out).values()) == {MATCHED}
    assert owed(box) == 0
    box, out = play(box, 0, -1)
    assert out.invoices.is_empty()
    assert out.debts.is_empty()
    box, _ = play(came(box, {"received_on": ago(-2), "despatch_no": "D1"}), -2, -5)
    assert owed(box) == 12_500


@pytest.mark.parametrize("state", ["paid", "posted"])
def test_what_is_paid_or_on_its_way_is_told(state: str) -> None:
    """Nothing is held that a payment carries; somebody has to ask for a credit note."""
    box, _ = play(desk(), 2)
    debts = box.debts.with_columns(state=pl.lit(state).cast(box.debts.schema["state"]))
    box = replace(box, debts=debts, carried=box.debts.select("invoice"))
    _, out = play(taken_back(box), 1)
    assert out.debts.is_empty()
    (note,) = out.notes
    assert note.code == findings.CANCELLED_LATE.code
    assert note.message.endswith("1 despatch advices: D1 of S1")


def test_the_earliest_cancellation_counts() -> None:
    """In whatever order two files are read; what is known already says nothing new."""
    early = frame("cancelled_despatches", {"cancelled_on": ago(3), "document": OTHER})
    late = frame("cancelled_despatches", {"document": HASH})
    none = late.clear()
    assert first_cancelled(pl.concat([late, early]), none).equals(early)
    assert first_cancelled(early, late).equals(early)
    assert first_cancelled(late, early).is_empty()
