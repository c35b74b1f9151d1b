"""The same drawn hours for every plan that is compared: what differs is the plan, not the luck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from blackstart.estate.asking.worth import money, sooner
from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.realise import Floats, draw_hours, last_ends, return_hours
from blackstart.estate.restart import Restart
from blackstart.estate.search.order import SEARCH_GATES_MIN
from blackstart.estate.search.played import GATES_COMPILED_MIN
from blackstart.estate.telling.critical import Gate

# Not the planner's seed: hours that no search and no jury has seen.
SEED = 20_251_122
RESTARTS = 200
# Beyond this many gates over all restarts there are fewer restarts: a play takes 0.2 µs a gate.
GATES_PLAYED_MAX = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Field:
    """A plan with the hours that it is played on.

    Attributes:
        made: the plan and what it rests on.
        hours: working hours that are left, shape [restart, gate].
    """

    made: Restart
    hours: Floats

    def back(self, ranks: Sequence[int]) -> dict[str, Floats]:
        """Play all restarts under an order of urgency.

        Returns:
            By service that is not up, hours after the plan's day began at which it is back.
        """
        order = replace(self.made.order, ranks=tuple(ranks))
        return last_ends(replace(self.made, order=order), self.hours)

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

    def ranks(self, of: Mapping[Gate, int]) -> tuple[int, ...] | None:
        """Read an order that another plan found; None: it does not know all the gates."""
        gates = self.made.work.gates.select("service", "gate").rows()
        known = [of.get(gate) for gate in gates]
        return None if None in known else tuple(place for place in known if place is not None)

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


def places(made: Restart) -> dict[Gate, int]:
    """Tell by gate its place in the order of urgency of a plan."""
    gates = made.work.gates.select("service", "gate").rows()
    return dict(zip(gates, made.order.ranks, strict=True))
