"""Every inventory of the shared data says what its table of counts says, and gives a plan."""

import csv
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from blackstart.day.tables import table
from blackstart.estate.cycles import untangle
from blackstart.estate.defaults import complete
from blackstart.estate.phases import waves
from blackstart.estate.restart import READS, restart
from blackstart.estate.usual.needs import is_assumed
from blackstart.estate.usual.recognise import with_kinds
from blackstart.post.inventory.estate import Estate
from blackstart.post.inventory.importing import read_inventories, unknown

DAY = date(2025, 9, 25)
INVENTORIES = {
    "govuk_docker": "compose",
    "compose/otel_demo": "compose",
    "compose/frappe_docker": "compose",
    "backstage/enterprise": "backstage",
    "archimetal": "archimate",
    "cyclonedx/saasbom_apigateway.json": "cyclonedx",
    "kubernetes/online_boutique.yaml": "kubernetes",
    "govuk_repos/repos.yml": "team list",
    "govuk_helm/values-production.yaml": "helm",
    "wikimedia_service_catalog/service.yaml": "wikimedia",
}
GOVUK = ("govuk_docker", "govuk_repos", "govuk_helm")
GRAPH = ("services", "depends_on_edges", "targets_without_definition", "cycles", "longest_chain")


def read(folder: Path, *names: str) -> Estate:
    """Read all files of inventories."""
    paths = [
        path
        for name in names
        for path in ((folder / name).rglob("*") if (folder / name).is_dir() else [folder / name])
        if path.is_file()
    ]
    return read_inventories([(str(path.relative_to(folder)), path.read_bytes()) for path in paths])


def expected(folder: Path, inventory: str) -> dict[str, str]:
    """Give the measures of an inventory."""
    with (folder / "expected_counts.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["measure"]: row["value"]
            for row in csv.DictReader(file)
            if row["inventory"] == inventory
        }


def longest_chain(found: Estate) -> int:
    """Count the services of the longest chain."""
    left, _ = untangle(found.dependencies)
    place = {name: number for number, name in enumerate(found.services["service"])}
    after: list[list[int]] = [[] for _ in place]
    for service, needed in left.select("service", "needs").rows():
        after[place[service]].append(place[needed])
    return max(waves(after), default=0)


def measured(found: Estate, form: str, measure: str) -> str:
    """Give a measure as the table writes it."""
    seen = found.seen[form]
    graph = {
        "services": str(found.services.height),
        "depends_on_edges": str(found.dependencies.height),
        "targets_without_definition": str(
            found.services["source"].str.starts_with("named in").sum()
        ),
        "cycles": str(len(untangle(found.dependencies)[1])),
        "longest_chain": str(longest_chain(found)),
    }
    if measure in graph:
        return graph[measure]
    if measure == "conditions":
        parts = {
            key.partition(" ")[2]: n for key, n in seen.items() if key.startswith("condition ")
        }
        return " ".join(f"{name}:{number}" for name, number in sorted(parts.items()))
    if measure in {"namespace", "spec"}:
        (named,) = (key for key in seen if key.startswith(f"{measure} "))
        return named.partition(" ")[2]
    return str(seen[measure])


@pytest.mark.conformance
@pytest.mark.parametrize("inventory", INVENTORIES)
def test_every_measure_is_met(shared_data: Path, inventory: str) -> None:
    """All rows of the table of counts, for each inventory."""
    folder = shared_data / "estate"
    found = read(folder, inventory)
    wanted = expected(folder, inventory)
    assert wanted
    assert {
        measure: measured(found, INVENTORIES[inventory], measure) for measure in wanted
    } == wanted


@pytest.mark.conformance
def test_no_inventory_is_left_out(shared_data: Path) -> None:
    """The table of counts names no inventory that is not tested here."""
    with (shared_data / "estate" / "expected_counts.csv").open(encoding="utf-8") as file:
        assert {row["inventory"] for row in csv.DictReader(file)} == set(INVENTORIES)


@pytest.mark.conformance
@pytest.mark.parametrize("names", [*((name,) for name in INVENTORIES), GOVUK])
def test_each_gives_a_plan_and_says_what_is_unknown(
    shared_data: Path, names: tuple[str, ...]
) -> None:
    """Nine gates a service, all assumed; the rows fit the tables."""
    found = read(shared_data / "estate", *names)
    assert table("services").schema.is_valid(found.services)
    assert table("dependencies").schema.is_valid(found.dependencies)
    frames = {name: table(name).empty() for name in READS}
    known = {"services": found.services, "dependencies": found.dependencies}
    made = restart({**frames, **known}, DAY)
    assert made.plan.height == 9 * found.services.height
    assert made.plan["start_on"].min() == DAY
    left = unknown(found)
    assert left["durations"] == left["values"] == found.services.height > 0
    assert left["dependencies"] < found.services.height or found.dependencies.is_empty()


@pytest.mark.conformance
def test_govuk_comes_in_at_once(shared_data: Path) -> None:
    """Compose files, team list and Helm values: 192 services, 370 dependencies, real teams."""
    found = read(shared_data / "estate", *GOVUK)
    assert (found.services.height, found.dependencies.height) == (192, 370)
    teams = dict(found.services.select("service", "team").rows())
    assert teams["account-api-app"] == "#govuk-patterns-and-pages-tech"
    assert teams["asset-manager-worker"] == "#govuk-content-apis"
    assert teams["postgres-13"] is None
    assert unknown(found)["teams"] == found.services.filter(pl.col("team").is_null()).height < 30
    assert [finding.code for finding in found.findings] == ["BS-LOAD-026", "BS-LOAD-026"]


@pytest.mark.conformance
def test_inferred_dependencies_say_so(shared_data: Path) -> None:
    """All that Kubernetes manifests tell is inferred; compose files say what they mean."""
    shop = read(shared_data / "estate", "kubernetes")
    assert shop.dependencies["source"].str.starts_with("inferred from the variable").all()
    assert (
        not read(shared_data / "estate", "compose")
        .dependencies["source"]
        .str.contains("inferred")
        .any()
    )


# What is made of the layers that an inventory does not say: by kind, how many services.
KNOWN_KINDS = {
    GOVUK: {
        "": 47,
        "cache": 33,
        "database": 9,
        "plain application": 72,
        "queue": 1,
        "search engine": 3,
        "web proxy": 3,
        "worker": 24,
    },
    ("compose/otel_demo",): {
        "": 14,
        "cache": 1,
        "database": 1,
        "monitoring": 1,
        "plain application": 2,
        "web proxy": 1,
    },
    ("compose/frappe_docker",): {
        "ERP core": 5,
        "cache": 2,
        "database": 1,
        "plain application": 1,
        "worker": 2,
    },
    ("kubernetes/online_boutique.yaml",): {"": 11, "cache": 1, "plain application": 1},
    ("cyclonedx/saasbom_apigateway.json",): {
        "": 1,
        "database": 1,
        "object store": 1,
        "plain application": 3,
        "web proxy": 1,
    },
}


@pytest.mark.conformance
@pytest.mark.parametrize("names", KNOWN_KINDS)
def test_what_services_are_called_or_run_tells_their_kind(
    shared_data: Path, names: tuple[str, ...]
) -> None:
    """Each service was looked at by eye: what is not known stays unknown."""
    found = with_kinds(read(shared_data / "estate", *names).services)
    assert dict(found.group_by("kind").len().rows()) == KNOWN_KINDS[names]
    assert not found["layer_said"].any()


@pytest.mark.conformance
def test_a_model_that_states_layers_keeps_them(shared_data: Path) -> None:
    """ArchiMate says where all stand; 45 of which it says no more are taken to need the LAN."""
    found = read(shared_data / "estate", "archimetal")
    frames = {name: table(name).empty() for name in READS}
    known = {"services": found.services, "dependencies": found.dependencies}
    estate = complete({**frames, **known})
    assert estate.services["layer"].to_list() == found.services["layer"].to_list()
    assumed = estate.dependencies.filter(is_assumed())
    assert assumed["needs"].unique().to_list() == ["LAN"]
    assert (assumed.height, estate.dependencies.height) == (45, 150)
