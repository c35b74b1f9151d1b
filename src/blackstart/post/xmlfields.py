"""From an XML tree to named elements in one walk: what a table of paths does not name is skipped.

The walk costs about as much as the parse; a search for each field would cost four times as much.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from blackstart.post.element import Element

Paths: TypeAlias = "Mapping[str, str | Paths]"
Found: TypeAlias = dict[str, list[Element]]


@dataclass(slots=True, kw_only=True)
class Node:
    """One step of the paths that a format knows.

    Attributes:
        name: the field that the element's text belongs to; empty for a mere step.
        repeats: true for an invoice line, whose fields are kept apart from the others'.
        below: further steps by qualified tag.
    """

    name: str = ""
    repeats: bool = False
    below: "dict[str, Node]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlFormat:
    """An invoice format in XML: a new one is one of these, in a tuple.

    Attributes:
        name: as it is shown, for example "UBL Invoice".
        tag: qualified tag of the root element.
        root: paths to the fields below the root element.
        sort_out: drops elements that a path alone cannot tell from the field's own.
        kind: what a document of this form is; None where only its type code says it.
    """

    name: str
    tag: str
    root: Node
    sort_out: Callable[[Found], None]
    kind: str | None = None


def compiled(paths: Paths, namespaces: Mapping[str, str]) -> Node:
    """Turn a table of paths into nodes that the walk can follow.

    Args:
        paths: `prefix:name` to the field, or to a table of what is below; a `*` behind the name
            marks invoice lines.
        namespaces: by prefix.
    """
    node = Node()
    for name, target in paths.items():
        prefix, local = name.rstrip("*").split(":")
        below = Node(name=target) if isinstance(target, str) else compiled(target, namespaces)
        below.repeats = name.endswith("*")
        node.below[f"{{{namespaces[prefix]}}}{local}"] = below
    return node


def gather(root: Element, paths: Node) -> tuple[Found, list[Found]]:
    """Collect the elements that the paths name, in the order of the document.

    Returns:
        The header's elements by field, and the same for each invoice line.
    """
    found: Found = {}
    lines: list[Found] = []
    _walk(root, paths.below, found, lines)
    return found, lines


def where(element: Element) -> str:
    """Say where an element stands: its path, counted where there are several, and its line."""
    steps = [_step(element), *map(_step, element.iterancestors())]
    return f"{'/'.join(reversed(steps))} (line {element.sourceline})"


def local_name(tag: str) -> str:
    """Give a tag without its namespace."""
    return tag.rpartition("}")[2]


def _step(element: Element) -> str:
    parent = element.getparent()
    tag = str(element.tag)
    twins = [] if parent is None else parent.findall(tag)
    name = local_name(tag)
    return f"{name}[{twins.index(element) + 1}]" if len(twins) > 1 else name


def _walk(element: Element, below: dict[str, Node], found: Found, lines: list[Found]) -> None:
    for child in element:
        node = below.get(str(child.tag))
        if node is None:
            continue
        if node.name:
            found.setdefault(node.name, []).append(child)
        elif node.repeats:
            line: Found = {}
            lines.append(line)
            _walk(child, node.below, line, lines)
        else:
            _walk(child, node.below, found, lines)
