"""What the desk keeps of rules that fail."""

from collections.abc import Sequence

import polars as pl
import pytest

from blackstart.payables.rules import found as module
from blackstart.payables.rules.check import check
from blackstart.payables.rules.facts import Facts
from blackstart.payables.rules.found import found, settled
from blackstart.payables.tables import InvoiceFindings
from blackstart.post.en16931.read import read
from tests.payables.rules.invoices import CII, UBL, change

WRONG = change(UBL, (">220.01<", ">220.00<"))
TWICE = change(UBL, ("<cbc:ID>R-17</cbc:ID>", "<cbc:ID>R-17</cbc:ID>" * 2))
_CARD = "<cbc:PrimaryAccountNumberID>4111111111111111</cbc:PrimaryAccountNumberID>"
CARD = change(
    UBL,
    (
        "</cac:PayeeFinancialAccount>",
        f"</cac:PayeeFinancialAccount><cac:CardAccount>{_CARD}</cac:CardAccount>",
    ),
)


def facts(*texts: str) -> Sequence[Facts]:
    """Take the facts out of documents."""
    return read([text.encode() for text in texts]).facts


def kept(*texts: str) -> list[tuple[str, str, str]]:
    """Say what is kept of documents: subject, code, severity."""
    rows = found(facts(*texts), [f"I-{at}" for at in range(len(texts))])
    InvoiceFindings.validate(rows)
    return rows.select("subject", "code", "severity").rows()


def test_a_broken_rule_holds_and_refuses_nothing() -> None:
    """Fatal rules and damaged values hold; a warning is a note; a valid invoice has nothing."""
    assert kept(UBL, WRONG, TWICE, CARD, change(CII, (">246.00</ram:DueP", ">1.00</ram:DueP"))) == [
        ("I-1", "BR-CO-16", "held"),
        ("I-2", "BS-EN-005", "held"),
        ("I-3", "BR-51", "note"),
        ("I-4", "BR-CO-16", "held"),
    ]


def test_it_says_how_often_and_where() -> None:
    """The message counts, the place names the first places."""
    row = (
        found(facts(UBL.replace(">GB<", ">UK<")), ["I-0"])
        .filter(code="BR-CL-14")
        .row(0, named=True)
    )
    assert row["message"].endswith("(3 times)")
    assert row["place"].count("line") == 3


def test_where_the_rules_fail_the_other_documents_are_judged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A fault of our own is found, named on its document, and never looks like passed."""

    def failing(facts: Facts) -> pl.DataFrame:
        if "R-18" in facts.frames["invoices"]["number"]:
            raise ZeroDivisionError
        return check(facts)

    monkeypatch.setattr(module, "check", failing)
    other = change(UBL, ("<cbc:ID>R-17<", "<cbc:ID>R-18<"))
    assert kept(UBL, WRONG, other, CII, UBL) == [
        ("I-1", "BR-CO-16", "held"),
        ("I-2", "BS-EN-009", "held"),
    ]


def test_what_does_not_hold_any_more_is_a_note() -> None:
    """A finding that today's rules do not make stops nothing, and says what it was; once."""
    before = found(facts(WRONG, WRONG), ["I-0", "I-1"])
    now = before.filter(subject="I-1")
    over = settled(before, now, "tomorrow's rules")
    InvoiceFindings.validate(over)
    ((subject, severity, message),) = over.select("subject", "severity", "message").rows()
    assert (subject, severity) == ("I-0", "note")
    assert message.startswith("Not broken any more under tomorrow's rules. Before: The amount due")
    assert settled(over, now, "tomorrow's rules").is_empty()
