"""Which gates decide when the last activity returns, and how sure each return is.

The start of an open gate is decided by one thing: the gate before it, a service that it needs,
people of its team who are busy with another gate until then, a shared thing that another gate
takes up until then, a hold, or the next shift of its team. Followed back from a service's last
gate, this is its deciding chain: a day lost there is a day lost at the end, elsewhere it is not.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import TypeAlias

import polars as pl

from blackstart.estate.cycles import untangle
from blackstart.estate.limits import Limits
from blackstart.estate.search.luck import COMMON_CAUSE_SHARE
from blackstart.estate.tables import BOUND_GATE, GATES, LAST_GATE

Gate: TypeAlias = tuple[str, str]  # service, gate
_Taken: TypeAlias = tuple[str, str]  # team or shared thing, and its name
BEFORE, NEEDED, TEAM, BEGUN, NOTHING = "gate before", "needed service", "team", "begun", "nothing"
THING, HELD, SHIFT, KEPT = "shared thing", "hold", "shift", "kept free"
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
        behind: by row that is kept back, the row behind which it is kept: so people are free for
            something more urgent.
        wants: by row that wants any, the shared things that it takes up.
        held: by row that was held, until when, in hours after the plan's day began, and the hold.
        shifts: teams that have shifts or days off.
    """

    gates: tuple[Gate, ...]
    row: Mapping[Gate, int]
    team: tuple[str, ...]
    people: tuple[int, ...]
    start: tuple[float, ...]
    end: tuple[float, ...]
    before: tuple[tuple[int, ...], ...]
    behind: Mapping[int, int] = field(default_factory=dict)
    wants: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    held: Mapping[int, tuple[float, str]] = field(default_factory=dict)
    shifts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """What decides when a gate starts.

    Attributes:
        row: the gate that it waits for; None: it waits for none.
        why: gate before, needed service, team (its people are busy), kept free (its people are, for
            something more urgent, until that gate has ended), shared thing, hold, shift (of its
            team, after that gate), begun, or nothing.
        what: the shared thing, or the hold.
    """

    row: int | None
    why: str
    what: str = ""


def net(plan: pl.DataFrame, dependencies: pl.DataFrame, limits: Limits | None = None) -> Net:
    """Read the open gates of a plan, with what must come before each.

    Args:
        plan: rows of the table `plan`.
        dependencies: rows of the table `dependencies`, circles included.
        limits: what the plan was held to besides people.
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
        behind=_behind(rows, row),
        wants={} if limits is None else _wants(row, limits),
        held={} if limits is None else _held(gates, limits),
        shifts=frozenset()
        if limits is None
        else frozenset((*limits.shifts["team"], *limits.days_off["team"])),
    )


def _behind(rows: pl.DataFrame, row: Mapping[Gate, int]) -> dict[int, int]:
    said = rows.select("behind_service", pl.col("behind_gate").cast(pl.String)).iter_rows()
    return {place: row[other] for place, other in enumerate(said) if other in row}


def _wants(row: Mapping[Gate, int], limits: Limits) -> dict[int, tuple[str, ...]]:
    wants: dict[int, tuple[str, ...]] = {}
    for service, gate, thing in limits.wants.select("service", "gate", "thing").iter_rows():
        if (service, gate) in row:
            place = row[service, gate]
            wants[place] = (*wants.get(place, ()), thing)
    return wants


def _held(gates: Sequence[Gate], limits: Limits) -> dict[int, tuple[float, str]]:
    """Give by row the hold that lasts longest."""
    held: dict[str, list[tuple[int, float, str]]] = {}
    for service, first, until, hold in limits.holds.select(
        "service", "gate", "until_hours", "hold"
    ).iter_rows():
        held.setdefault(service, []).append((GATES.index(first), until, hold))
    return {
        row: max(reach)
        for row, (service, gate) in enumerate(gates)
        if (reach := [one[1:] for one in held.get(service, ()) if one[0] <= GATES.index(gate)])
    }


def _hard(dependencies: pl.DataFrame) -> Iterator[tuple[str, str, str]]:
    """List the dependencies that a plan waits for: without circles, nothing bridged by hand."""
    left, _ = untangle(dependencies)
    hard = left.filter(~pl.col("workaround"))
    yield from hard.select("service", "needs", "kind").iter_rows()


def holds(of: Net) -> tuple[Hold, ...]:
    """Tell by row what decides when it starts."""
    takers: dict[_Taken, list[tuple[float, int]]] = {}
    for row in range(len(of.gates)):
        for taken in _takes(of, row):
            takers.setdefault(taken, []).append((of.end[row], row))
    for ends in takers.values():
        ends.sort()
    return tuple(_hold(of, row, takers) for row in range(len(of.gates)))


def _takes(of: Net, row: int) -> Iterator[_Taken]:
    """Name what a gate takes up: shared things, and people of its team."""
    for thing in of.wants.get(row, ()):
        yield THING, thing
    if of.people[row]:
        yield TEAM, of.team[row]


def _hold(of: Net, row: int, takers: Mapping[_Taken, list[tuple[float, int]]]) -> Hold:
    start = of.start[row]
    if start < 0:
        return Hold(row=None, why=BEGUN)
    found = Hold(row=None, why=NOTHING)
    until, hold = of.held.get(row, (-1.0, ""))
    if until > start - SAME_HOURS:
        return Hold(row=None, why=HELD, what=hold)
    latest = max(of.before[row], key=lambda one: (of.end[one], -one), default=None)
    if latest is not None:
        same = of.gates[latest][0] == of.gates[row][0]
        found, until = Hold(row=latest, why=BEFORE if same else NEEDED), of.end[latest]
    kept = of.behind.get(row)
    if kept is not None and of.end[kept] > until:
        found, until = Hold(row=kept, why=KEPT), of.end[kept]
    for why, what in _takes(of, row) if until < start - SAME_HOURS else ():
        busy = _busy(row, start, takers[why, what])
        if busy is not None and of.end[busy] > until:
            found, until = Hold(row=busy, why=why, what="" if why == TEAM else what), of.end[busy]
    if of.people[row] and of.team[row] in of.shifts and until < start - SAME_HOURS:
        return Hold(row=found.row, why=SHIFT)
    return found


def _busy(row: int, start: float, ends: Sequence[tuple[float, int]]) -> int | None:
    """Name the gate that gave something back last before another one was taken up."""
    for place in range(bisect_right(ends, (start + SAME_HOURS, len(ends))) - 1, -1, -1):
        if ends[place][1] < row:
            return ends[place][1]
    return None


def chain(of: Sequence[Hold], row: int) -> tuple[int, ...]:
    """Follow a gate back to the first gate of its deciding chain; the first one stands first."""
    rows = [row]
    while (earlier := of[rows[-1]].row) is not None:
        rows.append(earlier)
    return tuple(reversed(rows))


def waits_for(of: Net, hold: Hold) -> str:
    """Say in words what decides when a gate starts."""
    if hold.row is None:
        return {
            BEGUN: "begun",
            NOTHING: "nothing: it can start",
            HELD: f"hold {hold.what}",
            SHIFT: "the next shift of its team",
        }[hold.why]
    service, gate = of.gates[hold.row]
    if hold.why == TEAM:
        return f"{of.team[hold.row]}, busy with {service}: {gate}"
    if hold.why == KEPT:
        return f"{service}: {gate}, until when people are kept free for something more urgent"
    if hold.why == THING:
        return f"{hold.what}, taken up by {service}: {gate}"
    shift = ", then the next shift of its team" if hold.why == SHIFT else ""
    return f"{service}: {gate}{shift}"


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
