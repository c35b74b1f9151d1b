"""Judges a batch of read invoices by the rules of EN 16931, all documents at once."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import compress

import polars as pl

from blackstart.payables.rules.facts import Facts
from blackstart.payables.rules.registry import RULES
from blackstart.payables.rules.rule import Rule
from blackstart.payables.rules.views import views
from blackstart.payables.rules.words import E8

FINDINGS = {
    "document": pl.UInt32(),
    "rule": pl.String(),
    "severity": pl.String(),
    "count": pl.UInt32(),
    "message": pl.String(),
    "where": pl.List(pl.String()),
}
# What a row of a view is called; the rest are called as their view is.
_CALLED = {
    "addresses": "address",
    "attributes": "attribute",
    "breakdown": "VAT breakdown",
    "categories": "VAT category",
    "charges": "allowance or charge",
    "dates": "date",
    "endpoints": "electronic address",
    "invoices": "document",
    "item_ids": "item identifier",
    "lines": "invoice line",
    "many": "document",
    "members": "group",
    "odd_amounts": "amount",
    "parties": "party",
    "payment_means": "payment instructions",
    "periods": "period",
    "properties": "item attribute",
    "references": "document reference",
    "repeated": "second value",
    "tax_registrations": "tax registration",
    "tax_totals": "VAT total",
    "unknown_codes": "code",
    "uses": "document",
}
_PLACES_MAX = 5
_SHOWN_MAX = 60


def check(facts: Facts) -> pl.DataFrame:
    """Judge the documents of a batch.

    Args:
        facts: what the documents say; nothing of it is read again.

    Returns:
        One row for each document and rule that fails, with the number of places where it fails:
        columns of `FINDINGS`, ordered by document and rule. A document without a row is valid.
    """
    made = views(facts)
    found = [
        _findings(made[view].filter(rule.fails), rule, view)
        for view, rules in _by_view(facts.syntax).items()
        for rule in _failing(rules, made[view])
    ]
    empty = pl.DataFrame(schema=FINDINGS)
    return pl.concat([empty, *found]).sort("document", "rule", maintain_order=True)


@cache
def _by_view(syntax: str) -> Mapping[str, Sequence[Rule]]:
    """Give the rules of each view."""
    views_of: dict[str, list[Rule]] = {}
    for rule in RULES:
        if syntax in rule.syntaxes:
            views_of.setdefault(rule.view, []).append(rule)
    return views_of


def _failing(rules: Sequence[Rule], rows: pl.DataFrame) -> Sequence[Rule]:
    """Name the rules that fail on some row: tried in one pass; few are looked at row by row.

    Rules for a VAT category that no row has are not tried.
    """
    if rows.is_empty():
        return ()
    there = set(rows["category"].unique()) if "category" in rows.columns else set()
    asked = [rule for rule in rules if rule.category is None or rule.category in there]
    tries = [rule.fails.any().alias(str(at)) for at, rule in enumerate(asked)]
    return list(compress(asked, rows.select(tries).row(0)))


def _findings(rows: pl.DataFrame, rule: Rule, view: str) -> pl.DataFrame:
    shown = [_shown(rows, column) for column in rule.shows]
    says = pl.concat_str([pl.lit(rule.says), *shown]) if shown else pl.lit(rule.says)
    place = pl.format("{} on line {}", pl.lit(_CALLED.get(view, view)), "source_line")
    return (
        rows.with_columns(message=says, where=place)
        .group_by("document", maintain_order=True)
        .agg(
            count=pl.len().cast(pl.UInt32),
            message=pl.col("message").first(),
            where=pl.col("where").head(_PLACES_MAX),
        )
        .select(
            "document",
            rule=pl.lit(rule.id),
            severity=pl.lit(rule.weight.value),
            count="count",
            message="message",
            where="where",
        )
    )


def _shown(rows: pl.DataFrame, column: str) -> pl.Expr:
    """Tell a value as it stands, without what could play tricks on a screen."""
    value = pl.col(column) if column in rows.columns else _decimal(f"{column}_e8")
    plain = value.cast(pl.String).str.replace_all(r"[\p{C}\p{Z}]+", " ").str.slice(0, _SHOWN_MAX)
    label = column.replace("_", " ")
    return pl.format(" [{}: {}]", pl.lit(label), plain.fill_null("none"))


def _decimal(column: str) -> pl.Expr:
    """Write a sum as an amount with two decimals, or as many as it has."""
    sign = pl.when(pl.col(column) < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    size = pl.col(column).abs()
    whole, part = (size // E8).cast(pl.String), (size % E8).cast(pl.String).str.zfill(8)
    decimals = part.str.head(2) + part.str.tail(6).str.strip_chars_end("0")
    return pl.concat_str([sign, whole, pl.lit("."), decimals])
