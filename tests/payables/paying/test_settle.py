"""Two people sign, the bank answers."""

from typing import Any

import pytest

from blackstart.payables import findings
from blackstart.payables.paying.payees import payees
from blackstart.payables.paying.settle import Ledger, Settlement, settle
from tests.payables.made import DAY, HASH, ago, frame

ANN, BOB = {"person": "Ann"}, {"person": "Bob"}


def settled(
    *signatures: dict[str, Any],
    answers: tuple[dict[str, Any], ...] = (),
    run: dict[str, Any] | None = None,
    payments: tuple[dict[str, Any], ...] = ({},),
    account: dict[str, Any] | None = None,
    rehearsal: bool = True,
) -> Settlement:
    """Settle one run, with one payment for one debt unless said otherwise."""
    ledger = Ledger(
        runs=frame("payment_runs", run or {}),
        payments=frame("payments", *payments),
        paid_debts=frame("paid_debts", {}),
        debts=frame("debts", {}),
    )
    return settle(
        ledger,
        frame("payment_signatures", *signatures),
        frame("bank_answers", *answers),
        payees(frame("payee_accounts", account or {}), DAY),
        rehearsal=rehearsal,
        day=DAY,
    )


def fates(done: Settlement) -> list[str]:
    """Give the states that changed: of runs, payments, debts."""
    frames = (done.runs, done.payments, done.debts)
    return [str(state) for frame_ in frames for state in frame_["state"]]


def codes(done: Settlement) -> list[str]:
    """Give the codes of what was found."""
    return [finding.code for finding in done.findings]


def test_two_people_send_a_run() -> None:
    """Signed and sent; the debt stays posted until the bank has paid."""
    done = settled(ANN, BOB)
    assert fates(done) == ["signed", "sent"]
    assert codes(done) == []


@pytest.mark.parametrize(
    "signatures",
    [
        (),
        (ANN,),
        (ANN, {"person": "ann "}),
        (ANN, {"person": "Bob", "signed_on": ago(-1)}),
        (ANN, {"person": "Bob", "run": "R-1"}),
    ],
)
def test_what_is_not_two_people(signatures: tuple[dict[str, Any], ...]) -> None:
    """One person twice, one of tomorrow, one of another run: nothing moves."""
    assert fates(settled(*signatures)) == []


@pytest.mark.parametrize(
    ("bob", "rehearsal", "counts"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"shown_sha256": HASH}, False, True),
        ({"shown_sha256": "1" * 64}, True, False),
        ({"signed_on": ago(1)}, True, False),
    ],
)
def test_which_signatures_count(bob: dict[str, Any], *, rehearsal: bool, counts: bool) -> None:
    """A signature is about what the run shows; only a rehearsal's script may leave that out."""
    ann = {**ANN, "shown_sha256": HASH}
    done = settled(ann, {**BOB, **bob}, rehearsal=rehearsal)
    assert fates(done) == (["signed", "sent"] if counts else [])
    assert codes(done) == ([] if counts else [findings.SIGNATURE_VOID.code])


def test_a_run_that_nobody_signs_lapses() -> None:
    """After a week its payments are free; a late signature no longer counts for anything."""
    assert fates(settled(ANN, run={"proposed_on": ago(7)})) == []
    done = settled(ANN, run={"proposed_on": ago(8)})
    assert fates(done) == ["lapsed", "lapsed"]
    assert codes(done) == [findings.LAPSED.code]
    late = settled(ANN, BOB, run={"state": "lapsed"}, payments=({"state": "lapsed"},))
    assert fates(late) == []


@pytest.mark.parametrize(
    "account",
    [
        {"valid_from": ago(0), "account": "DE89370400440532013000"},
        {"verified_on": None},
        {"supplier": "S2"},
    ],
)
def test_no_payee_changed_after_the_proposal_is_paid(account: dict[str, Any]) -> None:
    """The run is sent without the payment whose account is not the shown one any more."""
    done = settled(ANN, BOB, account=account)
    assert fates(done) == ["signed", "lapsed"]
    assert codes(done) == [findings.ACCOUNT_MOVED.code]


def test_the_bank_settles() -> None:
    """Settled, and the debt is paid; the day of both is today."""
    done = settled(ANN, BOB, answers=({},))
    assert fates(done) == ["signed", "settled", "paid"]
    assert done.debts["changed_on"].to_list() == [DAY]


def test_a_credit_note_in_a_settled_payment_is_set_off() -> None:
    """It lowered the payment, so it is used up."""
    ledger = Ledger(
        runs=frame("payment_runs", {"state": "signed"}),
        payments=frame("payments", {"state": "sent"}),
        paid_debts=frame("paid_debts", {}, {"invoice": "I-2", "amount_minor": -1}),
        debts=frame("debts", {}, {"invoice": "I-2", "kind": "credit note"}, {"invoice": "I-3"}),
    )
    none = frame("payment_signatures")
    accounts = payees(frame("payee_accounts", {}), DAY)
    done = settle(ledger, none, frame("bank_answers", {}), accounts, rehearsal=True, day=DAY)
    assert fates(done) == ["settled", "paid", "set off"]


@pytest.mark.parametrize(
    ("answers", "fate", "found"),
    [
        (({"status": "RJCT"},), "rejected", [findings.BANK_REFUSED.code]),
        (({"supplier": "S1", "status": "RJCT"}, {}), "rejected", [findings.BANK_REFUSED.code]),
        (({"supplier": "S1"}, {"status": "RJCT"}), "settled", []),
        (({"supplier": "S2", "status": "RJCT"}, {}), "settled", []),
        (({"answered_on": ago(1), "status": "RJCT"}, {}), "settled", []),
        (({"answered_on": ago(-1)},), "sent", []),
    ],
)
def test_whose_answer_counts(
    answers: tuple[dict[str, Any], ...], fate: str, found: list[str]
) -> None:
    """The payee's own answer before that to the run, the newest of a kind, none of tomorrow."""
    done = settled(ANN, BOB, answers=answers)
    assert done.payments["state"].to_list() == [fate]
    assert codes(done) == found


@pytest.mark.parametrize(("state", "status"), [("settled", "RJCT"), ("rejected", "ACSC")])
def test_a_bank_that_changes_its_mind_changes_nothing(state: str, status: str) -> None:
    """A person asks the bank; the books stay."""
    done = settled(
        run={"state": "signed"}, payments=({"state": state},), answers=({"status": status},)
    )
    assert done.payments.is_empty()
    assert codes(done) == [findings.BANK_WAVERS.code]


@pytest.mark.parametrize(
    ("answer", "rehearsal", "alarm"),
    [
        ({}, True, True),
        ({"supplier": "S1"}, True, True),
        ({"run": "R-1"}, False, True),
        ({"run": "R-1"}, True, False),
        ({"supplier": "S9"}, False, True),
        ({"supplier": "S9"}, True, False),
    ],
)
def test_an_answer_to_what_we_never_sent(
    answer: dict[str, Any], *, rehearsal: bool, alarm: bool
) -> None:
    """Someone else may have sent a file; a rehearsal's script only may answer to nothing."""
    done = settled(answers=(answer,), rehearsal=rehearsal)
    assert fates(done) == []
    assert codes(done) == ([findings.NOT_OURS.code] if alarm else [])


def test_settled_again_nothing_changes() -> None:
    """The same signatures and answers on what they made: no row."""
    done = settled(ANN, BOB, run={"state": "signed"}, payments=({"state": "sent"},), answers=())
    assert fates(done) == []
