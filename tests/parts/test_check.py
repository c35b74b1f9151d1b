"""What the parts desk is told to mend."""

from blackstart.parts.check import check
from blackstart.parts.findings import FINDINGS
from tests.parts.made import lines, shelf


def test_codes_are_unique_and_in_order() -> None:
    """The closed list names every code once, in order."""
    codes = [finding.code for finding in FINDINGS]
    assert codes == sorted(set(codes))


def test_nothing_wrong_is_nothing_said() -> None:
    """Shelves and orders that fit make no finding, and neither does a stock that nobody knows."""
    assert not list(check(lines({}), shelf({})))
    assert not list(check(lines({}), shelf()))


def test_each_misfit_is_named() -> None:
    """A shelf below nothing, a line with too much, a part that nobody knows."""
    shelves = shelf({"on_hand": 0}).with_columns(pieces=-2)
    asked = lines({"line": "a"}, {"line": "b", "part": "P9"}, {"line": "c", "part": "P9"})
    too_much = asked.with_columns(got=(asked["line"] == "a").cast(int) * 4)
    assert [(found.code, found.subject, found.message) for found in check(too_much, shelves)] == [
        (
            "BS-PAR-001",
            "S1 P1",
            "2 pieces more have left than were there; counted as 0, none are given.",
        ),
        ("BS-PAR-002", "a", "Got 4, asks 1 now; nothing more is given."),
        ("BS-PAR-003", "P9", "2 lines wait for a part that no centre knows."),
    ]
