"""What if: what could be otherwise, beside the plan as it is, in days of outage and in money.

Both sides know the same and search with the same effort, and both are played on the same drawn
hours, which no search has seen. Every order of urgency that was found for either side is tried on
the other, so that a lucky search is worth nothing by itself. What can only help is not made use of
where it does not help, and saves nothing then; what can only hurt is treated likewise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np

from blackstart.estate.asking.change import HURTS, Change, Ground
from blackstart.estate.asking.played import Field, Places, field, places, restarts_for
from blackstart.estate.asking.worth import (
    HIGH,
    LOW,
    MIDDLE,
    Spread,
    all_days,
    holds_good,
    money,
    sooner,
    spread,
)
from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.realise import Floats
from blackstart.estate.restart import Restart, restart

TOGETHER = "all of it together"
# An activity that is back within this many hours of what it was has not moved.
MOVED_HOURS_MIN = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """When an activity is back, as it is and as it would be, in hours after the plan's day began.

    Attributes:
        activity: its name.
        was: 10th, 50th and 90th percentile over the drawn restarts.
        would_be: the same if the change were made.
        in_time: the share of restarts in which it keeps its deadline, as it is and as it would be;
            None: it has none.
    """

    activity: str
    was: tuple[float, float, float]
    would_be: tuple[float, float, float]
    in_time: tuple[float, float] | None

    @property
    def sooner_hours(self) -> float:
        """Tell by how much its middle moves; later is below 0."""
        return self.was[1] - self.would_be[1]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Option:
    """A change, and what it would save.

    Attributes:
        words: what it is.
        used: False when it makes no difference: nobody would make use of it, or feel it.
        saved: by currency, minor units over the whole restart; a loss is below 0.
        days: hundredths of a day by which all activities together are back sooner.
        returns: the activities that move, the furthest first.
    """

    words: str
    used: bool
    saved: Mapping[str, Spread]
    days: Spread
    returns: tuple[Return, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared:
    """Changes beside the plan as it is.

    Attributes:
        base: the plan as it is.
        restarts: how many drawn restarts were played.
        last_days: days until the last activity is back, in the middle of the drawn restarts.
        options: the changes as they were asked, and all of them together.
        unpriced: activities whose value nobody said, or said without a currency: they count in
            days only; sorted.
    """

    base: Restart
    restarts: int
    last_days: float
    options: tuple[Option, ...]
    unpriced: tuple[str, ...]

    @property
    def days_left(self) -> float:
        """Tell how many days the restart still takes, at least one."""
        return max(self.last_days, 1.0)

    def a_day(self, option: Option) -> dict[str, int]:
        """Tell what an option saves for each day until the last activity is back, minor units."""
        return {name: round(one.mean / self.days_left) for name, one in option.saved.items()}


def compare(ground: Ground, changes: Sequence[Change]) -> Compared:
    """Compare changes with the plan as it is.

    Args:
        ground: the plan as it is, and what it was made on.
        changes: what could be otherwise, each by itself; several are compared together, too.
    """
    base, tables = ground.made, ground.tables
    restarts = restarts_for(len(base.work.before))
    here = field(base, restarts)
    fields = [here]
    fields += [field(restart(one.applied(tables), base.day), restarts) for one in changes]
    orders = [places(one.made) for one in fields]
    played = [_played(one, orders) for one in fields]
    asked = list(changes)
    if len(changes) > 1:
        asked.append(_together(_felt(changes, here, played)))
        both = field(restart(asked[-1].applied(tables), base.day), restarts)
        order = places(both.made)
        played = [
            [*known, *_played(one, [order])] for one, known in zip(fields, played, strict=True)
        ]
        played.append(_played(both, [*orders, order]))
    was, outcomes = _outcomes(asked, here, played)
    return Compared(
        base=base,
        restarts=restarts,
        last_days=_last_days(was),
        options=tuple(
            _option(change, here, was, outcome)
            for change, outcome in zip(asked, outcomes, strict=True)
        ),
        unpriced=_unpriced(base),
    )


def _together(changes: Sequence[Change]) -> Change:
    effects = {change.effect for change in changes}
    return Change(
        words=TOGETHER,
        effect=effects.pop() if len(effects) == 1 else 0,
        applied=lambda tables: reduce(lambda so_far, one: one.applied(so_far), changes, tables),
    )


def _played(on: Field, orders: Sequence[Places]) -> list[Floats]:
    """Play a plan in every turn that knows its gates.

    Returns:
        Hours of return under each, shape [restart, activity].
    """
    known = [turn for turn in map(on.turn, orders) if turn is not None]
    return [on.returns(on.back(turn)) for turn in dict.fromkeys(known)]


def _outcomes(
    changes: Sequence[Change], here: Field, played: Sequence[Sequence[Floats]]
) -> tuple[Floats, list[Floats]]:
    """Choose what happens without and with each change.

    Args:
        changes: what could be otherwise.
        here: the plan as it is.
        played: what was played for the plan as it is, then for each change.

    Returns:
        Hours of return as it is, and with each change: the least mean loss. What can only help
        must cost nothing on any scale, or nobody makes use of it; what can only hurt likewise.
        Nobody has to make use of what helps beside the one thing that hurts.
    """

    def least_first(returns: Sequence[Floats]) -> list[Floats]:
        return sorted(returns, key=lambda one: float(here.loss(one).mean()))

    was, found = least_first(played[0])[0], list[Floats]()
    for change, returns in zip(changes, played[1:], strict=True):
        hurting = [one for one, other in zip(found, changes, strict=False) if other.effect == HURTS]
        alone = hurting if not change.effect and len(hurting) == 1 else []
        fitting = (
            one
            for one in least_first([*returns, *alone])
            if holds_good(change.effect, here.gains(was, one))
        )
        found.append(next(fitting, was))
    return was, found


def _felt(
    changes: Sequence[Change], here: Field, played: Sequence[Sequence[Floats]]
) -> list[Change]:
    """Leave out what nobody would make use of."""
    was, outcomes = _outcomes(changes, here, played)
    return [change for change, one in zip(changes, outcomes, strict=True) if one is not was]


def _option(change: Change, here: Field, was: Floats, would_be: Floats) -> Option:
    hours = sooner(was, would_be)
    saved = money(here.made.activities, hours)
    return Option(
        words=change.words,
        used=bool(np.any(hours)),
        saved={currency: spread(figures) for currency, figures in saved.items()},
        days=all_days(hours),
        returns=_returns(here.made, was, would_be),
    )


def _returns(base: Restart, was: Floats, would_be: Floats) -> tuple[Return, ...]:
    found = []
    named = base.activities.select("activity", "deadline_on").iter_rows()
    for place, (activity, deadline) in enumerate(named):
        both = was[:, place], would_be[:, place]
        if not all(np.isfinite(one).all() for one in both):
            continue
        then, now = (np.percentile(one, (LOW, MIDDLE, HIGH)).tolist() for one in both)
        kept = [_in_time(one, base, deadline) for one in both] if deadline else None
        one = Return(
            activity=activity,
            was=tuple(then),
            would_be=tuple(now),
            in_time=(kept[0], kept[1]) if kept else None,
        )
        if abs(one.sooner_hours) >= MOVED_HOURS_MIN or (kept and kept[0] != kept[1]):
            found.append(one)
    return tuple(sorted(found, key=lambda one: (-abs(one.sooner_hours), one.activity)))


def _in_time(hours: Floats, base: Restart, deadline: date) -> float:
    """Tell in which share of the restarts a return is on the deadline's day or before."""
    days = (deadline - base.day).days + 1
    return float((hours < days * DAY_HOURS).mean())


def _last_days(returns: Floats) -> float:
    known = returns[:, np.isfinite(returns).all(axis=0)]
    last = known.max(axis=1, initial=0.0)
    return float(np.median(last)) / DAY_HOURS


def _unpriced(base: Restart) -> tuple[str, ...]:
    columns = ("activity", "value_per_day_minor", "currency")
    rows = base.activities.select(columns).rows()
    return tuple(sorted(name for name, value, currency in rows if None in {value, currency}))
