"""What leaves: one shipment for each centre and retailer, under an id made before."""

from blackstart.parts.allocate import share_out
from blackstart.parts.ship import pack
from blackstart.parts.tables import Allocations, Shipments
from tests.parts.made import DAY, days_ago, frame, lines, shelf

ASKED = lines(
    {"line": "a", "quantity": 3},
    {"line": "b", "quantity": 2, "retailer": "R2"},
    {"line": "c", "quantity": 1, "part": "P2"},
)
SHARED = share_out(ASKED, shelf({"on_hand": 9}, {"part": "P2", "on_hand": 1}))


def test_lines_of_one_retailer_travel_together() -> None:
    """Two retailers, one centre: two shipments with their lines and pieces."""
    allocations, shipments = pack(SHARED, frame("shipments"), DAY)
    rows = shipments.sort("retailer").select("site", "retailer", "lines", "pieces").rows()
    assert rows == [("S1", "R1", 2, 4), ("S1", "R2", 1, 2)]
    assert Allocations.is_valid(allocations)
    assert Shipments.is_valid(shipments)


def test_the_same_decision_makes_the_same_ids() -> None:
    """Packing twice names the shipments alike; a later wave of the day has other names."""
    first = pack(SHARED, frame("shipments"), DAY)[1]
    again = pack(SHARED, frame("shipments", {"day": days_ago(1)}), DAY)[1]
    later = pack(SHARED, first, DAY)[1]
    assert first.equals(again)
    assert not set(first["shipment"]) & set(later["shipment"])


def test_nothing_given_is_nothing_shipped() -> None:
    """An empty decision packs nothing."""
    allocations, shipments = pack(SHARED.clear(), frame("shipments"), DAY)
    assert allocations.is_empty()
    assert shipments.is_empty()
