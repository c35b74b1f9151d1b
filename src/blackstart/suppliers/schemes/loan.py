"""Guaranteed loan: a bank lends, and somebody else bears most of the loss."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from blackstart.suppliers.book import Amounts, Book, Flags, whole

# Growth Guarantee Scheme (British Business Bank): 70 % of the lender's risk.
GUARANTEED = 0.70


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """A share of a firm's costs, lent day by day, up to a cap for the firm.

    Every firm within reach draws it (assumption; of the real guarantee of 2025 nothing was drawn).

    Attributes:
        first_day: days from today; negative: it runs already.
        days: how long it is paid out.
        rate: share of the costs.
        cap_minor: for a firm in all.
    """

    kind: ClassVar[str] = "loan"

    first_day: int
    days: int
    rate: float
    cap_minor: int

    def describe(self) -> str:
        """Say in one sentence who gets what."""
        return f"a loan of {self.rate:.0%} of the costs of {self.days} days, guaranteed, with a cap"

    def paid_out_minor(self, book: Book, days: int) -> Amounts:
        """Tell what each firm has drawn by a day."""
        end = min(days, self.first_day + self.days)
        drawn = self.rate * book.costs_minor * max(end - max(self.first_day, 0), 0)
        return whole(np.minimum(drawn, self.cap_minor))

    def cost_minor(self, paid_out: Amounts, lost: Flags) -> Amounts:
        """Count the guaranteed share of loans to firms that run out of cash nevertheless."""
        return whole(GUARANTEED * paid_out * lost)
