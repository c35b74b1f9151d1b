"""What a failed gate takes back: shown before it is done, and done exactly so."""

from dataclasses import dataclass

import polars as pl

from blackstart.base.table import Frames
from blackstart.base.today import Mode, Today
from blackstart.estate.running.gates_open import Standing, standing
from blackstart.estate.running.moves import Gate, Move, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Retake:
    """What a fail does.

    Attributes:
        moves: the fail first, then each gate that is taken back with it, sorted.
        down: services that are reconnected now and are not any more afterwards, sorted.
    """

    moves: tuple[Move, ...]
    down: tuple[str, ...]


def retake(
    frames: Frames, now: Standing, gate: Gate, by: str, because: str, today: Today
) -> Retake:
    """Work out what the fail of a gate takes back: all that was built on it.

    Args:
        frames: the tables of `gates_open.READS`.
        now: where the restart stands.
        gate: the gate that fails; it has passed, or it is open.
        by: who says so.
        because: why.
        today: the moment.
    """
    fail = Move(
        service=gate[0],
        gate=gate[1],
        round=now.past.round(gate),
        move="failed",
        by=by,
        because=because,
    )
    added = pl.concat([frames["gate_moves"], rows([fail], now.past.last, today)])
    after = standing(
        {**frames, "gate_moves": added}, today.day, rehearsal=today.mode is Mode.EXERCISE
    )
    columns = ("service", "gate")
    lost = now.states.passed.join(after.states.passed, on=columns, how="anti").sort(columns)
    return Retake(
        moves=(
            fail,
            *(
                Move(
                    service=service,
                    gate=taken,
                    round=now.past.round((service, taken)),
                    move="taken back",
                    by=by,
                    because=f"{gate[0]}: '{gate[1]}' failed",
                )
                for service, taken in lost.select(columns).iter_rows()
                if (service, taken) != gate
            ),
        ),
        down=tuple(sorted(now.states.up - after.states.up)),
    )
