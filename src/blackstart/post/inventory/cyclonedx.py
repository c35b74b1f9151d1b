"""Reads CycloneDX bills of materials: services, and what they depend on.

Services are taken at any depth, and of the components those that run by themselves; libraries and
files are not brought back, so that they are counted and left out. `dependsOn` is a dependency; who
depends on something that another one `provides` needs the provider (inferred).
Source: CycloneDX 1.4 to 1.6 (ECMA-424), JSON and XML.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from blackstart.post import findings_load as load
from blackstart.post.element import Element
from blackstart.post.inventory.file import InventoryFile
from blackstart.post.inventory.heap import Heap, Place

FORM = "cyclonedx"
NAMESPACE = "http://cyclonedx.org/schema/bom/"
RUNNING = ("application", "platform", "operating-system", "device", "container")
DEPTH_MAX = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A service or a component: its reference, name and type ("service" for services)."""

    ref: str
    name: str
    kind: str


@dataclass(slots=True)
class _Bill:
    """What one file says."""

    version: str = ""
    subject: _Part | None = None
    services: list[_Part] = field(default_factory=list)
    top_services: int = 0
    components: list[_Part] = field(default_factory=list)
    entries: int = 0
    needs: list[tuple[str, str]] = field(default_factory=list)
    provides: list[tuple[str, str]] = field(default_factory=list)


def is_one(file: InventoryFile) -> bool:
    """Tell whether a file is a CycloneDX bill of materials, in JSON or XML."""
    if file.ending == ".json":
        return b'"bomFormat"' in file.head or b"cyclonedx.org/schema" in file.head
    return file.ending == ".xml" and NAMESPACE.encode() in file.head


def gather(files: Sequence[InventoryFile], heap: Heap) -> None:
    """Add the services of bills of materials to the heap.

    Findings:
        BS-LOAD-020 to BS-LOAD-022, BS-LOAD-024, BS-LOAD-025, BS-LOAD-027.
    """
    for place, bill in heap.each(FORM, files, _read):
        heap.count(FORM, f"spec {bill.version}")
        heap.count(FORM, "services_nested", len(bill.services))
        heap.count(FORM, "top_services", bill.top_services)
        heap.count(FORM, "components", len(bill.components))
        heap.count(FORM, "dependency_entries", bill.entries)
        heap.count(FORM, "depends_on_edges", len(set(bill.needs)))
        _add(heap, place, bill)


def _add(heap: Heap, place: Place, bill: _Bill) -> None:
    """Add one bill: names are those that people know, references where two share a name."""
    used = {ref for pair in bill.needs for ref in pair}
    subject = [bill.subject] if bill.subject is not None and bill.subject.ref in used else []
    runs = [part for part in (*subject, *bill.components) if part.kind in RUNNING]
    parts = {part.ref: part for part in (*runs, *bill.services)}
    heap.count(FORM, "components left out", len(bill.components) + len(subject) - len(runs))
    names = _names(list(parts.values()))
    known = {ref for ref in names if heap.define(place, names[ref])}
    others = {part.ref for part in (*subject, *bill.components)} - known
    providers: dict[str, list[str]] = {}
    for ref, given in bill.provides:
        providers.setdefault(given, []).append(ref)
    for service, needed in sorted(set(bill.needs)):
        given_by = [ref for ref in sorted(set(providers.get(needed, ()))) if ref in known]
        if service in known and needed in known:
            heap.need(place, names[service], names[needed])
        elif not ({service, needed} <= known | others or given_by):
            heap.say(load.REFERENCE_UNKNOWN, f"{place.file}, {service[:80]}: {needed[:80]}")
        for ref in given_by if service in known and not heap.is_full(place) else ():
            if ref != service:
                why = f"provides {needed}"
                heap.need(place, names[service], names[ref], inferred_from=why)


def _names(parts: Sequence[_Part]) -> dict[str, str]:
    shared: dict[str, int] = {}
    for part in parts:
        shared[part.name] = shared.get(part.name, 0) + 1
    return {
        part.ref: part.name if part.name and shared[part.name] == 1 else part.ref for part in parts
    }


def _read(file: InventoryFile) -> _Bill:
    bill = _Bill()
    if file.ending == ".xml":
        _read_xml(bill, file.xml())
    else:
        _read_json(bill, _mapping(file.json()))
    return bill


def _read_json(bill: _Bill, top: Mapping[str, Any]) -> None:
    bill.version = _text(top.get("specVersion"))[:20]
    subject = _mapping(_mapping(top.get("metadata")).get("component"))
    bill.subject = _json_part(subject, "") if subject else None
    bill.top_services = sum(1 for _ in _mappings(top.get("services")))
    bill.services = [_json_part(one, "service") for one in _nested(top, "services", 0)]
    bill.components = [
        _json_part(one, "")
        for holder in (top, {"components": subject.get("components")})
        for one in _nested(holder, "components", 0)
    ]
    for entry in _mappings(top.get("dependencies")):
        ref = _text(entry.get("ref"))
        bill.entries += 1
        bill.needs += [(ref, needed) for needed in _texts(entry.get("dependsOn"))]
        bill.provides += [(ref, given) for given in _texts(entry.get("provides"))]


def _json_part(one: Mapping[str, Any], kind: str) -> _Part:
    name = " ".join(_text(one.get("name")).split())
    ref = _text(one.get("bom-ref")) or name
    return _Part(ref=ref, name=name, kind=kind or _text(one.get("type")))


def _nested(holder: Mapping[str, Any], key: str, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth < DEPTH_MAX:
        for one in _mappings(holder.get(key)):
            yield one
            yield from _nested(one, key, depth + 1)


def _read_xml(bill: _Bill, top: Element) -> None:
    space = str(top.tag).rpartition("}")[0].removeprefix("{")
    bill.version = space.removeprefix(NAMESPACE)[:20]
    q = f"{{{space}}}"
    subject = top.find(f"{q}metadata/{q}component")
    bill.subject = _xml_part(subject, q, "") if subject is not None else None
    bill.top_services = len(top.findall(f"{q}services/{q}service"))
    bill.services = [_xml_part(one, q, "service") for one in top.iter(f"{q}service")]
    bill.components = [
        _xml_part(one, q, "") for one in top.iter(f"{q}component") if one is not subject
    ]
    for entry in top.findall(f"{q}dependencies/{q}dependency"):
        ref = entry.get("ref", "")
        bill.entries += 1
        bill.needs += [(ref, one.get("ref", "")) for one in entry.findall(f"{q}dependency")]
        bill.provides += [(ref, one.get("ref", "")) for one in entry.findall(f"{q}provides")]


def _xml_part(one: Element, q: str, kind: str) -> _Part:
    name = " ".join((one.findtext(f"{q}name") or "").split())
    return _Part(ref=one.get("bom-ref") or name, name=name, kind=kind or one.get("type", ""))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: object) -> Iterator[Mapping[str, Any]]:
    yield from (one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> Iterator[str]:
    yield from (one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
