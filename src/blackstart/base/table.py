"""A table: the columns that a room needs, and where its rows come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

import dataframely as dy
import polars as pl

from blackstart.base.canonical import Json
from blackstart.base.finding import Finding


class Origin(StrEnum):
    """Where the rows of a table come from."""

    DOSSIER = "dossier"
    MADE = "made"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a room.

    Attributes:
        name: the same in the dossier, in PostgreSQL and in the frames' catalogue.
        schema: its columns, rules and primary key.
        origin: whether a dossier brings it or a room makes it.
    """

    name: str
    schema: type[dy.Schema]
    origin: Origin = Origin.DOSSIER

    @property
    def key(self) -> tuple[str, ...]:
        """Name the columns that tell two rows apart."""
        return tuple(self.schema.primary_key())

    def empty(self) -> pl.DataFrame:
        """Give the table without rows, for a dossier that does not bring it."""
        return pl.DataFrame(self.schema.create_empty())


Frames: TypeAlias = Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a room decided: rows to keep, capacity that it took, and what to say.

    Attributes:
        rows: by table, rows to insert or to update by their primary key; nothing is ever deleted.
        takes: by activity, how many units of today's quota the decision used; 0 or more.
        findings: what a person has to look at.
        facts: the summary for the record and for the operator.
    """

    rows: Frames = field(default_factory=dict)
    takes: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)
