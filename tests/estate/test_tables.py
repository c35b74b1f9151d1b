"""Rows that the tables refuse, and the closed list of findings."""

from blackstart.estate.findings import FINDINGS
from blackstart.estate.tables import BOUND_GATE, GATES, NEEDS, Dependencies, Rates
from tests.estate.made import dependencies, frame


def test_a_service_cannot_need_itself() -> None:
    """The shortest circle of all is refused at the door."""
    assert Dependencies.is_valid(dependencies("a needs b for data"))
    assert not Dependencies.is_valid(dependencies("a needs a for data"))


def test_never_more_is_used_than_the_day_allows() -> None:
    """Ten of ten are used up; eleven are a fault."""
    assert Rates.is_valid(frame("rates", {"used": 10}))
    assert not Rates.is_valid(frame("rates", {"used": 11}))


def test_every_kind_of_need_binds_a_gate() -> None:
    """Kinds of dependencies bind gates in the order of the chain."""
    bound = [GATES.index(BOUND_GATE[kind]) for kind in NEEDS]
    assert bound == sorted(bound)


def test_codes_are_numbered_and_say_what_to_do() -> None:
    """The room's findings are a closed list in order, each with a meaning and a way out."""
    assert [entry.code for entry in FINDINGS] == [
        f"BS-EST-{number:03}" for number in range(1, len(FINDINGS) + 1)
    ]
    assert all(entry.meaning.endswith(".") and entry.fix.endswith(".") for entry in FINDINGS)
