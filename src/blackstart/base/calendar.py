"""Which days banks and sites work. Business dates are dates in the site's zone."""

from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = 5

# Bank holidays in England and Wales, as published on gov.uk for 2025 to 2027.
_HOLIDAYS = """
2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26
2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28
"""
ENGLAND = frozenset(date.fromisoformat(text) for text in _HOLIDAYS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The working days of a bank or a site.

    Attributes:
        closed: dated days off besides the weekends, for example bank holidays or a shutdown.
    """

    closed: frozenset[date] = field(default=ENGLAND)

    def works(self, day: date) -> bool:
        """Tell whether people work on that day."""
        return day.weekday() < SATURDAY and day not in self.closed

    def on_or_after(self, day: date) -> date:
        """Give the first working day that is not before `day`."""
        while not self.works(day):
            day += timedelta(days=1)
        return day

    def later(self, day: date, working_days: int) -> date:
        """Count working days forward: Friday and 1 is Monday.

        Args:
            day: where the count starts; it need not be a working day itself.
            working_days: how many working days later; 0 gives the first one on or after `day`.
        """
        day = self.on_or_after(day)
        for _ in range(working_days):
            day = self.on_or_after(day + timedelta(days=1))
        return day
