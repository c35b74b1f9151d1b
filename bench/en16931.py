"""How far our answers agree with the official rules of EN 16931, rule by rule.

Claim: every public unit test, example and damaged invoice has our verdict equal to the official
one, for each rule that is implemented; a rule that is not is listed, never left out in silence.
The public documents are an argument; the official answers to them lie beside them.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

from blackstart.payables.rules.check import check
from blackstart.payables.rules.facts import CII, UBL
from blackstart.payables.rules.paths import ids, warnings
from blackstart.payables.rules.registry import NEVER_FAILS, NOT_IMPLEMENTED, RULES
from blackstart.payables.rules.rule import RULES_VERSION
from blackstart.post.en16931.read import read

AGREE, DIFFER, NOT_THERE = "agree", "differ", "not implemented"
Table: TypeAlias = dict[str, Counter[str]]

SET = "{http://difi.no/xsd/vefa/validator/1.0}"
UNIT_TESTS = ((UBL, "en16931_unit_ubl"), (CII, "en16931_unit_cii"))
VERDICTS = ("expected_en16931_1.3.16.json", "expected_mutants_en16931_1.3.16.json")
# Unit tests name rules that 1.3.16 has no more; they all say that these do not fail.
GONE = frozenset(("BR-CO-25",))


def implemented(syntax: str) -> frozenset[str]:
    """Name the official rules that we answer; one that never fails is answered by that."""
    own = (rule.id for rule in RULES if syntax in rule.syntaxes if not rule.id.startswith("BS-"))
    return frozenset((*own, *ids(syntax), *NEVER_FAILS[syntax]))


def judged(bodies: Sequence[bytes]) -> list[dict[str, int]]:
    """Say which rules each document breaks, and how often, warnings too; our own rules apart."""
    batch = read(bodies, with_paths=True)
    found = [check(facts) for facts in batch.facts]
    found += [warnings(paths, syntax) for syntax, paths in batch.paths.items()]
    broken: list[dict[str, int]] = [{} for _ in bodies]
    for row in (row for rows in found for row in rows.iter_rows(named=True)):
        if not row["rule"].startswith("BS-"):
            broken[row["document"]][row["rule"]] = row["count"]
    return broken


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


def unit_tests(folder: Path, syntax: str) -> Table:
    """Compare each claim of the unit tests with our answer."""
    told = list(claims(folder))
    answered, table = implemented(syntax) | GONE, Table()
    bodies = [body for _, _, _, body in told]
    for (rule, kind, number, _), broken in zip(told, judged(bodies), strict=True):
        right = holds(kind, number, broken.get(rule, 0))
        _count(table, rule, right=right, answered=rule in answered)
    return table


def documents(data: Path, verdicts: str) -> tuple[dict[str, Table], Counter[str]]:
    """Compare the verdict on each document with the official one, where that exists.

    Returns:
        By syntax, for each rule that one of the two finds broken, in how many documents they agree
        and differ; and how many documents agree as a whole.
    """
    listed: Mapping[str, Any] = json.loads((data / verdicts).read_text())
    told = {file: one for file, one in listed.items() if "rules" in one}
    tables: dict[str, Table] = {UBL: {}, CII: {}}
    whole: Counter[str] = Counter()
    bodies = [(data / file).read_bytes() for file in told]
    for one, broken in zip(told.values(), judged(bodies), strict=True):
        syntax = CII if one.get("syntax") == "cii" else UBL
        answered = implemented(syntax)
        wanted = one["rules"]
        for rule in sorted({*wanted, *broken}):
            right = wanted.get(rule, 0) == broken.get(rule, 0)
            _count(tables[syntax], rule, right=right, answered=rule in answered)
        same = {rule: count for rule, count in wanted.items() if rule in answered} == broken
        whole[AGREE if same else DIFFER] += 1
    return tables, whole


def _count(table: Table, rule: str, *, right: bool, answered: bool) -> None:
    answer = (AGREE if right else DIFFER) if answered else NOT_THERE
    table.setdefault(rule, Counter())[answer] += 1


def compared(data: Path) -> dict[str, Any]:
    """Compare everything, and list every rule of the official sets."""
    tests = {syntax: unit_tests(data / folder, syntax) for syntax, folder in UNIT_TESTS}
    seen = {verdicts: documents(data, verdicts) for verdicts in VERDICTS}
    rules = []
    for syntax, table in tests.items():
        every = implemented(syntax) | set(NOT_IMPLEMENTED[syntax])
        for rule in sorted(every):
            counted = table.get(rule, Counter()).copy()
            for tables, _ in seen.values():
                counted += tables[syntax].get(rule, Counter())
            rules.append({"rule": rule, "state": state(rule, syntax), "syntax": syntax, **counted})
    return {
        "documents": {name: dict(whole) for name, (_, whole) in seen.items()},
        "rules": rules,
        "rule_set": RULES_VERSION,
        "unit_tests": {
            syntax: dict(sum(table.values(), Counter())) for syntax, table in tests.items()
        },
    }


def state(rule: str, syntax: str) -> str:
    """Say whether a rule is implemented."""
    if rule in NOT_IMPLEMENTED[syntax]:
        return NOT_THERE
    return "never fails" if rule in NEVER_FAILS[syntax] else "implemented"


def lines(found: Mapping[str, Any]) -> Iterator[str]:
    """Write what was compared for a person; rules that no document asks about are listed too."""
    yield f"{found['rule_set']}: rule, agree / differ / not implemented"
    for one in found["rules"]:
        counts = " / ".join(f"{one.get(answer, 0)}" for answer in (AGREE, DIFFER, NOT_THERE))
        yield f"{one['syntax']} {one['rule']:<12} {counts:<14} {one['state']}"
    for name in ("unit_tests", "documents"):
        for part, counts in found[name].items():
            yield f"{name} {part}: " + ", ".join(f"{n} {answer}" for answer, n in counts.items())


def main() -> None:
    """Print the table, or one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public documents")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    options = parser.parse_args()
    found = compared(options.data)
    print(json.dumps(found, sort_keys=True) if options.json else "\n".join(lines(found)))


if __name__ == "__main__":
    main()
