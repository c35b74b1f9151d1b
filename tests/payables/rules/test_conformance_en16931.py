"""Public tests of EN 16931, examples and damaged invoices: the official verdict, every time."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from blackstart.payables.rules.facts import CII, UBL
from blackstart.payables.rules.registry import NEVER_FAILS, RULES
from blackstart.payables.rules.rule import Weight
from tests.payables.rules.invoices import judge

pytestmark = pytest.mark.conformance

SET = "{http://difi.no/xsd/vefa/validator/1.0}"
# Rules that the tests name and the rule set 1.3.16 has no more; both say that they do not fail.
GONE = {"BR-CO-25"}
# Warnings of the official sets that are not implemented begin with these.
NOT_IMPLEMENTED = ("UBL-CR-", "UBL-DT-", "CII-SR-", "CII-DT-")
IMPLEMENTED = {
    syntax: {rule.id for rule in RULES if syntax in rule.syntaxes} | set(NEVER_FAILS[syntax])
    for syntax in (UBL, CII)
}


def judged(bodies: Sequence[bytes]) -> list[dict[str, int]]:
    """Say which rules each document breaks, ours apart."""
    broken: list[dict[str, int]] = [{} for _ in bodies]
    for row in judge(*bodies).iter_rows(named=True):
        broken[row["document"]][row["rule"]] = row["count"]
    return broken


def official(broken: dict[str, int]) -> dict[str, int]:
    """Leave out our own rules and the one warning that we have."""
    fatal = {rule.id for rule in RULES if rule.weight is Weight.FATAL}
    return {rule: count for rule, count in broken.items() if rule in fatal}


def claims(folder: Path) -> Iterator[tuple[str, str, str | None, bytes]]:
    """Take the claims of the unit tests: rule, kind, how often, document."""
    for file in sorted(folder.rglob("*.xml")):
        for test in etree.parse(file).getroot().iter(f"{SET}test"):
            *_, document = (child for child in test if isinstance(child.tag, str))
            for claim in test.iterfind(f"{SET}assert/*"):
                kind = str(claim.tag).removeprefix(SET)
                if kind in ("success", "error", "warning"):
                    rule = str(claim.text).strip()
                    yield rule, kind, claim.get("number"), etree.tostring(document)


def holds(kind: str, number: str | None, count: int) -> bool:
    """Say whether a rule failed as often as a claim says."""
    if kind == "success":
        return count == 0
    return count == int(number) if number else count > 0


@pytest.mark.parametrize(
    ("folder", "syntax", "documents"),
    [("en16931_unit_ubl", UBL, 624), ("en16931_unit_cii", CII, 9)],
)
def test_unit_tests(shared_data: Path, folder: str, syntax: str, documents: int) -> None:
    """Every unit test of a rule agrees; the table says so rule by rule."""
    told = list(claims(shared_data / "einvoice" / folder))
    table: dict[str, Counter[str]] = {}
    for (rule, kind, number, _), broken in zip(told, judged([c[3] for c in told]), strict=True):
        if rule in IMPLEMENTED[syntax] | GONE:
            answer = "agree" if holds(kind, number, broken.get(rule, 0)) else "differ"
        else:
            answer = "not implemented"
        table.setdefault(rule, Counter())[answer] += 1
    print(f"\n{syntax}: rule → agree / differ / not implemented")  # noqa: T201 - the table is asked for
    for rule, row in sorted(table.items()):
        print(f"{rule:<12} {row['agree']:>3} / {row['differ']} / {row['not implemented']}")  # noqa: T201 - as above
    total = sum(table.values(), Counter[str]())
    assert total == Counter(agree=len(told))
    assert len(told) >= documents


def expected(shared_data: Path, name: str) -> dict[str, Any]:
    """Load the official verdicts on a set of documents."""
    found: dict[str, Any] = json.loads((shared_data / "einvoice" / name).read_text())
    return found


@pytest.mark.parametrize(
    ("name", "judged_before"),
    [("expected_en16931_1.3.16.json", 148), ("expected_mutants_en16931_1.3.16.json", 397)],
)
def test_documents(shared_data: Path, name: str, judged_before: int) -> None:
    """Examples and damaged invoices break the same fatal rules as often, and no others."""
    told = {file: one for file, one in expected(shared_data, name).items() if "rules" in one}
    assert len(told) == judged_before
    bodies = [(shared_data / "einvoice" / file).read_bytes() for file in told]
    for (file, one), broken in zip(told.items(), judged(bodies), strict=True):
        syntax = CII if one.get("syntax") == "cii" else UBL
        unknown = set(one["rules"]) - IMPLEMENTED[syntax]
        assert all(rule.startswith(NOT_IMPLEMENTED) for rule in unknown), file
        wanted = {rule: count for rule, count in one["rules"].items() if rule not in unknown}
        assert official(broken) == official(wanted), file


def test_a_verdict_where_the_official_sheet_stops(shared_data: Path) -> None:
    """Each of the documents on which the official sheet stops is held or refused, with a reason."""
    name = "expected_mutants_en16931_1.3.16.json"
    stopped = [file for file, one in expected(shared_data, name).items() if "error" in one]
    assert len(stopped) == 57
    bodies = [(shared_data / "einvoice" / file).read_bytes() for file in stopped]
    assert all(judged(bodies))
