"""Documents that came and wait to be read: many readers share them, none twice."""

from dataclasses import dataclass, field
from datetime import date

from blackstart.store.database import Connection
from blackstart.store.queries import query

BYTES_MAX = 32_000_000
# A reader that was stopped and not killed keeps others off what it took; not for longer than this.
# What it took is read within a second; the largest that is taken, on a busy laptop, within ten.
LEASE = "120s"
READER = "blackstart reader"
# What fails is asked for again so that nobody has to, and seldom enough to harm nobody.
PAUSE = "10min"


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


def take(conn: Connection, limit: int, bytes_max: int = BYTES_MAX) -> list[Waiting]:
    """Give documents that nobody has read yet, for as long as the transaction lasts.

    After the lease the server ends the transaction: who was stopped meanwhile changes nothing.

    Args:
        conn: a connection in the caller's transaction.
        limit: how many at most; at least 1.
        bytes_max: how large they may be together; a larger one is given alone.
    """
    conn.execute(query("inbox", "lease"), {"lease": LEASE, "reader": READER})
    asked = {"limit": limit, "bytes_max": bytes_max}
    rows = conn.execute(query("inbox", "take"), asked, binary=True)
    return [
        Waiting(document=document, file=file, arrived_on=arrived_on, body=body)
        for document, file, arrived_on, body in rows
    ]


def let_go(conn: Connection) -> None:
    """Give back what readers took whose lease is over, and who do not hear that it is."""
    conn.execute(query("inbox", "overdue"), {"lease": LEASE, "reader": READER})


def may_ask(conn: Connection) -> bool:
    """Tell whether reading may be asked for: nobody is asked already, and none failed of late."""
    row = conn.execute(query("inbox", "may_ask"), {"pause": PAUSE}).fetchone()
    return bool(row and row[0])


def waiting(conn: Connection) -> int:
    """Count the documents that nobody has read yet."""
    row = conn.execute(query("inbox", "waiting")).fetchone()
    return row[0] if row else 0
