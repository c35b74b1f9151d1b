"""Reads a Backstage catalogue: components, resources, their systems and owners.

Source: Backstage, "Descriptor format of catalog entities" and "Well-known relations". Components
and resources are services here. Relations count in both directions, as `spec` writes them and as
an exported entity lists them under `relations`:

* dependsOn, and dependencyOf the other way round: what is depended on is needed;
* consumesApis: whoever provides the API is needed (inferred: the API itself is no service);
* subcomponentOf: the whole can start without its part, but not be tested as a whole (inferred);
* a dependency on a system is one on each of its components (inferred).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from blackstart.post.inventory.file import YAML, InventoryFile
from blackstart.post.inventory.heap import KIND_UNSAID, Heap, Place
from blackstart.post.inventory.yaml_tree import YamlTree, items, word

FORM = "backstage"
SERVICES = ("component", "resource")
_REF = re.compile(r"(?:([^:/]+):)?(?:([^:/]+)/)?([^:/]+)")
# Field of `spec`, and the kind that is meant where a reference names none.
FIELDS = {
    "dependsOn": "component",
    "dependencyOf": "component",
    "providesApis": "api",
    "consumesApis": "api",
    "subcomponentOf": "component",
    "system": "system",
    "owner": "group",
}
# Relation of an exported entity, and the field that says the same.
RELATIONS = {
    "dependsOn": "dependsOn",
    "dependencyOf": "dependencyOf",
    "providesApi": "providesApis",
    "consumesApi": "consumesApis",
    "ownedBy": "owner",
    "apiProvidedBy": "providedBy",
    "apiConsumedBy": "consumedBy",
}

PART = "subcomponentOf"

Ref: TypeAlias = tuple[str, str, str]  # kind, namespace, name; small letters


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entity:
    """An entity of the catalogue: what it is, and what its fields refer to."""

    ref: Ref
    name: str
    kind: str
    type: str
    says: Mapping[str, tuple[Ref, ...]]


@dataclass(slots=True)
class _Catalogue:
    """All entities of an import: services by reference, systems, and who provides which API.

    Attributes:
        names: of services, by reference.
        members: by system, its entities.
        within: by system, the names of its services, sorted.
        providers: by API, who provides it.
    """

    names: dict[Ref, str] = field(default_factory=dict)
    members: dict[Ref, set[Ref]] = field(default_factory=dict)
    within: dict[Ref, tuple[str, ...]] = field(default_factory=dict)
    providers: dict[Ref, set[Ref]] = field(default_factory=dict)


def is_one(file: InventoryFile) -> bool:
    """Tell whether a file holds entities of a Backstage catalogue."""
    return (
        file.ending in YAML
        and b"backstage.io/" in file.data
        and any(word(top.get("apiVersion")).startswith("backstage.io/") for top in file.tops())
    )


def gather(files: Sequence[InventoryFile], heap: Heap) -> None:
    """Add the services, systems and dependencies of a catalogue to the heap.

    Findings:
        BS-LOAD-020 to BS-LOAD-022, BS-LOAD-024, BS-LOAD-025.
    """
    read = heap.each(FORM, files, _read)
    pairs = [(place, entity) for place, entities in read for entity in entities]
    catalogue = _Catalogue()
    for place, entity in pairs:
        heap.count(FORM, f"kind_{entity.kind}")
        if entity.ref[0] in SERVICES:
            owner = next(iter(entity.says["owner"]), ("", "", ""))[2]
            if heap.define(place, entity.name, team=owner, described_as=entity.type):
                catalogue.names[entity.ref] = entity.name
        if entity.ref[0] == "component":
            for what in FIELDS:
                heap.count(FORM, what, len(entity.says[what]))
    _index(catalogue, [entity for _, entity in pairs])
    for system, members in catalogue.members.items():
        names = {_name(catalogue, member) for member in members}
        catalogue.within[system] = tuple(sorted(names))
        heap.systems.setdefault(_written(system), set()).update(names)
    for place, entity in pairs:
        for service, needed, why in _needs(catalogue, entity):
            _need(heap, catalogue, place, (service, needed, why))


def _read(file: InventoryFile) -> list[_Entity]:
    entities = []
    for top in file.tops():
        metadata = file.tree.entries(top.get("metadata"))
        name, kind = word(metadata.get("name")), word(top.get("kind"))
        if name and kind:
            space = (word(metadata.get("namespace")) or "default").lower()
            entities.append(_entity(file.tree, top, (kind, space, name)))
    return entities


def _entity(tree: YamlTree, top: Mapping[str, yaml.Node], who: tuple[str, str, str]) -> _Entity:
    kind, space, name = who
    spec = tree.entries(top.get("spec"))
    says = {what: [*_refs(spec.get(what), usual, space)] for what, usual in FIELDS.items()}
    says |= {"providedBy": [], "consumedBy": []}
    for relation in items(top.get("relations")):
        what = RELATIONS.get(word(tree.at(relation, "type")), "")
        if what:
            target = tree.at(relation, "targetRef")
            says[what] += _refs(target, FIELDS.get(what, "component"), space)
    ref = (kind.lower(), space, name.lower())
    unique = {what: tuple(dict.fromkeys(refs)) for what, refs in says.items()}
    written, kind_of_it = _written((ref[0], space, name)), word(spec.get("type"))
    return _Entity(ref=ref, name=written, kind=kind, type=kind_of_it, says=unique)


def _refs(node: yaml.Node | None, kind: str, space: str) -> Iterator[Ref]:
    """Read references `[kind:][namespace/]name`, one or a list of them."""
    for item in items(node) or ((node,) if word(node) else ()):
        found = _REF.fullmatch(word(item).strip())
        if found:
            yield (found[1] or kind).lower(), (found[2] or space).lower(), found[3].lower()


def _written(ref: Ref) -> str:
    """Write a name as people know it: with its namespace only where that is not the usual one."""
    return ref[2] if ref[1] == "default" else f"{ref[1]}/{ref[2]}"


def _name(catalogue: _Catalogue, ref: Ref) -> str:
    """Give a service's name; a reference with another kind means the service of that name."""
    others = ((kind, *ref[1:]) for kind in SERVICES)
    known = (catalogue.names[other] for other in (ref, *others) if other in catalogue.names)
    return next(known, _written(ref))


def _index(catalogue: _Catalogue, entities: Sequence[_Entity]) -> None:
    for entity in entities:
        if entity.ref[0] == "system":
            catalogue.members.setdefault(entity.ref, set())
        if entity.ref[0] in SERVICES:
            for system in entity.says["system"]:
                catalogue.members.setdefault(system, set()).add(entity.ref)
            for api in entity.says["providesApis"]:
                catalogue.providers.setdefault(api, set()).add(entity.ref)
        for provider in entity.says["providedBy"]:
            catalogue.providers.setdefault(entity.ref, set()).add(provider)


def _needs(catalogue: _Catalogue, entity: _Entity) -> Iterator[tuple[Ref, Ref, str]]:
    """Give who needs whom, and what that was inferred from; empty where somebody said it."""
    says = entity.says
    yield from ((entity.ref, other, "") for other in says["dependsOn"])
    yield from ((other, entity.ref, "") for other in says["dependencyOf"])
    yield from ((whole, entity.ref, PART) for whole in says["subcomponentOf"])
    for api in says["consumesApis"]:
        for provider in sorted(catalogue.providers.get(api, ())):
            yield entity.ref, provider, f"consumesApis {_written(api)}"
    for consumer in says["consumedBy"]:
        for provider in sorted(catalogue.providers.get(entity.ref, ())):
            yield consumer, provider, f"consumesApis {_written(entity.ref)}"


def _need(heap: Heap, catalogue: _Catalogue, place: Place, need: tuple[Ref, Ref, str]) -> None:
    """Add a dependency between services; a system at an end stands for its members."""
    one, other, why = need
    services, needed = _services(catalogue, one), _services(catalogue, other)
    if not services or not needed:
        heap.count(FORM, "relations left out")
    systems = [_written(ref) for ref in (one, other) if ref[0] == "system"]
    inferred = f"the system {systems[0]}" if systems else why
    kind = "test" if why == PART else KIND_UNSAID
    for service in services:
        for name in needed:
            if heap.is_full(place):
                return
            if service != name or not inferred:
                heap.need(place, service, name, kind=kind, inferred_from=inferred)


def _services(catalogue: _Catalogue, ref: Ref) -> tuple[str, ...]:
    """Give the services that a reference means; none for groups, APIs and the like."""
    if ref[0] == "system":
        return catalogue.within.get(ref, ())
    return (_name(catalogue, ref),) if ref[0] in SERVICES else ()
