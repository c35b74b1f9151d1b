"""A plan as people read it: the order, and the moments at which there is something to decide."""

from itertools import pairwise

import polars as pl
from hypothesis import given, settings

from blackstart.base.table import Frames
from blackstart.estate.asking.sheet import places, stages
from blackstart.estate.restart import restart
from tests.estate.asking.firm import SAID, ground
from tests.estate.made import (
    DAY,
    any_tables,
    chain,
    dependencies,
    frame,
    planned,
    services,
    signatures,
)


def test_the_order_names_what_is_next() -> None:
    """A row a service that is not up, the most urgent first, with the next gate and its team."""
    order = places(ground(gate_signatures=signatures("directory 2 pass 0")).made.plan)
    assert order["place"].to_list() == [1, 2, 3, 4]
    assert order["service"].to_list() == ["directory", "erp", "portal", "mail"]
    assert order.row(0, named=True)["gate"] == "rebuilt"
    assert order.row(0, named=True)["open"] == 7


def test_the_plan_is_cut_where_activities_return() -> None:
    """What returns within a day of each other is one thing to decide about."""
    made = ground().made
    cuts = stages(made)
    assert [one.activities for one in cuts] == [("paying", "selling"), ("reporting",)]
    assert [one.services for one in cuts] == [("directory", "erp", "portal"), ("mail",)]
    assert [one.at_work for one in cuts] == [0, 0]  # the one who is there begins the next gate


def test_what_a_change_of_mind_would_interrupt_is_counted() -> None:
    """With two people, one is in the middle of a long gate when the other's work is done."""
    two = SAID["teams"].with_columns(people=pl.lit(2))
    long = frame("gates", *chain("mail", team="apps", hours_likely=100.0, hours_high=200.0))
    others = SAID["gates"].filter(pl.col("service") != "mail")
    cuts = stages(ground(teams=two, gates=pl.concat([others, long])).made)
    assert cuts[0].activities == ("paying", "selling")
    assert [one.at_work for one in cuts] == [1, 0]


def test_without_activities_it_is_cut_where_phases_are_back() -> None:
    """Nobody said what the restart is for: then phase by phase."""
    made = planned(services=services("a", "b"), dependencies=dependencies("b needs a for data"))
    assert [one.services for one in stages(made)] == [("a",), ("b",)]
    assert stages(planned()) == ()


def test_what_no_activity_needs_comes_at_the_end() -> None:
    """After the last return there may be services left."""
    needs = SAID["activity_needs"].filter(activity="paying")
    cuts = stages(ground(activity_needs=needs).made)
    assert [one.activities for one in cuts] == [("paying",), ()]
    assert set(cuts[-1].services) == {"mail", "portal"}


@settings(max_examples=40)
@given(any_tables())
def test_every_service_comes_back_in_one_stage(tables: Frames) -> None:
    """However odd the inventory: stages follow each other, and none is lost or told twice."""
    made = restart(tables, DAY)
    cuts = stages(made)
    told = [service for one in cuts for service in one.services]
    assert sorted(told) == places(made.plan)["service"].sort().to_list()
    assert all(first.ends_hours < second.ends_hours for first, second in pairwise(cuts))
