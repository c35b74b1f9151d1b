"""Reads YAML as a tree of nodes: no object is made, no alias copied, no tag obeyed."""

from collections.abc import Mapping, Sequence

import yaml

from blackstart.base.errors import BlackstartError

BYTES_MAX = 4 * 2**20
EVENTS_MAX = 200_000
DEPTH_MAX = 64
COPIES_MAX = 1_000_000
MERGE = "tag:yaml.org,2002:merge"


class YamlUnreadableError(BlackstartError):
    """The file is not YAML."""


class YamlTooGreatError(BlackstartError):
    """The file is larger, deeper or fuller than any real one."""


class YamlTree:
    """One file as nodes: tags stay mere words, and all aliases of an anchor are one node."""

    def __init__(self, data: bytes) -> None:
        """Read all documents of a file.

        Args:
            data: the file, in an encoding that YAML allows.

        Raises:
            YamlUnreadableError: it is no YAML.
            YamlTooGreatError: it is larger than 4 MiB, deeper than 64 or has over 200,000 parts.
        """
        if len(data) > BYTES_MAX:
            raise YamlTooGreatError(f"{len(data)} bytes; {BYTES_MAX} at most")
        try:
            _measure(data)
            self.documents: tuple[yaml.Node, ...] = tuple(
                yaml.compose_all(data, Loader=yaml.CSafeLoader)
            )
        except (yaml.YAMLError, UnicodeError) as fault:
            raise YamlUnreadableError(" ".join(str(fault).split())[:300]) from fault
        self._known: dict[int, dict[str, yaml.Node]] = {}
        self._copies_left = COPIES_MAX

    def entries(self, node: yaml.Node | None) -> Mapping[str, yaml.Node]:
        """Give a mapping's entries by their keys as text, with `<<` merges; nothing for others.

        Raises:
            YamlTooGreatError: merges go round in a circle, or copy over a million entries.
        """
        return self._entries(node, 0)

    def at(self, node: yaml.Node | None, *keys: str) -> yaml.Node | None:
        """Follow keys through mappings; None when one of them is not there.

        Raises:
            YamlTooGreatError: merges go round in a circle, or copy over a million entries.
        """
        for key in keys:
            node = self.entries(node).get(key)
        return node

    def _entries(self, node: yaml.Node | None, depth: int) -> Mapping[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            return {}
        if depth > DEPTH_MAX:
            raise YamlTooGreatError(f"merges deeper than {DEPTH_MAX}")
        if id(node) not in self._known:
            self._known[id(node)] = self._merged(node, depth)
        return self._known[id(node)]

    def _merged(self, node: yaml.MappingNode, depth: int) -> dict[str, yaml.Node]:
        own: dict[str, yaml.Node] = {}
        merged: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.tag != MERGE:
                own[word(key)] = value
                continue
            for source in items(value) or (value,):
                found = self._entries(source, depth + 1)
                self._copies_left -= len(found) + 1
                if self._copies_left < 0:
                    raise YamlTooGreatError(f"merges copy over {COPIES_MAX} entries")
                merged = {**found, **merged}  # the first one wins
        return {**merged, **own}


def items(node: yaml.Node | None) -> Sequence[yaml.Node]:
    """Give the items of a sequence; nothing for other nodes."""
    return node.value if isinstance(node, yaml.SequenceNode) else ()


def word(node: yaml.Node | None) -> str:
    """Give a scalar's text as it is written, so that `on` and `007` stay what they are."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _measure(data: bytes) -> None:
    """Count before anything is built: a file of brackets must not fill memory or the stack."""
    depth = 0
    for count, event in enumerate(yaml.parse(data, Loader=yaml.CSafeLoader)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEPTH_MAX:
            raise YamlTooGreatError(f"deeper than {DEPTH_MAX}")
        if count > EVENTS_MAX:
            raise YamlTooGreatError(f"over {EVENTS_MAX} parts")
