"""What holds open gates back besides their teams: shared things, holds, and shifts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from blackstart.estate.clock import NO_CLOCK, Clock
from blackstart.estate.limits import Limits

Wants = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bounds:
    """What holds open gates back; rows are those of the work.

    Attributes:
        things: names of what gates share: things with an amount, and people with a skill.
        there: by thing, how much there is.
        wants: by row that wants any, the numbers of the things and how much it takes of each while
            it lasts; never more than there is.
        held: by row that may not begin before, hours after the plan's day began.
        clock: the calendars of the teams that have one.
    """

    things: tuple[str, ...] = ()
    there: tuple[int, ...] = ()
    wants: Mapping[int, Wants] = field(default_factory=dict)
    held: Mapping[int, float] = field(default_factory=dict)
    clock: Clock = NO_CLOCK


UNBOUND = Bounds()


def bounds(gates: pl.DataFrame, limits: Limits, clock: Clock) -> Bounds:
    """Number what holds the open gates back.

    Args:
        gates: row, service, gate, begun_hours of the open gates.
        limits: what the restart is held to.
        clock: the calendars of the teams.
    """
    things = limits.things.with_row_index("number")
    wanted = (
        limits.wants.join(gates.select("row", "service", "gate"), on=["service", "gate"])
        .join(things.drop("amount"), on="thing")
        .sort("row", "number")
    )
    wants: dict[int, list[tuple[int, int]]] = {}
    for row, number, amount in wanted.select("row", "number", "amount").iter_rows():
        wants.setdefault(row, []).append((number, amount))
    held = (
        gates.filter(pl.col("begun_hours").is_null())
        .join(limits.holds.rename({"gate": "first"}), on="service")
        .filter(pl.col("gate") >= pl.col("first"))
        .group_by("row")
        .agg(pl.col("until_hours").max())
    )
    return Bounds(
        things=tuple(things["thing"]),
        there=tuple(things["amount"]),
        wants={row: tuple(each) for row, each in wants.items()},
        held=dict(held.sort("row").iter_rows()),
        clock=clock,
    )
