"""No plan is handed out before this has looked at it. It shares no code with the planner.

It knows nothing of urgency or of how the plan was made: it takes the inventory and the finished
timetable, and looks for a gate that is missing, too early, too short, or that nobody is free to do.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, TypeAlias

import polars as pl

from blackstart.base.errors import BlackstartError
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
    """

    gates: pl.DataFrame
    passed: pl.DataFrame
    left: pl.DataFrame
    dependencies: pl.DataFrame
    teams: pl.DataFrame


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
        for check in (_out_of_chain, _before_needed, _wrong_hours, _nobody_free):
            yield from check(rows, terms)


def _by_gate(frame: pl.DataFrame) -> _Rows:
    return {(row["service"], row["gate"]): row for row in frame.iter_rows(named=True)}


def _open(terms: Terms) -> Iterator[tuple[tuple[str, str], dict[str, Any], float]]:
    """Give every open gate with what is known of it and its elapsed hours."""
    day_hours = dict(terms.teams.select("team", "hours_per_day").iter_rows())
    for gate, left in _by_gate(terms.left).items():
        yield gate, left, left["hours_likely"] * 24 / day_hours[left["team"]]


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
    for (service, gate), left, hours in _open(terms):
        start, end = rows[service, gate]["start_hours"], rows[service, gate]["end_hours"]
        begun, slack = left["begun_hours"], _slack(end)
        if begun is not None and (start != begun or end < hours - slack):
            yield f"{service}: {gate} was begun at {begun}, not {start}, and needs {hours} hours"
        if begun is None and (start < 0 or abs(end - start - hours) > slack):
            yield f"{service}: {gate} is planned from {start} to {end} and needs {hours} hours"


def _nobody_free(rows: _Rows, terms: Terms) -> Iterator[str]:
    """No team does more at once than it has people for; what was begun is done before its end."""
    changes: dict[str, list[tuple[float, int]]] = {}
    for gate, left, hours in _open(terms):
        end = rows[gate]["end_hours"]
        if hours > _slack(end):
            team = changes.setdefault(left["team"], [])
            team += [(end - hours + _slack(end), left["people"]), (end, -left["people"])]
    for name, size in terms.teams.select("team", "people").iter_rows():
        most = max(accumulate(people for _, people in sorted(changes.get(name, ()))), default=0)
        if most > size:
            yield f"{name}: {most} people are wanted at once, there are {size}"


def _slack(hours: float) -> float:
    return _TOLERANCE_HOURS * max(1.0, hours)
