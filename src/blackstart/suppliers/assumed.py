"""What stands in where a firm did not tell, and how unsure we are: each figure with its source.

Nothing here is a fact about a firm. How many firms each figure stands in for is counted and shown.
"""

import math
from statistics import NormalDist

from blackstart.base import money

# Cash buffer of firms that told nothing, in days of their costs, before the stop. Median: JPMorgan
# Chase Institute 2016, "Cash is King", 597,000 US firms. Spread: an assumption; half of the firms
# of the institute's later 25-metro report hold under 15 days.
CASH_DAYS_MEDIAN = 27.0
CASH_DAYS_SIGMA = 0.9
# Firms without any reserve: ONS, Business Insights and Conditions Survey, late September 2025.
WITHOUT_RESERVES = 0.17

# Costs of a manufacturer as shares of its sales: materials 55, wages 25, the rest 15 (assumption).
COSTS_PER_SALES = 0.95
WAGES_SHARE = 25 / 95
OVERHEADS_SHARE = 15 / 95
# Median weekly earnings of full-time employees, GBP 728 (ONS, ASHE, April 2024), a calendar day.
# Other currencies are taken at par (assumption): it matters only where a firm told its cash but
# neither its costs nor its sales.
WAGE_PER_DAY = 104
STAFF = 20  # a small manufacturer (assumption)
SHARE_TO_US = 0.5  # middle of a wide, symmetric guess (assumption)

# Firms pay each other about 45 days after delivery, so our stop reaches each tier that much later,
# and for so long each still pays for materials bought before (assumption). That makes two waves.
PASS_DOWN_DAYS = 45

# How much of the wages and overheads of our share a firm keeps while it makes nothing for us
# (assumption): at worst it pays a tenth more, likely all of it, at best it saves hours.
COSTS_KEPT_WORST = 1.10
COSTS_KEPT_LIKELY = 1.00
COSTS_KEPT_BEST = 0.60

_STANDARD = NormalDist()
NO_RESERVES_BELOW = _STANDARD.inv_cdf(WITHOUT_RESERVES)  # of a standard normal number


def cash_days(quantile: float) -> float:
    """Give the days of costs that a firm that told nothing holds, at a quantile in (0, 1)."""
    if quantile < WITHOUT_RESERVES:
        return 0.0
    return CASH_DAYS_MEDIAN * math.exp(CASH_DAYS_SIGMA * _STANDARD.inv_cdf(quantile))


def minor_units(currency: str) -> int:
    """Tell how many minor units make one major unit: 100 for GBP, 1 for JPY."""
    return int(10 ** money.minor_digits(currency))


def wage_per_day_minor(currency: str) -> int:
    """Give the assumed wage of a person and calendar day, in minor units."""
    return WAGE_PER_DAY * minor_units(currency)
