"""The plants: lines, what feeds them, the parts that lie there, and who must say yes."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from blackstart.exercise.catalogue import plants
from blackstart.exercise.draw import lognormal, pick, stream
from blackstart.exercise.firms import Suppliers, suppliers
from blackstart.exercise.identity import supplier_id
from blackstart.exercise.scene import Scene
from blackstart.plants.tables import LINE_GATES

HOURS_PER_DAY = 16.0  # two shifts (assumption)
# How long the parts at a line last, in hours at normal rate (assumption: a lean line holds a day).
COVER_HOURS = lognormal(18, 0.8, low=1, high=160)
PER_CAR_SHARES = (0.55, 0.2, 0.15, 0.1)
PER_CAR = (1, 2, 4, 8)


def write(scene: Scene) -> None:
    """Write the plants' tables."""
    made_up = plants(scene.recipe.plants)
    lines, ramp = made_up["lines"], made_up["ramp"]
    count = len(lines)
    scene.out.append(
        "lines",
        {
            "line": [line["line"] for line in lines],
            "plant": [line["plant"] for line in lines],
            "kind": [line["kind"] for line in lines],
            "per_day": [scene.scaled(line["per_day"]) for line in lines],
            "hours_per_day": [HOURS_PER_DAY] * count,
            **{name: [float(share)] * count for name, share in ramp.items()},
            "source": [line["source"] for line in lines],
        },
    )
    feeds = [(line["line"], feeder, 1) for line in lines for feeder in line["feeds"]]
    _append(scene, "line_feeds", ("line", "feeder", "lag_days"), feeds)
    names = ("line", "part", "supplier", "per_car", "on_hand", "in_transit")
    _append(scene, "line_parts", names, list(_parts(scene, made_up)))
    gates = list(_gates(scene, made_up))
    _append(scene, "line_gates", ("line", "gate", "expected_on", "signed_on", "signed_by"), gates)


def _append(scene: Scene, table: str, names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    scene.out.append(
        table, {name: [row[place] for row in rows] for place, name in enumerate(names)}
    )


def _parts(scene: Scene, made_up: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Put parts at the lines, those first that nobody else makes."""
    chance = stream(scene.seed, "line parts")
    makers = _makers(suppliers(scene))
    for number, line in enumerate(made_up["lines"]):
        kind = "lines_per_final" if line["kind"] == "final" else "lines_per_feeder"
        count = made_up["parts"][kind]
        cars = scene.scaled(line["per_day"])
        per_car = pick(chance, PER_CAR_SHARES, count)
        hours = COVER_HOURS.draw(chance, count)
        coming = chance.integers(0, 3, count)
        start = int(chance.integers(0, len(makers)))
        for place in range(count):
            pieces = PER_CAR[per_car[place]]
            rate = pieces * cars
            yield (
                line["line"],
                f"L{number + 1:02d}-{place + 1:03d}",
                supplier_id(makers[(start + place * 7) % len(makers)]),
                pieces,
                int(rate * int(hours[place]) / HOURS_PER_DAY),
                int(rate * int(coming[place])),
            )


def _makers(own: Suppliers) -> list[int]:
    """List suppliers, sole makers of a part before the others."""
    places = range(len(own))
    return sorted(places, key=lambda place: (not own.only_source[place], place))


def _gates(scene: Scene, made_up: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    day = scene.recipe.day
    for line in made_up["lines"]:
        for gate in LINE_GATES:
            ahead = made_up["gates"][line["kind"]][gate]
            if ahead == 0:
                yet = day - timedelta(days=2)
                yield line["line"], gate, yet, yet, f"{gate} lead {line['plant']}"
            else:
                expected = day + timedelta(days=ahead) if ahead > 0 else None
                yield line["line"], gate, expected, None, None
