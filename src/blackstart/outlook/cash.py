"""Money day by day: what leaves us for firms, and what firms have left.

Whole minor units throughout, so money is conserved exactly: what leaves our accounts is what payees
get. The formulas of a firm's loss are those of the suppliers room.
"""

from dataclasses import dataclass

import numpy as np

from blackstart.base.compiled import machine_code
from blackstart.outlook import kernels
from blackstart.outlook.assumed import GRACE_DAYS, REPLACED_AFTER_DAYS
from blackstart.outlook.owing import Owing
from blackstart.suppliers.book import Amounts, Book, Flags, Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trade:
    """What firms earn and spend a day, as it depends on how much is built.

    Attributes:
        at_rest_minor: [scenario, firm] what is left a day while nothing is built and all
            materials are paid for.
        costs_back_minor: [scenario, firm] wages and overheads that come back with building.
        materials_minor: [firm] materials for our cars.
        sales_to_us_minor: [firm] sales that end in our cars.
        tier: [firm] its tier, from 0.
    """

    at_rest_minor: Floats
    costs_back_minor: Floats
    materials_minor: Floats
    sales_to_us_minor: Floats
    tier: Amounts

    def change_minor(self, building: Floats, bought: Floats, paid_for: Floats) -> Amounts:
        """Tell how a day changes each firm's cash, without what we pay on old debts.

        Args:
            building: [scenario] share of normal that is built today.
            bought: [scenario] share of normal in the materials that are paid for today.
            paid_for: [scenario, tier] share of normal in the deliveries that are paid today.
        """
        made = np.empty(self.at_rest_minor.shape, np.int64)
        machine_code(kernels.change)(
            self.at_rest_minor,
            self.costs_back_minor,
            self.materials_minor,
            self.sales_to_us_minor,
            self.tier,
            np.column_stack((building, bought, paid_for)),
            made,
        )
        return made


def trade(book: Book, costs_kept: Floats) -> Trade:
    """Split sales and costs into what depends on us and what does not.

    Args:
        book: the firms.
        costs_kept: [scenario, firm] share of wages and overheads of our share that goes on while
            it rests.
    """
    for_us = book.costs_minor * book.share_to_us
    people = for_us * (1 - book.materials_share)
    others = (book.sales_minor - book.costs_minor) * (1 - book.share_to_us)
    return Trade(
        at_rest_minor=others - people * costs_kept,
        costs_back_minor=people * (1 - costs_kept),
        materials_minor=for_us * book.materials_share,
        sales_to_us_minor=book.sales_minor * book.share_to_us,
        tier=book.tier - 1,
    )


@dataclass(slots=True, kw_only=True, eq=False)
class Tills:
    """Everybody's money in some scenarios, as the days go by.

    Attributes:
        firms_minor: [scenario, firm] cash with credit line; below 0 the firm is out of cash.
        spent_minor: [scenario, currency] what we have spent.
        owed_minor: [scenario, payee] what can be paid and is not.
        short_days: [scenario, firm] days on end without cash.
        out: [scenario, firm] has ever been out of cash.
        insolvent_days: [scenario, firm] days since it was out of cash for too long; 0: it is not.
    """

    firms_minor: Amounts
    spent_minor: Amounts
    owed_minor: Amounts
    short_days: Amounts
    out: Flags
    insolvent_days: Amounts

    @classmethod
    def opened(cls, firms_minor: Amounts, owing: Owing) -> "Tills":
        """Open the tills on the first morning.

        Args:
            firms_minor: [scenario, firm] what firms have.
            owing: payees and currencies; nothing is payable yet.
        """
        scenarios = len(firms_minor)
        return cls(
            firms_minor=firms_minor,
            spent_minor=np.zeros((scenarios, len(owing.currencies)), np.int64),
            owed_minor=np.zeros((scenarios, len(owing.firm)), np.int64),
            short_days=np.zeros(firms_minor.shape, np.int16),
            out=np.zeros(firms_minor.shape, np.bool_),
            insolvent_days=np.zeros(firms_minor.shape, np.int16),
        )

    def pay(
        self, owing: Owing, payable: Amounts, payments_max: Amounts, allowed_minor: Amounts
    ) -> Amounts:
        """Pay payees in their order, within today's payments and what we may spend.

        One that is owed more than may be spent does not stop the others.

        Args:
            owing: payees, their currencies and their firms.
            payable: [scenario, payee] what becomes payable today.
            payments_max: [scenario] payments that today allows.
            allowed_minor: [currency] what may have been spent by tonight, since the first morning.

        Returns:
            [scenario, payee] what was paid.
        """
        self.owed_minor += payable
        paid = np.empty_like(self.owed_minor)
        machine_code(kernels.pay)(
            self.owed_minor,
            self.spent_minor,
            allowed_minor,
            payments_max,
            owing.currency,
            owing.firm,
            self.firms_minor,
            paid,
        )
        return paid

    def close_day(self, change_minor: Amounts) -> None:
        """Book the day's other money, and see who is short in the evening."""
        machine_code(kernels.close_day)(
            self.firms_minor,
            change_minor,
            self.short_days,
            self.out,
            self.insolvent_days,
            GRACE_DAYS,
        )

    def gone(self) -> Flags:
        """Tell which firms deliver nothing: [scenario, firm]."""
        return (self.insolvent_days > 0) & (self.insolvent_days <= REPLACED_AFTER_DAYS)
