"""Take inventories of the estate in; what the dossier's own tables say goes before."""

import polars as pl

from blackstart.base.finding import Finding
from blackstart.day.tables import table
from blackstart.post.compose import read_compose
from blackstart.post.dossier import Dossier
from blackstart.store import frames
from blackstart.store.database import Connection, Store


def load(store: Store, dossier: Dossier, counts: dict[str, int], findings: list[Finding]) -> None:
    """Take the dossier's compose files in as services and dependencies.

    Args:
        store: where they go.
        dossier: names the files.
        counts: gets how many services and dependencies the inventories hold.
        findings: gets what is wrong with the files.
    """
    if not dossier.inventories:
        return
    files = [(str(path), (dossier.folder / path).read_bytes()) for path in dossier.inventories]
    estate = read_compose(files)
    findings.extend(estate.findings)
    counts["services"], counts["dependencies"] = len(estate.services), len(estate.dependencies)
    with store.transaction() as conn:
        _add(conn, "services", estate.services)
        _add(conn, "dependencies", estate.dependencies)


def _add(conn: Connection, name: str, rows: pl.DataFrame) -> None:
    """Add the rows whose key is not there yet."""
    which = table(name)
    new = rows.join(frames.read(conn, name), on=which.key, how="anti", maintain_order="left")
    frames.upsert(conn, which, new)
