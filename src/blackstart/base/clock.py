"""Time is an argument: a clock is handed in, and a simulated clock is the same type."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from blackstart.base.errors import NaiveInstantError

SITE_ZONE = "Europe/London"


class Clock(Protocol):
    """Tells what time it is, for the operation as well as for an exercise."""

    def now(self) -> datetime:
        """Tell the instant, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The clock on the wall, for a live incident."""

    def now(self) -> datetime:
        """Tell the machine's instant, in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class SimulatedClock:
    """A clock that stands still until somebody moves it, for exercises, twins and tests.

    Attributes:
        instant: what it shows, in UTC.
    """

    instant: datetime

    def now(self) -> datetime:
        """Tell the simulated instant, in UTC."""
        return in_utc(self.instant)

    def advance(self, step: timedelta) -> None:
        """Move the clock forward by `step`."""
        self.instant = self.instant + step


def in_utc(instant: datetime) -> datetime:
    """Give the same instant in UTC.

    Raises:
        NaiveInstantError: the instant has no zone, so nobody can tell when it is.
    """
    if instant.tzinfo is None:
        raise NaiveInstantError(instant.isoformat())
    return instant.astimezone(UTC)


def business_date(instant: datetime, zone: str = SITE_ZONE) -> date:
    """Tell which day it is at the site: 23:30 UTC on 1 June is already 2 June in London."""
    return in_utc(instant).astimezone(ZoneInfo(zone)).date()


def iso_utc(instant: datetime) -> str:
    """Write an instant the way every document of ours does, for example 2025-09-25T03:00:00Z."""
    return in_utc(instant).strftime("%Y-%m-%dT%H:%M:%SZ")
