"""Takes out of parsed invoices what the EN 16931 rules look at, in one walk over each tree.

The tree is handed in parsed: a document is read once, whatever looks at it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any, TypeAlias

import polars as pl

from blackstart.payables.rules.facts import CONTEXTS, LISTS, Facts, schema
from blackstart.post.element import Element
from blackstart.post.en16931.cii import CII_SYNTAX
from blackstart.post.en16931.spots import Step, Syntax
from blackstart.post.en16931.ubl import UBL_SYNTAX
from blackstart.post.xmlfields import local_name

SYNTAXES = (UBL_SYNTAX, CII_SYNTAX)

Row: TypeAlias = list[str | int | None]
_BY_ROOT = {tag: syntax for syntax in SYNTAXES for tag in syntax.roots}


class Extraction:
    """The facts of a batch, taken document by document, so that no tree is kept for long."""

    def __init__(self) -> None:
        """Begin a batch."""
        self._takers = {syntax.name: _Taker(syntax) for syntax in SYNTAXES}

    def take(self, document: int, root: Element) -> bool:
        """Take the facts out of one document; one that fails on the way leaves none behind.

        Args:
            document: its number in the batch; no two have the same.
            root: its root element.

        Returns:
            False for a document of another syntax: it has no facts.
        """
        syntax = _BY_ROOT.get(str(root.tag))
        if syntax is None:
            return False
        taker = self._takers[syntax.name]
        try:
            taker.take(document, root)
        except BaseException:
            taker.forget(document)
            raise
        return True

    def facts(self) -> tuple[Facts, ...]:
        """Give one `Facts` for each syntax, also where it is empty."""
        return tuple(taker.facts() for taker in self._takers.values())


def extract(roots: Iterable[tuple[int, Element]]) -> tuple[Facts, ...]:
    """Take the facts out of a batch of documents.

    Args:
        roots: for each document its number in the batch and its root element. A document of
            another syntax has no facts and is passed over.

    Returns:
        One `Facts` for each syntax, also where it is empty.
    """
    batch = Extraction()
    for document, root in roots:
        batch.take(document, root)
    return batch.facts()


@dataclass(slots=True)
class _Taker:
    """Rows of one syntax as they grow; the frames are built once for a batch."""

    syntax: Syntax
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in CONTEXTS})
    # Row after row in one list each: thousands of small lists would wake the garbage collector.
    amounts: Row = field(default_factory=list)
    codes: Row = field(default_factory=list)
    attributes: Row = field(default_factory=list)
    members: Row = field(default_factory=list)
    repeats: Row = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def take(self, document: int, root: Element) -> None:
        """Walk one document."""
        self.numbers = count(1)
        step = self.syntax.roots[str(root.tag)]
        outside: Row = [document, 0, 0, "", None]
        self._enter(root, step, outside, "")

    def forget(self, document: int) -> None:
        """Take back the rows of the document that came last: its number is free again."""
        for rows in self.rows.values():
            while rows and rows[-1][0] == document:
                rows.pop()
        for name, columns in LISTS.items():
            values: Row = getattr(self, name)
            while values and values[-len(columns)] == document:
                del values[-len(columns) :]

    def _enter(self, element: Element, step: Step, row: Row, context: str) -> None:
        """Take one element that a table names, and what is below it."""
        if step.opens:
            context = step.opens
            opened: Row = [row[0], next(self.numbers), row[1], step.place, element.sourceline]
            row = opened + step.empty
            self.rows[context].append(row)
        text = "" if step.group else _text(element)
        if step.column >= 0:
            self._put(row, step.column, text, context, element)
        if step.amount:
            currency = element.get("currencyID")
            self.amounts += (row[0], step.amount, text, currency, row[3], element.sourceline)
        for name, column in step.attributes:
            value = element.get(name)
            if value is not None:
                self._put(row, column, value, context, element)
        for name, kind in step.codes:
            value = element.get(name) if name else text
            if value is not None:
                self.codes += (row[0], kind, value, row[3], element.sourceline)
        if step.watched and (step.members or element.keys()):
            self._watch(element, step, row)
        if not step.leaf or len(element):
            self._below(element, step, row, context)

    def _below(self, element: Element, step: Step, row: Row, context: str) -> None:
        below, stray, watched = step.below, self.syntax.stray_step, step.watched
        for child in element:
            tag: Any = child.tag
            inner = below.get(tag) or stray(tag)
            # Two in three elements end here: a plain value, or one that no table names.
            if inner.plain and not len(child):
                if inner.column >= 0:
                    if row[inner.column] is None:
                        row[inner.column] = child.text or ""
                    else:
                        self._put(row, inner.column, "", context, child)
                if watched and child.keys():
                    self._watch(child, inner, row)
            elif inner.passage:
                self._below(child, inner, row, context)
            else:
                self._enter(child, inner, row, context)

    def _put(self, row: Row, column: int, value: str, context: str, element: Element) -> None:
        if row[column] is None:
            row[column] = value
        else:
            name = CONTEXTS[context][column - 5]
            self.repeats += (row[0], context, row[1], name, element.sourceline)

    def _watch(self, element: Element, step: Step, row: Row) -> None:
        """Keep attributes that this element may not carry, and children that it may not have."""
        line = element.sourceline
        for name in element.keys():  # noqa: SIM118 - an element's own iterator gives its children
            if name in self.syntax.watched:
                called = step.called or local_name(str(element.tag))
                self.attributes += (row[0], called, name, line)
        if step.members:
            for child in element:
                self.members += (row[0], row[1], row[3], local_name(str(child.tag)), line)

    def facts(self) -> Facts:
        """Build the frames."""
        frames = {
            name: _frame(name, list(chain.from_iterable(self.rows[name]))) for name in CONTEXTS
        }
        frames |= {name: _frame(name, getattr(self, name)) for name in LISTS}
        return Facts(syntax=self.syntax.name, frames=frames)


def _frame(name: str, values: Row) -> pl.DataFrame:
    """Build a frame from its values, row after row."""
    types = schema(name)
    width = len(types)
    return pl.DataFrame(
        [
            pl.Series(column, values[at::width], kind)
            for at, (column, kind) in enumerate(types.items())
        ]
    )


def _text(element: Element) -> str:
    return "".join(element.itertext()) if len(element) else element.text or ""
