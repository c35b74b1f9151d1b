"""Counts the element paths of invoices, for the warnings about what EN 16931 does not use."""

from collections.abc import Mapping
from itertools import count

import polars as pl

from blackstart.payables.rules.facts import CII, UBL
from blackstart.payables.rules.paths import PATHS
from blackstart.post.element import Element

# No path of the standard is longer; below that, elements of a hostile depth are not named apart.
STEPS_MAX = 12

_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_CII = "urn:un:unece:uncefact:data:standard"
_PREFIXES = {
    f"{_UBL}:CommonAggregateComponents-2": "cac",
    f"{_UBL}:CommonBasicComponents-2": "cbc",
    f"{_UBL}:CommonExtensionComponents-2": "ext",
    f"{_CII}:CrossIndustryInvoice:100": "rsm",
    f"{_CII}:ReusableAggregateBusinessInformationEntity:100": "ram",
    f"{_CII}:UnqualifiedDataType:100": "udt",
    f"{_CII}:QualifiedDataType:100": "qdt",
}
# Lines, under the one name that they have in paths.
_LINES = {
    "cac:InvoiceLine": "cac:InvoiceLine",
    "cac:CreditNoteLine": "cac:InvoiceLine",
    "ram:IncludedSupplyChainTradeLineItem": "ram:IncludedSupplyChainTradeLineItem",
}

_Counts = dict[tuple[int, str], list[int]]


class PathCounts:
    """The element paths of a batch, counted document by document."""

    def __init__(self) -> None:
        """Begin a batch."""
        self._rows: dict[str, list[tuple[int, int, str, int, int]]] = {UBL: [], CII: []}

    def take(self, document: int, root: Element) -> None:
        """Count the paths of one document that the rules know.

        Args:
            document: its number in the batch.
            root: its root element.
        """
        counts: _Counts = {}
        _walk(root, (), 0, count(1), counts)
        syntax = CII if str(root.tag).startswith(f"{{{_CII}") else UBL
        self._rows[syntax] += [
            (document, line, path, times, source_line)
            for (line, path), (times, source_line) in counts.items()
        ]

    def frames(self) -> Mapping[str, pl.DataFrame]:
        """Give the counts by syntax, with the columns of `PATHS`."""
        return {
            syntax: pl.DataFrame(rows, schema=PATHS, orient="row")
            for syntax, rows in self._rows.items()
        }


def _walk(
    element: Element, steps: tuple[str, ...], line: int, lines: "count[int]", counts: _Counts
) -> None:
    """Count what is below an element; a line's own elements are counted apart."""
    for name in element.keys():  # noqa: SIM118 - an element's own iterator gives its children
        _add(counts, line, (*steps, f"@{name}"), element)
    for child in element:
        name = _name(str(child.tag))
        inner = next(lines) if name in _LINES and not line else line
        below = (*steps, _LINES.get(name, name))[:STEPS_MAX]
        _add(counts, inner, below, child)
        _walk(child, below, inner, lines, counts)


def _add(counts: _Counts, line: int, steps: tuple[str, ...], element: Element) -> None:
    counted = counts.setdefault((line, "/".join(steps)), [0, element.sourceline or 0])
    counted[0] += 1


def _name(tag: str) -> str:
    space, _, local = tag[1:].rpartition("}")
    return f"{_PREFIXES.get(space, 'other')}:{local}"
