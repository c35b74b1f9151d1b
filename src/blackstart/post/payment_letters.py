"""Makes the bank's letters from a proposed payment run: who is paid, from where, and what for."""

from collections.abc import Mapping

import polars as pl

from blackstart.base.canonical import stable_id
from blackstart.base.event import Letter
from blackstart.base.finding import Finding
from blackstart.base.table import Frames
from blackstart.base.today import Today
from blackstart.post import pain001
from blackstart.post.findings_send import NO_DEBTOR_ACCOUNT

NUMBERS_SHOWN_MAX = 8


def letters(
    rows: Frames, frames: Frames, today: Today
) -> tuple[tuple[Letter, ...], tuple[Finding, ...]]:
    """Write each proposed run as a file for the bank, one for each currency.

    Args:
        rows: what the proposal decided: `payment_runs`, `payments` and, for the remittance text,
            `paid_debts`.
        frames: what is known: `cash_accounts` and, for the numbers of the invoices, `invoices`.
        today: the moment; it stands in the files.

    Returns:
        The letters, and why a run has none.

    Findings:
        BS-SEND-001, BS-SEND-002.
    """
    if "payment_runs" not in rows or "payments" not in rows:
        return (), ()
    written: list[Letter] = []
    findings: list[Finding] = []
    texts = remittances(rows, frames)
    proposed = rows["payment_runs"].filter(pl.col("state") == "proposed", pl.col("payments") > 0)
    for row in proposed.sort("run", "currency").iter_rows(named=True):
        day = today.calendar.on_or_after(row["proposed_on"])
        run = pain001.Run(run=row["run"], currency=row["currency"], execute_on=day)
        payments = rows["payments"].filter(run=run.run, currency=run.currency)
        debtor = debtor_account(frames, run.currency, today)
        wrong = (
            (NO_DEBTOR_ACCOUNT.at(f"{run.run} {run.currency}"),)
            if debtor is None
            else pain001.faults(run, payments, debtor)
        )
        findings.extend(wrong)
        if debtor is not None and not wrong:
            written.append(_letter(run, payments, debtor, texts, today))
    return tuple(written), tuple(findings)


def debtor_account(frames: Frames, currency: str, today: Today) -> pain001.Debtor | None:
    """Find our account that payments in a currency leave from: the newest that has an IBAN."""
    accounts = frames.get("cash_accounts")
    if accounts is None:
        return None
    usable = accounts.filter(
        pl.col("currency") == currency,
        pl.col("as_of") <= today.day,
        pl.col("iban").is_not_null(),
    ).sort("as_of", "account", descending=[True, False])
    if usable.is_empty():
        return None
    row = usable.row(0, named=True)
    return pain001.Debtor(name=row["holder"], iban=row["iban"], bic=row["bic"])


def remittances(rows: Frames, frames: Frames) -> Mapping[str, str]:
    """Say in words which invoices each payment pays; nothing where that is not known."""
    if "paid_debts" not in rows or "invoices" not in frames:
        return {}
    numbers = frames["invoices"].select("invoice", "number").drop_nulls()
    listed = (
        rows["paid_debts"]
        .join(numbers, on="invoice", how="inner")
        .sort("payment", "number")
        .group_by("payment", maintain_order=True)
        .agg("number")
    )
    return {payment: _text(found) for payment, found in listed.iter_rows()}


def _text(numbers: list[str]) -> str:
    shown = ", ".join(numbers[:NUMBERS_SHOWN_MAX])
    more = len(numbers) - NUMBERS_SHOWN_MAX
    return f"Invoices {shown} and {more} more" if more > 0 else f"Invoices {shown}"


def _letter(
    run: pain001.Run,
    payments: pl.DataFrame,
    debtor: pain001.Debtor,
    texts: Mapping[str, str],
    today: Today,
) -> Letter:
    return Letter(
        letter=stable_id("PAIN", today.mode.value, run.run, run.currency),
        kind="pain.001",
        file=pain001.file_name(run, today.mode),
        body=pain001.write(run, payments, debtor, made_at=today.at, mode=today.mode, texts=texts),
    )
