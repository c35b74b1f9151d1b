"""How fast documents are read, and how many workers are alive: by the wall's clock."""

from dataclasses import dataclass

from blackstart.store.database import Connection
from blackstart.store.queries import query

HEAPS_LOOKED_AT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast workers were lately.

    Attributes:
        documents: how many the last heaps held.
        seconds: how long single workers took for them, added up.
        workers: how many are alive.
    """

    documents: int
    seconds: float
    workers: int


def note(conn: Connection, documents: int, seconds: float) -> None:
    """Note how long one worker took for a heap, in the transaction that keeps what it read.

    Args:
        conn: a connection in the caller's transaction.
        documents: how many documents the heap held.
        seconds: wall time.
    """
    conn.execute(query("pace", "note"), {"documents": documents, "seconds": seconds})


def lately(conn: Connection, alive_seconds: int) -> Pace:
    """Tell how fast the last heaps were read, and how many workers are alive.

    Args:
        conn: a connection.
        alive_seconds: a worker that gave no sign of life for longer is dead.
    """
    read = conn.execute(query("pace", "lately"), {"heaps": HEAPS_LOOKED_AT}).fetchone()
    alive = conn.execute(query("pace", "workers"), {"seconds": alive_seconds}).fetchone()
    documents, seconds = read or (0, 0.0)
    return Pace(documents=int(documents), seconds=float(seconds), workers=(alive or (0,))[0])
