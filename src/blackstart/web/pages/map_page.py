"""The map of the services: all of them in columns, or the neighbourhood of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from math import ceil

from blackstart.estate.cycles import Cycle, untangle
from blackstart.estate.phases import waves
from blackstart.estate.tables import LAST_GATE
from blackstart.web.charts.layers import heights, ordered
from blackstart.web.charts.services_map import Box, services_map
from blackstart.web.pages.addresses import (
    MAP,
    gate_address,
    link,
    map_address,
    why_address,
    with_query,
)
from blackstart.web.pages.head import head
from blackstart.web.pages.plan_seen import PlanSeen
from blackstart.web.pages.restart_page import WORD_MAX, Step
from blackstart.web.pages.view import Chart, Grid, Head
from blackstart.web.pages.words import number, some, whole
from blackstart.work.standing import Standing

DRAWN_MAX = 220  # beyond that nobody reads a map; the best connected ones are drawn
COLUMN_MAX = 40  # of a neighbourhood
ROWS_A_PAGE = 100
NAMED_MAX = 12
HOPS = 2
AROUND = ("needs, by others", "needs", "this service", "needed by", "needed by, by others")
LEGEND = (
    "From left to right: what is needed stands left of what needs it. Line: a dependency; thin: "
    "people can bridge it by hand; dashed: inferred or assumed, nobody said it; heavy: part of a "
    "circle, and the plan does not wait for it. ✓ back, ◆ decides when the last activity returns."
)

PASSING = " Lines that pass the service by are only in the table."


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage(Head):
    """A map of services.

    Attributes:
        service: in the middle of the map; empty: all services.
        gates: of that service, each with a link.
        chart: the map.
        circles: services that need each other in a circle, and the way out.
        find: the words that are looked for.
        pages: links to the other pages of the table.
        why: address of the page that explains the service's place; empty: it is back, or none.
    """

    service: str
    gates: Grid | None
    chart: Chart
    circles: Sequence[str]
    find: str
    pages: Sequence[Step]
    why: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Links:
    """Who needs whom.

    Attributes:
        of: the plan.
    """

    of: PlanSeen

    @cached_property
    def rows(self) -> Mapping[tuple[str, str], str]:
        """Give by needed and needing service how the line looks."""
        dropped = {(cycle.needs, cycle.service) for cycle in self.cycles}
        rows = self.of.estate.dependencies
        columns = ("service", "needs", "workaround", "source")
        looks = {}
        for service, needs, by_hand, source in rows.select(columns).iter_rows():
            inferred = (source or "").startswith(("inferred", "assumed: "))
            kind = "dependency inferred" if inferred else "dependency"
            kind = "dependency by-hand" if by_hand else kind
            looks[needs, service] = "dependency circle" if (needs, service) in dropped else kind
        return looks

    @cached_property
    def cycles(self) -> tuple[Cycle, ...]:
        """Give the circles, with what the plan does without."""
        return untangle(self.of.estate.dependencies)[1]

    @cached_property
    def services(self) -> tuple[str, ...]:
        """Name all services."""
        ends = {service for edge in self.rows for service in edge}
        return tuple(sorted(ends | set(self.of.estate.services["service"])))

    @cached_property
    def needs(self) -> Mapping[str, tuple[str, ...]]:
        """Name by service what it needs."""
        return _gathered((service, needs) for needs, service in self.rows)

    @cached_property
    def needed_by(self) -> Mapping[str, tuple[str, ...]]:
        """Name by service who needs it."""
        return _gathered(self.rows)

    @cached_property
    def depth(self) -> Mapping[str, int]:
        """Tell by service how many columns stand left of it; what closes a circle pulls nothing."""
        number_of = {name: place for place, name in enumerate(self.services)}
        needs: list[list[int]] = [[] for _ in self.services]
        for (needed, service), kind in self.rows.items():
            if kind != "dependency circle":
                needs[number_of[service]].append(number_of[needed])
        return {name: wave - 1 for name, wave in zip(self.services, waves(needs), strict=True)}

    def degree(self, service: str) -> int:
        """Count the services that it needs and that need it."""
        return len(self.needs.get(service, ())) + len(self.needed_by.get(service, ()))


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one, other in sorted(pairs):
        found.setdefault(one, []).append(other)
    return {one: tuple(others) for one, others in found.items()}


def map_page(seen: Standing, query: Mapping[str, str], service: str = "") -> MapPage | None:
    """Work out a map.

    Args:
        seen: one consistent look with the tables of `plan_seen`.
        query: what was chosen: find, page.
        service: in the middle; empty: all services.

    Returns:
        The page; None when there is no such service.
    """
    links = Links(of=PlanSeen(seen=seen))
    if service and service not in links.services:
        return None
    find = query.get("find", "")[:WORD_MAX].strip()
    near = _around(links, service) if service else dict(links.depth)
    listed = [name for name in near if find.lower() in name.lower()]
    last = max(ceil(len(listed) / ROWS_A_PAGE), 1)
    page = min(max(whole(query.get("page", "")), 1), last)
    here = map_address(service) if service else MAP
    return MapPage(
        **asdict(head(seen)),
        service=service,
        why=why_address(service) if (service, LAST_GATE) in links.of.net.row else "",
        gates=_gates(links.of, service) if service else None,
        chart=_chart(links, near, service, listed[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]),
        circles=[cycle.finding().message for cycle in links.cycles],
        find=find,
        pages=[
            Step(
                words=number(one),
                address="" if one == page else with_query(here, find=find, page=one),
            )
            for one in (range(1, last + 1) if last > 1 else ())
        ],
    )


def _around(links: Links, service: str) -> dict[str, int]:
    """Give the column of each service within two hops; what is on both sides stands left."""
    column = {service: HOPS}
    for pulled, step in ((links.needs, -1), (links.needed_by, 1)):
        front = [service]
        for hop in range(1, HOPS + 1):
            reached = [name for one in front for name in pulled.get(one, ())]
            front = sorted({name for name in reached if name not in column})
            column.update(dict.fromkeys(front, HOPS + step * hop))
    return column


def _chart(links: Links, near: Mapping[str, int], service: str, listed: Sequence[str]) -> Chart:
    column_of = _drawn(links, near, service)
    edges = {
        edge: kind
        for edge, kind in links.rows.items()
        if set(edge) <= column_of.keys() and not (service and _passes_by(column_of, edge))
    }
    columns = ordered(column_of, edges)
    down = heights(columns)
    title = f"What {service} needs, and who needs it" if service else "What needs what"
    left_out = len(near) - len(column_of)
    heads = AROUND if service else tuple(f"Column {one + 1}" for one in range(len(columns)))
    boxes = [
        Box(name=name, column=column_of[name], height=down[name], **_look(links.of, name, service))
        for column in columns
        for name in column
    ]
    by_kind: dict[str, list[tuple[str, str]]] = {}
    for edge, kind in edges.items():
        by_kind.setdefault(kind, []).append(edge)
    described = f"{some(len(boxes), 'service')} and {some(len(edges), 'line')}" + (
        f"; {number(left_out)} more are only in the table" if left_out else ""
    )
    return Chart(
        title=f"{title}: {described}",
        drawing=services_map(boxes, by_kind, heads, title, described) if boxes else None,
        grid=_grid(links, near, listed, heads),
        missing="No service is known: there is nothing to draw.",
        legend=LEGEND + (PASSING if service else ""),
    )


def _passes_by(column_of: Mapping[str, int], edge: tuple[str, str]) -> bool:
    """Tell whether a line of a neighbourhood is on no way of two hops to its service."""
    return abs(column_of[edge[1]] - column_of[edge[0]]) != 1


def _drawn(links: Links, near: Mapping[str, int], service: str) -> dict[str, int]:
    """Choose what is drawn: the best connected services; columns that would be empty close up."""
    ranked = sorted(near, key=lambda name: (name != service, -links.degree(name), name))
    if not service:
        kept = ranked[:DRAWN_MAX]
        used = {column: place for place, column in enumerate(sorted({near[one] for one in kept}))}
        return {name: used[near[name]] for name in kept}
    chosen: dict[int, list[str]] = {}
    for name in ranked:
        chosen.setdefault(near[name], []).append(name)
    return {name: column for column, names in chosen.items() for name in names[:COLUMN_MAX]}


def _look(of: PlanSeen, name: str, service: str) -> dict[str, str]:
    if name == service:
        return {"kind": "box here", "sign": _sign(of, name)}
    kinds = {"✓": "box up", "◆": "box critical", "": "box"}
    return {"kind": kinds[_sign(of, name)], "sign": _sign(of, name)}


def _sign(of: PlanSeen, name: str) -> str:
    if (name, LAST_GATE) not in of.net.row:
        return "✓" if name in of.planned else ""
    return "◆" if name in of.deciding_services else ""


def _grid(
    links: Links, near: Mapping[str, int], listed: Sequence[str], heads: Sequence[str]
) -> Grid:
    words = {"✓": "back", "◆": "open, decides", "": "open"}
    return Grid(
        caption=f"{some(len(near), 'service')}, {number(len(listed))} in this part of the table",
        heads=("Column", "Service", "State", "Needs", "Needed by"),
        rows=[
            (
                heads[near[name]] if heads is AROUND else str(near[name] + 1),
                link(map_address(name), name),
                words[_sign(links.of, name)],
                _named(links.needs.get(name, ())),
                _named(links.needed_by.get(name, ())),
            )
            for name in listed
        ],
    )


def _named(names: Sequence[str]) -> str:
    rest = len(names) - NAMED_MAX
    return ", ".join(names[:NAMED_MAX]) + (f" and {number(rest)} more" if rest > 0 else "")


def _gates(of: PlanSeen, service: str) -> Grid:
    """List the gates of one service, with their pages."""
    plan = of.seen.frames["plan"].filter(service=service).sort("gate")
    return Grid(
        caption=f"Gates of {service}",
        heads=("Gate", "State", "Team"),
        rows=[
            (link(gate_address(service, gate), gate), state, team)
            for gate, state, team in plan.select("gate", "state", "team").iter_rows()
        ],
    )
