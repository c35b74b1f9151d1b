"""A rate is a limit, not a promise."""

import numpy as np

from blackstart.outlook.throughput import SHARES, hampered
from tests.outlook.worlds import DAYS, a_world

SCENARIOS = 400
RATES = {
    "paying": np.full((SCENARIOS, DAYS), 100),
    "build:A": np.full((SCENARIOS, DAYS), 100),
}


def test_desks_do_at_most_what_they_may_from_tomorrow_on() -> None:
    """Today is as it was counted; later a desk does 60 to 100 of 100, likely 85."""
    done = hampered(a_world(SCENARIOS, rate=RATES), 7, SCENARIOS).rate["paying"]
    assert (done[:, 0] == 100).all()
    low, likely, high = np.quantile(done[:, 1:], (0.1, 0.5, 0.9))
    assert abs(np.array((low, likely, high)) - 100 * np.array(SHARES)).max() <= 3
    assert done.max() <= 100


def test_a_desks_luck_lasts_and_lines_have_their_own() -> None:
    """The luck of a desk does not change from day to day; lines are drawn elsewhere."""
    after = hampered(a_world(SCENARIOS, rate=RATES), 7, SCENARIOS).rate
    assert (after["paying"][:, 1:] == after["paying"][:, 1:2]).all()
    assert after["build:A"] is RATES["build:A"]
    again = hampered(a_world(SCENARIOS, rate=RATES), 7, SCENARIOS).rate
    assert (after["paying"] == again["paying"]).all()
