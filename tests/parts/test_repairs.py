"""Repairs that can be finished at once come before those that cannot."""

from typing import Any

import pytest

from blackstart.parts.repairs import completed
from tests.parts.made import days_ago, lines, shelf

OLD, OLDER = days_ago(5), days_ago(9)


def line(name: str, job: str | None, part: str, quantity: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any column
    """Name a line of a repair."""
    return {"line": name, "job": job, "part": part, "quantity": quantity, **more}


@pytest.mark.parametrize(
    ("asked", "there", "chosen"),
    [
        pytest.param([line("a", "J1", "P1", 2)], {"P1": 2}, ["a"], id="enough"),
        pytest.param([line("a", "J1", "P1", 2)], {"P1": 1}, [], id="not enough"),
        pytest.param([line("a", "J1", "P9", 1)], {"P1": 1}, [], id="none there"),
        pytest.param([line("a", None, "P1", 1)], {"P1": 1}, [], id="names no repair"),
        pytest.param(
            [line("a", "J1", "P1", 1), line("b", "J1", "P2", 1)], {"P1": 1}, [], id="half of it"
        ),
        pytest.param(
            [line("a", "J1", "P1", 1), line("b", "J1", "P1", 1)],
            {"P1": 1},
            [],
            id="same part twice",
        ),
        pytest.param(
            [line("a", "J1", "P1", 1), line("b", "J2", "P1", 1, ordered_on=OLD)],
            {"P1": 1},
            ["b"],
            id="the older one",
        ),
        pytest.param(
            [
                line("a", "J1", "P1", 3, ordered_on=OLDER),
                line("b", "J2", "P1", 1, ordered_on=OLD),
                line("c", "J3", "P1", 1),
            ],
            {"P1": 2},
            ["b", "c"],
            id="what the oldest cannot use goes on",
        ),
        pytest.param(
            [
                line("a", "J1", "P1", 1),
                line("b", "J1", "P2", 1, ordered_on=OLDER),
                line("c", "J2", "P1", 1, ordered_on=OLD),
            ],
            {"P1": 1, "P2": 1},
            ["a", "b"],
            id="as old as its oldest line",
        ),
        pytest.param(
            [
                line("a", "J1", "P1", 1, retailer="R1"),
                line("b", "J1", "P1", 1, retailer="R2"),
            ],
            {"P1": 1},
            ["a"],
            id="the same name at two retailers is two repairs",
        ),
    ],
)
def test_which_repairs_are_finished(
    asked: list[dict[str, Any]], there: dict[str, int], chosen: list[str]
) -> None:
    """Oldest first, whole or not at all."""
    pool = shelf(*({"part": part, "on_hand": pieces} for part, pieces in there.items()))
    found = completed(lines(*asked), pool.select("part", "pieces"))
    assert sorted(found["line"]) == chosen
