"""Made-up weighted estates: any number of gates, the same for the same seed.

The bench plans them, and so can anybody: `write` puts one into a folder as a dossier.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from blackstart.base.table import Frames
from blackstart.estate.limit_tables import TABLES as LIMITS
from blackstart.estate.running.tables import TABLES as RUNNING
from blackstart.estate.tables import GATES, TABLES
from blackstart.exercise.package import written
from blackstart.post.dossier.parts import About

AS_OF = datetime(2025, 9, 25, 3, tzinfo=UTC)
DAY = AS_OF.date()
MADE_UP = "made up"  # the source of everything
# Layer, its share of the services, and the team that owns it.
LAYERS = (
    ("network", 0.05, "network"),
    ("identity", 0.10, "identity"),
    ("platform", 0.25, "platform"),
    ("application", 0.60, "applications"),
)
# People of each team for every 25 services.
TEAMS = {
    "applications": 1.6,
    "backup": 1.0,
    "business": 1.0,
    "identity": 0.4,
    "network": 0.3,
    "platform": 1.0,
    "security": 0.5,
}
OTHERS = {
    "evidence captured": "security",
    "scanned": "security",
    "data restored": "backup",
    "integrity verified": "backup",
    "business-tested": "business",
    "signed off": "business",
}
HOURS = (0.5, 1.0, 8.0, 2.0, 6.0, 2.0, 4.0, 0.5, 1.0)  # usual, gate by gate
VALUED_SHARE, TEST_ONLY_SHARE, REBUILD_SHARE = 0.35, 0.4, 0.5
ALONE_SHARE = 0.85  # gates that take one person; the others take two
NEXT_LAYER_SHARE = 0.7  # dependencies on the layer just below


def write(folder: Path, gates: int, seed: int) -> dict[str, int]:
    """Write an estate as a dossier: its tables that have rows, and datapackage.json.

    Args:
        folder: where to put it; it must not exist or be empty.
        gates: about how many, at least 36 (a service in each layer): whole services are made.
        seed: of all chance.

    Returns:
        By table, how many rows it has.

    Raises:
        FolderTakenError: something is there already.
    """
    name = f"estate_{gates}_{seed}"
    about = About(name=name, as_of=AS_OF, our_name=name, synthetic=True, seed=seed, recipe="estate")
    with written(folder) as package:
        for table, rows in estate(gates, seed).items():
            if rows.height:
                package.append(table, rows)
        package.describe(about)
    return package.rows


def estate(gates: int, seed: int) -> Frames:
    """Make the tables of an estate; services have nine gates each.

    Four layers, each hanging on those below, where few services carry many; 40 % of dependencies
    bind the business test only; a third of the applications are worth something (lognormal).

    Args:
        gates: about how many, at least 36 (a service in each layer): whole services are made.
        seed: of all chance.
    """
    chance = np.random.default_rng((gates, seed))
    counts = [max(1, round(share * gates / len(GATES))) for _, share, _ in LAYERS]
    counts[-1] = round(gates / len(GATES)) - sum(counts[:-1])
    layer = np.repeat(np.arange(len(LAYERS)), counts)
    names = [f"s{number:05}" for number in range(len(layer))]
    rows = [row for place, name in enumerate(names) for row in _gates(chance, name, layer[place])]
    valued = [name for place, name in enumerate(names) if layer[place] == len(LAYERS) - 1]
    valued = [name for name in valued if chance.random() < VALUED_SHARE] or valued[:1]
    people = len(names) / 25
    made: dict[str, list[tuple[Any, ...]]] = {
        "services": [
            (name, LAYERS[of][0], LAYERS[of][2], MADE_UP, None)
            for name, of in zip(names, layer, strict=True)
        ],
        "dependencies": _dependencies(chance, counts, names),
        "gates": rows,
        "teams": [(team, max(2, round(size * people)), 12.0) for team, size in TEAMS.items()],
        "activities": [
            (name, "units", 0, 1, 1, None, int(chance.lognormal(10, 1.2)), "GBP", MADE_UP, None)
            for name in valued
        ],
        "activity_needs": [(name, name) for name in valued],
    }
    empty = {table.name: table.empty() for table in (*TABLES, *LIMITS, *RUNNING)}
    return {
        name: pl.DataFrame(made[name], schema=frame.schema, orient="row") if name in made else frame
        for name, frame in empty.items()
    }


def _gates(chance: np.random.Generator, name: str, layer: int) -> list[tuple[Any, ...]]:
    effort = chance.lognormal(0, 0.5)
    rows: list[tuple[Any, ...]] = []
    for gate, usual in zip(GATES, HOURS, strict=True):
        hours = max(1, round(usual * effort * chance.lognormal(0, 0.4) * 4)) / 4
        people = 1 if chance.random() < ALONE_SHARE else 2
        team = OTHERS.get(gate, LAYERS[layer][2])
        rows.append((name, gate, team, people, hours / 2, hours, hours * 2))
    return rows


def _dependencies(
    chance: np.random.Generator, counts: list[int], names: list[str]
) -> list[tuple[Any, ...]]:
    first = np.concatenate(([0], np.cumsum(counts)))
    found: dict[tuple[str, str], str] = {}
    for layer in range(1, len(counts)):
        for service in range(first[layer], first[layer + 1]):
            for _ in range(1 + chance.poisson(1.2)):
                below = (
                    layer - 1
                    if chance.random() < NEXT_LAYER_SHARE
                    else int(chance.integers(0, layer))
                )
                weight = 1 / np.arange(1, counts[below] + 1)
                needed = first[below] + chance.choice(counts[below], p=weight / weight.sum())
                early = "rebuild" if chance.random() < REBUILD_SHARE else "data"
                kind = "test" if chance.random() < TEST_ONLY_SHARE else early
                found[names[service], names[needed]] = kind
    return [
        (service, needed, kind, False, None) for (service, needed), kind in sorted(found.items())
    ]
