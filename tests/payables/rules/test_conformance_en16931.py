"""Public tests of EN 16931, examples and damaged invoices: the official verdict, every time.

`python -m bench.en16931 --data FOLDER` prints the same comparison rule by rule.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from bench.en16931 import AGREE, compared, documents, lines, unit_tests
from blackstart.payables.rules.facts import CII, UBL
from blackstart.payables.rules.rule import Weight
from blackstart.post.en16931.read import read
from tests.payables.rules.invoices import judge

pytestmark = pytest.mark.conformance

DAMAGED = "expected_mutants_en16931_1.3.16.json"


@pytest.mark.parametrize(
    ("folder", "syntax", "claims"),
    [("en16931_unit_ubl", UBL, 625), ("en16931_unit_cii", CII, 9)],
)
def test_unit_tests(shared_data: Path, folder: str, syntax: str, claims: int) -> None:
    """Every claim of every unit test agrees."""
    table = unit_tests(shared_data / "einvoice" / folder, syntax)
    assert sum(table.values(), Counter[str]()) == Counter({AGREE: claims})


@pytest.mark.parametrize(
    ("verdicts", "judged_before"), [("expected_en16931_1.3.16.json", 148), (DAMAGED, 397)]
)
def test_documents(shared_data: Path, verdicts: str, judged_before: int) -> None:
    """Examples and damaged invoices break the same rules as often, warnings too, and no others."""
    tables, whole = documents(shared_data / "einvoice", verdicts)
    assert whole == Counter({AGREE: judged_before})
    answers = sum((one for table in tables.values() for one in table.values()), Counter[str]())
    assert set(answers) <= {AGREE, "not implemented"}


def test_a_verdict_where_the_official_sheet_stops(shared_data: Path) -> None:
    """Each of the documents on which the official sheet stops is held or refused, with a reason."""
    expected = json.loads((shared_data / "einvoice" / DAMAGED).read_text())
    stopped = [file for file, one in expected.items() if "error" in one]
    assert len(stopped) == 57
    bodies = [(shared_data / "einvoice" / file).read_bytes() for file in stopped]
    found = judge(*bodies)
    unread = [at for at, ruled in enumerate(read(bodies).ruled) if not ruled]
    stops = found.filter(severity=Weight.FATAL.value)["document"].to_list()
    stops += found.filter(severity=Weight.HELD.value)["document"].to_list()
    assert {*stops, *unread} == set(range(57))


def test_the_table_lists_every_rule(shared_data: Path) -> None:
    """Each official rule has a row, with what was compared, or that it is not implemented."""
    found = compared(shared_data / "einvoice")
    states = Counter((one["syntax"], one["state"]) for one in found["rules"])
    assert sum(states.values()) == 979 + 806
    assert (states[UBL, "not implemented"], states[CII, "not implemented"]) == (3, 8)
    assert not any("differ" in one for one in found["rules"])
    told = list(lines(found))
    assert "UBL BR-01" in told[1]
    assert told[-4] == "unit_tests UBL: 625 agree"


def test_what_differs_would_show(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comparison of verdicts that says nothing else than yes would be none."""
    monkeypatch.setattr("bench.en16931.judged", lambda bodies: [{"BR-01": 9} for _ in bodies])
    table = unit_tests(shared_data / "einvoice" / "en16931_unit_cii", CII)
    assert sum(table.values(), Counter[str]())["differ"] > 0
