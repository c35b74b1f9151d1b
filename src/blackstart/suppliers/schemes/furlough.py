"""Furlough: somebody else pays most of the wages of people who have nothing to do."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from blackstart.suppliers.book import Amounts, Book, Flags, whole

MONTHS_PER_DAY = 12 / 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Furlough:
    """A share of the wages of idle staff, up to a cap a person and month.

    Idle are the people of a firm's share to us, from the day its money from us stops.
    Source: HMRC, Coronavirus Job Retention Scheme: 80 %, up to GBP 2,500 a person and month.

    Attributes:
        first_day: days from today; negative: it runs already.
        days: how long it runs.
        rate: share of the wages.
        cap_minor: for a person and month.
    """

    kind: ClassVar[str] = "furlough"

    first_day: int
    days: int
    rate: float
    cap_minor: int

    def describe(self) -> str:
        """Say in one sentence who gets what."""
        return f"{self.rate:.0%} of the wages of idle staff for {self.days} days, with a cap"

    def paid_out_minor(self, book: Book, days: int) -> Amounts:
        """Tell what each firm has got by a day; from the day its people are idle."""
        start = np.maximum(book.dry_days, max(self.first_day, 0))
        idle_days = np.clip(min(days, self.first_day + self.days) - start, 0, None)
        wages = self.rate * book.wages_minor
        cap = self.cap_minor * MONTHS_PER_DAY * book.staff
        return whole(np.minimum(wages, cap) * book.share_to_us * idle_days)

    def cost_minor(self, paid_out: Amounts, lost: Flags) -> Amounts:
        """Count all that was paid; for lost firms as well, so rather too much than too little."""
        return np.broadcast_to(paid_out, lost.shape)
