"""Reads ArchiMate models in the exchange format, 2.1 and 3.x, as an inventory.

What is brought back are the active things: application components, nodes, devices, system
software, networks. Services, functions, interfaces and artifacts are what those do or carry: a
relation of theirs counts for whoever performs them (the derivation that ArchiMate itself allows);
one that nobody performs stands for itself. The business layer, motivation and plans are no
services, and data objects come back with whoever holds them.

Direction, and why:

* Serving (2.1: UsedBy), source to target: the target uses the source, so it needs it;
* Realization, Assignment: the target exists only because the source makes or runs it;
* Composition, Aggregation: the whole (source) can start without its part, but not be tested as a
  whole (inferred);
* Flow: the target receives from the source; it can start without, but not be tested (inferred);
* Access, Triggering, Association, Specialization, Influence say nothing of what must be up first.

Source: The Open Group, ArchiMate Model Exchange File Format 2.1 and 3.x; ArchiMate 3 chapter 5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from blackstart.post import findings_load as load
from blackstart.post.element import Element
from blackstart.post.inventory.file import InventoryFile, InventoryUnreadableError
from blackstart.post.inventory.heap import KIND_UNSAID, Heap, Place

FORM = "archimate"
NAMESPACES = (
    "http://www.opengroup.org/xsd/archimate",
    "http://www.opengroup.org/xsd/archimate/3.0/",
)
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
# What is brought back, and its layer.
ACTIVE = {
    "ApplicationComponent": "application",
    "ApplicationCollaboration": "application",
    "Node": "platform",
    "Device": "platform",
    "SystemSoftware": "platform",
    "TechnologyCollaboration": "platform",
    "Network": "network",
    "CommunicationPath": "network",
    "CommunicationNetwork": "network",
    "Path": "network",
}
# What those do, offer or carry, and its layer if nobody performs it.
PERFORMED = {
    **dict.fromkeys(
        (
            "ApplicationService",
            "ApplicationFunction",
            "ApplicationProcess",
            "ApplicationInteraction",
            "ApplicationEvent",
            "ApplicationInterface",
        ),
        "application",
    ),
    **dict.fromkeys(
        (
            "InfrastructureService",
            "InfrastructureFunction",
            "InfrastructureInterface",
            "TechnologyService",
            "TechnologyFunction",
            "TechnologyProcess",
            "TechnologyInteraction",
            "TechnologyEvent",
            "TechnologyInterface",
            "Artifact",
        ),
        "platform",
    ),
}
LAYER = {**ACTIVE, **PERFORMED}
PERFORMS = ("Assignment", "Realization", "Composition", "Aggregation")
SOURCE_IS_NEEDED = ("Serving", "Realization", "Assignment", "Flow")
TARGET_IS_NEEDED = ("Composition", "Aggregation")
WHY_ONLY_TO_TEST = {
    "Flow": "a flow",
    "Composition": "a composition",
    "Aggregation": "an aggregation",
}
OTHER_NAMES = {"UsedBy": "Serving", "Realisation": "Realization"}
PERFORMERS_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Relation:
    """A relation between elements, by their identifiers."""

    kind: str
    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Model:
    """One model: type and name by identifier, and the relations with the name of ArchiMate 3."""

    namespace: str
    elements: Mapping[str, tuple[str, str]]
    relations: Sequence[_Relation]


def is_one(file: InventoryFile) -> bool:
    """Tell whether a file is a model in the exchange format."""
    return file.ending == ".xml" and NAMESPACES[0].encode() in file.head


def gather(files: Sequence[InventoryFile], heap: Heap) -> None:
    """Add the application and technology elements of models to the heap.

    Findings:
        BS-LOAD-020 to BS-LOAD-022, BS-LOAD-025, BS-LOAD-027.
    """
    for place, model in heap.each(FORM, files, _read):
        heap.count(FORM, f"namespace {model.namespace}")
        heap.count(FORM, "elements", len(model.elements))
        heap.count(FORM, "relationships", len(model.relations))
        heap.count(FORM, "element_types", len({kind for kind, _ in model.elements.values()}))
        heap.count(FORM, "relationship_types", len({one.kind for one in model.relations}))
        _add(heap, place, model)


def _add(heap: Heap, place: Place, model: _Model) -> None:
    performers = _performers(model)
    ours = sorted({one for found in performers.values() for one in found})
    usable = {one for one in ours if _define(heap, place, model.elements[one])}
    heap.count(FORM, "elements left out", len(model.elements) - len(performers))
    used = 0
    for relation in model.relations:
        ends = (relation.source, relation.target)
        if not {*ends} <= model.elements.keys():
            heap.say(load.REFERENCE_UNKNOWN, f"{place.file}, {ends[0][:80]}: {ends[1][:80]}")
        elif {*ends} <= performers.keys() and relation.kind in (
            *SOURCE_IS_NEEDED,
            *TARGET_IS_NEEDED,
        ):
            used += 1
            needed, needing = ends if relation.kind in SOURCE_IS_NEEDED else reversed(ends)
            for service in performers[needing]:
                for other in performers[needed]:
                    if {service, other} <= usable and not heap.is_full(place):
                        _need(heap, place, model, (relation.kind, service, other))
    heap.count(FORM, "relationships left out", len(model.relations) - used)


def _define(heap: Heap, place: Place, element: tuple[str, str]) -> bool:
    kind, name = element
    return heap.define(place, name, layer=LAYER[kind])


def _need(heap: Heap, place: Place, model: _Model, need: tuple[str, str, str]) -> None:
    relation, service, other = need
    names = model.elements[service][1], model.elements[other][1]
    if names[0] == names[1]:  # what one thing does for itself
        return
    why = WHY_ONLY_TO_TEST.get(relation, "")
    kind = "test" if why else KIND_UNSAID
    heap.need(place, *names, kind=kind, inferred_from=why)


def _read(file: InventoryFile) -> _Model:
    root = file.xml()
    space = str(root.tag).rpartition("}")[0].removeprefix("{")
    if space not in NAMESPACES:
        raise InventoryUnreadableError("it is no model of ArchiMate 2.1 or 3")
    q = f"{{{space}}}"
    elements = {
        one.get("identifier", ""): (_kind(one), _name(one, q))
        for one in root.iterfind(f"{q}elements/{q}element")
    }
    relations = [
        _Relation(
            kind=OTHER_NAMES.get(_kind(one), _kind(one)),
            source=one.get("source", ""),
            target=one.get("target", ""),
        )
        for one in root.iterfind(f"{q}relationships/{q}relationship")
    ]
    return _Model(namespace=space, elements=elements, relations=relations)


def _kind(one: Element) -> str:
    return one.get(XSI_TYPE, "").rpartition(":")[2].removesuffix("Relationship")


def _name(one: Element, q: str) -> str:
    """Give an element's name: `label` in 2.1, `name` in 3; a nameless one has its identifier."""
    text = one.findtext(f"{q}label") or one.findtext(f"{q}name") or ""
    return " ".join(text.split())[:120] or one.get("identifier", "")


def _performers(model: _Model) -> dict[str, tuple[str, ...]]:
    """Give who performs each application and technology element; active ones are themselves."""
    above: dict[str, set[str]] = {}
    ours = {one for one, (kind, _) in model.elements.items() if kind in LAYER}
    for relation in model.relations:
        if relation.kind in PERFORMS and {relation.source, relation.target} <= ours:
            above.setdefault(relation.target, set()).add(relation.source)
    return {one: _found_above(one, above, model) for one in sorted(ours)}


def _found_above(one: str, above: Mapping[str, set[str]], model: _Model) -> tuple[str, ...]:
    """Walk up from what is performed to the nearest active elements."""
    found: set[str] = set()
    seen = {one}
    front = [one]
    while front and len(seen) < PERFORMERS_MAX:
        here = front.pop()
        if model.elements[here][0] in ACTIVE:
            found.add(here)
            continue
        new = sorted(above.get(here, set()) - seen)
        seen.update(new)
        front.extend(new)
    return tuple(sorted(found)) or (one,)
