"""Who still waits for how many pieces."""

from typing import Any

import pytest

from blackstart.parts.backlog import waiting
from tests.parts.made import DAY, days_ago, frame


@pytest.mark.parametrize(
    ("line", "given", "open_"),
    [
        ({"quantity": 4}, [], 4),
        ({"quantity": 4}, [1, 2], 1),
        ({"quantity": 4}, [4], 0),
        ({"quantity": 4}, [5], 0),
        ({"quantity": 4, "cancelled": True}, [], 0),
    ],
)
def test_open_is_asked_less_given(line: dict[str, Any], given: list[int], open_: int) -> None:
    """A line waits for what it asks and did not get; a cancelled one for nothing."""
    rows = [{"shipment": f"SHP-{place}", "quantity": pieces} for place, pieces in enumerate(given)]
    found = waiting(frame("part_orders", line), frame("allocations", *rows), DAY)
    assert found["open"].to_list() == [open_]
    assert found["got"].to_list() == [sum(given)]


def test_an_order_of_tomorrow_is_not_seen_today() -> None:
    """Orders come in on their day."""
    orders = frame("part_orders", {"ordered_on": days_ago(-1)})
    assert waiting(orders, frame("allocations"), DAY).is_empty()
