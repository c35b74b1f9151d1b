"""Reads lists of repositories with the teams that own them, like GOV.UK's repos.yml.

A list says more of services that others define: it is joined by name. Libraries and tools have no
service; what the list says to be hosted in production counts as one where nothing else is known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

from blackstart.post.inventory.file import YAML, InventoryFile
from blackstart.post.inventory.heap import Heap, Listed
from blackstart.post.inventory.yaml_tree import items, word

FORM = "team list"
NAMES = ("repo_name", "app_name", "service", "name")
TEAMS = ("team", "owner")
HOSTED = "production_hosted_on"
LOOKED_AT = 20  # items by which a list is known


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An entry of the list."""

    name: str
    team: str
    type: str
    hosted_on: str


def is_one(file: InventoryFile) -> bool:
    """Tell whether a file is a list of things with a name and a team."""
    if file.ending not in YAML:
        return False
    entries = (file.tree.entries(item) for item in _items(file)[:LOOKED_AT])
    return any(_first(said, NAMES) and _first(said, TEAMS) for said in entries)


def gather(files: Sequence[InventoryFile], heap: Heap) -> None:
    """Add the entries of team lists to the heap.

    Findings:
        BS-LOAD-020, BS-LOAD-021.
    """
    read = heap.each(FORM, files, _read)
    entries = [entry for _, found in read for entry in found]
    heap.count(FORM, "repositories", len(entries))
    for measure, values in (
        ("teams", {entry.team for entry in entries}),
        ("types", {entry.type for entry in entries}),
        ("hosting_values", {entry.hosted_on for entry in entries}),
    ):
        heap.count(FORM, measure, len(values - {""}))
    for place, found in read:
        says_hosting = any(entry.hosted_on for entry in found)
        for entry in found:
            runs = bool(entry.hosted_on) or not says_hosting
            listed = Listed(place=place, team=entry.team, runs=runs)
            heap.lists.setdefault(FORM, {}).setdefault(entry.name, listed)


def _items(file: InventoryFile) -> Sequence[yaml.Node]:
    return [item for top in file.tree.documents for item in items(top)]


def _read(file: InventoryFile) -> list[_Entry]:
    entries = []
    for item in _items(file):
        said = file.tree.entries(item)
        name, team = _first(said, NAMES), _first(said, TEAMS)
        if name:
            kind, hosted = word(said.get("type")), word(said.get(HOSTED))
            entries.append(_Entry(name=name, team=team, type=kind, hosted_on=hosted))
    return entries


def _first(said: Mapping[str, yaml.Node], keys: Sequence[str]) -> str:
    return next((word(said[key]) for key in keys if key in said and word(said[key])), "")
