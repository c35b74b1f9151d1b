"""Facts are looked up without trust: whatever is missing or odd is unknown, never a fault."""

from datetime import UTC, date, datetime

from blackstart.web.pages import facts
from tests.web.made import NOW, standing

ODD = {"n": True, "text": "x", "list": ["a", 1], "rows": [{"a": 1}, "no row"], "day": ""}


def test_what_is_missing_is_none_or_empty() -> None:
    """A dossier without vehicles has no facts on vehicles, and the page goes on."""
    seen = standing(facts={"odd": ODD})
    assert facts.found(seen, "no such step", "a", "b") is None
    assert facts.found(seen, "odd", "text", "deeper") is None
    assert facts.number_in(seen, "odd", "n") is None
    assert facts.count_in(seen, "odd", "missing") == 0
    assert facts.day_in(seen, "odd", "day") is None
    assert facts.mapping_in(seen, "odd", "text") == {}
    assert facts.rows_in(seen, "odd", "text") == []
    assert facts.amounts_in(seen, "odd", "list") == {}


def test_what_is_there_is_given() -> None:
    """Texts, rows, amounts and days come out as they went in."""
    seen = standing(facts={"odd": ODD})
    assert facts.sentences_in(seen, "odd", "list") == ["a"]
    assert facts.rows_in(seen, "odd", "rows") == [{"a": 1}]
    assert facts.day_in(seen, "plants.outlook", "first_start_on") == date(2025, 10, 6)
    assert facts.number_in(seen, "suppliers.support", "firms_lost_without") == 9.0
    assert facts.amounts_in(seen, "vehicles.wholesale", "cash_expected") == {"GBP": "55000.00"}


def test_the_day_of_a_decision_is_the_sites_day() -> None:
    """Half past eleven in the evening UTC is already tomorrow in London's summer."""
    late = datetime(2025, 9, 25, 23, 30, tzinfo=UTC)
    seen = standing(done_at={"estate.plan": late})
    assert facts.decided_on(seen, "estate.plan") == date(2025, 9, 26)
    assert facts.decided_on(seen, "parts.allocate") == NOW.date()
