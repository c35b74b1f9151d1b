"""What the restart of an exercise is held to: shifts, skills, shared things, holds."""

from collections.abc import Iterator, Mapping
from typing import Any

from blackstart.estate.limit_tables import TABLES
from blackstart.exercise.scene import Scene

# A word of the made-up estate that stands for several rows.
SEVERAL = {"weekdays": "weekday", "services": "service"}


def write(scene: Scene, made_up: Mapping[str, Any]) -> None:
    """Write what the made-up estate says; its tables have the names of the dossier's."""
    for table in TABLES:
        rows = [row for said in made_up.get(table.name, ()) for row in _each(said)]
        if rows:
            names = table.schema.column_names()
            kept = sorted([row.get(name, _usual(name)) for name in names] for row in rows)
            columns = zip(*kept, strict=True)
            scene.out.append(table.name, dict(zip(names, map(list, columns), strict=True)))


def _each(said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    several = next((word for word in SEVERAL if word in said), None)
    if several is None:
        yield dict(said)
        return
    same = {name: value for name, value in said.items() if name != several}
    for value in said[several]:
        yield {**same, SEVERAL[several]: value}


def _usual(name: str) -> str | None:
    return "recipe" if name == "source" else None
