"""What must be said in words: docstrings, and the reason of every exemption."""

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator

from tests.house.source import Documented, Function, Source

EXEMPTION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:)(.*)", re.IGNORECASE)
CODES = re.compile(r"^[:\s]*(\[[\w\s,-]+\]|no cover|no branch|[A-Z]+\d+([,\s]+[A-Z]+\d+)*)")
WORD = re.compile(r"[^\W\d_]{2,}")


def undocumented(sources: Iterable[Source]) -> Iterator[str]:
    """Name modules, public classes and public functions without a docstring."""
    for source in sources:
        if source.text.strip() and ast.get_docstring(source.tree) is None:
            yield source.name
        for node in public(source.tree):
            if ast.get_docstring(node) is None:
                yield f"{source.name}:{node.lineno} {node.name}"


def public(node: Documented) -> Iterator[ast.ClassDef | Function]:
    """Walk what others may use: classes, their methods, functions; nothing within functions."""
    for child in node.body:
        if isinstance(child, ast.ClassDef | Function) and not child.name.startswith("_"):
            yield child
            if isinstance(child, ast.ClassDef):
                yield from public(child)


def wordless_tests(sources: Iterable[Source]) -> Iterator[str]:
    """Name tests that do not say in a sentence what they show."""
    for source in sources:
        for function in source.functions():
            if function.name.startswith("test_") and not ast.get_docstring(function):
                yield f"{source.name}:{function.lineno} {function.name}"


def unexplained(sources: Iterable[Source]) -> Iterator[str]:
    """Name exemptions from lint, types or coverage that give no code or no reason."""
    for source in sources:
        for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
            if token.type == tokenize.COMMENT and not explained(token.string):
                yield f"{source.name}:{token.start[0]} {token.string}"


def explained(comment: str) -> bool:
    """Tell whether a comment is no exemption, or one with a code and a reason."""
    exemption = EXEMPTION.search(comment)
    if exemption is None:
        return True
    rest = exemption.group(2)
    reason = CODES.sub("", rest, count=1)
    return reason != rest and len(WORD.findall(reason)) > 1


def overfull(source: Source) -> Iterator[str]:
    """Name what an `__init__.py` holds beside a docstring and tuples of kinds."""
    tuples = False
    for node in source.tree.body:
        match node:
            case ast.Expr(value=ast.Constant(value=str())) | ast.ImportFrom():
                pass
            case ast.Assign(value=ast.Tuple()) | ast.AnnAssign(value=ast.Tuple()):
                tuples = True
            case _:
                yield f"{source.name}:{node.lineno} is no tuple of kinds"
    if not tuples and any(isinstance(node, ast.ImportFrom) for node in source.tree.body):
        yield f"{source.name} imports without making a tuple of kinds"
