"""What lies on the payables desk on a day, and what the desk makes of it."""

from dataclasses import dataclass

import polars as pl

from blackstart.base.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """What lies on the desk on a day; every frame has the columns of its table.

    Attributes:
        invoices: all that arrived up to today.
        lines: their lines.
        documents: `document`, `format` and `arrived_on`.
        findings: what was found in them before.
        debts: what was made of them before.
        billed: which invoice bills which receipt line.
        billed_despatches: which invoice of ours bills which despatch.
        orders: order lines with prices.
        prices: prices that were agreed later.
        tolerances: how far above the agreed price an invoice may lie.
        charges: what orders allow beyond their lines.
        receipts: goods that arrived up to today.
        despatches: goods that were sent up to today, as the suppliers say.
        cancelled: despatch advices that they took back up to today.
        carried: `invoice` of debts that a payment carries which is proposed, sent or settled.
        agreements: self-billing agreements.
        accounts: payee accounts.
        firms: `firm`, `name`, `vat_number`.
        weeks: `firm` and `weeks_left`, as last recorded.
        decisions: what people decided up to today.
    """

    invoices: pl.DataFrame
    lines: pl.DataFrame
    documents: pl.DataFrame
    findings: pl.DataFrame
    debts: pl.DataFrame
    billed: pl.DataFrame
    billed_despatches: pl.DataFrame
    orders: pl.DataFrame
    prices: pl.DataFrame
    tolerances: pl.DataFrame
    charges: pl.DataFrame
    receipts: pl.DataFrame
    despatches: pl.DataFrame
    cancelled: pl.DataFrame
    carried: pl.DataFrame
    agreements: pl.DataFrame
    accounts: pl.DataFrame
    firms: pl.DataFrame
    weeks: pl.DataFrame
    decisions: pl.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """What the desk decided: rows that are new or changed, by table.

    Attributes:
        invoices: those of our own: self-billed ones, and credit notes that take some back.
        lines: their lines.
        findings: what was found in documents.
        debts: new, moved or re-examined ones.
        billed: which invoice bills which receipt line.
        despatched: which invoice of ours bills which despatch.
        posted: how many debts were posted, each of which takes a unit of capacity.
        unbooked: `invoice` and `code` of those that cannot be a debt: no amount, no known currency.
        notes: why receipts were not self-billed, and which decisions were not followed.
    """

    invoices: pl.DataFrame
    lines: pl.DataFrame
    findings: pl.DataFrame
    debts: pl.DataFrame
    billed: pl.DataFrame
    despatched: pl.DataFrame
    posted: int
    unbooked: pl.DataFrame
    notes: tuple[Finding, ...]
