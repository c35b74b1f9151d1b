"""A service at another place of the order, or its team one larger: what that does, on same hours.

Nothing is searched for here: all else keeps its place, so that the answer is about this service.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from blackstart.estate.asking.change import HELPS, HURTS
from blackstart.estate.asking.played import Field, Turn, field, restarts_for, turn_of
from blackstart.estate.asking.worth import Spread, all_days, holds_good, money, sooner, spread
from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.realise import Floats
from blackstart.estate.restart import Restart
from blackstart.estate.work import Work

# Of less than this nobody can say what a day of it would cost.
LATER_HOURS_MIN = 1.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shift:
    """What another place, or one person more, would do.

    Attributes:
        words: what is done otherwise.
        later_hours: by how much the service is back later, in the mean; sooner is below 0.
        saved: by currency, minor units over the whole restart; a cost is below 0.
        days: hundredths of a day by which all activities together are back sooner.
    """

    words: str
    later_hours: float
    saved: Mapping[str, Spread]
    days: Spread

    def cost_a_day(self) -> dict[str, int]:
        """Tell what each day costs by which the service is later; nothing if it hardly is."""
        if self.later_hours < LATER_HOURS_MIN:
            return {}
        days = self.later_hours / DAY_HOURS
        return {currency: round(-one.mean / days) for currency, one in self.saved.items()}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bench:
    """A service of a plan, ready to be put elsewhere.

    Attributes:
        on: the plan with its drawn hours.
        service: one that is not up.
        was: hours of return by activity under the plan's own order, shape [restart, activity].
        back: hours at which the service is back under it, by restart.
    """

    on: Field
    service: str
    was: Floats
    back: Floats

    def elsewhere(self, words: str, services: Collection[str], behind: int) -> Shift:
        """Play the plan with some services further back; see `moved`."""
        return self._shift(words, self.on.back(moved(self.on.made, services, behind)), 0)

    def one_more(self, team: str) -> Shift:
        """Play the plan with one more person in a team, under the same order."""
        work, names = self.on.made.work, self.on.made.estate.teams["team"].to_list()
        people = tuple(
            size + (name == team) for name, size in zip(names, work.team_people, strict=True)
        )
        words = f"1 person more in {team}"
        return self._shift(words, self._back(replace(work, team_people=people)), HELPS)

    def one_more_of(self, thing: str) -> Shift:
        """Play the plan with one more of a shared thing, under the same order."""
        work = self.on.made.work
        names, amounts = work.bounds.things, work.bounds.there
        there = tuple(amount + (name == thing) for name, amount in zip(names, amounts, strict=True))
        larger = replace(work, bounds=replace(work.bounds, there=there))
        return self._shift(f"1 more of {thing}", self._back(larger), HELPS)

    def lifted(self, hold: str) -> Shift:
        """Play the plan with a hold lifted now, under the same order."""
        work, holds = self.on.made.work, self.on.made.limits.holds
        free = holds.filter(holds["hold"] == hold)["service"].to_list()
        names = work.gates["service"]
        held = {row: until for row, until in work.bounds.held.items() if names[row] not in free}
        lifted = replace(work, bounds=replace(work.bounds, held=held))
        return self._shift(f"hold {hold} lifted now", self._back(lifted), HELPS)

    def held(self, words: str, gate: int, until_hours: float) -> Shift:
        """Play the plan with a gate that may not begin for some hours, under the same order."""
        work = self.on.made.work
        bounds = replace(work.bounds, held={**work.bounds.held, gate: until_hours})
        return self._shift(words, self._back(replace(work, bounds=bounds)), HURTS)

    def _back(self, work: Work) -> dict[str, Floats]:
        other = replace(self.on, made=replace(self.on.made, work=work))
        return other.back(turn_of(other.made))

    def _shift(self, words: str, back: Mapping[str, Floats], effect: int) -> Shift:
        """Say what other returns bring; what can only help does so on the whole, or is left."""
        would_be = self.on.returns(back)
        so = holds_good(effect, self.on.gains(self.was, would_be)[:1])
        hours = sooner(self.was, would_be if so else self.was)
        saved = money(self.on.made.activities, hours)
        later = back[self.service] - self.back if so else 0.0 * self.back
        return Shift(
            words=words,
            later_hours=float(later.mean()),
            saved={currency: spread(figures) for currency, figures in saved.items()},
            days=all_days(hours),
        )


def bench(made: Restart, service: str) -> Bench:
    """Play a plan as it is, so that others can be put beside it.

    Args:
        made: the plan and what it rests on.
        service: one that is not up.
    """
    on = field(made, restarts_for(len(made.work.before)))
    back = on.back(turn_of(made))
    return Bench(on=on, service=service, was=on.returns(back), back=back[service])


def moved(made: Restart, services: Collection[str], behind: int) -> Turn:
    """Give the turn with the gates of some services further back; nothing else keeps these back.

    Args:
        made: the plan and what it rests on.
        services: whose gates go back, in the order that they have; what is begun stays.
        behind: by how many gates; below 0: to the front.
    """
    count = len(made.order.ranks)
    gates = made.work.gates.select("service", "begun_hours").rows()
    keys = []
    for row, ((name, begun), rank) in enumerate(zip(gates, made.order.ranks, strict=True)):
        later = behind + 0.5 if name in services else 0.0
        keys.append((rank + later if begun is None else rank - 2.0 * count, row))
    places = [0] * count
    for place, (_, row) in enumerate(sorted(keys)):
        places[row] = place
    pairs = made.work.behind.items()
    return Turn(tuple(places), tuple(pair for pair in pairs if gates[pair[0]][0] not in services))
