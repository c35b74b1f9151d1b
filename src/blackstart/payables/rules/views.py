"""The frames that rules judge: the parts of invoices, with what is known of them joined on.

A view keeps the rows of its context, so that a rule that fails on a row is one finding.
"""

from collections.abc import Mapping

import polars as pl

from blackstart.payables.rules import (
    views_amounts,
    views_cii,
    views_codes,
    views_documents,
    views_vat,
)
from blackstart.payables.rules.facts import CII, WORD, Facts
from blackstart.payables.rules.words import number, text

_TRUE = ("true", "1")
_FALSE = ("false", "0")
_NUMBERS: Mapping[str, tuple[str, ...]] = {
    "breakdown": ("taxable", "tax"),
    "charges": ("amount",),
    "lines": ("net",),
    "tax_totals": ("amount",),
    "totals": (
        "lines_total",
        "allowances_total",
        "charges_total",
        "net_total",
        "gross_total",
        "prepaid",
        "rounding",
        "payable",
    ),
}
_SCHEMED = ("breakdown", "categories", "party_ids", "tax_registrations")


def views(facts: Facts) -> dict[str, pl.DataFrame]:
    """Make all views of a batch of documents of one syntax."""
    made = {name: _numbered(name, frame) for name, frame in facts.frames.items()}
    for name in _SCHEMED:
        made[name] = _schemed(made[name], facts.syntax)
    made["tax_registrations"] = _registered(made["tax_registrations"], facts.syntax)
    made["charges"] = _charges(made["charges"])
    views_vat.joined(made)
    views_documents.joined(made, facts.syntax)
    views_amounts.joined(made)
    views_codes.joined(made, facts.syntax)
    if facts.syntax == CII:
        views_cii.joined(made)
    return made


def _numbered(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    numbers = [number(column).alias(f"{column}_e8") for column in _NUMBERS.get(name, ())]
    keys = {name: _of_document(pl.col(name)) for name in ("row", "parent") if name in frame.columns}
    made = frame.with_columns(*numbers, **keys)
    # Told that a column is in order, Polars joins along it twice as fast.
    ordered = [name for name in ("document", "row", "parent") if _in_order(made, name)]
    return made.with_columns(pl.col(ordered).set_sorted())


def _in_order(frame: pl.DataFrame, column: str) -> bool:
    return column in frame.columns and frame[column].is_sorted()


def _of_document(number: pl.Expr) -> pl.Expr:
    """Make a number within a document one of the whole batch: rows are joined by one number."""
    return pl.col("document").cast(pl.UInt64) * 2**32 + number


def _schemed(frame: pl.DataFrame, syntax: str) -> pl.DataFrame:
    """Say which taxes are VAT and read category codes; CII counts no blanks as part of neither."""
    scheme = pl.col("scheme").cast(pl.String).str.to_uppercase()
    stripped = scheme if syntax == CII else scheme.str.strip_chars(" \t\r\n")
    is_vat = (stripped == "VAT").fill_null(value=False)
    made = _told(frame, "scheme", is_vat=is_vat, any_case=scheme.cast(WORD))
    if "code" not in frame.columns:
        return made
    category = pl.col("code") if syntax == CII else text("code").cast(WORD)
    rated = _told(_told(made, "code", category=category), "rate", rate_e8=number("rate"))
    return rated.with_columns(use=_of_document(pl.col("category").fill_null("").to_physical()))


def _told(frame: pl.DataFrame, column: str, **meanings: pl.Expr) -> pl.DataFrame:
    """Join the rows with what their words mean, worked out once for each word that there is."""
    words = frame.select(pl.col(column).unique()).with_columns(**meanings)
    return frame.join(words, on=column, how="left", nulls_equal=True, maintain_order="left")


def _registered(frame: pl.DataFrame, syntax: str) -> pl.DataFrame:
    """Tell VAT numbers (VA) from other tax numbers (FC) in CII; in UBL any number is a tax's."""
    if syntax != CII:
        return frame.with_columns(is_tax=pl.lit(value=True))
    scheme = pl.col("scheme")
    return frame.with_columns(
        is_vat=(scheme == "VA").fill_null(value=False),
        is_tax=scheme.is_in(("VA", "FC")).fill_null(value=False),
    )


def _charges(frame: pl.DataFrame) -> pl.DataFrame:
    """Tell allowances from charges; an indicator that says neither is neither."""
    said = text("indicator")
    return frame.with_columns(
        is_charge=pl.when(said.is_in(_TRUE))
        .then(statement=True)
        .when(said.is_in(_FALSE))
        .then(statement=False)
    )
