"""The first page: what waits for whom, five figures, the desks, the restart, the record."""

from collections.abc import Sequence
from dataclasses import asdict

import msgspec

from blackstart.base.clock import business_date
from blackstart.web.pages import forecasts, restart
from blackstart.web.pages.desks import desks
from blackstart.web.pages.facts import sentences_in
from blackstart.web.pages.head import head
from blackstart.web.pages.tiles import tiles
from blackstart.web.pages.view import Front, Grid
from blackstart.web.pages.waiting import waiting
from blackstart.web.pages.words import number
from blackstart.work.standing import Standing

TABLES = ("plan", "payment_runs", "firms", "runways", "outlook_days", "outlook_figures")
UNKNOWN_SHOWN = 12
SUBJECT_MAX = 40


def front(seen: Standing) -> Front:
    """Work out the first page.

    Args:
        seen: one consistent look at the incident with `TABLES`.
    """
    today = business_date(seen.now)
    return Front(
        **asdict(head(seen)),
        waiting=waiting(seen, today),
        tiles=tiles(seen, today),
        desks=desks(seen),
        charts=(
            restart.phases(seen),
            restart.services(seen),
            forecasts.backlog(seen, today),
            forecasts.cars(seen, today),
            forecasts.cash(seen),
            forecasts.firms_out(seen, today),
        ),
        unknown=_unknown(seen),
        records=_records(seen.newest),
        head=_head(seen),
    )


def _records(bodies: Sequence[str]) -> Grid:
    events = [msgspec.json.decode(body) for body in bodies]
    return Grid(
        caption=f"The last {len(events)} entries, newest first",
        heads=("At (UTC)", "Who", "What", "About"),
        rows=[
            (event["at"], event["actor"], event["act"], str(event["subject"])[:SUBJECT_MAX])
            for event in events
        ],
    )


def _head(seen: Standing) -> str:
    """Say how far the record is sealed, and its head for reading out over the phone."""
    entries, sealed, root = (seen.record[key] for key in ("entries", "sealed", "root"))
    if root is None:
        return f"Entries: {entries}, none sealed yet: nothing is proven."
    return f"Entries: {entries}, sealed: {sealed}, at {seen.record['signed_at']}. Head: {root}"


def _unknown(seen: Standing) -> list[str]:
    """Gather what the rooms could not answer, each sentence once."""
    told = (text for step in seen.facts for text in sentences_in(seen, step, "unknown"))
    sentences = list(dict.fromkeys(told))
    more = len(sentences) - UNKNOWN_SHOWN
    rest = (
        [f"And {number(more)} more; `blackstart status --json` has them all."] if more > 0 else []
    )
    return [*sentences[:UNKNOWN_SHOWN], *rest]
