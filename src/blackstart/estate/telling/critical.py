"""Which gates decide when the last activity returns, and how sure each return is.

The start of an open gate is decided by one thing: the gate before it, a service that it needs, or
people of its team who are busy with another gate until then. Followed back from a service's last
gate, this is its deciding chain: a day lost there is a day lost at the end, elsewhere it is not.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TypeAlias

import polars as pl

from blackstart.estate.cycles import untangle
from blackstart.estate.search.luck import COMMON_CAUSE_SHARE
from blackstart.estate.tables import BOUND_GATE, LAST_GATE

Gate: TypeAlias = tuple[str, str]  # service, gate
BEFORE, NEEDED, TEAM, BEGUN, NOTHING = "gate before", "needed service", "team", "begun", "nothing"
# Two moments that are nearer than this are one; plans count in hours.
SAME_HOURS = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Net:
    """The open gates of a plan, in the order in which they are taken up; rows speak by number.

    Attributes:
        gates: by row, service and gate.
        row: by service and gate, its row.
        team: by row, who does it.
        people: by row, how many of the team.
        start: by row, hours after the plan's day began; below 0: begun.
        end: by row, hours after the plan's day began.
        before: by row, the rows that must end before it starts.
    """

    gates: tuple[Gate, ...]
    row: Mapping[Gate, int]
    team: tuple[str, ...]
    people: tuple[int, ...]
    start: tuple[float, ...]
    end: tuple[float, ...]
    before: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """What decides when a gate starts.

    Attributes:
        row: the gate that it waits for; None: it waits for none.
        why: gate before, needed service, team (its people are busy), begun, or nothing.
    """

    row: int | None
    why: str


def net(plan: pl.DataFrame, dependencies: pl.DataFrame) -> Net:
    """Read the open gates of a plan, with what must come before each.

    Args:
        plan: rows of the table `plan`.
        dependencies: rows of the table `dependencies`, circles included.
    """
    rows = plan.filter(pl.col("state") == "planned").sort("start_hours", "rank", "service", "gate")
    gates = tuple(rows.select("service", pl.col("gate").cast(pl.String)).iter_rows())
    row = {gate: place for place, gate in enumerate(gates)}
    before: list[list[int]] = [[] for _ in gates]
    chains: dict[str, int] = {}
    for place in rows["gate"].to_physical().arg_sort():
        service = gates[place][0]
        if service in chains:
            before[place].append(chains[service])
        chains[service] = place
    for service, needed, kind in _hard(dependencies):
        gate, last = row.get((service, BOUND_GATE[kind])), row.get((needed, LAST_GATE))
        if gate is not None and last is not None:
            before[gate].append(last)
    return Net(
        gates=gates,
        row=row,
        team=tuple(rows["team"]),
        people=tuple(rows["people"]),
        start=tuple(rows["start_hours"]),
        end=tuple(rows["end_hours"]),
        before=tuple(map(tuple, before)),
    )


def _hard(dependencies: pl.DataFrame) -> Iterator[tuple[str, str, str]]:
    """List the dependencies that a plan waits for: without circles, nothing bridged by hand."""
    left, _ = untangle(dependencies)
    hard = left.filter(~pl.col("workaround"))
    yield from hard.select("service", "needs", "kind").iter_rows()


def holds(of: Net) -> tuple[Hold, ...]:
    """Tell by row what decides when it starts."""
    by_team: dict[str, list[tuple[float, int]]] = {}
    for row, (team, people) in enumerate(zip(of.team, of.people, strict=True)):
        if people:
            by_team.setdefault(team, []).append((of.end[row], row))
    for ends in by_team.values():
        ends.sort()
    return tuple(_hold(of, row, by_team) for row in range(len(of.gates)))


def _hold(of: Net, row: int, by_team: Mapping[str, list[tuple[float, int]]]) -> Hold:
    start = of.start[row]
    if start < 0:
        return Hold(row=None, why=BEGUN)
    latest = max(of.before[row], key=lambda one: (of.end[one], -one), default=None)
    until = -1.0 if latest is None else of.end[latest]
    busy = _busy(of, row, by_team) if until < start - SAME_HOURS else None
    if busy is not None and of.end[busy] > until:
        return Hold(row=busy, why=TEAM)
    if latest is None:
        return Hold(row=None, why=NOTHING)
    same = of.gates[latest][0] == of.gates[row][0]
    return Hold(row=latest, why=BEFORE if same else NEEDED)


def _busy(of: Net, row: int, by_team: Mapping[str, list[tuple[float, int]]]) -> int | None:
    """Name the gate of the same team that ended last before this one was taken up."""
    if not of.people[row]:
        return None
    ends = by_team[of.team[row]]
    for place in range(bisect_right(ends, (of.start[row] + SAME_HOURS, len(ends))) - 1, -1, -1):
        if ends[place][1] < row:
            return ends[place][1]
    return None


def chain(of: Sequence[Hold], row: int) -> tuple[int, ...]:
    """Follow a gate back to the first gate of its deciding chain; the first one stands first."""
    rows = [row]
    while (earlier := of[rows[-1]].row) is not None:
        rows.append(earlier)
    return tuple(reversed(rows))


def last_return(of: Net, needs: pl.DataFrame) -> tuple[str, int] | None:
    """Name the activity that returns last, and the gate with which it does.

    Args:
        of: the open gates.
        needs: rows of the table `activity_needs`.

    Returns:
        The activity and the row; the activity is empty where no activity waits for a service: then
        the gate that ends last. None when no gate is open.
    """
    wanted = (
        (of.end[row], activity, row)
        for activity, service in needs.select("activity", "service").iter_rows()
        if (row := of.row.get((service, LAST_GATE))) is not None
    )
    found = max(wanted, default=None)
    if found:
        return found[1], found[2]
    row = max(range(len(of.gates)), key=lambda one: (of.end[one], one), default=None)
    return None if row is None else ("", row)


def bands(of: Net, held: Sequence[Hold], gates: pl.DataFrame) -> tuple[tuple[float, float], ...]:
    """Tell by row the 80 % range of its end: the luck of all gates on its deciding chain.

    It is cheap enough for a page. Where several chains run close together the truth is later than
    this; `estate.realise` plays them all.

    Args:
        of: the open gates.
        held: what decides when each starts.
        gates: service, gate, hours_low, hours_likely, hours_high of every gate.

    Returns:
        By row, hours after the plan's day began: low end, high end.
    """
    hours = {(row[0], row[1]): row[2:] for row in _hours(gates)}
    sums: list[tuple[float, float, float, float]] = []
    ranges = []
    for row, gate in enumerate(of.gates):
        low, likely, high = hours.get(gate, (0.0, 0.0, 0.0))
        by = (of.end[row] - max(of.start[row], 0.0)) / likely if likely else 0.0
        less, more = (likely - low) * by, (high - likely) * by
        earlier = held[row].row
        before = (0.0, 0.0, 0.0, 0.0) if earlier is None else sums[earlier]
        grown = (before[0] + less, before[1] + less**2, before[2] + more, before[3] + more**2)
        sums.append(grown)
        ranges.append((of.end[row] - _spread(*grown[:2]), of.end[row] + _spread(*grown[2:])))
    return tuple(ranges)


def _hours(gates: pl.DataFrame) -> Iterator[tuple[str, str, float, float, float]]:
    columns = ("service", "gate", "hours_low", "hours_likely", "hours_high")
    yield from gates.select(columns).iter_rows()


def _spread(total: float, squares: float) -> float:
    """Add up luck of which a share is common to all, the rest each gate's own."""
    return sqrt(COMMON_CAUSE_SHARE * total**2 + (1 - COMMON_CAUSE_SHARE) * squares)


def wanted(of: Net) -> tuple[tuple[float, float], ...]:
    """Tell by row when it would be worked on if every team had all the people it wants."""
    spells: list[tuple[float, float]] = []
    for row, before in enumerate(of.before):
        if of.start[row] < 0:
            spells.append((of.start[row], of.end[row]))
            continue
        start = max((spells[one][1] for one in before), default=0.0)
        spells.append((start, start + (of.end[row] - of.start[row])))
    return tuple(spells)


def held_up(of: Net, row: int) -> frozenset[int]:
    """Name all rows that cannot start before a row has ended, directly or through others."""
    after: list[list[int]] = [[] for _ in of.gates]
    for later, before in enumerate(of.before):
        for earlier in before:
            after[earlier].append(later)
    found: set[int] = set()
    front = [row]
    while front:
        reached = [later for later in after[front.pop()] if later not in found]
        found.update(reached)
        front.extend(reached)
    return frozenset(found)
