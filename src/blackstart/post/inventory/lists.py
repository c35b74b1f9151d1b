"""Joins lists of applications to services by name: who owns them, and what is in production.

A list rarely names what runs: it says `publishing-api` where the inventory has `publishing-api-app`
and `publishing-api-worker`. So an entry counts for the service of its name and for all that add
words to it after a hyphen; the longest entry wins. Which one it was stands in the service's source.
"""

from collections.abc import Mapping

from blackstart.post import findings_load as load
from blackstart.post.inventory.heap import SERVICE, Heap, Listed

SHOWN_MAX = 20


def join(heap: Heap) -> None:
    """Say of each service what the lists say of it; without any service, the lists name them.

    Findings:
        BS-LOAD-022, BS-LOAD-026.
    """
    if not heap.services:
        _add(heap)
    for form, entries in sorted(heap.lists.items()):
        joined: set[str] = set()
        names = _by_name(entries)
        for service, known in sorted(heap.services.items()):
            name = _entry(service, names)
            if not name:
                continue
            listed = entries[name]
            joined.add(name)
            if not known.team and SERVICE.fullmatch(listed.team):
                known.team = listed.team
            if str(listed.place) != known.source:
                known.source += f"; {listed.place}, {name}"
        heap.count(form, "joined", len(joined))
        _tell(heap, sorted(entries.keys() - joined), entries)


def _add(heap: Heap) -> None:
    for _, entries in sorted(heap.lists.items()):
        for name, listed in sorted(entries.items()):
            if listed.runs and name not in heap.services:
                heap.define(listed.place, name)


def _by_name(entries: Mapping[str, Listed]) -> dict[str, str]:
    """Give entries by their names, and by those that they have elsewhere."""
    others = {listed.other_name: name for name, listed in sorted(entries.items(), reverse=True)}
    return {**others, **{name: name for name in entries}}


def _entry(service: str, names: Mapping[str, str]) -> str:
    """Give the entry that counts for a service: of its name, or of its beginning."""
    words = service.split("-")
    starts = ("-".join(words[:count]) for count in range(len(words), 0, -1))
    return next((names[start] for start in starts if start and start in names), "")


def _tell(heap: Heap, rest: list[str], entries: Mapping[str, Listed]) -> None:
    """Name the entries that run in production and that no inventory defines."""
    by_file: dict[str, list[str]] = {}
    for name in rest:
        if entries[name].runs:
            by_file.setdefault(entries[name].place.file, []).append(name)
    for file, names in sorted(by_file.items()):
        more = f" and {len(names) - SHOWN_MAX} more" if len(names) > SHOWN_MAX else ""
        said = f"{len(names)} are in no inventory and were not added: "
        heap.say(load.LIST_NOT_JOINED, file, f"{said}{', '.join(names[:SHOWN_MAX])}{more}.")
