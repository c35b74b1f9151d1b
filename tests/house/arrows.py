"""Arrows point down: a twin of the import-linter contract, from the syntax tree alone.

Imports within functions and under TYPE_CHECKING count, and so do names in strings, by which a
module can be loaded late.
"""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.house.source import LAYERS, Source

RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}
DOTTED = re.compile(r"blackstart(\.\w+)+(:\w+)?")


def imported(node: ast.AST) -> Iterator[str]:
    """Name the modules that one node of the tree imports or names."""
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(level=0, module="blackstart", names=names):
            yield from (f"blackstart.{alias.name}" for alias in names)
        case ast.ImportFrom(level=0, module=str(module)):
            yield module
        case ast.ImportFrom(level=level) if level:
            yield "a relative import"
        case ast.Constant(value=str(text)) if DOTTED.fullmatch(text):
            yield text


def pointing_up(sources: Iterable[Source]) -> Iterator[str]:
    """Name every arrow that does not point down."""
    for source in sources:
        for node in ast.walk(source.tree):
            for target in imported(node):
                if not allowed(source.room, target):
                    yield f"{source.name}:{getattr(node, 'lineno', 0)} {source.room} → {target}"


def allowed(room: str, target: str) -> bool:
    """Tell whether a room may see a module."""
    if target == "a relative import":
        return False
    package, _, rest = target.partition(".")
    other = re.split(r"[.:]", rest)[0]
    if package != "blackstart" or other == room:
        return True
    return other in RANK and room in RANK and RANK[room] < RANK[other]
