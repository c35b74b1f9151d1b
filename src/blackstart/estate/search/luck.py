"""How long the open gates may really take."""

import numpy as np

from blackstart.estate.defaults import HOURS, Estate
from blackstart.estate.search.arrays import Floats
from blackstart.estate.work import Work

# What share of a gate's luck is luck of the whole restart: the same tired people, the same slow
# vault, the same attacker. An assumption: nobody has published it for restarts; with 0, luck would
# cancel out over a hundred gates, and every forecast would look far too sure.
COMMON_CAUSE_SHARE = 0.3
# Low and high hours are read as the 10th and 90th percentile, likely as the median (assumption).
Z_90 = 1.2815515655446004
# No gate is done in less than this share of its low hours (assumption).
LOW_SHARE_MIN = 0.5


def draw(estate: Estate, work: Work, scenarios: int, seed: int) -> Floats:
    """Draw what is left of each open gate: half a normal on each side of the likely hours.

    Args:
        estate: the inventory without holes.
        work: the open gates.
        scenarios: how many to draw.
        seed: the same seed gives a gate the same luck, whatever else has passed by then (common
            random numbers).

    Returns:
        Working hours, shape [scenario, gate]; gates are the rows of `work.gates`.

    Source: the two-piece normal of the Bank of England's fan charts (Britton et al. 1998).
    """
    gates = estate.gates.with_row_index("place")
    open_gates = gates.join(work.gates, on=["service", "gate"]).sort("place")
    low, likely, high = work.gates.select(HOURS).to_numpy().T
    random = np.random.Generator(np.random.PCG64(seed))
    common = random.standard_normal((scenarios, 1))
    own = random.standard_normal((scenarios, gates.height))[:, open_gates["place"].to_numpy()]
    luck = np.sqrt(COMMON_CAUSE_SHARE) * common + np.sqrt(1 - COMMON_CAUSE_SHARE) * own
    spread = np.where(luck < 0, likely - low, high - likely) / Z_90
    hours: Floats = np.maximum(likely + spread * luck, low * LOW_SHARE_MIN)
    return hours
