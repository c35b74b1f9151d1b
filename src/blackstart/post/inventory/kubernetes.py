"""Reads Kubernetes manifests: what runs, and what its environment says that it calls.

Manifests name no dependencies. A container's variable that ends in `_ADDR` holds the host of a
service that it calls; that dependency is inferred, and says so. A variable that ends otherwise
(`_HOST`, `_URL`, …) counts only if its host is a service of the same import.
Source: Kubernetes API (workloads, services, `env`); DNS for services and pods.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from blackstart.post.inventory.file import YAML, InventoryFile
from blackstart.post.inventory.heap import Heap, Place
from blackstart.post.inventory.yaml_tree import YamlTree, items, word

FORM = "kubernetes"
WORKLOADS = {
    "Deployment": ("spec", "template"),
    "StatefulSet": ("spec", "template"),
    "DaemonSet": ("spec", "template"),
    "ReplicaSet": ("spec", "template"),
    "Job": ("spec", "template"),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    "Pod": (),
}
ENDING = ("Job", "CronJob")
ADDRESS = "_ADDR"
PERHAPS = ("_ADDRESS", "_HOST", "_HOSTNAME", "_URL", "_URI", "_ENDPOINT", "_SERVER", "_DSN")
_HOST = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[^@/\s]*@)?([A-Za-z0-9_-][A-Za-z0-9_.-]*)")
_LOCAL = ("localhost", "127.0.0.1", "0.0.0.0")  # noqa: S104 - met in files, never bound to


@dataclass(frozen=True, slots=True, kw_only=True)
class _Object:
    """An object of a manifest.

    Attributes:
        kind: for example Deployment.
        name: of the object.
        labels: of the pods of a workload, or those that a service selects.
        calls: variable and host, of a workload.
        described_as: the kind of a workload that ends, else the image of its first container.
    """

    kind: str
    name: str
    labels: frozenset[tuple[str, str]]
    calls: tuple[tuple[str, str], ...]
    described_as: str


def is_one(file: InventoryFile) -> bool:
    """Tell whether a file holds objects of Kubernetes: each has an apiVersion and a kind."""
    return (
        file.ending in YAML
        and b"apiVersion" in file.data
        and any({"apiVersion", "kind"} <= top.keys() for top in file.tops())
    )


def gather(files: Sequence[InventoryFile], heap: Heap) -> None:
    """Add the workloads of manifests to the heap, and what they seem to call.

    Findings:
        BS-LOAD-020 to BS-LOAD-022, BS-LOAD-025.
    """
    pairs = [(place, thing) for place, things in heap.each(FORM, files, _read) for thing in things]
    workloads = [(place, thing) for place, thing in pairs if thing.kind in WORKLOADS]
    for _, thing in pairs:
        heap.count(FORM, f"kind_{thing.kind}")
    runs = {
        thing.name
        for place, thing in workloads
        if heap.define(place, thing.name, described_as=thing.described_as)
    }
    behind = _behind([thing for _, thing in pairs], [thing for _, thing in workloads])
    edges = set()
    for place, thing in workloads:
        for variable, host in thing.calls:
            told = variable.endswith(ADDRESS)
            if told or host in runs or host in behind:
                edges |= {(thing.name, host)} if told else set()
                _call(heap, place, thing.name, variable, behind.get(host) or (host,))
    heap.count(FORM, "addr_env_edges", len(edges))


def _call(heap: Heap, place: Place, caller: str, variable: str, called: Sequence[str]) -> None:
    for name in called:
        if heap.is_full(place):
            return
        if name != caller:
            heap.need(place, caller, name, inferred_from=f"the variable {variable}")


def _read(file: InventoryFile) -> list[_Object]:
    return [
        thing for top in file.tree.documents for thing in _objects(file.tree, top) if thing.name
    ]


def _objects(tree: YamlTree, top: yaml.Node) -> Iterator[_Object]:
    kind = word(tree.at(top, "kind"))
    if kind == "List":
        for item in items(tree.at(top, "items")):
            yield from _objects(tree, item) if word(tree.at(item, "kind")) != "List" else ()
        return
    if not kind:
        return
    pod = tree.at(top, *WORKLOADS.get(kind, ()))
    labels = tree.at(pod, "metadata", "labels")
    chosen = tree.at(top, "spec", "selector") if kind == "Service" else labels
    yield _Object(
        kind=kind[:80],
        name=word(tree.at(top, "metadata", "name")),
        labels=frozenset((key, word(value)) for key, value in tree.entries(chosen).items()),
        calls=tuple(_calls(tree, pod)) if kind in WORKLOADS else (),
        described_as=kind if kind in ENDING else _image(tree, pod),
    )


def _image(tree: YamlTree, pod: yaml.Node | None) -> str:
    containers = items(tree.at(pod, "spec", "containers"))
    return word(tree.at(containers[0], "image")) if containers else ""


def _calls(tree: YamlTree, pod: yaml.Node | None) -> Iterator[tuple[str, str]]:
    for where in ("initContainers", "containers"):
        for container in items(tree.at(pod, "spec", where)):
            for variable in items(tree.at(container, "env")):
                name, value = (word(tree.at(variable, key)) for key in ("name", "value"))
                host = _HOST.match(value.strip())
                if host and name.endswith((ADDRESS, *PERHAPS)) and host[1] not in _LOCAL:
                    yield name, host[1].partition(".")[0]  # shop.prod.svc.cluster.local is shop


def _behind(things: Sequence[_Object], workloads: Sequence[_Object]) -> dict[str, tuple[str, ...]]:
    """Tell which workloads a service's name leads to, by the labels that it selects."""
    by_label: dict[tuple[str, str], set[str]] = {}
    for workload in workloads:
        for label in workload.labels:
            by_label.setdefault(label, set()).add(workload.name)
    services = [thing for thing in things if thing.kind == "Service" and thing.labels]
    chosen = {
        labels: tuple(sorted(set.intersection(*(by_label.get(label, set()) for label in labels))))
        for labels in {service.labels for service in services}
    }
    return {service.name: chosen[service.labels] for service in services}
