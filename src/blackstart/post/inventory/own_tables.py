"""What the dossier's own tables say of the estate, beside inventories: it goes before.

A service of the table `services` is joined by name like any other: what the table leaves empty, an
inventory or a team list may say. A row of another table counts as it stands.
"""

import polars as pl

from blackstart.base.table import Frames, Origin
from blackstart.day.tables import ROOMS, table
from blackstart.post.inventory.heap import Heap, Known

FORM = "dossier"
ESTATE_TABLES = tuple(one for one in dict(ROOMS)["estate"] if one.origin is Origin.DOSSIER)


def no_tables() -> dict[str, pl.DataFrame]:
    """Give the estate's tables of a dossier without any row."""
    return {one.name: one.empty() for one in ESTATE_TABLES}


def put(heap: Heap, tables: Frames) -> None:
    """Put the services of the table into a heap that is still empty."""
    columns = ("service", "source", "layer", "team", "described_as")
    for service, source, layer, team, words in tables["services"].select(columns).iter_rows():
        heap.services[service] = Known(
            source=source, layer=layer, team=team or "", described_as=words or ""
        )
    for name, rows in tables.items():
        if rows.height:
            heap.count(FORM, name, rows.height)


def own_first(name: str, rows: pl.DataFrame, more: pl.DataFrame) -> pl.DataFrame:
    """Give rows of a table, and those of others whose key they do not have.

    Args:
        name: of the table.
        rows: those that go before.
        more: those of others.
    """
    new = more.join(rows, on=table(name).key, how="anti", maintain_order="left")
    return pl.concat([rows, new])
