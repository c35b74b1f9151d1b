"""Which moment the page is about, and whether its figures still are of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from blackstart.base.clock import SITE_ZONE, business_date
from blackstart.web.pages.words import day, some
from blackstart.work.intake import LOAD
from blackstart.work.standing import NAMES, Standing

# A dossier is loaded and a notice drafted when there is a reason; the others answer every day.
DAILY = tuple(name for name in NAMES if name not in {LOAD, "notices.draft"})
NAMED_MAX = 3


def as_of(seen: Standing) -> str:
    """Write the moment of a look in the site's time."""
    return written(seen.now)


def written(now: datetime) -> str:
    """Write a moment in the site's time."""
    return f"{_there(now):%A %-d %B %Y, %H:%M} ({SITE_ZONE})"


def age(seen: Standing) -> tuple[str, bool]:
    """Say how old the figures are, and whether they are stale: a frozen page must not look live.

    Returns:
        A sentence; and True when a figure is missing, of another day, or older than the dossier.
    """
    missing = [name for name in DAILY if name not in seen.done_at]
    if len(missing) == len(DAILY):
        return "Nothing has been decided yet: `blackstart run` does it.", True
    if missing:
        return f"INCOMPLETE: no answer yet from {_named(missing)}. `blackstart run` goes on.", True
    oldest = min(seen.done_at[name] for name in DAILY)
    days = (business_date(seen.now) - business_date(oldest)).days
    if days:
        since = day(business_date(oldest), business_date(seen.now))
        behind = some(abs(days), "day")
        return f"STALE: the oldest figure is of {since}, {behind} ago. Use `blackstart run`.", True
    if seen.done_at.get(LOAD, oldest) > oldest:
        return "STALE: a dossier came after the oldest figure. Use `blackstart run`.", True
    return f"Every figure is of today; the oldest of {_there(oldest):%H:%M}.", False


def _named(steps: list[str]) -> str:
    rest = len(steps) - NAMED_MAX
    return ", ".join(steps[:NAMED_MAX]) + (f" and {rest} more" if rest > 0 else "")


def _there(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(SITE_ZONE))
