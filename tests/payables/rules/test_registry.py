"""The registry of rules: complete, without doubles, each with a sentence."""

from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from blackstart.payables import rules
from blackstart.payables.rules.codelists import LISTS, allowed, vat_prefixes
from blackstart.payables.rules.facts import CII, FRAMES, UBL, schema
from blackstart.payables.rules.listing import rules_of
from blackstart.payables.rules.registry import NEVER_FAILS, RULES
from blackstart.payables.rules.rule import RULES_VERSION
from blackstart.payables.rules.sentences import SENTENCES


def test_a_rule_stands_once_for_each_syntax_and_view() -> None:
    """No rule is counted twice for one failing row."""
    count = Counter((rule.id, rule.view, syntax) for rule in RULES for syntax in rule.syntaxes)
    assert {key for key, times in count.items() if times > 1} == set()


def test_every_sentence_is_used_and_ends() -> None:
    """Each sentence belongs to a rule, and each rule says a whole sentence."""
    assert set(SENTENCES) <= {rule.id for rule in RULES}
    assert [rule.id for rule in RULES if not rule.says.endswith(".")] == []


def test_what_never_fails_has_no_rule() -> None:
    """A rule that no document can break is listed, not implemented."""
    for syntax in (UBL, CII):
        ours = {rule.id for rule in RULES if syntax in rule.syntaxes}
        assert ours & set(NEVER_FAILS[syntax]) == set()


def test_code_lists() -> None:
    """Each kind has codes, none twice in a list, and countries begin VAT numbers."""
    for syntax in (UBL, CII):
        assert set(allowed(syntax)["kind"]) == set(LISTS[syntax])
        for lists in LISTS[syntax].values():
            assert all(len(set(codes)) == len(codes) for codes in lists)
        assert {"GB", "EL"} <= set(vat_prefixes(syntax))
        assert "UK" not in vat_prefixes(syntax)


def test_the_version_is_that_of_what_judges() -> None:
    """Every change to this package gives the rule set a new name: documents say who judged them."""
    sources = sorted(Path(rules.__path__[0]).rglob("*.py"))
    text = "".join(source.read_text("utf-8") for source in sources).replace(RULES_VERSION, "")
    assert f"EN 16931 1.3.16 ({sha256(text.encode()).hexdigest()[:8]})" == RULES_VERSION


def test_frames_have_columns() -> None:
    """Every frame says of which document its rows are."""
    assert all(next(iter(schema(frame))) == "document" for frame in FRAMES)


@pytest.mark.parametrize(("syntax", "official"), [(UBL, 979), (CII, 806)])
def test_the_listing_names_every_rule_once(syntax: str, official: int) -> None:
    """The reference page has a row for each official rule and each of ours, with words."""
    rows = list(rules_of(syntax))
    ours = {rule.id for rule in RULES if syntax in rule.syntaxes and rule.id.startswith("BS-")}
    assert len({rule for rule, _, _ in rows}) == len(rows) == official + len(ours)
    assert all(state and says.endswith(".") for _, state, says in rows)
