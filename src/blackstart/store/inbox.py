"""Documents that came and wait to be read: many readers share them, none twice."""

from dataclasses import dataclass, field
from datetime import date

from blackstart.store.database import Connection
from blackstart.store.queries import query


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A document that waits.

    Attributes:
        document: SHA-256 of its bytes.
        file: its name in the dossier.
        arrived_on: business date of arrival.
        body: its bytes.
    """

    document: str
    file: str
    arrived_on: date
    body: bytes = field(repr=False)


def take(conn: Connection, limit: int) -> list[Waiting]:
    """Give documents that nobody has read yet, for as long as the transaction lasts.

    Args:
        conn: a connection in the caller's transaction.
        limit: how many at most; at least 1.
    """
    rows = conn.execute(query("inbox", "take"), {"limit": limit}, binary=True)
    return [
        Waiting(document=document, file=file, arrived_on=arrived_on, body=body)
        for document, file, arrived_on, body in rows
    ]


def waiting(conn: Connection) -> int:
    """Count the documents that nobody has read yet."""
    row = conn.execute(query("inbox", "waiting")).fetchone()
    return row[0] if row else 0
