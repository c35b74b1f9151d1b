"""Boxes in columns: every box once, and the fewest crossings that were found."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from blackstart.web.charts.layers import crossings, heights, ordered


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Draw a graph in columns; lines go to the right, within a column, or back."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    column_of = {f"{c}.{b}": c for c, size in enumerate(sizes) for b in range(size)}
    edges = draw(st.lists(st.tuples(*[st.sampled_from(sorted(column_of))] * 2), max_size=12))
    return column_of, sorted(set(edges))


@given(graphs())
def test_every_box_stands_in_its_column_once(
    graph: tuple[dict[str, int], list[tuple[str, str]]],
) -> None:
    """Nothing is lost, and the order is never worse than the alphabet."""
    column_of, edges = graph
    columns = ordered(column_of, edges)
    assert {box: place for place, column in enumerate(columns) for box in column} == column_of
    assert sum(map(len, columns)) == len(column_of)
    forward = [edge for edge in edges if column_of[edge[0]] < column_of[edge[1]]]
    before = [sorted(column) for column in columns]
    assert crossings(columns, column_of, forward) <= crossings(before, column_of, forward)
    assert all(0 < height < 1 for height in heights(columns).values())


def test_a_graph_that_can_be_untangled_is() -> None:
    """Three boxes to three, turned upside down: no line crosses at the end."""
    column_of = {"a": 0, "b": 0, "c": 0, "x": 1, "y": 1, "z": 1}
    edges = [("a", "z"), ("b", "y"), ("c", "x")]
    assert crossings([["a", "b", "c"], ["x", "y", "z"]], column_of, edges) == 3
    assert crossings(ordered(column_of, edges), column_of, edges) == 0


def test_crossings_are_counted_as_one_counts_them() -> None:
    """Against trying every pair, for all orders of four boxes."""
    column_of = dict.fromkeys("abcd", 0) | dict.fromkeys("wxyz", 1)
    edges = [("a", "x"), ("a", "z"), ("b", "w"), ("c", "w"), ("d", "y")]
    for right in permutations("wxyz"):
        place = {box: row for column in ("abcd", right) for row, box in enumerate(column)}
        by_hand = sum(
            (place[one[0]] - place[two[0]]) * (place[one[1]] - place[two[1]]) < 0
            for number, one in enumerate(edges)
            for two in edges[number + 1 :]
        )
        assert crossings(["abcd", right], column_of, edges) == by_hand


def test_nothing_has_no_columns() -> None:
    """An empty map is no fault."""
    assert ordered({}, []) == ()
