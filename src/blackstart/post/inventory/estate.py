"""What inventories say of the estate, as rows of the dossier's tables."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from blackstart.base.finding import Finding
from blackstart.base.table import Frames
from blackstart.day.tables import table
from blackstart.post import findings_load as load
from blackstart.post.inventory.heap import Heap, Known, plain
from blackstart.post.inventory.own_tables import own_first

LISTED_MAX = 50  # findings of one code; beyond it only their number is told


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Services that belong together, and the systems that theirs need.

    Attributes:
        name: of the system.
        services: its services, sorted.
        needs: other systems with a service that one of these needs, sorted.
    """

    name: str
    services: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Estate:
    """What inventories say of the estate, as rows of the dossier's tables.

    Attributes:
        services: rows of the table `services`.
        dependencies: rows of the table `dependencies`; the source of an inferred one begins with
            "inferred".
        systems: groups of services that an inventory names, with what they need.
        tables: the estate's tables of a dossier, empty where there is none.
        teams: names of the teams that own a service or that a dossier's tables name, sorted.
        seen: by format, what its files hold, counted; also what was left out.
        findings: files and entries that could not be read, and services that nobody defines.
    """

    services: pl.DataFrame
    dependencies: pl.DataFrame
    tables: Frames
    systems: tuple[System, ...]
    teams: tuple[str, ...]
    seen: dict[str, dict[str, int]]
    findings: tuple[Finding, ...]


def estate_of(heap: Heap, own: Frames) -> Estate:
    """Give what was found as rows that fit the tables.

    Args:
        heap: what was found.
        own: the estate's tables of a dossier; their services are in the heap.

    Findings:
        BS-LOAD-023.
    """
    for (service, needed), need in sorted(heap.needs.items()):
        for name in (service, needed):
            if name not in heap.services:
                subject = f"{need.place.file}, {service}: {needed}"
                heap.say(load.SERVICE_UNDEFINED, subject)
                heap.services[name] = Known(source=f"named in {need.place}")
    return Estate(
        services=_services(heap),
        dependencies=own_first("dependencies", own["dependencies"], _dependencies(heap)),
        tables=own,
        systems=_systems(heap),
        teams=_teams(heap, own),
        seen={form: dict(sorted(count.items())) for form, count in sorted(heap.seen.items())},
        findings=_told(heap.findings),
    )


def _services(heap: Heap) -> pl.DataFrame:
    rows = [
        {
            "service": name,
            "layer": known.layer,
            "team": known.team or None,
            "source": plain(known.source)[:2000],
            "described_as": known.described_as or None,
        }
        for name, known in sorted(heap.services.items())
    ]
    return pl.DataFrame(rows, schema=table("services").empty().schema)


def _dependencies(heap: Heap) -> pl.DataFrame:
    rows = [
        {
            "service": service,
            "needs": needed,
            "kind": need.kind,
            "workaround": False,
            "source": plain(need.source())[:2000],
        }
        for (service, needed), need in sorted(heap.needs.items())
    ]
    return pl.DataFrame(rows, schema=table("dependencies").empty().schema)


def _teams(heap: Heap, own: Frames) -> tuple[str, ...]:
    owners = {known.team for known in heap.services.values()}
    return tuple(sorted({*owners, *own["teams"]["team"], *own["gates"]["team"]} - {"", None}))


def _systems(heap: Heap) -> tuple[System, ...]:
    """Roll dependencies of services up to the systems that they belong to."""
    of: dict[str, set[str]] = {}
    for name, services in heap.systems.items():
        for service in services:
            of.setdefault(service, set()).add(name)
    needs: dict[str, set[str]] = {name: set() for name in heap.systems}
    for service, needed in heap.needs:
        for name in of.get(service, ()):
            needs[name] |= of.get(needed, set()) - {name}
    return tuple(
        System(name=name, services=tuple(sorted(services)), needs=tuple(sorted(needs[name])))
        for name, services in sorted(heap.systems.items())
    )


def _told(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Sort findings, and count those of one code that are too many to read."""
    ordered = sorted(findings, key=lambda found: (found.code, found.subject, found.message))
    met: Counter[str] = Counter()
    told = []
    codes = {code.code: code for code in load.FINDINGS}
    for finding in ordered:
        met[finding.code] += 1
        if met[finding.code] <= LISTED_MAX:
            told.append(finding)
    for code, number in sorted(met.items()):
        if number > LISTED_MAX:
            more = f"{codes[code].meaning} {number - LISTED_MAX} more are not listed."
            told.append(codes[code].at("inventories", more))
    return tuple(told)
