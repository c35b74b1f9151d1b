"""The payables desk as people meet it, at the command line and in the control room."""

from dataclasses import dataclass, field

import polars as pl

from blackstart.base.canonical import Json
from blackstart.base.today import Today
from blackstart.payables.clearing.deciding import Wish
from blackstart.store import frames
from blackstart.store.database import Connection, Store
from blackstart.work import capacity, deciding, exceptions, story


@dataclass(slots=True, kw_only=True)
class PayablesDesk:
    """What people ask the desk, and tell it.

    The queue is made once for each state of what it rests on, so that turning its pages is quick.

    Attributes:
        store: the incident's store.
    """

    store: Store
    _made: tuple[Json, pl.DataFrame] | None = field(default=None, repr=False)

    def waiting(self) -> exceptions.Waiting:
        """List what waits for people."""
        with self.store.transaction(steady=True) as conn:
            moment = exceptions.moment_in(conn, self.store)
            return exceptions.with_queue(conn, self.store, moment, self._queue(conn, moment))

    def capacity(self) -> capacity.Capacity:
        """Estimate how long machines and people have to work."""
        with self.store.transaction(steady=True) as conn:
            moment = exceptions.moment_in(conn, self.store)
            return capacity.capacity_in(conn, self.store, moment, self._queue(conn, moment))

    def find(self, said: str) -> tuple[str, ...]:
        """Find invoices by id, by its beginning, or by the supplier's number."""
        return story.find(self.store, said)

    def story(self, subject: str) -> story.Story | None:
        """Tell the whole story of an invoice; None: there is none of that id."""
        return story.story(self.store, subject)

    def decide(self, wish: Wish) -> deciding.Decided:
        """Keep what a person decided, as far as it may be decided."""
        return deciding.decide(self.store, wish)

    def _queue(self, conn: Connection, moment: Today) -> pl.DataFrame:
        key: Json = [moment.day.isoformat(), frames.versions(conn, exceptions.READS)]
        made = self._made  # read once: another thread may turn a page meanwhile
        if made is None or made[0] != key:
            made = self._made = (key, exceptions.queue_in(conn, moment))
        return made[1]
