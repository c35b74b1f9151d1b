"""The day's questions about payments: what became of the runs, and whom to pay today?"""

from collections.abc import Iterator

import polars as pl

from blackstart.base.activity import PAYING
from blackstart.base.canonical import Json
from blackstart.base.table import Decision, Frames
from blackstart.base.today import Mode, Today
from blackstart.day.step import Step, upsert
from blackstart.day.tables import table
from blackstart.payables.figures import run_figures, totals
from blackstart.payables.findings import PAYEE_OPEN
from blackstart.payables.paying.live import carried
from blackstart.payables.paying.payees import payees
from blackstart.payables.paying.payment_run import Proposal, claimants, propose, run_id
from blackstart.payables.paying.settle import Ledger, settle
from blackstart.payables.tables import PAYMENT_STATES
from blackstart.payables.telling import tell


def settlement(frames: Frames, today: Today) -> Decision:
    """Send what two people signed, and book what the bank said."""
    ledger = Ledger(
        runs=frames["payment_runs"],
        payments=frames["payments"],
        paid_debts=frames["paid_debts"],
        debts=frames["debts"],
    )
    done = settle(
        ledger,
        frames["payment_signatures"],
        frames["bank_answers"],
        payees(frames["payee_accounts"], today.day),
        rehearsal=today.mode is Mode.EXERCISE,
        day=today.day,
    )
    after = upsert(ledger.payments, done.payments, table("payments").key)
    return Decision(
        rows={"payment_runs": done.runs, "payments": done.payments, "debts": done.debts},
        findings=done.findings,
        facts=_settled_facts(after, today),
    )


def _settled_facts(payments: pl.DataFrame, today: Today) -> dict[str, Json]:
    """Count payments by state, with their sums, and those that moved today."""
    return {
        state: {
            "payments": rows.height,
            "today": rows.filter(pl.col("changed_on") == today.day).height,
            "total": totals(rows),
        }
        for state in PAYMENT_STATES
        for rows in [payments.filter(pl.col("state") == state)]
    }


def proposal(frames: Frames, today: Today) -> Decision:
    """Propose whom to pay today; one run a day, and none once there is one."""
    left, debts = today.left.get(PAYING), frames["debts"]
    accounts = payees(frames["payee_accounts"], today.day)
    allowed = _allowed(frames, today)
    ranked = _ranked(frames, today)
    done = run_id(today.day) in frames["payment_runs"]["run"]
    most = 0 if done else left or 0
    made = propose(ranked, debts, accounts, allowed_minor=allowed, most=most, day=today.day)
    unpayable = ranked.join(accounts.filter("verified"), on="supplier", how="anti")
    return Decision(
        rows={
            "payment_runs": made.runs,
            "payments": made.payments,
            "paid_debts": made.paid_debts,
        },
        takes={} if left is None else {PAYING: made.payments.height},
        findings=tell(PAYEE_OPEN, unpayable["supplier"].unique().sort().to_list(), "suppliers"),
        facts={
            **_run_facts(frames, today, made, allowed),
            "without_verified_account": unpayable.height,
            "capacity_left": left,
            "unknown": list(_unknown(frames, today, allowed)),
        },
    )


def _ranked(frames: Frames, today: Today) -> pl.DataFrame:
    weeks = frames["runways"].filter(pl.col("day") <= today.day)
    return claimants(
        frames["debts"],
        carried(frames["payments"], frames["paid_debts"]),
        weeks.select("firm", weeks_left="weeks_likely"),
        today.day,
    )


def _allowed(frames: Frames, today: Today) -> dict[str, int]:
    limits = frames["spend_limits"].filter(pl.col("day") == today.day)
    return dict(limits.select("currency", "allowed_minor").iter_rows())


def _run_facts(
    frames: Frames, today: Today, made: Proposal, allowed: dict[str, int]
) -> dict[str, Json]:
    """Sum up the run of today, whether it was proposed now or before."""
    payments = upsert(frames["payments"], made.payments, table("payments").key)
    carries = upsert(frames["paid_debts"], made.paid_debts, table("paid_debts").key)
    own = payments.filter(pl.col("run") == run_id(today.day))
    return run_figures(own, carries, frames["debts"], allowed, today.day)


def _unknown(frames: Frames, today: Today, allowed: dict[str, int]) -> Iterator[str]:
    if PAYING not in today.left:
        yield "The capacity of payments is unknown: nothing is proposed."
    if not allowed:
        yield "What may be spent is unknown: nothing is proposed."
    if frames["payee_accounts"].is_empty():
        yield "No payee accounts are known: nobody can be paid."
    if frames["runways"].is_empty():
        yield "No weeks of cash are recorded: suppliers rank by due date alone."


SETTLE = Step(
    name="payments.settle",
    reads=(
        "payment_runs",
        "payments",
        "paid_debts",
        "debts",
        "payment_signatures",
        "bank_answers",
        "payee_accounts",
    ),
    decide=settlement,
)
PROPOSE = Step(
    name="payments.propose",
    reads=(
        "debts",
        "payee_accounts",
        "runways",
        "spend_limits",
        "payment_runs",
        "payments",
        "paid_debts",
    ),
    decide=proposal,
)
