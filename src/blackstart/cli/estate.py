"""`blackstart estate`: what inventories know, what a restart would be, and the restart itself."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from blackstart.cli import (
    estate_gate,
    estate_plan,
    estate_plan_again,
    estate_plan_ask,
    estate_report,
    estate_running,
)
from blackstart.cli.estate_files import PATHS, inventories, planned
from blackstart.cli.estate_filled import filled_lines, filled_told
from blackstart.cli.output import Exit, document, json_option, leave
from blackstart.cli.verb import Verb

if TYPE_CHECKING:
    import polars as pl

    from blackstart.cli.estate_files import Inventories
    from blackstart.estate.restart import Restart

# What is not known, as a person reads it.
UNKNOWN = (
    ("teams", "services have no team"),
    ("team_sizes", "teams have no size"),
    ("layers", "services have no layer"),
    ("durations", "services have no hours for their gates"),
    ("values", "services have no value of a day"),
    ("dependencies", "services stand alone: nobody says what they need, or who needs them"),
    ("dependency_kinds", "dependencies do not say when in the recovery they count"),
)
CIRCLES_SHOWN = 10
NEXT = "To work with it: `blackstart run DOSSIER`; loose files go below estate/ of a dossier first."


@click.group("estate")
def command() -> None:
    """Look at inventories of the estate; run its restart, gate by gate."""


for below in (
    estate_running.status,
    estate_running.start,
    estate_running.run,
    estate_gate.gate_group,
    estate_running.enrol,
    estate_running.revoke,
    estate_report.report_group,
    estate_plan.plan,
    estate_plan_again.replan,
    estate_plan_ask.explain,
    estate_plan_ask.what_if,
):
    command.add_command(below)


@command.command("import", cls=Verb)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=PATHS,
    metavar="PATH...",
)
@json_option
def import_(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Read inventories, joined by name; say what is in them, and what is unknown.

    PATH is a file or a folder: docker compose, Backstage, CycloneDX, ArchiMate, Kubernetes,
    ServiceNow CSV, Wikimedia's catalogue, team lists, Helm values; any mixture of them. Of a
    dossier it reads the tables of the estate, too, and these go before. Ends with 3 if a file was
    refused, or nothing was found. Nothing is stored.
    """
    found = inventories(paths)
    told = {
        **_told(found),
        "files": {"read": found.read, "passed_over": found.passed_over},
        "findings": [asdict(one) for one in found.findings],
    }
    if as_json:
        document(told)
    else:
        click.echo("\n".join(_lines(told)))
    if found.refused:
        leave(Exit.REFUSED)


def _told(found: "Inventories") -> dict[str, Any]:
    """Give the document: counts, circles with a way out, a plan in short, unknown and filled."""
    from blackstart.estate.cycles import untangle
    from blackstart.post.inventory.importing import unknown

    estate, made = found.estate, planned(found)
    left, cycles = untangle(estate.dependencies)
    inferred = estate.dependencies["source"].str.starts_with("inferred")
    layers = estate.services.group_by("layer").len().sort("layer")
    return {
        **filled_told(made),
        "circles": [
            {"services": list(one.services), "way_out": one.finding().message} for one in cycles
        ],
        "cycles": len(cycles),
        "dependencies": estate.dependencies.height,
        "found": estate.seen,
        "inferred": int(inferred.sum()),
        "layers": _depth(made.estate.services, left),
        "plan": _plan(made),
        "services": estate.services.height,
        "services_by_layer": dict(layers.rows()),
        "systems": [asdict(one) for one in estate.systems],
        "teams": list(estate.teams),
        "unknown": unknown(estate),
    }


def _depth(services: "pl.DataFrame", dependencies: "pl.DataFrame") -> int:
    """Count the services of the longest chain in which each needs the next one."""
    from blackstart.estate.phases import waves

    number = {name: place for place, name in enumerate(services["service"])}
    needs: list[list[int]] = [[] for _ in number]
    for service, needed in dependencies.select("service", "needs").iter_rows():
        needs[number[service]].append(number[needed])
    return max(waves(needs), default=0)


def _plan(made: "Restart") -> dict[str, Any]:
    """Give the plan with what is known, today, in short; say how much of it is assumed."""
    ends = made.plan["end_on"].to_list()
    return {
        "days": (max(ends) - made.day).days + 1 if ends else 0,
        "gates": made.plan.height,
        "gates_assumed": int(made.plan["assumed"].sum()),
        "phases": made.plan["phase"].n_unique(),
        "source": "assumed teams and hours by kind; `tables/gates.csv` of a dossier replaces them",
    }


def _lines(told: dict[str, Any]) -> Iterator[str]:
    """Write the document for a person."""
    yield (
        f"{told['services']:,} services, {told['dependencies']:,} dependencies "
        f"({told['inferred']:,} inferred), {told['layers']} layers, {told['cycles']} cycles, "
        f"{len(told['teams'])} teams, {len(told['systems'])} systems"
    )
    for form, counts in told["found"].items():
        yield f"found    {form}: " + ", ".join(f"{name} {n:,}" for name, n in counts.items() if n)
    for circle in told["circles"][:CIRCLES_SHOWN]:
        yield f"cycle    {circle['way_out']}"
    if len(told["circles"]) > CIRCLES_SHOWN:
        yield f"cycle    … and {len(told['circles']) - CIRCLES_SHOWN:,} more: --json has them all"
    for finding in told["findings"]:
        where = f"{finding['severity']:<8} {finding['code']} {finding['subject']}"
        yield f"{where}: {finding['message']}"
    yield from (
        f"unknown  {told['unknown'][name]:,} {what}"
        for name, what in UNKNOWN
        if told["unknown"][name]
    )
    yield from filled_lines(told)
    plan = told["plan"]
    yield (
        f"plan     {plan['gates']:,} gates in {plan['phases']} phases, {plan['days']} days; "
        f"{plan['gates_assumed']:,} gates rest on defaults ({plan['source']})"
    )
    yield f"next     {NEXT}"
