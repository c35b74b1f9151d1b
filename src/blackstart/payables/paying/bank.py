"""What the bank says to the payments of a run."""

from datetime import date

import polars as pl

from blackstart.payables.states import in_state, moved

SETTLED, REJECTED = "ACSC", "RJCT"  # ISO 20022 external payment status
EVERYBODY = "*"
SENT = ("sent", "settled", "rejected")


def answered(payments: pl.DataFrame, answers: pl.DataFrame, day: date) -> pl.DataFrame:
    """Settle or reject what was sent, as the bank says; `status` is its newest word."""
    words = answers.select("run", "answered_on", "status", payee="supplier")
    own = pl.col("payee") == pl.col("supplier")
    newest = (
        payments.select("payment", "run", "supplier")
        .join(words, on="run")
        .filter(own | (pl.col("payee") == EVERYBODY))
        .sort("payment", own, "answered_on")
        .unique("payment", keep="last", maintain_order=True)
        .select("payment", "status")
    )
    sent = pl.col("state") == "sent"
    state = (
        pl.when(sent & (pl.col("status") == SETTLED))
        .then(in_state("settled", payments))
        .when(sent & (pl.col("status") == REJECTED))
        .then(in_state("rejected", payments))
        .otherwise("state")
    )
    joined = payments.join(newest, on="payment", how="left", maintain_order="left")
    return moved(joined, state, day)


def wavering(done: pl.DataFrame) -> pl.Series:
    """Name payments whose newest answer is not the one that was booked."""
    state, status = pl.col("state"), pl.col("status")
    taken_back = (state == "settled") & (status == REJECTED)
    given_after_all = (state == "rejected") & (status == SETTLED)
    return done.filter(taken_back | given_after_all)["payment"]


def not_ours(answers: pl.DataFrame, done: pl.DataFrame, *, rehearsal: bool) -> pl.Series:
    """Name runs that the bank answers although nothing of that kind was sent."""
    everybody = done.with_columns(supplier=pl.lit(EVERYBODY)).select("run", "supplier", "state")
    payees = pl.concat([done.select("run", "supplier", "state"), everybody])
    sent = payees.filter(pl.col("state").is_in(SENT))
    strange = answers.join(sent, on=["run", "supplier"], how="anti")
    known = strange.join(payees, on=["run", "supplier"], how="semi")
    return (known if rehearsal else strange)["run"]
