"""What became of the runs: signed by two people, sent, settled or rejected by the bank."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from blackstart.base.finding import Finding, FindingCode
from blackstart.payables import findings
from blackstart.payables.paying.bank import answered, not_ours, wavering
from blackstart.payables.paying.signing import about, sent_payments, signed_runs, stopped
from blackstart.payables.shape import changed
from blackstart.payables.states import in_state, moved
from blackstart.payables.telling import tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The runs as they stand; every frame has the columns of its table."""

    runs: pl.DataFrame
    payments: pl.DataFrame
    paid_debts: pl.DataFrame
    debts: pl.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What changed: rows for `payment_runs`, `payments` and `debts`, and what to look at."""

    runs: pl.DataFrame
    payments: pl.DataFrame
    debts: pl.DataFrame
    findings: tuple[Finding, ...]


def settle(
    ledger: Ledger,
    signatures: pl.DataFrame,
    answers: pl.DataFrame,
    payees: pl.DataFrame,
    *,
    rehearsal: bool,
    day: date,
) -> Settlement:
    """Send the runs that two people signed, and book what the bank says to them.

    A signature counts when it is not older than the run and is about what the run shows. In a
    rehearsal the script signs before anybody can know the hash, so one without a hash counts, and
    an answer to a run that was never proposed says nothing.

    Args:
        ledger: runs, payments, what they pay, and the debts.
        signatures: who signed which run; those after `day` have not happened.
        answers: what the bank said, to a run or to one payee of it; the payee's own answer counts.
        payees: accounts that count today: a payment whose account changed since is not sent.
        rehearsal: true in an exercise.
        day: the business date.

    Returns:
        Rows that changed. Settled debts are paid, credit notes that lowered a payment are set off;
        rejected and lapsed payments free their debts, which stayed posted all the time.

    Findings:
        BS-PAY-034 to BS-PAY-036, BS-PAY-044 to BS-PAY-046.
    """
    now = signatures.filter(pl.col("signed_on") <= day)
    signed = about(now, ledger.runs, rehearsal=rehearsal)
    runs = signed_runs(ledger.runs, signed.filter("counts"), day)
    sent = sent_payments(ledger.payments, runs, payees, day)
    heard = answers.filter(pl.col("answered_on") <= day)
    done = answered(sent, heard, day)
    debts = _debts(ledger, done.filter(pl.col("state") == "settled"), day)
    return Settlement(
        runs=changed(runs, ledger.runs).sort("run", "currency"),
        payments=changed(done.select(ledger.payments.columns), ledger.payments).sort("payment"),
        debts=changed(debts, ledger.debts).sort("invoice"),
        findings=(
            *_told(findings.SIGNATURE_VOID, "runs", signed.filter(pl.col("counts").not_())["run"]),
            *_told(findings.LAPSED, "runs", _fresh(runs, ledger.runs, "lapsed", "run")),
            *_told(findings.ACCOUNT_MOVED, "payments", stopped(sent, runs, ledger.payments)),
            *_told(findings.BANK_REFUSED, "payments", _fresh(done, sent, "rejected", "payment")),
            *_told(findings.BANK_WAVERS, "payments", wavering(done)),
            *_told(findings.NOT_OURS, "runs", not_ours(heard, done, rehearsal=rehearsal)),
        ),
    )


def _debts(ledger: Ledger, settled: pl.DataFrame, day: date) -> pl.DataFrame:
    """Close the debts that settled payments carry."""
    carried = ledger.paid_debts.join(settled, on="payment", how="semi")
    credit = pl.col("kind") == "credit note"
    state = (
        pl.when(credit)
        .then(in_state("set off", ledger.debts))
        .otherwise(in_state("paid", ledger.debts))
    )
    return moved(ledger.debts.join(carried, on="invoice", how="semi"), state, day)


def _fresh(now: pl.DataFrame, before: pl.DataFrame, state: str, key: str) -> pl.Series:
    """Name the rows that came into a state only now."""
    old = before.filter(pl.col("state") == state)
    return now.filter(pl.col("state") == state).join(old, on=key, how="anti")[key]


def _told(code: FindingCode, what: str, subjects: pl.Series) -> tuple[Finding, ...]:
    return tell(code, subjects.unique().sort().to_list(), what)
