"""The day on which a room decides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from blackstart.base.calendar import Calendar
from blackstart.base.clock import Clock, business_date


class Mode(StrEnum):
    """Whether this is the incident or a rehearsal; the two never share a database."""

    EXERCISE = "EXERCISE"
    LIVE = "LIVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Everything about the moment that a decision may depend on.

    Attributes:
        at: the instant, in UTC.
        day: the business date at the site.
        mode: EXERCISE or LIVE; every paper says which.
        calendar: working days of bank and site.
        left: by activity, how many units of today's capacity are not used yet.
    """

    at: datetime
    day: date
    mode: Mode
    calendar: Calendar = field(default_factory=Calendar)
    left: Mapping[str, int] = field(default_factory=dict)


def today(clock: Clock, mode: Mode, left: Mapping[str, int] | None = None) -> Today:
    """Read the clock once, so that a whole decision sees one moment.

    Args:
        clock: the operation's clock, or a simulated one.
        mode: EXERCISE or LIVE.
        left: by activity, what is left of today's capacity; nothing when not given.
    """
    at = clock.now()
    return Today(at=at, day=business_date(at), mode=mode, left=left or {})
