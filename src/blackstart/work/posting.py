"""Hand letters over: what a decision put into the outbox becomes a file, once."""

from pathlib import Path

from blackstart.store import outbox
from blackstart.store.database import Store
from blackstart.store.outbox import WrittenOut


def outbox_folder(store: Store) -> Path:
    """Name the folder that letters leave through."""
    return store.home.root / "outbox" / store.database


def write_out(store: Store) -> WrittenOut:
    """Write the letters that are not written yet; a letter that is there stays as it is.

    Args:
        store: whose outbox it is.

    Returns:
        The files that were written, and why others were not.

    Findings:
        BS-STO-001: a file of that name with other bytes is there already.
    """
    with store.transaction() as conn:
        return outbox.write_out(conn, outbox_folder(store))
