"""What a page shows, as plain values: a template decides nothing and asks nobody."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One big figure.

    Attributes:
        title: what it is.
        values: the figure with its unit; several where currencies are never added.
        range: its 80 % range, or why there is none.
        note: one line more; may be empty.
    """

    title: str
    values: tuple[str, ...]
    range: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that waits for somebody.

    Attributes:
        who: the team or desk.
        what: what they have to do.
        since: since when, until when, or what to do next; may be empty.
    """

    who: str
    what: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: the twin of a chart, or a list.

    Attributes:
        caption: what it shows.
        heads: names of the columns.
        rows: their cells as text; numbers are written by whoever makes the grid.
        numeric: places of the columns that hold numbers, from 0.
    """

    caption: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing with the same data as a table; without data it says what is missing.

    Attributes:
        title: what it shows.
        drawing: the SVG, or None when there is nothing to draw.
        grid: the same as a table.
        missing: why there is nothing to draw.
        legend: how to read it.
    """

    title: str
    drawing: Markup | None
    grid: Grid
    missing: str
    legend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The top of a page about the incident.

    Attributes:
        mode: EXERCISE or LIVE.
        incident: name of the incident.
        synthetic: True when what the page shows is made up.
        as_of: the moment that the page is about, in words.
        age: how old the figures are, in words.
        stale: True when they must not be taken for those of this moment.
    """

    mode: str
    incident: str
    synthetic: bool
    as_of: str
    age: str
    stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Front(Head):
    """The first page, top to bottom.

    Attributes:
        waiting: what waits for whom.
        tiles: five figures with their ranges.
        desks: each desk with its sentences.
        charts: restart, backlog, cars, runways: each with its table.
        unknown: what cannot be answered, and why.
        records: the last entries of the record.
        head: the record's head, or why there is none.
    """

    waiting: Sequence[Waiting]
    tiles: Sequence[Tile]
    desks: Sequence[tuple[str, Sequence[str]]]
    charts: Sequence[Chart]
    unknown: Sequence[str]
    records: Grid
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A page that says why there is no page.

    Attributes:
        mode: EXERCISE or LIVE.
        incident: name of the incident.
        title: what happened.
        what: what happened and what was not changed, in a sentence.
        then: what to do next.
    """

    mode: str
    incident: str
    title: str
    what: str
    then: str
