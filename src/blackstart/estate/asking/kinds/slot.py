"""More or less of a shared thing: a clean-room slot, restore bandwidth from the vault."""

import re

import polars as pl

from blackstart.base.finding import Finding
from blackstart.base.table import Frames
from blackstart.estate.asking import findings
from blackstart.estate.asking.change import (
    HELPS,
    HURTS,
    Change,
    Ground,
    Kind,
    halves,
    stranger,
    unreadable,
)

FORM = "THING=+1"
AMOUNT_MAX = 1_000_000
_COUNT = re.compile(r"[+-]?[1-9]\d{0,5}", re.ASCII)


def read(text: str, ground: Ground) -> Change | Finding:
    """Read "clean-room=+1".

    Findings: BS-EST-201, BS-EST-202, BS-EST-204.
    """
    thing, figure = halves(text)
    if not thing or not _COUNT.fullmatch(figure):
        return unreadable("slot", text, FORM)
    amounts = dict(ground.tables["shared_things"].select("thing", "amount").iter_rows())
    if thing not in amounts:
        return stranger("slot", thing, amounts)
    more, amount = int(figure), amounts[thing]
    if not 1 <= amount + more <= AMOUNT_MAX:
        return findings.NOBODY_LEFT.at(f"slot: {thing}", f"there are {amount} of {thing}")
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
