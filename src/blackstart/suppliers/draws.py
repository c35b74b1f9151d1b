"""The draws that every package is judged on: the same random numbers for all."""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from blackstart.suppliers import assumed
from blackstart.suppliers.book import Floats

_Z_NINETIETH = NormalDist().inv_cdf(0.9)
QUANTILES_Z = (-_Z_NINETIETH, 0.0, _Z_NINETIETH)
_KEPT = (assumed.COSTS_KEPT_BEST, assumed.COSTS_KEPT_LIKELY, assumed.COSTS_KEPT_WORST)
# What share of a firm's luck is luck of all firms: the stand-ins may be wrong for the whole chain.
# Between 0.2 and 0.3 is the custom of cost-risk analysis where nothing is known (assumption).
COMMON_SHARE = 0.3
PAY_DELAY_SIGMA = 0.5  # our own pay days slip by half, or come early by a third (assumption)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """What nobody knows, drawn many times.

    Attributes:
        days_of_costs: by draw and firm: cash of firms that told nothing.
        costs_kept: by draw and firm: share of wages and overheads of our share that goes on.
        paid_after_days: by draw: when what we owe comes in; infinite: not at all.
    """

    days_of_costs: Floats
    costs_kept: Floats
    paid_after_days: Floats


def draw(generator: np.random.Generator, draws: int, firms: int, paid_after_days: float) -> Draws:
    """Draw what nobody knows.

    Args:
        generator: seeded by the caller; the same seed gives the same draws.
        draws: how many.
        firms: how many firms.
        paid_after_days: when what we owe likely comes in; infinite: nobody knows.
    """
    slip = np.exp(PAY_DELAY_SIGMA * generator.standard_normal(draws))
    return Draws(
        days_of_costs=days_of_costs(luck(generator, draws, firms)),
        costs_kept=costs_kept(luck(generator, draws, firms)),
        paid_after_days=paid_after_days * slip,
    )


def days_of_costs(standard: Floats) -> Floats:
    """Turn standard normal numbers into cash buffers: the lowest 17 % have none."""
    some = assumed.CASH_DAYS_MEDIAN * np.exp(assumed.CASH_DAYS_SIGMA * standard)
    return np.where(standard < assumed.NO_RESERVES_BELOW, 0.0, some)


def costs_kept(standard: Floats) -> Floats:
    """Turn standard normal numbers into shares of costs, straight between the three quantiles."""
    return np.interp(standard, QUANTILES_Z, _KEPT)


def luck(generator: np.random.Generator, draws: int, firms: int) -> Floats:
    """Draw standard normal numbers, [draw, firm], that are partly the same for all firms."""
    common = generator.standard_normal((draws, 1))
    own = generator.standard_normal((draws, firms))
    return math.sqrt(COMMON_SHARE) * common + math.sqrt(1 - COMMON_SHARE) * own
