"""Reads inventories of the estate as they exist, in any mixture of formats, joined by name.

A format is one small file with `FORM`, `is_one` and `gather`, and a line in `FORMATS`. No public
inventory seen knows recovery hours or the value of a day: what stays unknown is counted.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from blackstart.base.table import Frames
from blackstart.post import findings_load as load
from blackstart.post.inventory import archimate as inventory_archimate
from blackstart.post.inventory import backstage as inventory_backstage
from blackstart.post.inventory import cmdb as inventory_cmdb
from blackstart.post.inventory import compose, own_tables
from blackstart.post.inventory import cyclonedx as inventory_cyclonedx
from blackstart.post.inventory import helm as inventory_helm
from blackstart.post.inventory import kubernetes as inventory_kubernetes
from blackstart.post.inventory import lists as inventory_lists
from blackstart.post.inventory import teamlist as inventory_teamlist
from blackstart.post.inventory import wikimedia as inventory_wikimedia
from blackstart.post.inventory.estate import Estate, estate_of
from blackstart.post.inventory.file import FORMS, HEAD_BYTES, YAML, InventoryFile
from blackstart.post.inventory.heap import UNKNOWN, Heap
from blackstart.post.inventory.yaml_tree import BYTES_MAX, YamlTooGreatError, YamlUnreadableError

# The first one that knows a file reads it; those that know a mark of their own come first.
FORMATS = (
    inventory_backstage,
    inventory_kubernetes,
    inventory_wikimedia,
    inventory_helm,
    inventory_teamlist,
    inventory_cyclonedx,
    inventory_archimate,
    inventory_cmdb,
    compose,
)
NEED = ("service", "needs")


def read_inventories(files: Sequence[tuple[str, bytes]], tables: Frames | None = None) -> Estate:
    """Read inventories of any known formats into one estate.

    A name that several files define is one service, with what any of them says of it.

    Args:
        files: path and bytes of each file; the path's ending tells the form.
        tables: the estate's tables of a dossier, which go before; none if there are none.

    Findings:
        BS-LOAD-020 to BS-LOAD-028.
    """
    own = own_tables.no_tables() if tables is None else tables
    heap = Heap()
    own_tables.put(heap, own)
    by_form: dict[str, list[InventoryFile]] = {}
    for name, data in sorted(files):
        file = InventoryFile(name, data)
        by_form.setdefault(form_of(file), []).append(file)
    for kind in FORMATS:
        if kind.FORM in by_form:
            kind.gather(by_form[kind.FORM], heap)
    for file in by_form.get("", ()):
        _refuse(heap, file)
    inventory_lists.join(heap)
    return estate_of(heap, own)


def form_of(file: InventoryFile) -> str:
    """Name the format of a file; empty when it is none of ours."""
    try:
        return next((kind.FORM for kind in FORMATS if kind.is_one(file)), "")
    except (YamlUnreadableError, YamlTooGreatError):
        return compose.FORM if compose.named(file) else ""


def is_inventory(path: Path) -> bool:
    """Tell by its beginning whether a file is an inventory in a known format."""
    ending = path.suffix.lower()
    if ending not in FORMS:
        return False
    with path.open("rb") as file:
        data = file.read(BYTES_MAX + 1 if ending in YAML else HEAD_BYTES)
    return bool(form_of(InventoryFile(path.name, data)))


def unknown(estate: Estate) -> dict[str, int]:
    """Count what nobody says; the plan takes named defaults for it.

    Args:
        estate: what inventories say, none of which has a place for hours or values, and what the
            dossier's own tables do.

    Returns:
        teams: services without an owner; team_sizes: teams whose people nobody counted;
        layers: services of an unknown layer; durations: services without hours; values: services
        that no activity with the value of a day needs; dependencies: services that stand alone,
        which is rarely true; dependency_kinds: dependencies of which nobody said when in the
        recovery they are needed.
    """
    services, needs, own = estate.services, estate.dependencies, estate.tables
    timed = own["gates"].filter(pl.col("hours_likely").is_not_null())
    worth = own["activities"].filter(pl.col("value_per_day_minor").is_not_null())
    linked = pl.concat([needs["service"], needs["needs"]])
    return {
        "dependencies": services.filter(~pl.col("service").is_in(linked.implode())).height,
        "dependency_kinds": needs.join(own["dependencies"], on=NEED, how="anti").height,
        "durations": _left(services, timed),
        "layers": services.filter(pl.col("layer") == UNKNOWN).height,
        "team_sizes": len({*estate.teams} - {*own["teams"]["team"]}),
        "teams": services["team"].null_count(),
        "values": _left(services, own["activity_needs"].join(worth, on="activity", how="semi")),
    }


def _left(services: pl.DataFrame, said: pl.DataFrame) -> int:
    """Count the services of which nothing is said."""
    return services.join(said, on="service", how="anti").height


def _refuse(heap: Heap, file: InventoryFile) -> None:
    try:
        if file.ending in YAML:
            _ = file.tree
    except YamlUnreadableError as fault:
        heap.say(load.INVENTORY_UNREADABLE, file.name, f"{fault} No service was taken from it.")
    except YamlTooGreatError as fault:
        heap.say(load.INVENTORY_TOO_GREAT, file.name, f"{fault} No service was taken from it.")
    else:
        heap.say(load.NOT_AN_INVENTORY, file.name)
