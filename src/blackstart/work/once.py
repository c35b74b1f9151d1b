"""Do something once for one state of its input: twice, by two processes, or after a kill."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from blackstart.base.canonical import Json
from blackstart.store import steps
from blackstart.store.database import Connection, Store

Facts: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """A piece of work and what it rests on; each part of it is one transaction, or nothing.

    Attributes:
        store: where it is done, and noted.
        step: its name.
        inputs: what it rests on; for other input it is done anew.
        at: when it is done, in UTC.
    """

    store: Store
    step: str
    inputs: Mapping[str, Json]
    at: datetime

    def known(self) -> Facts | None:
        """Give the facts of the whole if it was what was done last; nobody is waited for."""
        with self.store.transaction() as conn:
            return self._noted(conn, "")

    def part(self, scope: str, do: Callable[[Connection], Facts]) -> Facts:
        """Do a part, unless it is what was done last; another process doing it is waited for.

        Args:
            scope: which part; empty: the whole.
            do: does it in the transaction that it is given, and says what it did.

        Returns:
            What was done, now or before.
        """
        with self.store.transaction() as conn:
            steps.lock(conn)
            noted = self._noted(conn, scope)
            if noted is not None:
                return noted
            facts = do(conn)
            steps.done(conn, self.step, inputs=self.inputs, facts=facts, at=self.at, scope=scope)
        return facts

    def _noted(self, conn: Connection, scope: str) -> Facts | None:
        last = steps.last(conn, self.step, scope)
        return last.facts if last is not None and last.inputs == self.inputs else None
