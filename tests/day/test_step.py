"""Keeping a decision in memory: the twin's half of the store."""

from datetime import date

import polars as pl
import pytest

from blackstart.base.errors import UnknownTableError
from blackstart.base.table import Decision
from blackstart.day.step import OverQuotaError, capacity_left, keep
from blackstart.day.tables import DOSSIER_TABLES, TABLES, table

DAY = date(2025, 9, 25)


def rates(used: int) -> pl.DataFrame:
    """Give a quota of ten payments for the day, and one of another day."""
    rows = {
        "activity": ["paying", "paying"],
        "day": [DAY, date(2025, 9, 24)],
        "mode": ["manual", "manual"],
        "rate": [10, 10],
        "used": [used, 0],
    }
    return pl.DataFrame(rows, schema=table("rates").empty().schema).sort("activity", "day")


def test_capacity_is_taken_from_its_own_day_only() -> None:
    """Three payments leave seven of today and do not touch yesterday."""
    kept = keep({"rates": rates(0)}, Decision(takes={"paying": 3}), DAY)
    assert capacity_left(kept["rates"], DAY) == {"paying": 7}
    assert capacity_left(kept["rates"], date(2025, 9, 24)) == {"paying": 10}


@pytest.mark.parametrize("takes", [{"paying": 3}, {"wholesale": 1}])
def test_more_than_the_day_allows_is_a_fault(takes: dict[str, int]) -> None:
    """No decision takes more than is left, nor of what has no quota."""
    with pytest.raises(OverQuotaError):
        keep({"rates": rates(8)}, Decision(takes=takes), DAY)


def test_rows_replace_rows_of_the_same_key() -> None:
    """A decision's rows update by primary key and are added otherwise."""
    teams = pl.DataFrame({"team": ["a", "b"], "people": [1, 2], "hours_per_day": [8.0, 8.0]})
    news = pl.DataFrame({"team": ["c", "b"], "people": [3, 5], "hours_per_day": [8.0, 8.0]})
    kept = keep({"teams": teams, "rates": rates(0)}, Decision(rows={"teams": news}), DAY)
    assert kept["teams"].rows() == [("a", 1, 8.0), ("b", 5, 8.0), ("c", 3, 8.0)]


def test_the_catalogue_knows_its_tables_by_name() -> None:
    """Every table has a name of its own, a key and words for each column."""
    assert len({entry.name for entry in TABLES}) == len(TABLES)
    for entry in TABLES:
        assert entry.key
        assert all(column.description for column in entry.schema.columns().values()), entry.name
    assert 0 < len(DOSSIER_TABLES) < len(TABLES)
    with pytest.raises(UnknownTableError):
        table("wheels")
