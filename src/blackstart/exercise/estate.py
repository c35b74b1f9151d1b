"""The estate: services, what they need, who works on them, what has been signed, what it is for."""

from collections.abc import Iterator, Mapping
from typing import Any

from blackstart.base.activity import building
from blackstart.base.canonical import sha256
from blackstart.exercise import limits, running
from blackstart.exercise.catalogue import estate, plants, services
from blackstart.exercise.draw import chosen, exactly, lognormal, stream
from blackstart.exercise.scene import Scene
from blackstart.exercise.signatures import History

# How much longer or shorter than usual a step takes at a service, in per cent (assumption).
EFFORT_PERCENT = lognormal(100, 0.45, low=30, high=400)
# Range around the likely hours (assumption).
LOW_PERCENT, HIGH_PERCENT = 50, 260


def write(scene: Scene) -> None:
    """Write the estate's tables."""
    made_up = estate(scene.recipe.estate)
    rows = services(scene.recipe.estate)
    scene.out.append(
        "services",
        {
            "service": [row["service"] for row in rows],
            "layer": [row["layer"] for row in rows],
            "team": [row["team"] or None for row in rows],
            "source": ["recipe"] * len(rows),
            "described_as": [None] * len(rows),
        },
    )
    needed = ("service", "needs", "kind", "workaround", "source")
    _append(scene, "dependencies", needed, _needs(rows))
    _append(scene, "teams", ("team", "people", "hours_per_day"), _teams(made_up))
    names = ("service", "gate", "team", "people", "hours_low", "hours_likely", "hours_high")
    _append(scene, "gates", names, _gates(scene, made_up))
    _signatures(scene)
    running.write(scene)
    limits.write(scene, made_up)
    _activities(scene, made_up)


def _append(
    scene: Scene, table: str, names: tuple[str, ...], rows: Iterator[tuple[Any, ...]]
) -> None:
    kept = sorted(rows)
    scene.out.append(
        table, {name: [row[place] for row in kept] for place, name in enumerate(names)}
    )


def _needs(rows: Any) -> Iterator[tuple[str, str, str, bool, str]]:  # noqa: ANN401 - rows of a CSV
    for row in rows:
        for kind in ("rebuild", "data", "test"):
            for needed in row[kind].split():
                yield row["service"], needed, kind, False, "recipe"
        for needed in row["workaround"].split():
            yield row["service"], needed, "test", True, "recipe"


def _teams(made_up: Mapping[str, Any]) -> Iterator[tuple[str, int, float]]:
    for team in made_up["teams"]:
        yield team["team"], team["people"], team["hours_per_day"]


def _gates(scene: Scene, made_up: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Give most gates a team and hours; of some nobody has said anything."""
    chance = stream(scene.seed, "gates")
    unknown = made_up["unknown"]
    rows = services(scene.recipe.estate)
    silent = exactly(chance, round(unknown["services_share"] * len(rows)), len(rows))
    for row, is_silent in zip(rows, silent, strict=True):
        gates = made_up["gates"]
        effort = EFFORT_PERCENT.draw(chance, len(gates))
        no_hours = chosen(chance, unknown["hours_share"], len(gates))
        no_team = chosen(chance, unknown["team_share"], len(gates))
        for place, gate in enumerate(gates):
            if is_silent:
                continue
            team = None if no_team[place] else (gate["team"] or row["team"])
            likely = gate["hours"] * int(effort[place]) / 100
            known = not no_hours[place]
            yield (
                row["service"],
                gate["gate"],
                team,
                gate["people"] if known else None,
                _quarters(likely * LOW_PERCENT / 100) if known else None,
                _quarters(likely) if known else None,
                _quarters(likely * HIGH_PERCENT / 100) if known else None,
            )


def _quarters(hours: float) -> float:
    """Round to quarters of an hour, at least one: nobody plans finer."""
    return max(round(hours * 4), 1) / 4


def _signatures(scene: Scene) -> None:
    recipe = scene.recipe
    history = History(
        services=services(recipe.estate), stopped_on=recipe.stopped_on, day=recipe.day
    )
    rows = sorted(history.rows(), key=lambda row: (row[2], row[0], row[1]))
    columns = ("service", "gate", "signed_on", "signed_by", "result")
    table: dict[str, list[Any]] = {
        name: [row[place] for row in rows] for place, name in enumerate(columns)
    }
    # Evidence of the past, the same for all who signed; nobody has seen yet what will be signed.
    table["evidence_sha256"] = [
        sha256("/".join(map(str, row[:3]))) if row[2] < recipe.day else None for row in rows
    ]
    scene.out.append("gate_signatures", table)


def _activities(scene: Scene, made_up: Mapping[str, Any]) -> None:
    rows = [*_desks(scene, made_up), *_lines(scene, made_up)]
    names = (
        "activity unit rate_manual rate_restored rate_boosted boosted_from value_per_day_minor "
        "currency value_source deadline_on"
    ).split()
    scene.out.append(
        "activities", {name: [row[0][place] for row in rows] for place, name in enumerate(names)}
    )
    pairs = sorted({(row[0][0], service) for row in rows for service in row[1]})
    scene.out.append(
        "activity_needs",
        {"activity": [pair[0] for pair in pairs], "service": [pair[1] for pair in pairs]},
    )


def _desks(scene: Scene, made_up: Mapping[str, Any]) -> Iterator[tuple[tuple[Any, ...], list[str]]]:
    for desk in made_up["activities"]:
        rates = (scene.scaled(desk[name]) for name in ("manual", "restored", "boosted"))
        value = scene.scaled(desk["value"]) * 100
        source, until = desk["value_source"], desk.get("deadline_on")
        row = (desk["activity"], desk["unit"], *rates, desk.get("boosted_from"), value, "GBP")
        yield (*row, source, until), desk["needs"]


def _lines(scene: Scene, made_up: Mapping[str, Any]) -> Iterator[tuple[tuple[Any, ...], list[str]]]:
    """Make building on each line an activity; only cars have a value of their own."""
    made = made_up["building"]
    for line in plants(scene.recipe.plants)["lines"]:
        final = line["kind"] == "final"
        rate = scene.scaled(line["per_day"])
        row = (building(line["line"]), "cars" if final else "car sets", 0, rate)
        boosted = rate * made["boost_percent"] // 100
        value = (rate * made["value_per_car"] * 100, "GBP") if final else (None, None)
        source = made["value_source"] if final else "its worth lies in the lines that it feeds"
        needed = {*line["services"], *(made["shared_needs"] if final else ())}
        yield (*row, boosted, None, *value, source, None), sorted(needed)
