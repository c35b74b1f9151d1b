"""What moved against an earlier plan: by hours, or by days where only days were kept."""

import polars as pl

from blackstart.estate.asking import words
from blackstart.estate.asking.change import Ground
from blackstart.estate.asking.moves import as_told, moves, told_since
from blackstart.estate.telling.slips import told
from tests.estate.asking.firm import PAYING_MINOR, SAID, SELLING_MINOR, ground
from tests.estate.made import DAY, day, signatures, tables

NOTHING_TOLD = tables()["plan_told"]


def two_days_later() -> tuple[Ground, Ground]:
    """Plan, do nothing but what was begun for two days, plan again."""
    first = ground()
    return first, ground(2, plan=first.made.plan)


def test_what_slipped_costs_its_days() -> None:
    """Both activities are later; what nobody priced is later, and its cost is unknown."""
    first, now = two_days_later()
    found = moves(first.made.plan, now.made)
    cost = dict(found.activities.select("activity", "cost_minor").iter_rows())
    hours = dict(found.activities.select("activity", "moved_hours").iter_rows())
    assert set(cost) == {"paying", "reporting", "selling"}
    assert cost["reporting"] is None
    assert cost["selling"] == round(SELLING_MINOR * hours["selling"] / 24)
    assert found.cost_minor == cost["selling"] + cost["paying"]
    assert found.activities["activity"].to_list() == ["selling", "paying", "reporting"]
    said = words.moves_in_short(found, "the plan in force")
    assert said.startswith("Against the plan in force: ")
    assert f"3 activities later, 0 sooner. That costs {found.cost_minor // 100:,} GBP." in said


def test_a_plan_that_stands_has_not_moved() -> None:
    """The same plan on the same day."""
    first = ground()
    found = moves(first.made.plan, first.made)
    assert (found.gates.height, found.activities.height, found.cost_minor) == (0, 0, 0)
    assert words.moves_in_short(found, "it") == "Nothing moved against it."


def test_a_gain_is_said_as_one() -> None:
    """What was done already brings the rest sooner."""
    first = ground()
    signed = signatures("erp 8 pass 0", "directory 9 pass 0")
    found = moves(first.made.plan, ground(gate_signatures=signed).made)
    assert found.cost_minor < 0
    assert "That saves" in words.moves_in_short(found, "it")
    rows = [words.slip_cells(found, row) for row in found.activities.iter_rows(named=True)]
    assert all(cells[1].endswith("sooner") for cells in rows)
    assert rows[-1][3] == "cost unknown"


def test_services_are_told_with_their_reason() -> None:
    """Service, first gate, team, by how much, when, how many of its gates, and why."""
    first, now = two_days_later()
    found = moves(first.made.plan, now.made)
    rows = {row["service"]: row for row in found.services.iter_rows(named=True)}
    assert sum(row["count"] for row in rows.values()) == found.gates.height
    cells = words.move_cells(found, rows["portal"])
    assert len(cells) == len(words.MOVE_HEADS)
    assert cells[3].endswith("later")
    assert all(cells)


def test_what_was_told_is_kept_in_days() -> None:
    """A plan that moves by two days has moved by 48 hours, and costs two days."""
    first, now = two_days_later()
    kept = told(first.made.plan, NOTHING_TOLD, DAY)
    found = moves(as_told(kept, now.made), now.made)
    assert set(found.gates["moved_hours"] % 24) == {0.0}
    by_hours = moves(first.made.plan, now.made)
    for activity, moved in found.activities.select("activity", "moved_hours").iter_rows():
        exact = by_hours.activities.filter(activity=activity)["moved_hours"].item()
        assert abs(moved - exact) < 24
    assert found.cost_minor % PAYING_MINOR == 0
    assert told_since(kept, now.made.day) == DAY


def test_what_was_told_today_is_no_earlier_plan() -> None:
    """On the first day there is nothing to compare with."""
    first = ground()
    kept = told(first.made.plan, NOTHING_TOLD, DAY)
    nothing = as_told(kept, first.made)
    assert nothing.is_empty()
    assert words.moves_in_short(moves(nothing, first.made), "").startswith("No plan is of an")
    assert told_since(kept, DAY) is None
    assert told_since(kept, day(1)) == DAY


def test_without_any_value_no_cost_is_made_up() -> None:
    """Nobody said what a day is worth."""
    activities = SAID["activities"].with_columns(value_per_day_minor=pl.lit(None, pl.Int64))
    first = ground(activities=activities)
    now = ground(2, activities=activities, plan=first.made.plan)
    found = moves(first.made.plan, now.made)
    assert "That costs an unknown amount." in words.moves_in_short(found, "it")
