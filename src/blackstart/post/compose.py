"""Reads docker compose files as an inventory of services and of what needs what.

Source: the Compose specification (`services`, `depends_on`, `links`, `extends`, merges, `!reset`).
A compose file knows neither teams nor hours; those stay unknown.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import yaml

from blackstart.base.finding import Finding, FindingCode
from blackstart.day.tables import table
from blackstart.post import findings_load as load
from blackstart.post.yaml_tree import (
    BYTES_MAX,
    YamlTooGreatError,
    YamlTree,
    YamlUnreadableError,
    items,
    word,
)

_NAMED = re.compile(r".*compose.*\.ya?ml", re.IGNORECASE)
_SERVICE = re.compile(r"[^\x00-\x1f\x7f]{1,120}")
_EXTENDS_MAX = 16
RESET = "!reset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estate:
    """What inventories say of the estate, as rows of the dossier's tables.

    Attributes:
        services: rows of the table `services`; layer and team are unknown.
        dependencies: rows of the table `dependencies`: what is started before.
        findings: files and entries that could not be read, and services that nobody defines.
    """

    services: pl.DataFrame
    dependencies: pl.DataFrame
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Service:
    """A service as one file defines it: what it needs, and which one it extends (file, name)."""

    needs: tuple[str, ...]
    extends: tuple[str, str] | None


_Files = Mapping[str, Mapping[str, _Service]]


@dataclass(slots=True)
class _Heap:
    """What has been found so far."""

    defined: dict[str, str] = field(default_factory=dict)
    needs: dict[tuple[str, str], str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def say(self, code: FindingCode, subject: str, message: str = "") -> None:
        self.findings.append(code.at(subject, message))


def is_compose(path: Path) -> bool:
    """Tell whether a file is a compose file, by its name or by services at its top."""
    if path.suffix.lower() not in {".yml", ".yaml"}:
        return False
    if _NAMED.fullmatch(path.name):
        return True
    with path.open("rb") as file:
        data = file.read(BYTES_MAX + 1)
    if b"services" not in data:
        return False
    try:
        tree = YamlTree(data)
        return any(_defined(tree, top) for top in tree.documents)
    except (YamlUnreadableError, YamlTooGreatError):
        return False


def read_compose(files: Sequence[tuple[str, bytes]]) -> Estate:
    """Read compose files into services and dependencies.

    A name that several files define is one service, with what any of them says it needs.

    Args:
        files: name in the dossier and bytes of each file.

    Findings:
        BS-LOAD-020 to BS-LOAD-025.
    """
    heap = _Heap()
    read = {name: _services(name, data, heap) for name, data in sorted(files)}
    for file, services in read.items():
        for name, service in services.items():
            _add(heap, file, name)
            for needed in _needs(read, service, _EXTENDS_MAX):
                _need(heap, file, name, needed)
    for (name, needed), file in sorted(heap.needs.items()):
        if needed not in heap.defined:
            heap.say(load.SERVICE_UNDEFINED, f"{file}, {name}: {needed}")
            heap.defined[needed] = f"named in compose: {file}"
    return _estate(heap)


def _services(file: str, data: bytes, heap: _Heap) -> Mapping[str, _Service]:
    """Read the services of one file."""
    try:
        tree = YamlTree(data)
        nodes = {name: node for top in tree.documents for name, node in _defined(tree, top).items()}
        services = {
            name: _service(tree, file, node) for name, node in nodes.items() if _usable(name, node)
        }
    except YamlUnreadableError as fault:
        heap.say(load.INVENTORY_UNREADABLE, file, f"{fault} No service was taken from it.")
        return {}
    except YamlTooGreatError as fault:
        heap.say(load.INVENTORY_TOO_GREAT, file, f"{fault} No service was taken from it.")
        return {}
    if not nodes:
        heap.say(
            load.INVENTORY_UNREADABLE, file, "It lists no services; nothing was taken from it."
        )
    for name in sorted(nodes.keys() - services.keys()):
        if nodes[name].tag != RESET:  # with it, the file takes the service back
            heap.say(load.SERVICE_UNUSABLE, f"{file}, {name[:80]!r}")
    return services


def _defined(tree: YamlTree, top: yaml.Node) -> Mapping[str, yaml.Node]:
    return tree.entries(tree.entries(top).get("services"))


def _service(tree: YamlTree, file: str, node: yaml.Node) -> _Service:
    said = tree.entries(node)
    on = said.get("depends_on")
    needs = [word(link).partition(":")[0] for link in items(said.get("links"))]
    if on is not None and on.tag != RESET:
        needs += [*tree.entries(on), *map(word, items(on))]
    base = said.get("extends")
    place = word(tree.entries(base).get("file"))
    other = posixpath.normpath(posixpath.join(posixpath.dirname(file), place)) if place else file
    name = word(base) or word(tree.entries(base).get("service"))
    return _Service(needs=tuple(needs), extends=(other, name) if name else None)


def _usable(name: str, node: yaml.Node) -> bool:
    return bool(_SERVICE.fullmatch(name)) and isinstance(node, yaml.MappingNode)


def _add(heap: _Heap, file: str, service: str) -> None:
    if service in heap.defined:
        said = f"{heap.defined[service]} defines it as well; both are taken as one service."
        heap.say(load.SERVICE_TWICE, f"{file}, {service}", said)
    else:
        heap.defined[service] = f"compose: {file}"


def _need(heap: _Heap, file: str, service: str, needed: str) -> None:
    if not _SERVICE.fullmatch(needed):
        heap.say(load.SERVICE_UNUSABLE, f"{file}, {service}: {needed[:80]!r}")
    elif needed == service:
        heap.say(load.NEEDS_ITSELF, f"{file}, {service}")
    else:
        heap.needs.setdefault((service, needed), file)


def _needs(read: _Files, service: _Service, left: int) -> Iterator[str]:
    """Name what a service needs, with what it takes over from the service that it extends."""
    yield from service.needs
    if service.extends is not None and left:
        file, name = service.extends
        base = read.get(file, {}).get(name)
        if base is not None:
            yield from _needs(read, base, left - 1)


def _estate(heap: _Heap) -> Estate:
    services, dependencies = table("services"), table("dependencies")
    named = [
        {"service": name, "layer": "unknown", "team": None, "source": source[:2000]}
        for name, source in sorted(heap.defined.items())
    ]
    pairs = [
        {"service": service, "needs": needed, "kind": "rebuild", "workaround": False}
        for service, needed in sorted(heap.needs)
    ]
    return Estate(
        services=pl.DataFrame(named, schema=services.empty().schema),
        dependencies=pl.DataFrame(pairs, schema=dependencies.empty().schema),
        findings=tuple(sorted(heap.findings, key=lambda found: (found.code, found.subject))),
    )
