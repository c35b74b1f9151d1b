"""How much is built, and which deliveries are paid."""

from typing import Any

import numpy as np
import pytest

from blackstart.outlook.building import Building
from blackstart.suppliers.book import Floats
from tests.outlook.worlds import DAYS, a_line, a_world

NOBODY_GONE = np.zeros((1, 1), np.bool_)


def _built(**said: Any) -> Building:  # noqa: ANN401 - any attribute of the world
    made = Building.planned(a_world(**said), 1, range(1))
    for day in range(DAYS):
        made.build(day, NOBODY_GONE)
    return made


def test_materials_are_paid_for_a_term_after_they_were_bought() -> None:
    """What was bought before the stop is still paid for; what is bought now comes later."""
    services = {"back": {"build:A": np.array([2.0])}, "rate": {"build:A": np.full((1, DAYS), 999)}}
    made = _built(stopped_days=24, **services)
    shares = [float(made.bought(day)[0]) for day in (0, 20, 21, 46, 47)]
    assert shares == [1, 1, 0, 0, 1]


def _paid_for(made: Building, day: int) -> list[float]:
    shares: Floats = made.paid_for(day)
    return [float(share) for share in shares[0, :3]]


def test_cars_by_plant() -> None:
    """Final lines of one plant are added up; lines that feed make no cars."""
    lines = (
        a_line(),
        a_line(name="B", per_day=50, gate_days=(10,)),
        a_line(name="C", plant="Q", gate_days=(DAYS,)),
        a_line(name="D", plant="R", final=False),
    )
    world = a_world(lines=lines)
    made = Building.planned(world, 1, range(1))
    made.build(0, NOBODY_GONE)
    assert (world.plants, world.normal_cars) == (("P", "Q"), 250)
    assert {name: cars[0, 0] for name, cars in made.by_plant().items()} == {
        "cars of P": 100,
        "cars of Q": 0,
    }
    assert made.level[0, 0] == 100 / 250


def test_services_hold_lines_up_and_bound_them() -> None:
    """A line waits for its services, and makes no more than they allow."""
    made = _built(
        back={"build:A": np.array([3.0])},
        rate={"build:A": np.full((1, DAYS), 40)},
    )
    assert made.cars[0, 0, :5].tolist() == [0, 0, 0, 40, 40]


def test_orders_do_not_rest_on_a_sunday() -> None:
    """The share of normal is that of the last working day."""
    works = np.ones(DAYS, np.bool_)
    works[[0, 5]] = False
    made = _built(works=works, lines=(a_line(start_share=0.5, step_share=0.1),))
    assert made.cars[0, 0, :7].tolist() == [0, 50, 60, 70, 80, 0, 90]
    assert made.level[0, :7].tolist() == [0, 0.5, 0.6, 0.7, 0.8, 0.8, 0.9]


@pytest.mark.parametrize(
    ("said", "day", "shares"),
    [
        # tier 1 lives on our books for 60 days, then on what it delivered since
        ({"stopped_days": 24, "lines": (a_line(gate_days=(DAYS,)),)}, 0, [0, 1, 1]),
        ({"stopped_days": 24, "lines": (a_line(gate_days=(DAYS,)),)}, 21, [0, 0, 1]),
        ({"stopped_days": 24, "lines": (a_line(gate_days=(DAYS,)),)}, 65, [0, 0, 1]),
        ({"stopped_days": 24, "lines": (a_line(gate_days=(DAYS,)),)}, 66, [0, 0, 0]),
        ({"stopped_days": 24}, 44, [0, 0, 1]),
        ({"stopped_days": 24}, 45, [0, 1, 1]),
        ({"stopped_days": 24}, 60, [1, 1, 1]),
        # nobody knows our books: deliveries of before the stop are paid on terms
        ({"stopped_days": 24, "books_known": False}, 35, [1, 0, 1]),
        ({"stopped_days": 24, "books_known": False}, 36, [0, 0, 1]),
        # the line has run for ten working days, a fortnight
        ({"stopped_days": 24, "lines": (a_line(ran_days=10),)}, 30, [0, 0, 1]),
        ({"stopped_days": 24, "lines": (a_line(ran_days=10),)}, 31, [0, 1, 1]),
        # nobody knows of a stop
        ({}, 0, [0, 1, 1]),
        ({"books_known": False}, 0, [1, 1, 1]),
        # no line is known: building stands still if somebody said that it stopped
        ({"lines": ()}, 60, [1, 1, 1]),
        ({"lines": (), "stopped_days": 0}, 60, [0, 0, 1]),
    ],
)
def test_which_deliveries_are_paid(said: dict[str, Any], day: int, shares: list[float]) -> None:
    """Each tier is paid a term after delivery, so our stop comes in two waves."""
    assert _paid_for(_built(**said), day) == shares
