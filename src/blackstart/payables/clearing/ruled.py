"""Whether the rules of EN 16931 judged what came, in words: not checked never looks like passed."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from blackstart.base.finding import Severity
from blackstart.payables.rules.registry import RULES
from blackstart.payables.rules.rule import BOTH, RULES_VERSION
from blackstart.payables.rules.verdict import RULE_CODES

NOT_CHECKED = "not checked by the rules of EN 16931"
THEY_KNOW = "they know UBL and CII"
_OURS = "BS-"


def ruled(document: Mapping[str, Any] | None, found: pl.DataFrame) -> str:
    """Say how many rules of which version judged a document, or why none did.

    Args:
        document: a row of `documents`; None: we made the invoice ourselves.
        found: what was found in it, rows of `invoice_findings`.
    """
    if document is None:
        return f"{NOT_CHECKED}: we made it ourselves"
    if document["rules"] is None:
        return f"{NOT_CHECKED}: {_why_not(document)}"
    if document["rules"] != RULES_VERSION:
        old = document["rules"]
        return f"checked by the rules of {old}, not by today's {RULES_VERSION}: {_broken(found)}"
    count = _rules_of(document["format"])
    return f"checked by {count} rules of {RULES_VERSION}: {_broken(found)}"


def _why_not(document: Mapping[str, Any]) -> str:
    if document["state"] != "read":
        return {"received": "it is not read yet"}.get(document["state"], "it could not be read")
    if _syntax(document["format"]) in BOTH:
        return "they failed on it"
    return f"{THEY_KNOW}, it came as {document['format']}"


def _broken(found: pl.DataFrame) -> str:
    """Count the rules that are broken; what is settled or only told is a note."""
    stops = pl.col("severity").cast(pl.String) != Severity.NOTE.value
    broken = found.filter(stops, pl.col("code").str.contains(RULE_CODES))["code"].n_unique()
    return f"it breaks {broken or 'none'} of them"


def _syntax(form: str | None) -> str:
    """Give the first word of a format: "UBL CreditNote" is UBL."""
    return (form or "").partition(" ")[0]


def _rules_of(form: str) -> int:
    """Count the rules of the standard for a format; ours are told beside them, and not counted."""
    syntax = _syntax(form)
    return len({r.id for r in RULES if syntax in r.syntaxes and not r.id.startswith(_OURS)})
