"""The exact twin: the operation's own steps, in memory, under a simulated clock."""

from collections.abc import Sequence
from datetime import timedelta

import polars as pl

from blackstart.base.canonical import Json
from blackstart.base.clock import SimulatedClock, business_date
from blackstart.base.table import Frames
from blackstart.base.today import Mode, today
from blackstart.day.step import Step, capacity_left, keep
from blackstart.day.tables import TABLES

Facts = dict[str, Json]


def replay(
    frames: Frames, clock: SimulatedClock, days: int, mode: Mode, steps: Sequence[Step]
) -> tuple[dict[str, pl.DataFrame], list[Facts]]:
    """Perform the steps of some days, as the operation would.

    Args:
        frames: tables by name; one that is missing is empty.
        clock: stands on the first day; it is moved on by `days` days.
        days: how many days.
        mode: EXERCISE or LIVE.
        steps: what is performed each day, in order.

    Returns:
        All tables afterwards, and for each day the facts of each step by its name.

    Raises:
        OverQuotaError: a step took more capacity than the day had left.
    """
    kept = {table.name: frames.get(table.name, table.empty()) for table in TABLES}
    diary = []
    for _ in range(days):
        page: Facts = {}
        for step in steps:
            left = capacity_left(kept["rates"], business_date(clock.now()))
            moment = today(clock, mode, left)
            decision = step.decide({name: kept[name] for name in step.reads}, moment)
            kept = keep(kept, decision, moment.day)
            page[step.name] = dict(decision.facts)
        diary.append(page)
        clock.advance(timedelta(days=1))
    return kept, diary
