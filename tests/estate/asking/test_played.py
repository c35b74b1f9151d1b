"""The same drawn hours for every plan: how many, and under which orders."""

import pytest

from blackstart.estate.asking.played import RESTARTS, field, places, restarts_for, turn_of
from blackstart.estate.asking.ways import ways
from tests.estate.asking.firm import ground
from tests.estate.made import services, signatures


@pytest.mark.parametrize(
    ("gates", "restarts"),
    [(0, RESTARTS), (79, RESTARTS), (80, 1_250), (442, 227), (1_000, 200), (10_000, 100)],
)
def test_how_many_restarts_are_played(gates: int, restarts: int) -> None:
    """Enough to be sure, few enough for seconds."""
    assert restarts_for(gates) == restarts


def test_an_order_of_another_plan_is_played_if_it_knows_the_gates() -> None:
    """A plan with more gates has places for all of this one's, not the other way round."""
    more, fewer = ground().made, ground(services=services("erp", "mail", "portal")).made
    on = field(more, 2)
    assert on.turn(places(more)) == turn_of(more)
    fewer_places = {gate: rank for gate, rank in places(fewer).items() if gate[0] != "mail"}
    assert on.turn(fewer_places) is None


def test_an_activity_that_is_back_has_no_way() -> None:
    """Its services are up: nothing hangs on anybody for it."""
    now = ground(gate_signatures=signatures("mail 9 pass 0")).made
    assert {way.activity for way in ways(now).ways} == {"paying", "selling"}
