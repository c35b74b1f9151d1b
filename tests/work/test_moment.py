"""The operation's clock: the wall's when it is live, the exercise's own in an exercise."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from blackstart.base.clock import SystemClock
from blackstart.base.today import Mode
from blackstart.store import record
from blackstart.store.database import Store, open_store
from blackstart.store.server import Server
from blackstart.work import moment
from tests.work.incident import drop

AS_OF = datetime(2025, 9, 25, 3, tzinfo=UTC)


@pytest.fixture
def live(home: Path, server: Server) -> Iterator[Store]:
    """Open the store of a live incident."""
    with open_store(home, "a live one", Mode.LIVE) as opened:
        yield opened
    drop(server, "a live one", Mode.LIVE)


def test_an_exercise_begins_at_its_dossiers_moment(store: Store) -> None:
    """The clock of an exercise starts once, stands still, and is the same for every process."""
    summer = timezone(timedelta(hours=1))
    assert moment.start(store, AS_OF.astimezone(summer)).now() == AS_OF
    assert moment.start(store, AS_OF + timedelta(days=9)).now() == AS_OF
    assert moment.clock(store).now() == AS_OF


def test_an_exercise_that_never_began(store: Store) -> None:
    """Before an exercise begins its clock is at year one, where no row is of today."""
    assert moment.clock(store).now().year == 1


def test_moving_the_clock(store: Store) -> None:
    """The clock of an exercise moves on by whole days, and the record says by whom and how far."""
    moment.start(store, AS_OF)
    assert moment.advance(store, 1).now() == AS_OF + timedelta(days=1)
    assert moment.advance(store, 30).now() == AS_OF + timedelta(days=31)
    assert moment.clock(store).now() == AS_OF + timedelta(days=31)
    with store.connect() as conn:
        newest, oldest = record.newest(conn, 5)
    assert '"act":"exercise.advance","actor":"operator","at":"2025-10-26T03:00:00Z"' in newest.body
    assert '"facts":{"days":1}' in oldest.body


def test_a_live_clock_is_the_walls(live: Store) -> None:
    """A live incident runs on the wall's clock, whatever its dossier says; nobody moves it."""
    assert isinstance(moment.start(live, AS_OF), SystemClock)
    assert isinstance(moment.clock(live), SystemClock)
    with pytest.raises(moment.LiveClockError, match="a live one"):
        moment.advance(live, 1)
    with live.connect() as conn:
        assert record.counts(conn) == (0, 0)
