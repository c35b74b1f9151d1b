"""More or less of a shared thing: a clean-room slot, restore bandwidth from the vault."""

import polars as pl

from blackstart.base.finding import Finding
from blackstart.base.table import Frames
from blackstart.estate.asking.amounts import more_or_less
from blackstart.estate.asking.change import HELPS, HURTS, Change, Ground, Kind

FORM = "THING=+1"
AMOUNT_MAX = 1_000_000


def read(text: str, ground: Ground) -> Change | Finding:
    """Read "clean-room=+1".

    Findings: BS-EST-201, BS-EST-202, BS-EST-204.
    """
    amounts = dict(ground.tables["shared_things"].select("thing", "amount").iter_rows())
    found = more_or_less("slot", FORM, text, amounts, AMOUNT_MAX)
    if isinstance(found, Finding):
        return found
    thing, more = found
    return Change(
        words=f"{abs(more)} {'more' if more > 0 else 'fewer'} of {thing}",
        effect=HELPS if more > 0 else HURTS,
        applied=lambda tables: _amounting(tables, thing, more),
    )


def _amounting(tables: Frames, thing: str, more: int) -> Frames:
    amount = pl.when(pl.col("thing") == thing).then(pl.col("amount") + more).otherwise("amount")
    return {**tables, "shared_things": tables["shared_things"].with_columns(amount=amount)}


def names(ground: Ground) -> tuple[str, ...]:
    """Name the shared things, sorted."""
    return tuple(ground.tables["shared_things"]["thing"].sort())


KIND = Kind(
    option="slot",
    form=FORM,
    label="Shared thing",
    help="More (+1) or less (-1) of a thing that gates share, for example a clean-room slot.",
    amount="Of it",
    usual="+1",
    read=read,
    names=names,
)
