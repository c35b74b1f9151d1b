"""Chance that is the same on every machine: a stream for each table, and no float in what counts.

Floating-point functions such as exp differ in their last digit from one processor to the next. So
a distribution is a table of rounded quantiles, and a draw is a whole number that points into it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeAlias, TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

STEPS = 4096  # quantiles in a table
PERMYRIAD = 10_000  # shares are whole numbers of ten-thousandths


def stream(seed: int, name: str, block: int = 0) -> np.random.Generator:
    """Give the random numbers of one table, or of one block of it; no other table moves them.

    Args:
        seed: of the dossier.
        name: of the table.
        block: which part of a table that is written in parts.
    """
    key = (crc32(name.encode()), block)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=key)))


@dataclass(frozen=True, slots=True, eq=False)
class Quantiles:
    """A distribution as a table of whole numbers.

    Attributes:
        table: its quantiles at (0.5, 1.5, …) / `STEPS`.
    """

    table: Ints

    def draw(self, chance: np.random.Generator, count: int) -> Ints:
        """Draw whole numbers."""
        return self.table[chance.integers(0, STEPS, count)]


def lognormal(median: float, sigma: float, low: float = 0, high: float = math.inf) -> Quantiles:
    """Make a lognormal distribution, cut at both ends and rounded to whole numbers.

    Args:
        median: of the distribution.
        sigma: standard deviation of its logarithm.
        low: least value; what lies below becomes it.
        high: greatest value.
    """
    normal = NormalDist()
    middles = ((step + 0.5) / STEPS for step in range(STEPS))
    values = (median * math.exp(sigma * normal.inv_cdf(middle)) for middle in middles)
    return _table([min(max(value, low), high) for value in values])


def pareto(least: float, alpha: float, high: float) -> Quantiles:
    """Make a Pareto distribution of whole numbers, cut at the top.

    Args:
        least: the smallest value.
        alpha: the tail's exponent; the smaller, the larger the largest.
        high: greatest value.
    """
    shares = ((STEPS - step - 0.5) / STEPS for step in range(STEPS))
    return _table([min(least * share ** (-1 / alpha), high) for share in shares])


def _table(values: Sequence[float]) -> Quantiles:
    # Nine significant digits: what differs between machines is far behind them.
    return Quantiles(np.array([round(float(f"{value:.9g}")) for value in values], dtype=np.int64))


def shared_out(total: int, weights: Ints) -> Ints:
    """Share a number of things out in proportion to weights, to the piece: largest remainders win.

    Args:
        total: how many things; 0 or more.
        weights: 0 or more each, not all 0 unless there is nothing to share.
    """
    whole = int(weights.sum())
    if total == 0 or whole == 0:
        return np.zeros(len(weights), dtype=np.int64)
    exact = [total * int(weight) for weight in weights]
    counts = np.array([share // whole for share in exact], dtype=np.int64)
    rest = np.array([share % whole for share in exact])
    first = np.argsort(-rest, kind="stable")[: total - int(counts.sum())]
    counts[first] += 1
    return counts


def chosen(chance: np.random.Generator, share: float, count: int) -> Flags:
    """Choose each of `count` things with the chance `share`."""
    return chance.integers(0, PERMYRIAD, count) < round(share * PERMYRIAD)


def exactly(chance: np.random.Generator, wanted: int, count: int) -> Flags:
    """Choose exactly `wanted` of `count` things."""
    flags = np.zeros(count, dtype=np.bool_)
    flags[chance.permutation(count)[:wanted]] = True
    return flags


def pick(chance: np.random.Generator, shares: Sequence[float], count: int) -> Ints:
    """Draw places in a list of shares that add up to 1."""
    ends = np.rint(np.cumsum(np.array(shares)) * PERMYRIAD).astype(np.int64)
    places: Ints = np.searchsorted(ends[:-1], chance.integers(0, PERMYRIAD, count), side="right")
    return places.astype(np.int64)


Whole = TypeVar("Whole", int, Ints)


def rounded_div(numerator: Whole, denominator: int) -> Whole:
    """Divide whole numbers of 0 or more, halves up."""
    return (numerator + denominator // 2) // denominator
