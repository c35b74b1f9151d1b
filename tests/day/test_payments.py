"""The payments' steps of the day, and several days of the whole desk: nothing is paid twice."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings

from blackstart.base.activity import PAYING
from blackstart.base.money import MICRO
from blackstart.base.today import Mode
from blackstart.day.payments import PROPOSE, SETTLE
from blackstart.day.treasury import CASH
from blackstart.payables.books import balanced, sides
from blackstart.payables.paying.live import CARRYING
from tests.day.payables_world import (
    MORE,
    STEPS,
    Tables,
    dossier,
    moment,
    perform,
    rates,
    rows,
    worlds,
)
from tests.payables.made import ago

RUN = f"R-{ago(0)}"


def owing(*debts: dict[str, Any], paying: int = 9, **said: Any) -> Tables:  # noqa: ANN401 - any table
    """Make a dossier with posted debts, a verified payee and cash."""
    return dossier(
        **{
            "debts": rows("debts", *(debts or ({},))),
            "payee_accounts": rows("payee_accounts", {}),
            "runways": rows("runways", {}),
            "spend_limits": pl.DataFrame(
                [(ago(0), "GBP", 100_000, "test"), (ago(-1), "GBP", 100_000, "test")],
                dossier()["spend_limits"].schema,
                orient="row",
            ),
            "rates": rates(3, 9, paying),
            **said,
        }
    )


def facts_of(decision: Any) -> Any:  # noqa: ANN401 - facts are nested JSON
    """Read a decision's facts."""
    return decision.facts


def test_a_run_is_proposed_once_a_day() -> None:
    """One payment, its facts, its capacity; asked again the same facts and nothing new."""
    frames, decision = perform(owing(), PROPOSE)
    facts = facts_of(decision)
    assert decision.takes == {PAYING: 1}
    assert (facts["run"], facts["payments"], facts["total"]) == (RUN, 1, {"GBP": "150.00"})
    assert facts["allowed"] == {"GBP": "1000.00"}
    assert facts["first"][0]["why"] == "cash for 2.0 weeks, due in 5 days"
    assert "GB33" not in str(facts)
    more = {**frames, "debts": pl.concat([frames["debts"], rows("debts", {"invoice": "I-2"})])}
    _, again = perform(more, PROPOSE)
    assert again.takes == {PAYING: 0}
    assert facts_of(again)["total"] == facts["total"]


def test_the_next_day_pays_what_is_left() -> None:
    """Two suppliers at one payment a day: one today, the other tomorrow."""
    accounts = rows("payee_accounts", {}, {"supplier": "S2"})
    debts = [{}, {"invoice": "I-2", "supplier": "S2"}]
    frames, first = perform(owing(*debts, paying=1, payee_accounts=accounts), PROPOSE)
    _, second = perform(frames, PROPOSE, days=1)
    assert first.rows["payments"]["supplier"].to_list() == ["S1"]
    assert second.rows["payments"]["supplier"].to_list() == ["S2"]


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("rates", "The capacity of payments is unknown: nothing is proposed."),
        ("spend_limits", "What may be spent is unknown: nothing is proposed."),
        ("payee_accounts", "No payee accounts are known: nobody can be paid."),
    ],
)
def test_what_is_unknown_is_not_paid(missing: str, sentence: str) -> None:
    """No capacity, no limit, no account: nothing is proposed, and the facts say why."""
    frames = owing()
    without = {**frames, missing: frames[missing].clear()}
    decision = PROPOSE.decide(without, moment(without))
    assert decision.rows["payments"].is_empty()
    assert facts_of(decision)["unknown"] == [sentence]


def test_without_weeks_the_due_date_ranks() -> None:
    """Nobody told its cash: the run is proposed all the same."""
    _, decision = perform(owing(runways=dossier()["runways"]), PROPOSE)
    assert decision.rows["payments"].height == 1
    assert facts_of(decision)["unknown"] == [
        "No weeks of cash are recorded: suppliers rank by due date alone."
    ]


def test_an_unverified_payee_is_named() -> None:
    """Who waits for a call-back is told to the clerk, not paid."""
    _, decision = perform(
        owing(payee_accounts=rows("payee_accounts", {"verified_on": None})), PROPOSE
    )
    assert decision.rows["payments"].is_empty()
    assert [finding.code for finding in decision.findings] == ["BS-PAY-033"]
    assert facts_of(decision)["without_verified_account"] == 1


def test_signed_and_settled() -> None:
    """Proposed today, signed and settled tomorrow: the debt is paid, the facts count it."""
    signatures = [{"person": who, "signed_on": ago(-1)} for who in ("Ann", "Bob")]
    frames = owing(
        payment_signatures=rows("payment_signatures", *signatures),
        bank_answers=rows("bank_answers", {"answered_on": ago(-1)}),
    )
    frames, _ = perform(frames, PROPOSE)
    frames, nothing = perform(frames, SETTLE)
    assert all(made.is_empty() for made in nothing.rows.values())
    frames, decision = perform(frames, SETTLE, days=1)
    assert frames["debts"]["state"].to_list() == ["paid"]
    settled = facts_of(decision)["settled"]
    assert settled == {"payments": 1, "today": 1, "total": {"GBP": "150.00"}}
    _, again = perform(frames, SETTLE, days=1)
    assert all(made.is_empty() for made in again.rows.values())


def test_live_signatures_need_the_hash() -> None:
    """What counts in a rehearsal does not count in a live incident."""
    signatures = [{"person": who} for who in ("Ann", "Bob")]
    frames, _ = perform(owing(payment_signatures=rows("payment_signatures", *signatures)), PROPOSE)
    live = SETTLE.decide(frames, moment(frames, mode=Mode.LIVE))
    rehearsal = SETTLE.decide(frames, moment(frames))
    assert live.rows["payments"].is_empty()
    assert [finding.code for finding in live.findings] == ["BS-PAY-034"]
    assert rehearsal.rows["payments"]["state"].to_list() == ["sent"]


def test_a_rejected_payment_is_proposed_again() -> None:
    """Rejected today, the debt is free for the run of tomorrow, under another id."""
    signatures = [{"person": who} for who in ("Ann", "Bob")]
    frames = owing(
        payment_signatures=rows("payment_signatures", *signatures),
        bank_answers=rows("bank_answers", {"status": "RJCT", "reason": "AC04"}),
    )
    frames, first = perform(frames, PROPOSE)
    frames, _ = perform(frames, SETTLE)
    assert frames["payments"]["state"].to_list() == ["rejected"]
    _, second = perform(frames, PROPOSE, days=1)
    assert second.rows["paid_debts"]["invoice"].to_list() == ["I-1"]
    assert set(first.rows["payments"]["payment"]).isdisjoint(second.rows["payments"]["payment"])


def sound(frames: Tables, days: int) -> None:
    """Check what must hold after every step of every day."""
    arrived = frames["invoices"].filter(pl.col("arrived_on") <= ago(-days))
    debts, payments, pairs = frames["debts"], frames["payments"], frames["paid_debts"]
    assert all(map(balanced, sides(arrived, debts, payments, pairs).values()))
    live = payments.filter(pl.col("state").is_in(CARRYING))
    assert pairs.join(live, on="payment", how="semi")["invoice"].is_unique().all()
    sums = pairs.group_by("payment").agg(pl.col("amount_minor").sum()).sort("payment")
    assert sums.rows() == payments.sort("payment").select("payment", "amount_minor").rows()
    runs = frames["payment_runs"]
    assert (runs["total_minor"] <= runs["allowed_minor"]).all()
    billed = (
        frames["billed_receipts"]
        .group_by("receipt_no", "line_no")
        .agg(billed=pl.col("quantity_micro").sum())
    )
    arrived_goods = billed.join(frames["receipts"], on=["receipt_no", "line_no"], validate="1:1")
    assert arrived_goods.height == billed.height
    if frames["tolerances"]["quantity_percent_micro"].null_count() == frames["tolerances"].height:
        assert (arrived_goods["billed"] <= arrived_goods["quantity_micro"]).all()
    by_order = arrived_goods.group_by("supplier", "order_no", "order_line").agg(
        pl.col("billed", "quantity_micro").sum()
    )
    most = by_order["quantity_micro"] * (100 * MICRO + MORE["quantity_percent_micro"])
    assert (by_order["billed"] * 100 * MICRO <= most).all()


@pytest.mark.slow
@settings(max_examples=6)
@given(worlds())
def test_days_of_a_desk(frames: Tables) -> None:
    """Nothing is paid twice, books balance, quotas hold; row order and asking again say nothing."""
    for day in range(4):
        for step in STEPS:
            mixed = {name: table.reverse() for name, table in frames.items()}
            other = step.decide(mixed, moment(frames, day))
            frames, decision = perform(frames, step, day)  # `keep` refuses to exceed a quota
            assert all(decision.rows[name].equals(other.rows[name]) for name in other.rows)
            sound(frames, day)
            _, again = perform(frames, step, day)
            if step is CASH:
                assert all(again.rows[name].equals(decision.rows[name]) for name in again.rows)
            else:
                assert all(made.is_empty() for made in again.rows.values())
    whole = frames
    for step in STEPS:
        whole, _ = perform(whole, step, day)
    for name in ("invoices", "billed_receipts", "payments", "paid_debts"):
        assert whole[name].height == frames[name].height
