"""What was begun goes on, whatever a later inventory makes us assume."""

import polars as pl

from blackstart.estate.restart import Restart
from tests.estate.made import chain, frame, planned, services, signatures

SHOP = services("shop-app", layer="unknown", team=None)
BOTH = services("lan", "shop-app", layer="unknown", team=None)
HOURS = frame("gates", *chain("shop-app", hours_low=30.0, hours_likely=30.0, hours_high=30.0))
SIGNED = signatures("shop-app 2 pass 0")


def rebuilt(made: Restart) -> float:
    """Tell when the rebuilding of the shop begins."""
    row = made.plan.filter(pl.col("service") == "shop-app", pl.col("gate") == "rebuilt")
    return float(row["start_hours"].item())


def test_a_gate_that_is_begun_does_not_wait_for_what_comes_to_light() -> None:
    """The network is loaded a day after the rebuilding was begun."""
    first = planned(services=SHOP, gates=HOURS, gate_signatures=SIGNED)
    assert rebuilt(first) == 0.0
    later = planned(1, services=BOTH, gates=HOURS, gate_signatures=SIGNED, plan=first.plan)
    assert rebuilt(later) == -24.0
    assert later.estate.dependencies.height == 1
    unbegun = planned(1, services=BOTH, gates=HOURS, gate_signatures=SIGNED)
    assert rebuilt(unbegun) > 0


def test_a_gate_that_was_to_wait_goes_on_waiting() -> None:
    """Its planned day has passed, but what it needs has not come back: it was never begun."""
    first = planned(services=BOTH, gates=HOURS, gate_signatures=SIGNED)
    ahead = int(rebuilt(first) // 24) + 2
    later = planned(ahead, services=BOTH, gates=HOURS, gate_signatures=SIGNED, plan=first.plan)
    assert rebuilt(later) > 0
