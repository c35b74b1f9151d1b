"""What waits at the desks, by the rooms' own counting."""

from datetime import timedelta

import polars as pl
import pytest

from blackstart.outlook.desks import Desk, desks, lately
from tests.outlook.made import DAY, STOP, frame, incident, tables
from tests.suppliers.made import DEBT


def _desks(**known: pl.DataFrame) -> dict[str, Desk]:
    return {desk.activity: desk for desk in desks(tables(**known), DAY)}


def test_nothing_is_known_of_an_empty_dossier() -> None:
    """No table is not the same as no backlog."""
    assert [desk.known for desk in _desks().values()] == [False] * 4


def test_every_desk_counts() -> None:
    """What can be done, and what waits for something else."""
    found = {desk.activity: desk for desk in desks(incident(), DAY)}
    counted = {name: (desk.waiting, desk.stuck, desk.known) for name, desk in found.items()}
    assert counted == {
        "invoicing": (40, 0, True),
        "parts": (90, 30, True),  # 120 lines of one piece, 90 pieces on the shelf
        "wholesale": (60, 0, True),
        "registration": (0, 0, True),
    }


def test_held_invoices_are_stuck_and_tomorrows_are_not_seen() -> None:
    """A held invoice waits for a person, not for the desk."""
    debts = frame(
        "debts",
        {"invoice": "1", "state": "matched"},
        {"invoice": "2", "state": "held"},
        {"invoice": "3", "state": "matched", "arrived_on": DAY + timedelta(days=1)},
        **{**DEBT, "amount_minor": 1},
    )
    desk = _desks(debts=debts)["invoicing"]
    assert (desk.waiting, desk.stuck) == (1, 1)


def test_sold_cars_wait_for_registration() -> None:
    """What blocks a car keeps it out of the desk's backlog."""
    vehicle = {
        "model": "M",
        "plant": "P",
        "built_on": STOP,
        "market": "UK",
        "retailer": "R",
        "currency": "GBP",
        "net_minor": 1,
        "tax_minor": 1,
        "sold_on": DAY,
        "wholesaled_on": STOP,
        "list_price_minor": 1,
    }
    vehicles = frame("vehicles", {"vin": "1", "co2_g_per_km": 1}, {"vin": "2"}, **vehicle)
    desk = _desks(vehicles=vehicles)["registration"]
    assert (desk.waiting, desk.stuck) == (1, 1)


@pytest.mark.parametrize(
    ("days_ago", "per_day"),
    [
        ([], 0),
        ([0] * 1000, 0),  # a heap that was handed in at once
        ([ago for ago in range(28) for _ in range(3)], 3),
        ([ago for ago in range(14) for _ in range(3)], 1.5),
        ([ago for ago in range(-5, 60) for _ in range(2)], 2),
        ([28] * 50, 0),
    ],
)
def test_what_came_lately(days_ago: list[int], per_day: float) -> None:
    """The median day of the last four weeks."""
    days = [DAY - timedelta(days=ago) for ago in days_ago]
    assert lately([*days, None], DAY) == per_day
