"""The figures of the parts desk."""

from blackstart.parts.backlog import waiting
from blackstart.parts.figures import figures
from tests.parts.made import DAY, days_ago, frame


def test_figures_of_a_small_backlog() -> None:
    """Every figure of a backlog of four lines can be counted by hand."""
    orders = frame(
        "part_orders",
        {"line": "a", "quantity": 3},
        {"line": "b", "quantity": 4, "ordered_on": days_ago(15)},
        {
            "line": "c",
            "quantity": 2,
            "order_class": "vor",
            "ordered_on": days_ago(14),
            "part": "P2",
        },
        {"line": "d", "quantity": 9, "cancelled": True},
    )
    given = frame(
        "allocations",
        {"line": "a", "quantity": 3},
        {"line": "b", "quantity": 1, "day": days_ago(1)},
    )
    assert figures(waiting(orders, given, DAY), given, DAY) == {
        "lines": {
            "asked": 3,
            "filled": 1,
            "back_ordered": 2,
            "aged": 1,
            "vor_waiting": 1,
            "shipped_today": 1,
        },
        "pieces": {"asked": 9, "back_ordered": 5, "shipped_today": 3},
        "oldest_ordered_on": "2025-09-10",
        "fill_share": {"vor": 0.0, "daily": 0.5714, "stock": None},
        "parts_waited_for": 2,
    }


def test_figures_of_nothing() -> None:
    """Without orders every count is zero and no share is made up."""
    given = frame("allocations")
    found = figures(waiting(frame("part_orders"), given, DAY), given, DAY)
    assert found["oldest_ordered_on"] is None
    assert found["fill_share"] == {"vor": None, "daily": None, "stock": None}
