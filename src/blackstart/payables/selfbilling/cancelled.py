"""Despatch advices that the supplier took back.

What nobody has billed yet is not billed by them; if goods come all the same, their receipt is. What
we billed already is held until a person has asked: a cancellation in a mail may be an attacker's.
"""

from dataclasses import dataclass

import polars as pl

from blackstart.base.finding import Finding
from blackstart.payables import findings
from blackstart.payables.checks.check import Check, run
from blackstart.payables.clearing.decided import rejected, spared
from blackstart.payables.debts import OPEN
from blackstart.payables.inbox import Inbox
from blackstart.payables.shape import changed
from blackstart.payables.telling import tell

_ADVICE = ["supplier", "despatch_no"]
_HOLDS = (
    Check(
        finding=findings.CANCELLED,
        fails=pl.lit(value=True),
        words=pl.format(
            "{} cancelled its despatch advice {}; nothing of it has arrived.",
            "supplier",
            "despatch_no",
        ),
        place=pl.format("despatch advice {}", "despatch_no"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What becomes of our invoices for despatches that were cancelled.

    Attributes:
        again: these invoices, and those that were held for it before, to be booked anew.
        why: reasons of those that are held, as `checks.check.run` gives them.
        taken: `invoice` of those that a person rejected: a credit note of ours takes them back.
        notes: what was cancelled too late to be held.
    """

    again: pl.DataFrame
    why: pl.DataFrame
    taken: pl.DataFrame
    notes: tuple[Finding, ...]


def first_cancelled(read: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Give the rows for `cancelled_despatches` that are new or earlier than what is known.

    Args:
        read: what files cancel.
        known: rows of the same numbers; in whatever order files are read, the earliest counts.
    """
    rows = pl.concat([known, read]).sort(*_ADVICE, "cancelled_on", "document", nulls_last=False)
    return changed(rows.unique(_ADVICE, keep="first", maintain_order=True), known)


def standing(lines: pl.DataFrame, cancelled: pl.DataFrame, billed: pl.DataFrame) -> pl.DataFrame:
    """Leave out the lines that were cancelled and that nobody has billed.

    Args:
        lines: rows of `despatches`.
        cancelled: `supplier` and `despatch_no` of what was taken back.
        billed: rows of `billed_despatches`.
    """
    key = [*_ADVICE, "line_no"]
    gone = lines.join(cancelled, on=_ADVICE, how="semi").join(billed, on=key, how="anti")
    return lines.join(gone, on=key, how="anti", maintain_order="left")


def withdrawn(
    box: Inbox, cancelled: pl.DataFrame, sent: pl.DataFrame, pardons: pl.DataFrame
) -> Withdrawn:
    """Say which of our invoices are held because what they bill was cancelled.

    As soon as some of the goods arrive, nothing is held: what is missing then is taken back anyway.

    Args:
        box: what lies on the desk.
        cancelled: `supplier` and `despatch_no` of what was taken back.
        sent: despatches as `despatch.on_the_way` gives them.
        pardons: `invoice` and `code` of reasons that a person accepted.

    Findings:
        BS-PAY-057, BS-PAY-058.
    """
    stuck = _stuck(sent, cancelled)
    waits = box.debts.filter(pl.col("state").is_in(OPEN)).join(
        box.carried, on="invoice", how="anti"
    )
    open_ = stuck.join(waits, on="invoice", how="semi", maintain_order="left")
    rejects = rejected(box.decisions)
    why = spared(run(open_.join(rejects, on="invoice", how="anti"), _HOLDS), pardons)
    before = box.debts.filter(pl.col("state") == "held", pl.col("kind") == "self-billed")
    anew = pl.concat([why.select("invoice"), before.select("invoice")])
    late = stuck.join(open_, on="invoice", how="anti")
    names = late.select(pl.format("{} of {}", "despatch_no", "supplier").unique().sort())
    return Withdrawn(
        again=box.invoices.join(anew, on="invoice", how="semi").with_columns(supplier="seller_id"),
        why=why,
        taken=open_.join(rejects, on="invoice", how="semi").select("invoice"),
        notes=tell(findings.CANCELLED_LATE, names.to_series().to_list(), "despatch advices"),
    )


def _stuck(sent: pl.DataFrame, cancelled: pl.DataFrame) -> pl.DataFrame:
    """Give our invoices for advices that were cancelled and of which nothing at all arrived."""
    return (
        sent.join(cancelled, on=_ADVICE, how="semi")
        .drop_nulls("invoice")
        .group_by("invoice", *_ADVICE)
        .agg(pl.col("billed_net", "arrived").sum())
        .filter(pl.col("billed_net") > 0, pl.col("arrived") == 0)
        .sort("invoice")
    )
