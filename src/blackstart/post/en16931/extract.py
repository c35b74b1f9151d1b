"""Takes out of parsed invoices what the EN 16931 rules look at, in one walk over each tree.

The tree is handed in parsed: a document is read once, whatever looks at it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any, TypeAlias

import polars as pl

from blackstart.payables.rules.facts import CONTEXTS, LISTS, Facts, schema
from blackstart.post.en16931.cii import CII_SYNTAX
from blackstart.post.en16931.spots import Step, Syntax
from blackstart.post.en16931.ubl import UBL_SYNTAX
from blackstart.post.xmlfields import local_name
from blackstart.post.xmlsafe import Element

SYNTAXES = (UBL_SYNTAX, CII_SYNTAX)

Row: TypeAlias = list[str | int | None]
_BY_ROOT = {tag: syntax for syntax in SYNTAXES for tag in syntax.roots}


def extract(roots: Iterable[tuple[int, Element]]) -> tuple[Facts, ...]:
    """Take the facts out of a batch of documents.

    Args:
        roots: for each document its number in the batch and its root element. A document of
            another syntax has no facts and is passed over.

    Returns:
        One `Facts` for each syntax, also where it is empty.
    """
    takers = {syntax.name: _Taker(syntax) for syntax in SYNTAXES}
    for document, root in roots:
        syntax = _BY_ROOT.get(str(root.tag))
        if syntax is not None:
            takers[syntax.name].take(document, root)
    return tuple(taker.facts() for taker in takers.values())


def known(root: Element) -> bool:
    """Say whether the rules of EN 16931 know documents of this kind."""
    return str(root.tag) in _BY_ROOT


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
        step = self.syntax.roots[str(root.tag)]
        outside: Row = [document, 0, 0, "", None]
        self._enter(root, step, outside, "")

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
        if step.watched:
            self._watch(element, step, row)
        if not step.leaf or len(element):
            self._below(element, step, row, context)

    def _below(self, element: Element, step: Step, row: Row, context: str) -> None:
        below, stray = step.below, self.syntax.stray_step
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
        for name in element.attrib:
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
