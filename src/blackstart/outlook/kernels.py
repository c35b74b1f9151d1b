"""What happens to everybody's money on a day, as loops: five thousand firms, 24,000 days.

Compiled by `blackstart.base.compiled`; each runs as it stands, too. All of them change arrays in
place. Shapes: s scenarios, f firms, p payees, c currencies, t tiers.
"""

import numpy as np

from blackstart.suppliers.book import Amounts, Flags, Floats


def pay(
    owed: Amounts,
    spent: Amounts,
    allowed: Amounts,
    payments_max: Amounts,
    currency: Amounts,
    firm: Amounts,
    cash: Amounts,
    paid: Amounts,
) -> None:
    """Pay payees in their order; one that is owed more than is left does not stop the others.

    Args:
        owed: [s, p] what can be paid.
        spent: [s, c] what has been spent since the first morning.
        allowed: [c] what may have been spent by tonight.
        payments_max: [s] payments that today allows.
        currency: [p] place of the payee's currency.
        firm: [p] the payee's place among the firms; below 0: none of them.
        cash: [s, f] the firms' cash.
        paid: [s, p] what is paid is written here.
    """
    for s in range(owed.shape[0]):
        turns = 0
        left = np.maximum(allowed - spent[s], 0)
        wanted = np.zeros_like(left)
        for p in range(owed.shape[1]):
            amount, c = owed[s, p], currency[p]
            paid[s, p] = 0
            if 0 < amount <= left[c]:
                turns += 1
                if turns > payments_max[s]:
                    continue
                wanted[c] += amount
                if wanted[c] <= left[c]:
                    paid[s, p] = amount
                    owed[s, p] = 0
                    spent[s, c] += amount
                    if firm[p] >= 0:
                        cash[s, firm[p]] += amount


def change(
    at_rest: Floats,
    costs_back: Floats,
    materials: Floats,
    sales_to_us: Floats,
    tier: Amounts,
    shares: Floats,
    made: Amounts,
) -> None:
    """Tell how a day changes each firm's cash; see `blackstart.outlook.cash.Trade`.

    Args:
        at_rest: [s, f] minor units.
        costs_back: [s, f] minor units.
        materials: [f] minor units.
        sales_to_us: [f] minor units.
        tier: [f] the firm's tier, from 0.
        shares: [s, 2 + t] shares of normal: what is built, bought, and paid for by tier.
        made: [s, f] the change is written here, in whole minor units.
    """
    for s in range(made.shape[0]):
        built, bought = shares[s, 0], shares[s, 1]
        for f in range(made.shape[1]):
            costs = costs_back[s, f] * built + materials[f] * bought
            made[s, f] = np.rint(at_rest[s, f] - costs + sales_to_us[f] * shares[s, 2 + tier[f]])


def close_day(
    cash: Amounts,
    changed: Amounts,
    short_days: Amounts,
    out: Flags,
    insolvent_days: Amounts,
    grace_days: int,
) -> None:
    """Book a day's change of cash, and see who is short in the evening.

    Args:
        cash: [s, f] the firms' cash.
        changed: [s, f] how the day changes it.
        short_days: [s, f] days on end without cash.
        out: [s, f] has ever been out of cash.
        insolvent_days: [s, f] days since it was out of cash for too long.
        grace_days: how many days on end are not too long.
    """
    for s in range(cash.shape[0]):
        for f in range(cash.shape[1]):
            cash[s, f] += changed[s, f]
            short = cash[s, f] < 0
            short_days[s, f] = (short_days[s, f] + 1) * short
            out[s, f] |= short
            insolvent_days[s, f] += insolvent_days[s, f] > 0 or short_days[s, f] > grace_days
