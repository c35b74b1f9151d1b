"""Reads docker compose files as an inventory of services and of what needs what.

Source: the Compose specification (`services`, `depends_on`, `links`, `extends`, merges, `!reset`).
A compose file knows neither teams nor hours; those stay unknown.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from blackstart.post import findings_load as load
from blackstart.post.inventory.estate import Estate, estate_of
from blackstart.post.inventory.file import YAML, InventoryFile, InventoryUnreadableError
from blackstart.post.inventory.heap import SERVICE, Heap
from blackstart.post.inventory.own_tables import no_tables
from blackstart.post.inventory.yaml_tree import YamlTree, items, word

FORM = "compose"
_NAMED = re.compile(r".*compose.*\.ya?ml")
_EXTENDS_MAX = 16
RESET = "!reset"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Service:
    """A service as one file defines it: its image, needs, and which one it extends (file, name)."""

    image: str
    needs: tuple[str, ...]
    extends: tuple[str, str] | None
    conditions: tuple[str, ...]
    has_healthcheck: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """The services of one file by name, and the names of entries that are none."""

    services: Mapping[str, _Service]
    unusable: tuple[str, ...]


_Files = Mapping[str, _File]


def is_one(file: InventoryFile) -> bool:
    """Tell whether a file is a compose file, by its name or by services at its top."""
    if file.ending not in YAML:
        return False
    return named(file) or (
        b"services" in file.data and any(_defined(file.tree, top) for top in file.tree.documents)
    )


def named(file: InventoryFile) -> bool:
    """Tell whether a file is called as compose files are."""
    return bool(_NAMED.fullmatch(file.base))


def read_compose(files: Sequence[tuple[str, bytes]]) -> Estate:
    """Read compose files into services and dependencies.

    A name that several files define is one service, with what any of them says it needs.

    Args:
        files: name in the dossier and bytes of each file.

    Findings:
        BS-LOAD-020 to BS-LOAD-025.
    """
    heap = Heap()
    gather([InventoryFile(name, data) for name, data in sorted(files)], heap)
    return estate_of(heap, no_tables())


def gather(files: Sequence[InventoryFile], heap: Heap) -> None:
    """Add what compose files say to the heap; they may extend each other's services.

    Findings:
        BS-LOAD-020 to BS-LOAD-022, BS-LOAD-024, BS-LOAD-025.
    """
    read = heap.each(FORM, files, _read)
    by_file = {place.file: found for place, found in read}
    for place, found in read:
        for name in found.unusable:
            heap.say(load.SERVICE_UNUSABLE, f"{place.file}, {name[:80]!r}")
        for name, service in found.services.items():
            heap.define(place, name, described_as=_image(by_file, service, _EXTENDS_MAX))
            _count(heap, service)
            for needed in _needs(by_file, service, _EXTENDS_MAX):
                heap.need(place, name, needed)


def _count(heap: Heap, service: _Service) -> None:
    heap.count(FORM, "service_definitions")
    heap.count(FORM, "healthchecks", int(service.has_healthcheck))
    for condition, number in Counter(service.conditions).items():
        heap.count(FORM, f"condition {condition}", number)


def _read(file: InventoryFile) -> _File:
    """Read the services of one file."""
    tree = file.tree
    nodes = {name: node for top in tree.documents for name, node in _defined(tree, top).items()}
    if not nodes:
        raise InventoryUnreadableError("it lists no services")
    services = {
        name: _service(tree, file.name, node) for name, node in nodes.items() if _usable(name, node)
    }
    unusable = sorted(
        name
        for name in nodes.keys() - services.keys()
        if nodes[name].tag != RESET  # with it, the file takes the service back
    )
    return _File(services=services, unusable=tuple(unusable))


def _defined(tree: YamlTree, top: yaml.Node) -> Mapping[str, yaml.Node]:
    return tree.entries(tree.at(top, "services"))


def _service(tree: YamlTree, file: str, node: yaml.Node) -> _Service:
    said = tree.entries(node)
    on = said.get("depends_on")
    needs = [word(link).partition(":")[0] for link in items(said.get("links"))]
    conditions = []
    if on is not None and on.tag != RESET:
        needs += [*tree.entries(on), *map(word, items(on))]
        conditions = [word(tree.at(how, "condition")) for how in tree.entries(on).values()]
    base = said.get("extends")
    place = word(tree.at(base, "file"))
    other = posixpath.normpath(posixpath.join(posixpath.dirname(file), place)) if place else file
    name = word(base) or word(tree.at(base, "service"))
    return _Service(
        image=word(said.get("image")),
        needs=tuple(needs),
        extends=(other, name) if name else None,
        conditions=tuple(filter(None, conditions)),
        has_healthcheck="healthcheck" in said,
    )


def _usable(name: str, node: yaml.Node) -> bool:
    return bool(SERVICE.fullmatch(name)) and isinstance(node, yaml.MappingNode)


def _needs(read: _Files, service: _Service, left: int) -> Iterator[str]:
    """Name what a service needs, with what it takes over from the service that it extends."""
    yield from service.needs
    base = _base(read, service)
    if base is not None and left:
        yield from _needs(read, base, left - 1)


def _image(read: _Files, service: _Service, left: int) -> str:
    """Name the image of a service, or of the service that it extends."""
    base = _base(read, service)
    if service.image or base is None or not left:
        return service.image
    return _image(read, base, left - 1)


def _base(read: _Files, service: _Service) -> _Service | None:
    file, name = service.extends or ("", "")
    return read[file].services.get(name) if file in read else None
