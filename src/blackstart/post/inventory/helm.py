"""Reads Helm values that list the applications which a cluster runs (an "app of apps").

The list tells what is in production; it is joined to services by name. Where nothing else is
known, each application counts as a service.
"""

from collections.abc import Iterator, Sequence

import yaml

from blackstart.post.inventory.file import YAML, InventoryFile
from blackstart.post.inventory.heap import Heap, Listed
from blackstart.post.inventory.yaml_tree import items, word

FORM = "helm"
VALUES = "helmValues"


def is_one(file: InventoryFile) -> bool:
    """Tell whether a file holds a list of applications with values of Helm."""
    return file.ending in YAML and VALUES.encode() in file.data and any(_applications(file))


def gather(files: Sequence[InventoryFile], heap: Heap) -> None:
    """Add the names of the applications to the heap.

    Findings:
        BS-LOAD-020, BS-LOAD-021.
    """
    for place, found in heap.each(FORM, files, _read):
        heap.count(FORM, "applications", len(found))
        for name, repository in found:
            listed = Listed(place=place, runs=True, other_name=repository)
            heap.lists.setdefault(FORM, {}).setdefault(name, listed)


def _applications(file: InventoryFile) -> Iterator[yaml.Node]:
    """Give the items of each list at the top in which some have values of Helm."""
    for top in file.tops():
        for node in top.values():
            if any(VALUES in file.tree.entries(item) for item in items(node)):
                yield from items(node)


def _read(file: InventoryFile) -> list[tuple[str, str]]:
    pairs = [
        (word(file.tree.at(item, "name")), word(file.tree.at(item, "repoName")))
        for item in _applications(file)
    ]
    return [pair for pair in pairs if pair[0]]
