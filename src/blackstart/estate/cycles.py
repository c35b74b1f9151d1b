"""Services that need each other in a circle, and the way out that lets a plan be made."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import polars as pl

from blackstart.base.finding import Finding
from blackstart.estate import findings
from blackstart.estate.tables import BOUND_GATE

Graph: TypeAlias = Mapping[str, Collection[str]]

# What a plan does without first: what people bridge by hand, then what is needed latest.
WEAKEST_FIRST = ("workaround", "test", "data", "rebuild")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """Services that need each other in a circle.

    Attributes:
        services: each needs the next one, and the last needs the first.
        service: whose dependency the plan does without.
        needs: the service that it would have waited for.
        strength: what the dependency is: "workaround", or its kind.
    """

    services: tuple[str, ...]
    service: str
    needs: str
    strength: str

    def show(self) -> str:
        """Write the circle as people draw it: "A → B → C → A"."""
        return " → ".join((*self.services, self.services[0]))

    def finding(self) -> Finding:
        """Say what is circular, and which dependency the plan does without."""
        if self.strength == "workaround":
            what = (
                f"the plan does not wait for {self.needs} in the recovery of {self.service}, "
                "because people can bridge that by hand"
            )
        else:
            what = (
                f"the plan does not wait for {self.needs} before {self.service} is "
                f"{BOUND_GATE[self.strength]}. Way out: say that people bridge it by hand "
                "(`workaround`), or take it out if it is wrong; until then nobody can sign that "
                f"gate before {self.needs} is reconnected"
            )
        return findings.CYCLE.at(f"dependencies of {self.services[0]}", f"{self.show()}: {what}")


def untangle(dependencies: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Cycle, ...]]:
    """Find dependency cycles, and drop the weakest dependency of each until none is left.

    Args:
        dependencies: service, needs, kind, workaround.

    Returns:
        The dependencies without the dropped ones, sorted, and the cycles in the order found.

    Findings: BS-EST-004 (made by `Cycle.finding`).
    """
    strength = {
        (row["service"], row["needs"]): "workaround" if row["workaround"] else row["kind"]
        for row in dependencies.iter_rows(named=True)
    }
    graph = _graph(strength)
    cycles: list[Cycle] = []
    tangles = _tangles(graph)
    while tangles:
        tangle = tangles.pop()
        cycle = _weakest(_shortest_cycle(graph, tangle), strength)
        graph[cycle.service].remove(cycle.needs)
        cycles.append(cycle)
        tangles.extend(
            _tangles({node: sorted(tangle & set(graph[node])) for node in sorted(tangle)})
        )
    dropped = [(cycle.service, cycle.needs) for cycle in cycles]
    gone = pl.DataFrame(dropped, schema={"service": pl.String, "needs": pl.String}, orient="row")
    left = dependencies.join(gone, on=["service", "needs"], how="anti").sort("service", "needs")
    return left, tuple(cycles)


def tangles(edges: Collection[tuple[str, str]]) -> list[set[str]]:
    """Give the sets of two and more services that all need each other, directly or not.

    Args:
        edges: who needs whom.
    """
    return _tangles(_graph(edges))


def _graph(edges: Collection[tuple[str, str]]) -> dict[str, list[str]]:
    graph: dict[str, list[str]] = {}
    for service, needs in sorted(edges):
        graph.setdefault(service, []).append(needs)
        graph.setdefault(needs, [])
    return graph


def _weakest(services: tuple[str, ...], strength: Mapping[tuple[str, str], str]) -> Cycle:
    edges = zip(services, (*services[1:], services[0]), strict=True)
    service, needs = min(edges, key=lambda edge: (WEAKEST_FIRST.index(strength[edge]), edge))
    return Cycle(services=services, service=service, needs=needs, strength=strength[service, needs])


def _shortest_cycle(graph: Graph, tangle: Collection[str]) -> tuple[str, ...]:
    """Give a shortest cycle through the first service of a tangle, breadth first."""
    first = min(tangle)
    came_from: dict[str, str] = {}
    front = [first]
    while first not in came_from:
        reached = []
        for node in front:
            for needs in graph[node]:
                if needs in tangle and needs not in came_from:
                    came_from[needs] = node
                    reached.append(needs)
        front = reached
    path = [came_from[first]]
    while path[-1] != first:
        path.append(came_from[path[-1]])
    return tuple(reversed(path))


def _tangles(graph: Graph) -> list[set[str]]:
    """Give the sets of two and more services that all reach each other.

    Source: Tarjan 1972, "Depth-first search and linear graph algorithms"; without recursion.
    """
    seen: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    found: list[set[str]] = []
    for root in graph:
        work = [] if root in seen else [(root, iter(graph[root]))]
        while work:
            node, rest = work[-1]
            if node not in seen:
                seen[node] = low[node] = len(seen)
                path.append(node)
                on_path.add(node)
            deeper = next((needs for needs in rest if needs not in seen), None)
            if deeper is not None:
                work.append((deeper, iter(graph[deeper])))
                continue
            work.pop()
            low[node] = min([low[node], *(low[needs] for needs in graph[node] if needs in on_path)])
            if low[node] == seen[node]:
                tangle: set[str] = set()
                while node not in tangle:
                    tangle.add(path.pop())
                on_path -= tangle
                found.extend([tangle] if len(tangle) > 1 else [])
    return found
