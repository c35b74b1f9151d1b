"""Take inventories of the estate in; what the dossier's own tables say goes before."""

from dataclasses import asdict
from functools import partial

import polars as pl

from blackstart.day.tables import table
from blackstart.post.dossier.folder import Dossier
from blackstart.post.inventory.importing import read_inventories
from blackstart.store import frames
from blackstart.store.database import Connection
from blackstart.work.once import Facts, Once


def load(work: Once, dossier: Dossier) -> Facts:
    """Take the files of `estate/` in as services and dependencies.

    Args:
        work: the load that this is a part of.
        dossier: names the files.

    Returns:
        How many services and dependencies they hold, and what is wrong with them.
    """
    if not dossier.inventories:
        return {"counts": {}, "findings": []}
    return work.part("inventories", partial(_estate, dossier))


def _estate(dossier: Dossier, conn: Connection) -> Facts:
    files = [(str(path), (dossier.folder / path).read_bytes()) for path in dossier.inventories]
    estate = read_inventories(files)
    _add(conn, "services", estate.services)
    _add(conn, "dependencies", estate.dependencies)
    return {
        "counts": {
            "services": estate.services.height,
            "dependencies": estate.dependencies.height,
        },
        "findings": [asdict(finding) for finding in estate.findings],
    }


def _add(conn: Connection, name: str, rows: pl.DataFrame) -> None:
    """Add the rows whose key is not there yet."""
    which = table(name)
    new = rows.join(frames.read(conn, name), on=which.key, how="anti", maintain_order="left")
    frames.upsert(conn, which, new)
