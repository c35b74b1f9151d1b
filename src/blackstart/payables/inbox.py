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
        findings: what was found in them before.
        debts: what was made of them before.
        billed: which invoice bills which receipt line.
        orders: order lines with prices.
        receipts: goods that arrived up to today.
        agreements: self-billing agreements.
        accounts: payee accounts.
        firms: `firm`, `name`, `vat_number`.
        weeks: `firm` and `weeks_left`, as last recorded.
    """

    invoices: pl.DataFrame
    lines: pl.DataFrame
    findings: pl.DataFrame
    debts: pl.DataFrame
    billed: pl.DataFrame
    orders: pl.DataFrame
    receipts: pl.DataFrame
    agreements: pl.DataFrame
    accounts: pl.DataFrame
    firms: pl.DataFrame
    weeks: pl.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """What the desk decided: rows that are new or changed, by table.

    Attributes:
        invoices: self-billed ones.
        lines: their lines.
        findings: what was found in documents.
        debts: new, moved or re-examined ones.
        billed: which invoice bills which receipt line.
        posted: how many debts were posted, each of which takes a unit of capacity.
        unbooked: `invoice` and `code` of those that cannot be a debt: no amount, no known currency.
        notes: why receipts were not self-billed.
    """

    invoices: pl.DataFrame
    lines: pl.DataFrame
    findings: pl.DataFrame
    debts: pl.DataFrame
    billed: pl.DataFrame
    posted: int
    unbooked: pl.DataFrame
    notes: tuple[Finding, ...]
