"""The list of findings is closed, ordered and readable."""

from blackstart.base.finding import FindingCode
from blackstart.post import findings
from blackstart.post.findings import DOCUMENT_FINDINGS


def test_the_list_is_complete_and_in_order() -> None:
    """Every code of the module stands in the tuple, numbered without a gap."""
    numbered = [f"BS-DOC-{number:03d}" for number in range(1, len(DOCUMENT_FINDINGS) + 1)]
    assert [code.code for code in DOCUMENT_FINDINGS] == numbered
    named = [value for value in vars(findings).values() if isinstance(value, FindingCode)]
    assert named == list(DOCUMENT_FINDINGS)


def test_every_code_says_what_happened_and_what_to_do() -> None:
    """Meaning and remedy are whole sentences."""
    for code in DOCUMENT_FINDINGS:
        assert code.meaning.endswith(".")
        assert code.fix.endswith(".")
