"""Where the boxes of a layered graph stand, so that few of its lines cross.

Source: barycentre ordering of Sugiyama, Tagawa and Toda 1981, on the columns as they are; a line
that spans several columns pulls as if it spanned one.
"""

from bisect import bisect_right, insort
from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

Edge: TypeAlias = tuple[str, str]  # from a column on the left to one on the right
SWEEPS = 12


def ordered(column_of: Mapping[str, int], edges: Collection[Edge]) -> tuple[tuple[str, ...], ...]:
    """Put the boxes of each column into an order with few crossings.

    Args:
        column_of: by box, its column, 0 first; no column is left out.
        edges: lines between boxes; those within a column pull nobody.

    Returns:
        By column its boxes from top to bottom; the best order of all sweeps.
    """
    columns: list[list[str]] = [[] for _ in range(max(column_of.values(), default=-1) + 1)]
    for box in sorted(column_of):
        columns[column_of[box]].append(box)
    lines = sorted(edge for edge in edges if column_of[edge[0]] < column_of[edge[1]])
    left: dict[str, list[str]] = {}
    right: dict[str, list[str]] = {}
    for start, end in lines:
        left.setdefault(end, []).append(start)
        right.setdefault(start, []).append(end)
    best, fewest = [list(column) for column in columns], crossings(columns, column_of, lines)
    for sweep in range(SWEEPS):
        rightwards = sweep % 2 == 0
        _sweep(columns, left if rightwards else right, rightwards=rightwards)
        count = crossings(columns, column_of, lines)
        if count < fewest:
            best, fewest = [list(column) for column in columns], count
    return tuple(map(tuple, best))


def heights(columns: Sequence[Sequence[str]]) -> dict[str, float]:
    """Tell how far down each box stands in its column, 0 to 1, evenly spread."""
    return {
        box: (place + 0.5) / len(column) for column in columns for place, box in enumerate(column)
    }


def _sweep(
    columns: list[list[str]], pulled_by: Mapping[str, list[str]], *, rightwards: bool
) -> None:
    """Put each box to the middle of those that pull it, column after column."""
    at = heights(columns)
    for column in columns if rightwards else reversed(columns):
        middle = {
            box: sum(at[other] for other in pulled_by[box]) / len(pulled_by[box])
            if box in pulled_by
            else at[box]
            for box in column
        }
        column.sort(key=middle.__getitem__)
        at.update(heights([column]))


def crossings(
    columns: Sequence[Sequence[str]], column_of: Mapping[str, int], edges: Collection[Edge]
) -> int:
    """Count the crossings of lines that span the same two columns."""
    place = {box: row for column in columns for row, box in enumerate(column)}
    spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for start, end in edges:
        ends = (place[start], place[end])
        spans.setdefault((column_of[start], column_of[end]), []).append(ends)
    return sum(map(_inversions, spans.values()))


def _inversions(ends: list[tuple[int, int]]) -> int:
    seen: list[int] = []
    count = 0
    for _, end in sorted(ends):
        count += len(seen) - bisect_right(seen, end)
        insort(seen, end)
    return count
