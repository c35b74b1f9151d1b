"""Reads a ServiceNow CMDB as pairs of CSV exports: configuration items, and how they relate.

`cmdb_ci*.csv` names the items (name, sys_id, class, operational status, support group);
`cmdb_rel_ci*.csv` has parent, type and child, each end a sys_id or a name. A type reads from the
parent: in "Depends on::Used by" the parent depends on the child. Retired items (status 6) do not
come back and are left out, with their relations. An export may show codes or words: both are read.
Source: ServiceNow documentation, tables cmdb_ci and cmdb_rel_ci, suggested relationship types.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from blackstart.post import findings_load as load
from blackstart.post.inventory.file import InventoryFile
from blackstart.post.inventory.heap import UNKNOWN, Heap, Place

FORM = "cmdb"
_NAMED = re.compile(r"cmdb_(?:rel_)?ci.*\.csv")
ITEM_COLUMNS = {"name", "sys_id"}
RELATION_COLUMNS = {"parent", "child", "type"}
STATUS = {
    "1": "operational",
    "2": "non-operational",
    "3": "repair in progress",
    "4": "dr standby",
    "5": "ready",
    "6": "retired",
}
RETIRED = STATUS["6"]
TEAM_COLUMNS = ("support_group", "assignment_group", "managed_by_group", "owned_by")
# Parent's half of a type by which the parent needs the child.
PARENT_NEEDS = (
    "depends on",
    "runs on",
    "hosted on",
    "uses",
    "virtualized by",
    "provided by",
    "powered by",
    "instantiated by",
    "contains",
    "cluster of",
    "stores data on",
    "registered on",
)
# Parent's half of a type by which the child needs the parent.
CHILD_NEEDS = (
    "used by",
    "runs",
    "hosts",
    "virtualizes",
    "provides",
    "powers",
    "contained by",
)
# Parent's half, and who receives: without the other end it can start, but not be tested.
FLOWS = {"sends data to": "child", "receives data from": "parent"}
# Part of a class's name, and the layer that it tells; the first one counts.
LAYERS = (
    ("backup", "recovery"),
    ("directory", "identity"),
    ("ldap", "identity"),
    ("netgear", "network"),
    ("ip_switch", "network"),
    ("ip_router", "network"),
    ("firewall", "network"),
    ("lb", "network"),
    ("network", "network"),
    ("dns", "network"),
    ("queue", "integration"),
    ("mq", "integration"),
    ("esb", "integration"),
    ("app_server", "platform"),
    ("appl", "application"),
    ("business_app", "application"),
    ("service", "application"),
    ("server", "platform"),
    ("db", "platform"),
    ("vm", "platform"),
    ("esx", "platform"),
    ("cluster", "platform"),
    ("storage", "platform"),
    ("computer", "platform"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A configuration item."""

    sys_id: str
    name: str
    layer: str
    team: str
    status: str
    described_as: str


@dataclass(slots=True)
class _Table:
    """What one export holds: items, or relations as parent, type, child."""

    items: list[_Item] = field(default_factory=list)
    relations: list[tuple[str, str, str]] = field(default_factory=list)


def is_one(file: InventoryFile) -> bool:
    """Tell whether a file is an export of items or relations, by its name or its header."""
    if file.ending != ".csv":
        return False
    header = file.head.split(b"\n", 1)[0].decode("utf-8-sig", "replace").lower()
    columns = {name.strip().strip('"') for name in header.split(",")}
    return (
        bool(_NAMED.fullmatch(file.base))
        or columns >= ITEM_COLUMNS
        or (columns >= RELATION_COLUMNS)
    )


def gather(files: Sequence[InventoryFile], heap: Heap) -> None:
    """Add the items and relations of a CMDB to the heap.

    Findings:
        BS-LOAD-020 to BS-LOAD-022, BS-LOAD-024, BS-LOAD-025, BS-LOAD-027.
    """
    read = heap.each(FORM, files, _read)
    names: dict[str, str] = {}
    retired: set[str] = set()
    for place, table in read:
        heap.count(FORM, "items", len(table.items))
        heap.count(FORM, "relations", len(table.relations))
        for item in table.items:
            heap.count(FORM, f"status {item.status}")
            if item.status == RETIRED:
                retired |= {item.sys_id, item.name}
            elif item.sys_id in names:  # the same item in the table of its class
                continue
            elif _define(heap, place, item):
                names[item.sys_id] = item.name
    known = {**{name: name for name in names.values()}, **names}
    for place, table in read:
        for parent, kind, child in table.relations:
            if {parent, child} <= known.keys():
                _relate(heap, place, kind, (known[parent], known[child]))
            elif {parent, child} & (retired - known.keys()):
                heap.count(FORM, "relations of retired items left out")
            else:
                heap.say(load.REFERENCE_UNKNOWN, f"{place.file}, {parent[:80]}: {child[:80]}")


def _define(heap: Heap, place: Place, item: _Item) -> bool:
    kind = item.described_as
    return heap.define(place, item.name, layer=item.layer, team=item.team, described_as=kind)


def _relate(heap: Heap, place: Place, kind: str, ends: tuple[str, str]) -> None:
    word = kind.partition("::")[0].strip().lower()
    parent, child = ends
    if word in PARENT_NEEDS:
        heap.need(place, parent, child)
    elif word in CHILD_NEEDS:
        heap.need(place, child, parent)
    elif word in FLOWS:
        service, needed = (child, parent) if FLOWS[word] == "child" else (parent, child)
        heap.need(place, service, needed, kind="test", inferred_from=f"the relation {kind[:80]}")
    else:
        heap.count(FORM, "relations of other types left out")


def _read(file: InventoryFile) -> _Table:
    table = _Table()
    for row in file.rows():
        if row.keys() >= RELATION_COLUMNS:
            table.relations.append((row["parent"], row["type"], row["child"]))
        elif row.keys() >= ITEM_COLUMNS and row["name"]:
            table.items.append(_item(row))
    return table


def _item(row: Mapping[str, str]) -> _Item:
    kind = row.get("sys_class_name") or row.get("class") or ""
    status = row.get("operational_status", "").lower()
    return _Item(
        sys_id=row["sys_id"] or row["name"],
        name=" ".join(row["name"].split()),
        layer=_layer(kind),
        team=next(_teams(row), ""),
        status=STATUS.get(status, status[:40] or UNKNOWN),
        described_as=kind,
    )


def _teams(row: Mapping[str, str]) -> Iterator[str]:
    yield from (row[column] for column in TEAM_COLUMNS if row.get(column))


def _layer(kind: str) -> str:
    """Tell the layer by the class's technical name or label ("Linux Server")."""
    name = "_".join(kind.lower().split())
    return next((layer for part, layer in LAYERS if part in name.removeprefix("cmdb_ci")), UNKNOWN)
