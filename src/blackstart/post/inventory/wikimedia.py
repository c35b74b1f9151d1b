"""Reads Wikimedia's catalogue of production services: names and states, no dependencies.

Source: operations/puppet, hieradata `service::catalog`, type Wmflib::Service.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from blackstart.post.inventory.file import YAML, InventoryFile
from blackstart.post.inventory.heap import Heap
from blackstart.post.inventory.yaml_tree import items, word

FORM = "wikimedia"
CATALOGUE = "service::catalog"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Service:
    """An entry of the catalogue."""

    name: str
    state: str
    pages: bool
    has_port: bool
    has_probes: bool


def is_one(file: InventoryFile) -> bool:
    """Tell whether a file holds a service catalogue at its top."""
    return (
        file.ending in YAML
        and CATALOGUE.encode() in file.data
        and any(CATALOGUE in top for top in file.tops())
    )


def gather(files: Sequence[InventoryFile], heap: Heap) -> None:
    """Add the services of a catalogue to the heap.

    Findings:
        BS-LOAD-020 to BS-LOAD-022, BS-LOAD-025.
    """
    for place, services in heap.each(FORM, files, _read):
        for service in services:
            heap.define(place, service.name)
            heap.count(FORM, "services")
            heap.count(FORM, f"state_{service.state}")
            heap.count(FORM, "page_true", int(service.pages))
            heap.count(FORM, "with_port", int(service.has_port))
            heap.count(FORM, "with_probes", int(service.has_probes))


def _read(file: InventoryFile) -> list[_Service]:
    return [
        _Service(
            name=name,
            state=word(file.tree.at(node, "state")),
            pages=word(file.tree.at(node, "page")).lower() == "true",
            has_port=bool(word(file.tree.at(node, "port"))),
            has_probes=bool(items(file.tree.at(node, "probes"))),
        )
        for top in file.tops()
        for name, node in file.tree.entries(top.get(CATALOGUE)).items()
    ]
