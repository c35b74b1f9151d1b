"""A report as plain values: what it says is decided here, how it is written elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from blackstart.base.finding import Finding
from blackstart.estate.running.statement import Case

MORE = "… and {} more"
FINDINGS_SAID = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of a report.

    Attributes:
        name: short name, for a file.
        heads: names of the columns.
        rows: their cells as text.
    """

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a report.

    Attributes:
        title: what it is about.
        sentences: what is to be said.
        sheet: the same in detail; None: there is no more.
    """

    title: str
    sentences: tuple[str, ...] = ()
    sheet: Sheet | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report.

    Attributes:
        title: what it is.
        case: incident and mode; both stand on every file.
        day: the business date that it is about.
        sections: its parts, in order.
    """

    title: str
    case: Case
    day: date
    sections: tuple[Section, ...]


def some(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun: "1 gate", "2 gates"; `many` where an s is not enough."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def named(names: Sequence[str], most: int = 12) -> str:
    """Write names one behind the other, and how many were left out."""
    rest = [MORE.format(len(names) - most)] if len(names) > most else []
    return ", ".join([*names[:most], *rest])


def sentence(words: str) -> str:
    """End a sentence with one full stop."""
    return words.rstrip(".") + "."


def findings_said(found: Sequence[Finding]) -> tuple[str, ...]:
    """Say what does not count, the first twenty of it, and how many more there are."""
    said = [sentence(f"{one.subject}: {one.message}") for one in found[:FINDINGS_SAID]]
    rest = len(found) - FINDINGS_SAID
    more = [f"{MORE.format(rest)}: `blackstart estate status --json` has them all."]
    return (*said, *(more if rest > 0 else ()))
