"""An invoice as a case: who sent it, did we see it before, does it name a strange account."""

from datetime import date

import polars as pl

from blackstart.payables import findings
from blackstart.payables.checks.check import Check
from blackstart.payables.inbox import Inbox
from blackstart.payables.paying.payees import strange_accounts
from blackstart.payables.repeats.duplicates import STANDING, copies, ranked
from blackstart.payables.repeats.likeness import likenesses
from blackstart.payables.rules.verdict import RULE_CODES
from blackstart.payables.supplier_id import identify
from blackstart.payables.words import said

CASE_HOLDS = (
    Check(
        finding=findings.NO_SUPPLIER,
        fails=pl.col("supplier").is_null(),
        words=pl.format(
            "The seller calls itself {}, number {}, VAT {}: none of our suppliers, or several.",
            said(pl.col("seller_name")),
            said(pl.col("seller_id")),
            said(pl.col("seller_vat")),
        ),
        place=pl.lit("BT-27"),
    ),
    Check(
        finding=findings.DUPLICATE,
        fails=pl.col("same_as").is_not_null(),
        words=pl.format("It is the same as {}.", "same_as"),
        place=pl.lit("BT-1"),
    ),
    Check(
        finding=findings.ALIKE,
        fails=pl.col("like").is_not_null(),
        words=pl.format("It looks like {}: the same supplier and amount, and {}.", "like", "how"),
        place=pl.lit("BT-1"),
    ),
    Check(
        finding=findings.OTHER_ACCOUNT,
        fails=(pl.col("kind") == "invoice") & pl.col("strange"),
        words=pl.lit("It names an account that is none of this supplier's; ours was not changed."),
        place=pl.lit("BT-84"),
    ),
    Check(
        finding=findings.READ_IN_DOUBT,
        fails=pl.col("doubt").is_not_null(),
        words=pl.col("doubt"),
        place=pl.col("doubt_place"),
    ),
    Check(
        finding=findings.BROKEN_RULE,
        fails=pl.col("broken").is_not_null(),
        words=pl.col("broken"),
        place=pl.col("broken_place"),
    ),
)
# What tells whether one invoice repeats another.
_SEEN = (
    *("invoice", "document", "kind", "number", "supplier", "payable_minor", "currency", "state"),
    *("issued_on", "arrived_on", "order_no"),
)
# What matching asks of an invoice.
_SERVED = (
    "invoice",
    "supplier",
    "currency",
    "order_no",
    "payable_minor",
    "issued_on",
    "arrived_on",
)
_OURS = tuple(code.code for code in findings.FINDINGS)


def examined(box: Inbox) -> pl.DataFrame:
    """Give the invoices that are new or held, with the `supplier` that they seem to come from."""
    stands = box.debts.select("invoice", "state")
    fresh = (
        box.invoices.filter(pl.col("kind") != "self-billed")
        .join(stands, on="invoice", how="left", maintain_order="left")
        .filter(pl.col("state").is_null() | (pl.col("state") == "held"))
    )
    suppliers = identify(fresh, box.firms)
    return fresh.join(suppliers, on="invoice", how="left", maintain_order="left")


def cases(alive: pl.DataFrame, box: Inbox, day: date) -> pl.DataFrame:
    """Say of each examined invoice what it repeats, and whether its account is strange.

    Args:
        alive: examined invoices that no check refuses.
        box: what lies on the desk; invoices that stand already are looked at as well.
        day: the business date.

    Returns:
        The invoices with `same_as` (empty: it is the first), `like` with `how` (empty: it looks
        like none), `strange`, `doubt` with `doubt_place` (empty: its reader was sure), and `broken`
        with `broken_place` (empty: it breaks no rule of EN 16931, or none judged it).
    """
    strange = strange_accounts(alive, box.accounts, day).with_columns(strange=pl.lit(value=True))
    return (
        alive.join(_seen_before(alive, box), on="invoice", how="left", maintain_order="left")
        .join(strange, on="invoice", how="left", maintain_order="left")
        .join(_doubts(box.findings, "doubt"), on="invoice", how="left", maintain_order="left")
        .join(_doubts(box.findings, "broken"), on="invoice", how="left", maintain_order="left")
        .with_columns(pl.col("strange").fill_null(value=False))
    )


def _seen_before(alive: pl.DataFrame, box: Inbox) -> pl.DataFrame:
    """Give the invoices that repeat an earlier one, or look like one."""
    standing = box.debts.filter(pl.col("state").is_in(STANDING)).select(
        "invoice", "state", "supplier"
    )
    seen = box.invoices.join(standing, on="invoice")
    known = ranked(pl.concat([alive.select(_SEEN), seen.select(_SEEN)]))
    same = copies(known)
    others = known.join(same, on="invoice", how="anti", maintain_order="left")
    alike = likenesses(others, box.lines, box.orders, box.documents.select("document", "format"))
    return pl.concat([same, alike], how="diagonal")


def _doubts(found: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Give the first thing in each invoice that its reader was not sure of, or rule it breaks."""
    ruled = pl.col("code").str.contains(RULE_CODES)
    ours = pl.col("code").is_in(_OURS)
    return (
        found.filter(pl.col("severity") == "held", ruled if kind == "broken" else ~(ruled | ours))
        .sort("subject", "code", "place")
        .unique("subject", keep="first", maintain_order=True)
        .select(
            pl.format("{} {}", "code", "message").alias(kind),
            pl.col("place").alias(f"{kind}_place"),
            invoice="subject",
        )
    )


def served(doubted: pl.DataFrame, doubts: pl.DataFrame) -> pl.DataFrame:
    """Give the invoices to be matched, first come, first served.

    Args:
        doubted: invoices as `cases` gives them.
        doubts: reasons that were found so far; who has one is looked at, but may bill nothing.

    Returns:
        Invoices of a known supplier that repeat none and are no credit notes, with `rank` and
        `held`.
    """
    stuck = doubts.filter(pl.col("severity") == "held")["invoice"]
    ours = pl.col("supplier").is_not_null() & pl.col("same_as").is_null()
    return (
        doubted.filter(ours & (pl.col("kind") == "invoice"))
        .select(_SERVED)
        .sort("arrived_on", "issued_on", "invoice")
        .with_row_index("rank")
        .with_columns(held=pl.col("invoice").is_in(stuck.implode()))
    )
