"""What lies on the shelf: counts, deliveries, and what was given."""

from typing import Any

import pytest

from blackstart.parts.shelf import on_shelf
from tests.parts.made import DAY, days_ago, frame

TEN = {"on_hand": 10}
YESTERDAY, TOMORROW = days_ago(1), days_ago(-1)


@pytest.mark.parametrize(
    ("stock", "arrivals", "given", "pieces"),
    [
        pytest.param([TEN], [], [], 10, id="as believed"),
        pytest.param([TEN], [{"quantity": 5}], [], 15, id="due today is there"),
        pytest.param([TEN], [{"quantity": 5, "due_on": TOMORROW}], [], 10, id="due tomorrow"),
        pytest.param([TEN], [], [{"quantity": 3, "day": days_ago(9)}], 7, id="given before"),
        pytest.param([TEN], [], [{"quantity": 12}], -2, id="more left than was there"),
        pytest.param([], [{"quantity": 5}], [{"quantity": 1}], 4, id="only delivered"),
        pytest.param([], [], [{"quantity": 1}], -1, id="never stocked and yet given"),
    ],
)
def test_pieces_of_one_part(
    stock: list[dict[str, Any]],
    arrivals: list[dict[str, Any]],
    given: list[dict[str, Any]],
    pieces: int,
) -> None:
    """Shelf = believed + delivered − given."""
    found = on_shelf(
        frame("part_stock", *stock),
        frame("part_arrivals", *arrivals),
        frame("allocations", *given),
        DAY,
    )
    assert found["pieces"].to_list() == [pieces]


def test_a_count_replaces_what_happened_before_it() -> None:
    """After a count in the morning of yesterday only yesterday's and today's moves count."""
    found = on_shelf(
        frame("part_stock", {"on_hand": 10, "counted_on": YESTERDAY}),
        frame(
            "part_arrivals",
            {"arrival": "old", "quantity": 100, "due_on": days_ago(2)},
            {"arrival": "new", "quantity": 5, "due_on": YESTERDAY},
        ),
        frame(
            "allocations",
            {"line": "old", "quantity": 50, "day": days_ago(2)},
            {"line": "new", "quantity": 2, "day": YESTERDAY},
        ),
        DAY,
    )
    assert found["pieces"].to_list() == [13]


def test_a_count_of_tomorrow_is_not_seen_today() -> None:
    """What will be counted tomorrow is unknown today."""
    stock = frame("part_stock", {"on_hand": 10, "counted_on": TOMORROW})
    assert on_shelf(stock, frame("part_arrivals"), frame("allocations"), DAY).is_empty()


def test_centres_are_kept_apart_and_sorted() -> None:
    """Each centre has its own shelf and its own reserve."""
    found = on_shelf(
        frame(
            "part_stock",
            {"site": "S2", "on_hand": 1, "reserve": 1},
            {"part": "P2", "on_hand": 2},
            {"on_hand": 3},
        ),
        frame("part_arrivals"),
        frame("allocations"),
        DAY,
    )
    assert found.rows() == [("S1", "P1", 3, 0), ("S2", "P1", 1, 1), ("S1", "P2", 2, 0)]
