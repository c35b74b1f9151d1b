"""What desks really do of what their services allow: a rate is a limit, not a promise."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from blackstart.base.activity import DESKS
from blackstart.outlook import assumed
from blackstart.outlook.draws import Topic, stacked
from blackstart.outlook.world import World
from blackstart.suppliers.book import Amounts, Floats
from blackstart.suppliers.draws import QUANTILES_Z

SHARES = (assumed.DONE_SHARE_WORST, assumed.DONE_SHARE_LIKELY, assumed.DONE_SHARE_BEST)


def hampered(world: World, seed: int, scenarios: int) -> World:
    """Let the desks do less than they may from tomorrow on; today's work is done and counted.

    Args:
        world: what the outlook starts from.
        seed: the same seed gives the same luck.
        scenarios: how many.
    """
    luck = stacked(
        seed,
        Topic.DESKS,
        range(scenarios),
        lambda stream: stream.standard_normal(len(DESKS)),
    )
    return replace(world, rate=_less(world.rate, np.interp(luck, QUANTILES_Z, SHARES)))


def _less(rate: Mapping[str, Amounts], share: Floats) -> dict[str, Amounts]:
    less = dict(rate)
    for place, desk in enumerate(DESKS):
        if desk in rate:
            done = np.floor(rate[desk] * share[:, place, None]).astype(np.int64)
            less[desk] = np.concatenate([rate[desk][:, :1], done[:, 1:]], axis=1)
    return less
