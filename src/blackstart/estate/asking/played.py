"""The same drawn hours for every plan that is compared: what differs is the plan, not the luck."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import NamedTuple, TypeAlias

import numpy as np

from blackstart.estate.asking.worth import money, sooner
from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.realise import Floats, draw_hours, last_ends, return_hours
from blackstart.estate.restart import Restart
from blackstart.estate.search.order import SEARCH_GATES_MIN
from blackstart.estate.search.part import without_circles
from blackstart.estate.search.played import GATES_COMPILED_MIN
from blackstart.estate.telling.critical import Gate

Places: TypeAlias = Mapping[Gate, tuple[int, Gate | None]]
# Not the planner's seed: hours that no search and no jury has seen.
SEED = 20_251_122
RESTARTS = 200
# Beyond this many gates over all restarts there are fewer restarts: a play takes 0.2 µs a gate.
GATES_PLAYED_MAX = 1_000_000


class Turn(NamedTuple):
    """Who goes first among the open gates of a plan.

    Attributes:
        ranks: by row, its place in the order of urgency.
        behind: a row that is kept back, and the one behind which it is kept; pairs.
    """

    ranks: tuple[int, ...]
    behind: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Field:
    """A plan with the hours that it is played on.

    Attributes:
        made: the plan and what it rests on.
        hours: working hours that are left, shape [restart, gate].
    """

    made: Restart
    hours: Floats

    def back(self, turn: Turn) -> dict[str, Floats]:
        """Play all restarts in another turn.

        Returns:
            By service that is not up, hours after the plan's day began at which it is back.
        """
        order = replace(self.made.order, ranks=turn.ranks)
        work = replace(self.made.work, behind=dict(turn.behind))
        return last_ends(replace(self.made, order=order, work=work), self.hours)

    def returns(self, back: Mapping[str, Floats]) -> Floats:
        """Tell when each activity of the plan is back, shape [restart, activity].

        Args:
            back: by service that is not up, when it is back.
        """
        return return_hours(self.made, back, len(self.hours))

    def gains(self, was: Floats, would_be: Floats) -> tuple[Floats, ...]:
        """Tell by restart what other returns bring: on the planner's scale, and in each currency.

        Args:
            was: hours of return under the plan as it is, shape [restart, activity].
            would_be: the same otherwise.
        """
        in_money = money(self.made.activities, sooner(was, would_be))
        return (self.loss(was) - self.loss(would_be), *in_money.values())

    def turn(self, of: Places) -> Turn | None:
        """Read the turn that another plan found; None: it does not know all the gates."""
        rows = {gate: row for row, gate in enumerate(_gates(self.made))}
        if not of.keys() >= rows.keys():
            return None
        pairs = ((row, of[gate][1]) for gate, row in rows.items())
        kept = ((row, rows[other]) for row, other in pairs if other in rows)
        behind = without_circles(self.made.work, kept)
        return Turn(tuple(of[gate][0] for gate in rows), tuple(behind.items()))

    def loss(self, returns: Floats) -> Floats:
        """Sum up by restart the value of a day by days of return, on the planner's own scale."""
        lost: Floats = np.maximum(returns[:, self._counts], 0.0) @ self._worth / DAY_HOURS
        return lost

    @property
    def _counts(self) -> list[int]:
        names = self.made.activities["activity"].to_list()
        return [place for place, name in enumerate(names) if name in self.made.purpose.wanted]

    @property
    def _worth(self) -> Floats:
        names, value = self.made.activities["activity"].to_list(), self.made.purpose.value
        return np.array([value[names[place]] for place in self._counts], dtype=np.float64)


def field(made: Restart, restarts: int) -> Field:
    """Draw the hours that a plan is played on; a gate has the same luck in every plan."""
    return Field(made=made, hours=draw_hours(made, restarts, SEED))


def restarts_for(gates: int) -> int:
    """Tell how many restarts to play: so many that answers are sure, in seconds."""
    if gates < SEARCH_GATES_MIN:
        return RESTARTS
    return max(ceil(GATES_COMPILED_MIN / gates), min(RESTARTS, GATES_PLAYED_MAX // gates))


def turn_of(made: Restart) -> Turn:
    """Give the turn of a plan."""
    return Turn(made.order.ranks, tuple(made.work.behind.items()))


def places(made: Restart) -> Places:
    """Tell by gate its place in a plan's order of urgency, and behind which gate it is kept."""
    gates, behind = _gates(made), made.work.behind
    return {
        gate: (rank, gates[behind[row]] if row in behind else None)
        for row, (gate, rank) in enumerate(zip(gates, made.order.ranks, strict=True))
    }


def _gates(made: Restart) -> list[Gate]:
    return made.work.gates.select("service", "gate").rows()
