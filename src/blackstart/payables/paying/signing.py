"""Two people sign what they saw; then the payments of the run are sent."""

from datetime import date, timedelta

import polars as pl

from blackstart.payables.states import in_state, moved
from blackstart.payables.words import plain

SIGNERS_MIN = 2
# Rule of ours: a proposal that nobody signs within a week is stale, and its debts wait for nothing.
LAPSE_DAYS = 7


def about(signatures: pl.DataFrame, runs: pl.DataFrame, *, rehearsal: bool) -> pl.DataFrame:
    """Join signatures with their runs, and tell which count."""
    subjects = runs.select("run", "proposed_on", run_hash="shown_sha256").unique("run")
    same = (pl.col("shown_sha256") == pl.col("run_hash")).fill_null(value=rehearsal)
    return signatures.join(subjects, on="run").with_columns(
        counts=same & (pl.col("signed_on") >= pl.col("proposed_on"))
    )


def signed_runs(runs: pl.DataFrame, signed: pl.DataFrame, day: date) -> pl.DataFrame:
    """Sign runs that two people signed, and let those lapse that waited too long."""
    people = signed.group_by("run").agg(people=plain(pl.col("person")).n_unique())
    enough = pl.col("people").fill_null(0) >= SIGNERS_MIN
    stale = pl.col("proposed_on") + timedelta(days=LAPSE_DAYS) < day
    state = (
        pl.when(pl.col("state") != "proposed")
        .then("state")
        .when(enough)
        .then(in_state("signed", runs))
        .when(stale)
        .then(in_state("lapsed", runs))
        .otherwise("state")
    )
    return runs.join(people, on="run", how="left", maintain_order="left").select(
        *(state.alias(name) if name == "state" else name for name in runs.columns)
    )


def sent_payments(
    payments: pl.DataFrame, runs: pl.DataFrame, payees: pl.DataFrame, day: date
) -> pl.DataFrame:
    """Send the payments of signed runs whose payee's account is still the one that was shown."""
    now = payees.filter("verified").select("supplier", usable="account")
    fate = runs.select("run", "currency", fate="state")
    same = (pl.col("account") == pl.col("usable")).fill_null(value=False)
    waits = pl.col("state") == "proposed"
    state = (
        pl.when(waits & (pl.col("fate") == "signed") & same)
        .then(in_state("sent", payments))
        .when(waits & (pl.col("fate") != "proposed"))
        .then(in_state("lapsed", payments))
        .otherwise("state")
    )
    joined = payments.join(fate, on=["run", "currency"], how="left", maintain_order="left").join(
        now, on="supplier", how="left", maintain_order="left"
    )
    return moved(joined, state, day).select(payments.columns)


def stopped(sent: pl.DataFrame, runs: pl.DataFrame, before: pl.DataFrame) -> pl.Series:
    """Name payments that lapsed although their run was signed."""
    signed = runs.filter(pl.col("state") == "signed")
    lapsed = before.filter(pl.col("state") == "lapsed")
    return (
        sent.filter(pl.col("state") == "lapsed")
        .join(signed, on=["run", "currency"], how="semi")
        .join(lapsed, on="payment", how="anti")["payment"]
    )
