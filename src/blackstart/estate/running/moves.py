"""The story of the gates so far: the round that each is in, what became of it, how long it took."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

import polars as pl

from blackstart.base.today import Today
from blackstart.estate.running.tables import ENDS, GateMoves

Gate: TypeAlias = tuple[str, str]  # service, gate

HOUR = timedelta(hours=1)
MACHINE = "blackstart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Something that became of a gate.

    Attributes:
        service: the service.
        gate: the gate.
        round: in which round of it.
        move: what: opened, begun, done, late, passed, failed, taken back, lapsed.
        by: who did it.
        because: why; empty where it speaks for itself.
        signers: of a pass, how many signatures it needed.
        evidence_sha256: of a pass, the hash of the list of evidence that it rests on.
    """

    service: str
    gate: str
    round: int
    move: str
    by: str = MACHINE
    because: str = ""
    signers: int | None = None
    evidence_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """When a move was made, and by whom."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What became of the gates so far.

    Attributes:
        ended: by gate, how many of its rounds have ended.
        stamps: by gate, the moves of the round that it is in now; the first of those who began,
            the last of those who were done.
        hands: by gate, all who began to work at it in the round that it is in now.
        last: the number of the last move; 0: there was none.
    """

    ended: Mapping[Gate, int] = field(default_factory=dict)
    stamps: Mapping[Gate, Mapping[str, Stamp]] = field(default_factory=dict)
    hands: Mapping[Gate, frozenset[str]] = field(default_factory=dict)
    last: int = 0

    def round(self, gate: Gate) -> int:
        """Tell which round a gate is in, 1 first."""
        return self.ended.get(gate, 0) + 1

    def made(self, gate: Gate) -> Mapping[str, Stamp]:
        """Give the moves of a gate in the round that it is in."""
        return self.stamps.get(gate, {})


def past(moves: pl.DataFrame) -> Past:
    """Tell the story of the table `gate_moves`; nothing in it is a script of days to come."""
    ended: dict[Gate, int] = {}
    stamps: dict[Gate, dict[str, Stamp]] = {}
    hands: dict[Gate, frozenset[str]] = {}
    for row in moves.sort("number").iter_rows(named=True):
        gate = (row["service"], row["gate"])
        if row["move"] in ENDS:
            ended[gate] = max(ended.get(gate, 0), row["round"])
            stamps.pop(gate, None)
            hands.pop(gate, None)
        elif row["round"] > ended.get(gate, 0):
            stamp = Stamp(at=row["moved_at"], by=row["moved_by"])
            made = stamps.setdefault(gate, {})
            if row["move"] == "begun":
                hands[gate] = hands.get(gate, frozenset()) | {stamp.by}
                made.setdefault("begun", stamp)
            else:
                made[row["move"]] = stamp
    last = max(moves["number"], default=0)
    return Past(ended=ended, stamps=stamps, hands=hands, last=last)


def rows(moves: Iterable[Move], last: int, today: Today) -> pl.DataFrame:
    """Make rows of the table `gate_moves`.

    Args:
        moves: in the order in which they happened.
        last: the number of the move before them.
        today: the moment.
    """
    schema = pl.DataFrame(GateMoves.create_empty()).schema
    told = [
        {
            **{name: getattr(move, name) for name in ("service", "gate", "round", "move")},
            "number": number,
            "moved_at": today.at,
            "moved_on": today.day,
            "moved_by": move.by,
            "because": move.because or None,
            "signers": move.signers,
            "evidence_sha256": move.evidence_sha256,
        }
        for number, move in enumerate(moves, start=last + 1)
    ]
    return pl.DataFrame(told, schema=schema)


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """How long a gate took in the round that it is in; waiting is not working time.

    Attributes:
        waited_hours: from opened until somebody began, and from done until it passed.
        worked_hours: from begun until done; None: nobody said that they began.
    """

    waited_hours: float
    worked_hours: float | None


def took(stamps: Mapping[str, Stamp], now: datetime) -> Took:
    """Tell how long a gate waited and was worked on, in elapsed hours.

    Args:
        stamps: the moves of a round.
        now: until when an open gate has waited or was worked on.
    """
    end = stamps["passed"].at if "passed" in stamps else now
    opened = stamps["opened"].at if "opened" in stamps else end
    if "begun" not in stamps:
        return Took(waited_hours=(end - opened) / HOUR, worked_hours=None)
    begun = stamps["begun"].at
    done = stamps["done"].at if "done" in stamps else end
    waited = max(begun - opened, timedelta(0)) + (end - done)
    return Took(waited_hours=waited / HOUR, worked_hours=(done - begun) / HOUR)
