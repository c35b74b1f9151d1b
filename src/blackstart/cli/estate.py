"""`blackstart estate`: what inventories know, what a restart would be, and the restart itself."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from blackstart.cli import estate_gate, estate_report, estate_running
from blackstart.cli.output import Exit, document, json_option, leave
from blackstart.cli.verb import Verb

if TYPE_CHECKING:
    import polars as pl

    from blackstart.base.finding import Finding
    from blackstart.post.inventory.estate import Estate

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
NEXT = "To work with it, put the files below estate/ of a dossier: `blackstart run DOSSIER`."


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
):
    command.add_command(below)


@command.command("import", cls=Verb)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH...",
)
@json_option
def import_(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Read inventories, joined by name; say what is in them, and what is unknown.

    PATH is a file or a folder: docker compose, Backstage, CycloneDX, ArchiMate, Kubernetes,
    ServiceNow CSV, Wikimedia's catalogue, team lists, Helm values; any mixture of them. Ends with 3
    if a file was refused, or nothing was found. Nothing is stored.
    """
    from blackstart.post.inventory.importing import read_inventories

    files, faults, passed_over = _files(paths)
    estate = read_inventories([(str(path), _body(path)) for path in files])
    told = {
        **_told(estate),
        "files": {"read": len(files), "passed_over": passed_over},
        "findings": [asdict(one) for one in (*faults, *estate.findings)],
    }
    if as_json:
        document(told)
    else:
        click.echo("\n".join(_lines(told)))
    if not told["services"] or any(one["severity"] == "refused" for one in told["findings"]):
        leave(Exit.REFUSED)


def _files(paths: Sequence[Path]) -> tuple[list[Path], list["Finding"], int]:
    """List the files that are named, and those in folders whose ending may be an inventory's.

    Returns:
        The files, sorted; what in the folders cannot be read; how many files have other endings.
    """
    from blackstart.post.dossier.walk import files_of
    from blackstart.post.inventory.file import FORMS

    found, others = {path for path in paths if not path.is_dir()}, 0
    faults: list[Finding] = []
    for folder in sorted({path for path in paths if path.is_dir()}):
        inside, odd = files_of(folder)
        faults += odd
        wanted = {folder / file for file in inside if file.suffix.lower() in FORMS}
        others += len(inside) - len(wanted)
        found |= wanted
    return sorted(found), faults, others


def _body(path: Path) -> bytes:
    from blackstart.post.xmlsafe import BYTES_MAX

    with path.open("rb") as file:
        return file.read(BYTES_MAX + 1)  # beyond that it is refused anyway


def _told(estate: "Estate") -> dict[str, Any]:
    """Give the document: counts, circles with a way out, a plan in short, and what is unknown."""
    from blackstart.estate.cycles import untangle
    from blackstart.post.inventory.importing import unknown

    left, cycles = untangle(estate.dependencies)
    inferred = estate.dependencies["source"].str.starts_with("inferred")
    layers = estate.services.group_by("layer").len().sort("layer")
    return {
        "circles": [
            {"services": list(one.services), "way_out": one.finding().message} for one in cycles
        ],
        "cycles": len(cycles),
        "dependencies": estate.dependencies.height,
        "found": estate.seen,
        "inferred": int(inferred.sum()),
        "layers": _depth(estate.services, left),
        "plan": _plan(estate),
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


def _plan(estate: "Estate") -> dict[str, Any]:
    """Plan the restart with what is known, today, and say how much of it is assumed."""
    from blackstart.base.clock import SystemClock, business_date
    from blackstart.day.tables import table
    from blackstart.estate.restart import READS, restart

    day = business_date(SystemClock().now())
    known = {"services": estate.services, "dependencies": estate.dependencies}
    made = restart({**{name: table(name).empty() for name in READS}, **known}, day)
    ends = made.plan["end_on"].to_list()
    return {
        "days": (max(ends) - day).days + 1 if ends else 0,
        "gates": made.plan.height,
        "gates_assumed": int(made.plan["assumed"].sum()),
        "phases": made.plan["phase"].n_unique(),
        "source": "assumed teams and hours by layer; `tables/gates.csv` of a dossier replaces them",
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
    for circle in told["circles"]:
        yield f"cycle    {circle['way_out']}"
    for finding in told["findings"]:
        where = f"{finding['severity']:<8} {finding['code']} {finding['subject']}"
        yield f"{where}: {finding['message']}"
    yield from (
        f"unknown  {told['unknown'][name]:,} {what}"
        for name, what in UNKNOWN
        if told["unknown"][name]
    )
    plan = told["plan"]
    yield (
        f"plan     {plan['gates']:,} gates in {plan['phases']} phases, {plan['days']} days; "
        f"{plan['gates_assumed']:,} gates rest on defaults ({plan['source']})"
    )
    yield f"next     {NEXT}"
