"""The trail of one invoice: found by what a person says of it, decided, followed in the record."""

from collections.abc import Iterable

from blackstart.store.database import Connection
from blackstart.store.queries import query
from blackstart.store.record import Kept

FOUND_MAX = 20


def find(conn: Connection, said: str) -> tuple[str, ...]:
    """Find invoices and refused documents; the one of exactly that id alone, if there is one.

    Args:
        conn: a connection.
        said: an id, its beginning, or the number that the supplier gave.

    Returns:
        Ids, sorted, at most `FOUND_MAX`.
    """
    rows = conn.execute(query("trail", "find"), {"said": said, "limit": FOUND_MAX}).fetchall()
    found = tuple(invoice for (invoice,) in rows)
    return (said,) if said in found else found


def events(conn: Connection, about: Iterable[tuple[str, str]]) -> tuple[Kept, ...]:
    """Give what the record says, oldest first.

    Args:
        conn: a connection.
        about: acts, each with what it was done to.
    """
    pairs = sorted(set(about))
    asked = {"acts": [act for act, _ in pairs], "subjects": [subject for _, subject in pairs]}
    rows = conn.execute(query("trail", "events"), asked).fetchall()
    return tuple(Kept(seq=seq, body=body, leaf_hash=leaf.hex()) for seq, body, leaf in rows)


def decide_alone(conn: Connection) -> None:
    """Wait until nobody else is deciding; holds until the transaction ends."""
    conn.execute(query("trail", "decide_alone"))
