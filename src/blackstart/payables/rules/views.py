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
from blackstart.payables.rules.facts import CII, Facts
from blackstart.payables.rules.words import number, text

_TRUE = ("true", "1")
_FALSE = ("false", "0")
_NUMBERS: Mapping[str, tuple[str, ...]] = {
    "breakdown": ("taxable", "tax", "rate"),
    "categories": ("rate",),
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
_SCHEMED = ("breakdown", "categories", "tax_registrations")


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
    numbers = _NUMBERS.get(name, ())
    return frame.with_columns(number(column).alias(f"{column}_e8") for column in numbers)


def _schemed(frame: pl.DataFrame, syntax: str) -> pl.DataFrame:
    """Say which taxes are VAT and read category codes; CII counts no blanks as part of neither."""
    scheme = pl.col("scheme").str.to_uppercase()
    stripped = scheme if syntax == CII else scheme.str.strip_chars(" \t\r\n")
    made = frame.with_columns(is_vat=(stripped == "VAT").fill_null(value=False))
    if "code" not in frame.columns:
        return made
    return made.with_columns(category=pl.col("code") if syntax == CII else text("code"))


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
