"""Whether the rules of EN 16931 judged what came: the sentence at every door."""

from typing import Any

import pytest

from blackstart.payables.clearing.ruled import ruled
from blackstart.payables.rules.registry import RULES
from blackstart.payables.rules.rule import RULES_VERSION
from tests.payables.made import frame


def said(*found: dict[str, Any], **document: Any) -> str:  # noqa: ANN401 - any column
    """Say it of a document."""
    row = frame("documents", {"state": "read", "format": "UBL Invoice", **document})
    return ruled(row.row(0, named=True), frame("invoice_findings", *found))


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"format": "CSV"}, "they know UBL and CII, it came as CSV"),
        ({"format": "EDIFACT INVOIC"}, "they know UBL and CII, it came as EDIFACT INVOIC"),
        ({"format": "CII"}, "they failed on it"),
        ({"state": "received"}, "it is not read yet"),
        ({"state": "refused", "format": None}, "it could not be read"),
    ],
)
def test_not_checked_says_why(document: dict[str, Any], words: str) -> None:
    """What no rule judged never looks as if it had passed."""
    assert said(**document) == f"not checked by the rules of EN 16931: {words}"


def test_what_we_made_is_not_checked() -> None:
    """A self-billed invoice has no document that the rules could judge."""
    assert ruled(None, frame("invoice_findings")).endswith(": we made it ourselves")


@pytest.mark.parametrize("form", ["UBL Invoice", "UBL CreditNote", "CII"])
def test_a_judged_one_counts_the_rules(form: str) -> None:
    """How many rules of the standard, and of which version; our own are not counted as theirs."""
    syntax = form.partition(" ")[0]
    count = len({one.id for one in RULES if syntax in one.syntaxes and one.id[:3] != "BS-"})
    assert count > 250
    words = f"checked by {count} rules of {RULES_VERSION}: it breaks none of them"
    assert said(rules=RULES_VERSION, format=form) == words


def test_broken_rules_are_counted_once() -> None:
    """Two places of one rule are one; a note and a finding of the reader are no broken rule."""
    found = (
        {"code": "BR-16", "severity": "held", "place": "a"},
        {"code": "BR-16", "severity": "held", "place": "b"},
        {"code": "BR-CO-15", "severity": "held"},
        {"code": "BR-02", "severity": "note"},
        {"code": "BS-DOC-012", "severity": "held"},
    )
    assert said(*found, rules=RULES_VERSION).endswith("it breaks 2 of them")


def test_an_older_rule_set_says_so() -> None:
    """What an older version judged names both versions."""
    words = f"checked by the rules of EN 16931 1.3.15, not by today's {RULES_VERSION}: "
    assert said(rules="EN 16931 1.3.15").startswith(words)
