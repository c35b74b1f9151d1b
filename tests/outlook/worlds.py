"""Small worlds, made directly."""

from typing import Any

import numpy as np

from blackstart.outlook.lines import Line
from blackstart.outlook.owing import Owing
from blackstart.outlook.world import World
from tests.suppliers.made import a_book

DAYS = 70
NONE = np.array([], np.int64)
NOBODY = (NONE, np.array([], np.float64))


def a_line(**said: Any) -> Line:  # noqa: ANN401 - any attribute
    """Make a line that makes 100 cars a day from the first day on, if nothing else is said."""
    usual: dict[str, Any] = {
        "name": "A",
        "plant": "P",
        "final": True,
        "per_day": 100,
        "start_share": 1.0,
        "step_share": 0.0,
        "stop_share": 0.0,
        "ran_days": 0,
        "gate_days": (),
        "feeders": (),
        "only_sources": NOBODY,
        "others": NONE,
    }
    return Line(**{**usual, **said})


def owing(*items: tuple[int, int, int], firms: tuple[int, ...] = (0,)) -> Owing:
    """Make posted debts in pounds: payee, amount, days until they are due."""
    payee, amount, due = np.array(items, np.int64).reshape(-1, 3).T
    return Owing(
        currencies=("GBP",),
        currency=np.zeros(len(firms), np.int64),
        firm=np.array(firms, np.int64),
        payee=payee,
        amount_minor=amount,
        due=due,
        place=np.full(len(payee), -1),
    )


def a_world(scenarios: int = 1, **said: Any) -> World:  # noqa: ANN401 - any attribute
    """Make a world with one firm, one line and nothing to hold it up."""
    usual: dict[str, Any] = {
        "works": np.ones(DAYS, np.bool_),
        "rate": {"paying": np.full((scenarios, DAYS), 99)},
        "back": {},
        "desks": (),
        "firms": a_book({}, stopped_on=None),
        "owing": owing(),
        "books_known": True,
        "allowed_minor": np.full((1, DAYS), 10**12),
        "lines": (a_line(),),
        "stopped_days": None,
    }
    return World(**{**usual, **said})
