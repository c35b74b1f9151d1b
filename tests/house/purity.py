"""Rooms decide, halls carry: no clock, no SQL, no reading and writing where decisions are made."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.house.source import Source

SQL = re.compile(
    r"\s*(select\b.+\bfrom|insert\s+into|update\s+\w+\s+set|delete\s+from|create\s+table|with\s+\w+\s+as)\b",
    re.IGNORECASE | re.DOTALL,
)
CLOCK_CALLS = {"now", "utcnow", "today", "localtime", "gmtime", "time_ns"}
CARRYING_MODULES = {
    "asyncio",
    "http",
    "io",
    "logging",
    "lxml",
    "multiprocessing",
    "os",
    "pathlib",
    "procrastinate",
    "psycopg",
    "random",
    "shutil",
    "socket",
    "sqlite3",
    "starlette",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
    "urllib",
}
CARRYING_CALLS = re.compile(r"(read|scan|write|sink)_\w+|open|print|input")


def called(node: ast.Call) -> str:
    """Name what is called: `now` of `clock.now()`, `open` of `open(…)`."""
    match node.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def clock_read(node: ast.AST, *, any_clock: bool) -> bool:
    """Tell whether a node reads a clock.

    Args:
        node: of a syntax tree.
        any_clock: count a clock that was handed in as well, not only the machine's.
    """
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="time"), attr="time")):
            return True
        case ast.Call(func=ast.Attribute(value=owner, attr=name)) if name in CLOCK_CALLS:
            return any_clock or ast.unparse(owner).split(".")[-1] in {"datetime", "date", "time"}
        case ast.ImportFrom(module="time"):
            return True
        case _:
            return False


def clocks(sources: Iterable[Source], *, any_clock: bool) -> Iterator[str]:
    """Name the places that ask what time it is."""
    for source in sources:
        for node in ast.walk(source.tree):
            if clock_read(node, any_clock=any_clock):
                yield f"{source.name}:{getattr(node, 'lineno', 0)} reads a clock"


def carrying(sources: Iterable[Source]) -> Iterator[str]:
    """Name the places that read, write, or speak SQL."""
    for source in sources:
        for node in ast.walk(source.tree):
            for what in carries(node):
                yield f"{source.name}:{getattr(node, 'lineno', 0)} {what}"


def carries(node: ast.AST) -> Iterator[str]:
    """Say what a node carries that a decision must not."""
    match node:
        case ast.Import(names=names):
            modules = {alias.name.split(".")[0] for alias in names}
            yield from (f"imports {name}" for name in sorted(modules & CARRYING_MODULES))
        case ast.ImportFrom(module=str(module)) if module.split(".")[0] in CARRYING_MODULES:
            yield f"imports {module}"
        case ast.Call() if CARRYING_CALLS.fullmatch(called(node)):
            yield f"calls {called(node)}"
        case ast.Constant(value=str(text)) if SQL.match(text):
            yield "holds SQL"
