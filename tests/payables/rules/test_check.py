"""Judging a batch: every document by itself, findings that a person can read."""

import polars as pl

from blackstart.payables.rules.check import FINDINGS, check
from blackstart.payables.rules.verdict import Verdict, verdict
from blackstart.post.en16931.extract import extract
from tests.payables.rules.invoices import CII, UBL, change, judge

WRONG = change(UBL, (">220.01<", ">220.00<"))


def test_a_finding_tells_what_where_and_the_values() -> None:
    """The rule, how often, where, and the values that do not agree."""
    (row,) = judge(WRONG).iter_rows(named=True)
    assert row["rule"] == "BR-CO-16"
    assert row["severity"] == "fatal"
    assert "[payable: 220.00] [gross total: 240.00] [prepaid: 20.00]" in row["message"]
    assert row["where"] == ["totals on line 67"]


def test_sums_are_shown_as_numbers() -> None:
    """A sum that we made is told like an amount."""
    changed = change(UBL, (">10.00</cbc:AllowanceTotal", ">11.00</cbc:AllowanceTotal"))
    told = judge(changed).filter(rule="BR-CO-11")["message"].item()
    assert "[allowances total: 11.00] [allowances sum: 10.00]" in told


def test_what_could_play_tricks_on_a_screen_is_not_told() -> None:
    """Invisible characters of a document do not reach a message, nor do endless values."""
    changed = change(UBL, (">380<", f">\u202e38\n0{'9' * 500}<"))
    told = judge(changed).filter(rule="BR-CL-01")["message"].item()
    assert "\u202e" not in told
    assert len(told) < 200


def test_documents_do_not_disturb_each_other() -> None:
    """A batch of both syntaxes gives each document the findings that it has alone."""
    texts = (UBL, WRONG, CII, change(CII, (">GB<", ">UK<")), "<other/>", WRONG)
    alone = [judge(text).drop("document").rows() for text in texts]
    batch = judge(*texts).partition_by("document", as_dict=True, include_key=False)
    empty = pl.DataFrame()
    assert [batch.get((at,), empty).rows() for at in range(len(texts))] == alone


def test_nothing_is_no_fault() -> None:
    """An empty batch has no findings, in columns that are always the same."""
    for facts in extract([]):
        assert dict(check(facts).schema) == FINDINGS


def test_verdicts() -> None:
    """The worst finding decides; warnings and notes stop nothing."""
    assert verdict([]) is Verdict.ACCEPTED
    assert verdict(["note", "warning"]) is Verdict.ACCEPTED
    assert verdict(["held", "warning"]) is Verdict.HELD
    assert verdict(["held", "fatal"]) is Verdict.REFUSED
    assert verdict(["refused"]) is Verdict.REFUSED
