"""Why a service stands where it stands in the plan, what it waits for, and what a change costs.

The reason is told from the model, never from the search: what hangs on the service, what is left to
do, who is busy. What a change would cost is played, on the same drawn hours as the plan itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from blackstart.base.finding import Finding
from blackstart.estate.asking import findings
from blackstart.estate.asking.change import Ground, stranger
from blackstart.estate.asking.elsewhere import Bench, Shift, bench
from blackstart.estate.asking.sheet import places
from blackstart.estate.asking.ways import Way, Ways, ways
from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.restart import Restart
from blackstart.estate.tables import LAST_GATE
from blackstart.estate.telling.critical import (
    HELD,
    KEPT,
    TEAM,
    THING,
    Hold,
    Net,
    chain,
    holds,
    net,
    waits_for,
)

LATER = 2
AHEAD_SHOWN = 3
TRIED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A gate of the chain that decides when the service is back.

    Attributes:
        service: whose gate it is.
        gate: its name.
        team: who does it.
        start_hours: hours after the plan's day began.
        end_hours: the same of its end.
        waits_for: what decides its start, in words.
    """

    service: str
    gate: str
    team: str
    start_hours: float
    end_hours: float
    waits_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A service that comes before it, and why.

    Attributes:
        service: its name.
        needed: True when this service cannot come back without it.
        best: the best way that hangs on it; None: no activity does.
    """

    service: str
    needed: bool
    best: Way | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Explained:
    """Why a service stands where it stands.

    Attributes:
        made: the plan.
        service: its name.
        place: its place in the order of urgency, the most urgent 1.
        of: how many services are not up.
        start_on: business date on which its next gate starts.
        back_on: business date on which it is back.
        ways: the activities that cannot return without it, the best way first.
        activities: how many activities wait at all.
        behind: services that cannot come back before it has, sorted.
        needs: services that it waits for, directly or through others, sorted.
        work_hours: people's hours that are left for it and for what it needs.
        ahead: the services just before it in the order, the nearest first.
        chain: the gates that decide when it is back, the first one first.
        later: what it would cost to put it later.
        sooner: what would bring it back sooner, the most first.
    """

    made: Restart
    service: str
    place: int
    of: int
    start_on: date
    back_on: date
    ways: tuple[Way, ...]
    activities: int
    behind: tuple[str, ...]
    needs: tuple[str, ...]
    work_hours: float
    ahead: tuple[Ahead, ...]
    chain: tuple[Step, ...]
    later: tuple[Shift, ...]
    sooner: tuple[Shift, ...]


def explain(ground: Ground, service: str) -> Explained | Finding:
    """Explain the place of a service in the plan.

    Args:
        ground: the plan, and what it was made on.
        service: its name.

    Findings: BS-EST-202, BS-EST-203.
    """
    made = ground.made
    known = made.estate.services["service"].to_list()
    if service not in known:
        return stranger("service", service, known)
    order = places(made.plan)
    here = order.filter(service=service)
    if here.is_empty():
        return findings.NOTHING_LEFT_TO_DO.at(f"service: {service}", f"{service} is up")
    found, of, on = (
        ways(made),
        net(made.plan, made.estate.dependencies, made.limits),
        bench(made, service),
    )
    held = holds(of)
    rows = chain(held, of.row[service, LAST_GATE])
    row = here.row(0, named=True)
    return Explained(
        made=made,
        service=service,
        place=row["place"],
        of=order.height,
        start_on=row["start_on"],
        back_on=row["back_on"],
        ways=found.of(service),
        activities=len(found.ways),
        behind=found.behind(service),
        needs=found.before(service),
        work_hours=found.work_hours((service, *found.before(service))),
        ahead=tuple(_ahead(found, order, row["place"], service)),
        chain=tuple(_steps(of, held, rows)),
        later=tuple(_later(made, on, order, row["place"])),
        sooner=tuple(
            sorted(_sooner(made, on, found, _deciding(of, held, rows)), key=lambda s: s.later_hours)
        ),
    )


def _ahead(found: Ways, order: pl.DataFrame, place: int, service: str) -> Iterator[Ahead]:
    before = order.filter(pl.col("place") < place).sort("place", descending=True)
    needs = found.before(service)
    for name in before["service"].head(AHEAD_SHOWN):
        best = next(iter(found.of(name)), None)
        yield Ahead(service=name, needed=name in needs, best=best)


def _steps(of: Net, held: Sequence[Hold], rows: Sequence[int]) -> Iterator[Step]:
    for row in rows:
        yield Step(
            service=of.gates[row][0],
            gate=of.gates[row][1],
            team=of.team[row],
            start_hours=of.start[row],
            end_hours=of.end[row],
            waits_for=waits_for(of, held[row]),
        )


def _later(made: Restart, on: Bench, order: pl.DataFrame, place: int) -> Iterator[Shift]:
    """Begin with the service a day later, put it two places later, and last of all."""
    waiting = made.work.gates.with_row_index("row").join(
        made.plan.filter(pl.col("start_hours") >= 0), on=["service", "gate"]
    )
    mine = waiting.filter(service=on.service).sort("row").select("row", "start_hours").rows()
    for row, start in mine[:1]:
        yield on.held("its next gate a day later", row, start + DAY_HOURS)
    gates = made.work.gates.with_columns(rank=pl.Series(made.order.ranks, dtype=pl.Int64))
    first = dict(gates.group_by("service").agg(pl.min("rank")).iter_rows())
    names = order["service"].to_list()
    if place - 1 + LATER < len(names):
        behind = first[names[place - 1 + LATER]] - first[on.service]
        yield on.elsewhere(f"{LATER} places later", [on.service], max(behind, 1))
    if place < len(names):
        yield on.elsewhere("last of all", [on.service], len(made.order.ranks))


def _sooner(
    made: Restart, on: Bench, found: Ways, deciding: Sequence[tuple[str, str]]
) -> Iterator[Shift]:
    """Put the service first with all that it needs; give its chain more of what it waits for."""
    names = (on.service, *found.before(on.service))
    yield on.elsewhere("first of all, with what it needs", names, -len(made.order.ranks))
    tries = {TEAM: on.one_more, THING: on.one_more_of, HELD: on.lifted}
    for why, of in deciding:
        yield tries[why](of)


def _deciding(of: Net, held: Sequence[Hold], rows: Sequence[int]) -> tuple[tuple[str, str], ...]:
    """Name the teams, things and holds that the chain waits for, the most frequent first."""
    causes = [
        (TEAM, of.team[row]) if held[row].why in {TEAM, KEPT} else (held[row].why, held[row].what)
        for row in rows
        if held[row].why in {TEAM, KEPT, THING, HELD}
    ]
    return tuple(sorted(set(causes), key=lambda one: (-causes.count(one), one)))[:TRIED]
