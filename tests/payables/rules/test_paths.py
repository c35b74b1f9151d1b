"""Warnings about what a document has and EN 16931 does not use."""

import pytest

from blackstart.payables.rules.facts import CII as CII_SYNTAX
from blackstart.payables.rules.facts import UBL as UBL_SYNTAX
from blackstart.payables.rules.paths import ids, table, warnings
from blackstart.payables.rules.registry import NEVER_FAILS, NOT_IMPLEMENTED, RULES
from blackstart.post.en16931.paths import STEPS_MAX
from blackstart.post.en16931.read import read
from tests.payables.rules.invoices import CII, UBL, change

LINE = "<ram:AssociatedDocumentLineDocument>"


def warned(text: str) -> dict[str, int]:
    """Say which warnings a document has, and how often."""
    told: dict[str, int] = {}
    for syntax, paths in read([text.encode()], with_paths=True).paths.items():
        told |= dict(warnings(paths, syntax).select("rule", "count").iter_rows())
    return told


@pytest.mark.parametrize("text", [UBL, CII])
def test_a_plain_invoice_has_none(text: str) -> None:
    """What the standard uses is no warning."""
    assert warned(text) == {}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("<cbc:Note>", "<cbc:UUID>1</cbc:UUID><cbc:UUID>2</cbc:UUID><cbc:Note>", "UBL-CR-005"),
        ("<cbc:Note>", '<cbc:Note languageID="en">', "UBL-DT-19"),
        ("<cbc:Note>", '<cbc:Note name="x">', "UBL-DT-18"),
        ("<cac:Item>", "<cac:Item><cbc:BrandName>B</cbc:BrandName>", "UBL-CR-569"),
        ("<cbc:CompanyID>GB", '<cbc:CompanyID schemeID="9932">GB', "UBL-CR-652"),
    ],
)
def test_ubl(old: str, new: str, rule: str) -> None:
    """One warning for a document, however often the element stands in it, and no other."""
    assert warned(change(UBL, (old, new))) == {rule: 1}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (LINE, f"{LINE}<ram:IncludedNote><ram:Subject/></ram:IncludedNote>", "CII-SR-043"),
        (LINE, f"{LINE}{'<ram:IncludedNote/>' * 2}", "CII-SR-039"),
        ("<ram:BuyerTradeParty>", "<ram:BuyerTradeParty><ram:ID/><ram:GlobalID/>", "CII-SR-450"),
        ("<ram:BasisAmount>", "<ram:CategoryName/><ram:BasisAmount>", "CII-DT-057"),
    ],
)
def test_cii(old: str, new: str, rule: str) -> None:
    """Elements that are not used, stand too often, or beside what they may replace."""
    assert warned(change(CII, (old, new))) == {rule: 1}


def test_each_line_counts_once() -> None:
    """In CII a warning about lines is counted by line, not by element."""
    start = CII.index("<ram:IncludedSupplyChainTradeLineItem>")
    end_tag = "</ram:IncludedSupplyChainTradeLineItem>"
    end = CII.index(end_tag) + len(end_tag)
    subjects = f"<ram:IncludedNote>{'<ram:Subject/>' * 2}</ram:IncludedNote>"
    line = CII[start:end].replace(LINE, f"{LINE}{subjects}")
    assert warned(CII[:start] + line * 3 + CII[end:]) == {"CII-SR-043": 3}


def test_where_a_rule_does_not_look() -> None:
    """The name of a payment means and the reason for an exemption are used where they stand."""
    named = change(UBL, ("<cbc:PaymentMeansCode>", '<cbc:PaymentMeansCode name="Transfer">'))
    assert warned(named) == {}
    reason = "<ram:ExemptionReason>R</ram:ExemptionReason><ram:BasisAmount>"
    assert warned(change(CII, ("<ram:BasisAmount>", reason))) == {}


def test_a_finding_says_what_and_where() -> None:
    """The path, the line in the source, and that nothing is held for it."""
    changed = change(UBL, ("<cbc:Note>", "<cbc:UUID>1</cbc:UUID><cbc:Note>"))
    paths = read([changed.encode()], with_paths=True).paths[UBL_SYNTAX]
    (row,) = warnings(paths, UBL_SYNTAX).iter_rows(named=True)
    assert row["message"] == "cbc:UUID is not used by EN 16931 here; it was passed over."
    assert (row["severity"], row["where"]) == ("warning", ["element on line 7"])


def test_a_hostile_depth_makes_no_long_paths() -> None:
    """What lies deeper than any path of the standard is counted under one name."""
    deep = "<cac:X>" * 200 + "</cac:X>" * 200
    changed = change(UBL, ("<cbc:Note>", f"{deep}<cbc:Note>"))
    paths = read([changed.encode()], with_paths=True).paths[UBL_SYNTAX]
    assert paths["path"].str.count_matches("/").max() == STEPS_MAX - 1
    assert warnings(paths, UBL_SYNTAX).is_empty()


def test_unless_asked_for_nothing_is_counted() -> None:
    """Reading does not walk a tree twice for warnings that nobody wants to see."""
    assert read([UBL.encode()]).paths == {}


@pytest.mark.parametrize(
    ("syntax", "official", "by_path"), [(UBL_SYNTAX, 979, 694), (CII_SYNTAX, 806, 463)]
)
def test_every_official_rule_has_an_answer(syntax: str, official: int, by_path: int) -> None:
    """Implemented, never failing, or named as not implemented: each rule once, none left out."""
    own = {rule.id for rule in RULES if syntax in rule.syntaxes if not rule.id.startswith("BS-")}
    parts = (own, ids(syntax), set(NEVER_FAILS[syntax]), set(NOT_IMPLEMENTED[syntax]))
    assert sum(map(len, parts)) == len(set().union(*parts)) == official
    assert len(ids(syntax)) == by_path
    assert not set(table(syntax).whole) & set(table(syntax).tails)
