"""No plan is handed out before this has looked at it. It shares no code with the planner.

It knows nothing of urgency or of how the plan was made: it takes the inventory and the finished
timetable, and looks for a gate that is missing, too early, too short,
held, or that nobody and nothing is free for.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from typing import Any, TypeAlias

import polars as pl

from blackstart.base.errors import BlackstartError
from blackstart.estate.check_shifts import Shifts
from blackstart.estate.limits import Limits
from blackstart.estate.tables import BOUND_GATE, GATES, LAST_GATE

_Rows: TypeAlias = dict[tuple[str, str], dict[str, Any]]
_TOLERANCE_HOURS = 1e-6


class PlanRefusedError(BlackstartError):
    """The planner made a plan that breaks its own rules; it is not handed out."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Terms:
    """What a plan must keep to.

    Attributes:
        gates: service, gate: all gates of the estate.
        passed: service, gate: those that have passed.
        left: service, gate, team, people, hours_likely, begun_hours: the open ones.
        dependencies: service, needs, kind, workaround: those that the plan waits for.
        teams: team, people, hours_per_day.
        limits: shifts, days off, shared things and what wants them, holds.
        day: hours count from its midnight.
    """

    gates: pl.DataFrame
    passed: pl.DataFrame
    left: pl.DataFrame
    dependencies: pl.DataFrame
    teams: pl.DataFrame
    limits: Limits
    day: date


def refuse_wrong(timetable: pl.DataFrame, terms: Terms) -> pl.DataFrame:
    """Give a timetable back if it keeps to its terms.

    Args:
        timetable: service, gate, state, start_hours, end_hours.
        terms: what it must keep to.

    Raises:
        PlanRefusedError: it does not; the message names the first breach.
    """
    breach = next(breaches(timetable, terms), None)
    if breach is not None:
        raise PlanRefusedError(breach)
    return timetable


def breaches(timetable: pl.DataFrame, terms: Terms) -> Iterator[str]:
    """Name the places where a timetable breaks its terms."""
    faults = tuple(_not_once(timetable, terms))
    yield from faults
    if not faults:
        rows = _by_gate(timetable.filter(pl.col("state") == "planned"))
        for check in (_out_of_chain, _before_needed, _wrong_hours, _too_much_at_once, _held):
            yield from check(rows, terms)


def _by_gate(frame: pl.DataFrame) -> _Rows:
    return {(row["service"], row["gate"]): row for row in frame.iter_rows(named=True)}


def _shifts(terms: Terms) -> Shifts:
    return Shifts(terms.teams, terms.limits.shifts, terms.limits.days_off, terms.day)


def _not_once(timetable: pl.DataFrame, terms: Terms) -> Iterator[str]:
    """Every gate of the estate stands there once, as passed or as planned."""
    passed = set(terms.passed.select("service", "gate").rows())
    wanted = Counter(
        (*gate, "passed" if gate in passed else "planned")
        for gate in terms.gates.select("service", "gate").rows()
    )
    listed = Counter(timetable.select("service", "gate", "state").rows())
    for service, gate, state in sorted((wanted - listed) + (listed - wanted)):
        times = listed[service, gate, state]
        yield f"{service}: {gate} is listed as {state} {times} times"


def _out_of_chain(rows: _Rows, terms: Terms) -> Iterator[str]:
    """No gate starts before the one before it in its service has ended."""
    for service in terms.gates["service"].unique().sort():
        chain = [rows[service, gate] for gate in GATES if (service, gate) in rows]
        for first, second in pairwise(chain):
            if second["start_hours"] < first["end_hours"]:
                yield f"{service}: {second['gate']} starts before {first['gate']} has ended"


def _before_needed(rows: _Rows, terms: Terms) -> Iterator[str]:
    """No gate that relies on a service starts before that service is reconnected."""
    for row in terms.dependencies.filter(~pl.col("workaround")).iter_rows(named=True):
        gate = rows.get((row["service"], BOUND_GATE[row["kind"]]))
        needed = rows.get((row["needs"], LAST_GATE))
        if gate and needed and gate["start_hours"] < needed["end_hours"]:
            yield f"{row['service']}: {gate['gate']} starts before {row['needs']} is reconnected"


def _wrong_hours(rows: _Rows, terms: Terms) -> Iterator[str]:
    """What was begun keeps its start; what was not starts today or later and takes its hours."""
    shifts = _shifts(terms)
    for (service, gate), left in _by_gate(terms.left).items():
        start, end = rows[service, gate]["start_hours"], rows[service, gate]["end_hours"]
        begun, hours, slack = left["begun_hours"], left["hours_likely"], _slack(end)
        worked = _worked(left, max(start, 0.0), end, shifts)
        if begun is not None and (start != begun or worked < hours - slack):
            yield f"{service}: {gate} was begun at {begun}, not {start}, and needs {hours} hours"
        if begun is None and (start < 0 or abs(worked - hours) > slack):
            yield f"{service}: {gate} is planned from {start} to {end} and needs {hours} hours"
        if left["people"] and left["team"] in shifts:
            if begun is None and not shifts.at_work(left["team"], start, slack):
                yield f"{service}: {gate} starts at {start}, when {left['team']} is not at work"
            if hours > slack and not shifts.worked(left["team"], end - 2 * slack, end):
                yield f"{service}: {gate} ends at {end}, when {left['team']} is not at work"


def _worked(left: dict[str, Any], start: float, end: float, shifts: Shifts) -> float:
    """Tell how many hours a gate is worked on; one that takes nobody pauses for no shift."""
    if left["people"] or left["team"] not in shifts:
        return shifts.worked(left["team"], start, end)
    return end - start


def _too_much_at_once(rows: _Rows, terms: Terms) -> Iterator[str]:
    """No team does more at once than it has people for; of no shared thing more is taken up.

    What was begun is done just before its end.
    """
    shifts, people, things = _shifts(terms), _Uses(), _Uses()
    wants = _wants(terms)
    for gate, left in _by_gate(terms.left).items():
        end, hours, team = rows[gate]["end_hours"], left["hours_likely"], left["team"]
        start = rows[gate]["start_hours"]
        if left["begun_hours"] is not None:
            alone = not left["people"] and team in shifts
            start = end - hours if alone else shifts.begun(team, end, hours, _slack(end))
        if end - start > _slack(end):
            people.take(team, left["people"], start + _slack(end), end)
            for thing, amount in wants.get(gate, ()):
                things.take(thing, amount, start + _slack(end), end)
    for name, size in terms.teams.select("team", "people").iter_rows():
        if people.most(name) > size:
            yield f"{name}: {people.most(name)} people are wanted at once, there are {size}"
    for name, size in terms.limits.things.select("thing", "amount").iter_rows():
        if things.most(name) > size:
            yield f"{name}: {things.most(name)} are taken up at once, there are {size}"


def _wants(terms: Terms) -> dict[tuple[str, str], list[tuple[str, int]]]:
    wants: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for row in terms.limits.wants.iter_rows(named=True):
        wants.setdefault((row["service"], row["gate"]), []).append((row["thing"], row["amount"]))
    return wants


class _Uses:
    """How much of what is taken up, from when to when."""

    def __init__(self) -> None:
        self._changes: dict[str, list[tuple[float, int]]] = {}

    def take(self, name: str, amount: int, start: float, end: float) -> None:
        """Take some of it up for a while."""
        self._changes.setdefault(name, []).extend(((start, amount), (end, -amount)))

    def most(self, name: str) -> int:
        """Tell how much of it is taken up at most."""
        changes = sorted(self._changes.get(name, ()))
        return max(accumulate(amount for _, amount in changes), default=0)


def _held(rows: _Rows, terms: Terms) -> Iterator[str]:
    """What is held, and what comes after it in its service, does not start before the hold ends."""
    begun = {gate for gate, left in _by_gate(terms.left).items() if left["begun_hours"] is not None}
    for hold in terms.limits.holds.iter_rows(named=True):
        for gate in GATES[GATES.index(hold["gate"]) :]:
            place = (hold["service"], gate)
            if place in rows and place not in begun:
                start, until = rows[place]["start_hours"], hold["until_hours"]
                if start < until:
                    yield f"{hold['service']}: {gate} starts at {start}, held until {until}"


def _slack(hours: float) -> float:
    return _TOLERANCE_HOURS * max(1.0, hours)
