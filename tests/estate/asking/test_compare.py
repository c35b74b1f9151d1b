"""What if: people and things more or fewer, late services, on the same drawn hours."""

from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blackstart.base.finding import Finding
from blackstart.base.table import Frames
from blackstart.estate.asking import compare as compare_module
from blackstart.estate.asking.change import HELPS, HURTS, Change, Ground
from blackstart.estate.asking.compare import TOGETHER, Compared, Option, compare
from blackstart.estate.asking.kinds import KINDS
from blackstart.estate.asking.wishes import changes
from blackstart.estate.restart import restart
from tests.estate.asking.firm import PAYING_MINOR, SAID, SELLING_MINOR, ground
from tests.estate.made import DAY, any_limits, any_tables, frame, signatures


def asked(*wishes: tuple[str, str], **said: Any) -> Compared:  # noqa: ANN401 - frames, one or other empty
    """Compare what can be read."""
    firm = ground(**said)
    read, faults = changes(wishes, firm)
    assert faults == ()
    return compare(firm, read)


def only(of: Compared) -> Option:
    """Give the only option."""
    (option,) = of.options
    return option


def test_one_more_person_where_they_are_too_few() -> None:
    """It saves money, it is sure, and both activities are back sooner."""
    found = asked(("person", "apps=+1"))
    option = only(found)
    saved = option.saved["GBP"]
    assert option.used
    assert saved.mean > 0
    assert saved.low <= saved.middle <= saved.high
    assert not saved.noise
    assert {one.activity for one in option.returns} >= {"reporting"}
    assert all(one.sooner_hours > 0 for one in option.returns)
    assert found.unpriced == ("reporting",)
    assert found.a_day(option)["GBP"] == round(saved.mean / found.last_days)


def test_one_more_person_where_nobody_lacks_one() -> None:
    """Five are there, one is wanted: it makes no difference, and that is said."""
    option = only(asked(("person", "identity=+1")))
    assert not option.used
    assert (option.saved["GBP"].mean, option.days.mean, option.returns) == (0, 0, ())
    assert option.saved["GBP"].noise


def test_a_deadline_that_would_be_missed() -> None:
    """A share of restarts, before and after; on the day itself it is kept."""
    likely = ground().made.returns.filter(activity="paying")["returns_on"].item()
    rows = SAID["activities"].with_columns(
        deadline_on=pl.when(pl.col("activity") == "paying").then(pl.lit(likely))
    )
    found = {
        one.activity: one for one in only(asked(("late", "directory=9d"), activities=rows)).returns
    }
    assert found["paying"].in_time is not None
    was, would_be = found["paying"].in_time
    assert 0 < was <= 1
    assert would_be == 0
    assert found["selling"].in_time is None


def test_one_more_slot_where_all_wait_for_one() -> None:
    """Plenty of people, one clean room: the second one is worth money, the tenth nothing."""
    room = {
        "teams": SAID["teams"].with_columns(people=pl.lit(9)),
        "shared_things": frame("shared_things", {"thing": "clean-room", "amount": 1}),
        "gate_things": frame(
            "gate_things", {"service": "*", "gate": "isolated", "thing": "clean-room", "amount": 1}
        ),
    }
    one, ten, _ = asked(("slot", "clean-room=+1"), ("slot", "clean-room=+9"), **room).options
    assert one.saved["GBP"].mean > 0
    assert ten.saved["GBP"].mean >= one.saved["GBP"].mean
    held = frame("shared_things", {"thing": "clean-room", "amount": 9})
    assert not only(asked(("slot", "clean-room=+1"), **{**room, "shared_things": held})).used


def test_what_hurts_costs() -> None:
    """A directory that is two days late holds everything behind it, by up to two days."""
    option = only(asked(("late", "directory=2d")))
    assert option.saved["GBP"].mean < 0
    lost = -option.saved["GBP"].low
    assert lost <= 2 * (PAYING_MINOR + SELLING_MINOR) * 1.01


def test_doing_without_a_service_that_others_wait_for() -> None:
    """The way to selling is shorter."""
    option = only(asked(("without", "directory")))
    assert option.saved["GBP"].mean > 0


def test_several_are_compared_each_and_together() -> None:
    """In the order in which they were asked, and all of them at the end."""
    found = asked(("person", "apps=+1"), ("late", "directory=1d"), ("person", "identity=+1"))
    assert [one.words for one in found.options][-1] == TOGETHER
    first, late, idle, both = (one.saved["GBP"].mean for one in found.options)
    assert late < 0 == idle < first
    assert late < both < first
    spare = asked(("late", "directory=1d"), ("person", "identity=+1")).options
    assert spare[2].saved["GBP"].mean >= spare[0].saved["GBP"].mean
    helped = asked(("person", "apps=+1"), ("person", "identity=+1"))
    assert helped.options[2].saved["GBP"].mean == helped.options[0].saved["GBP"].mean


def test_of_all_together_nobody_uses_what_is_of_no_use() -> None:
    """Two people more where nobody lacks one are no difference together either."""
    found = asked(("person", "identity=+1"), ("person", "identity=+2"))
    assert [one.used for one in found.options] == [False, False, False]


def test_currencies_are_never_added() -> None:
    """Selling is worth euros: two figures, each with its range."""
    rows = SAID["activities"].with_columns(
        currency=pl.when(pl.col("activity") == "selling").then(pl.lit("EUR")).otherwise("currency")
    )
    option = only(asked(("late", "directory=1d"), activities=rows))
    assert set(option.saved) == {"EUR", "GBP"}


def test_without_any_value_it_is_told_in_days() -> None:
    """Nobody said what a day is worth: days of all activities, and no money."""
    rows = SAID["activities"].with_columns(value_per_day_minor=pl.lit(None, pl.Int64))
    found = asked(("late", "directory=1d"), activities=rows)
    assert only(found).saved == {}
    assert only(found).days.mean < 0
    assert found.unpriced == ("paying", "reporting", "selling")


def test_nothing_to_restart() -> None:
    """All is up: nothing moves, and the last return is not in the past."""
    signed = signatures(*(f"{name} 9 pass 0" for name in SAID["services"]["service"]))
    firm = ground(gate_signatures=signed, activity_needs=frame("activity_needs", {}).clear())
    found = compare(firm, [Change(words="nothing", effect=HELPS, applied=dict)])
    assert found.days_left == 1.0
    assert not only(found).used


def test_what_only_seems_to_help_is_not_made_use_of() -> None:
    """A change that says that it helps, and hurts, is left alone; and the other way round."""
    firm = ground()
    (late,), _ = changes([("late", "directory=1d")], firm)
    (more,), _ = changes([("person", "apps=+1")], firm)
    twisted = (replace(late, effect=HELPS), replace(more, effect=HURTS))
    assert [one.used for one in compare(firm, twisted).options[:2]] == [False, False]


def people_more(now: Ground, more: int) -> list[Change]:
    """Ask for people more in every team, for no service, and for one less to do."""
    read = {kind.option: kind.read for kind in KINDS}
    teams = now.made.estate.teams["team"].to_list()
    services = now.made.estate.services["service"].to_list()
    found = [
        *(read["person"](f"{team}=+{more}", now) for team in teams[:2]),
        *(read["without"](service, now) for service in services[:2]),
    ]
    return [one for one in found if not isinstance(one, Finding)]


@settings(max_examples=15)
@given(any_tables(), any_limits(), st.integers(1, 2))
def test_what_can_only_help_never_costs(said: Frames, limits: Frames, more: int) -> None:
    """However odd the estate: not on the planner's scale, not in money, by no bad luck of a search.

    And what can only hurt never saves.
    """
    tables = {**said, **limits}
    now = Ground(tables=tables, made=restart(tables, DAY))
    helping = people_more(now, more)
    hurting = [replace(one, effect=HURTS) for one in helping]
    with patch.object(compare_module, "restarts_for", return_value=10):
        helped, hurt = (compare(now, changes_).options for changes_ in (helping, hurting))
    assert all(one.mean >= 0 for option in helped for one in option.saved.values())
    assert all(one.mean <= 0 for option in hurt for one in option.saved.values())


@pytest.mark.parametrize("order", [1, -1])
def test_the_same_question_has_the_same_answer(order: int) -> None:
    """The order in which things are asked changes no figure of the single ones."""
    wishes = [("person", "apps=+1"), ("late", "erp=1d"), ("without", "mail")][::order]
    found = {one.words: one.saved["GBP"] for one in asked(*wishes).options}
    again = {one.words: one.saved["GBP"] for one in asked(*wishes).options}
    assert found == again
    assert np.isfinite([one.mean for one in found.values()]).all()
