"""Chance: the same everywhere, and exact where numbers are shared out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.exercise import draw

# Written down once: another machine, or a later NumPy, must draw the same.
FIRST_FIRMS = [359317260, 623852639, 738722509, 565618297]


def test_streams_do_not_move_each_other() -> None:
    """A table's numbers depend on seed, name and block, and on nothing else."""
    first = draw.stream(1, "firms").integers(0, 10**9, 4).tolist()
    assert first == FIRST_FIRMS
    assert draw.stream(1, "firms").integers(0, 10**9, 4).tolist() == first
    others = ((2, "firms", 0), (1, "parts", 0), (1, "firms", 1))
    for seed, name, block in others:
        assert draw.stream(seed, name, block).integers(0, 10**9, 4).tolist() != first


@given(st.integers(0, 10_000), st.lists(st.integers(0, 1_000), min_size=1, max_size=30))
def test_sharing_out_loses_nothing(total: int, weights: list[int]) -> None:
    """Every piece is given away, nobody without weight gets one, nobody gets one too many."""
    shares = draw.shared_out(total, np.array(weights, dtype=np.int64))
    whole = sum(weights)
    assert int(shares.sum()) == (total if whole else 0)
    for share, weight in zip(shares.tolist(), weights, strict=True):
        assert whole == 0 or abs(share - total * weight / whole) < 1


@pytest.mark.parametrize(("wanted", "count"), [(0, 5), (3, 5), (5, 5), (0, 0)])
def test_exactly_means_exactly(wanted: int, count: int) -> None:
    """As many are chosen as were wanted."""
    assert int(draw.exactly(draw.stream(1, "x"), wanted, count).sum()) == wanted


def test_distributions_have_the_shape_that_was_asked() -> None:
    """Median and cuts of a lognormal, least and most of a Pareto distribution."""
    table = draw.lognormal(1_000, 0.9, low=100, high=5_000).table
    assert (table.min(), table.max()) == (100, 5_000)
    assert abs(int(np.median(table)) - 1_000) <= 1
    sizes = draw.pareto(10, 1.0, 4_000).table
    assert (sizes.min(), sizes.max()) == (10, 4_000)
    assert abs(int(np.median(sizes)) - 20) <= 1


def test_picking_keeps_to_the_shares() -> None:
    """A place without share is never picked; the others about as often as they should be."""
    places = draw.pick(draw.stream(3, "x"), (0.5, 0.0, 0.3, 0.2), 10_000)
    counts = np.bincount(places, minlength=4)
    assert counts[1] == 0
    assert np.abs(counts - np.array([5_000, 0, 3_000, 2_000])).max() < 200
