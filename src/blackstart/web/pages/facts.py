"""What a step told, looked up without trust: a fact that is missing is None, never a fault."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from blackstart.base.canonical import Json
from blackstart.base.clock import business_date
from blackstart.work.standing import Standing


def found(seen: Standing, step: str, *path: str) -> Json:
    """Follow a path into the facts of a step; None where it ends.

    Args:
        seen: a look at the incident.
        step: name of the step.
        path: keys, outermost first.
    """
    value: Json = seen.facts.get(step)
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def number_in(seen: Standing, step: str, *path: str) -> float | None:
    """Give a number of the facts, or None."""
    value = found(seen, step, *path)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def count_in(seen: Standing, step: str, *path: str) -> int:
    """Give a count of the facts; what was never counted is none."""
    return int(number_in(seen, step, *path) or 0)


def day_in(seen: Standing, step: str, *path: str) -> date | None:
    """Give a date of the facts, or None."""
    return as_day(found(seen, step, *path))


def as_day(value: Json) -> date | None:
    """Read a date as facts write it."""
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def amounts_in(seen: Standing, step: str, *path: str) -> dict[str, str]:
    """Give amounts by currency."""
    return {name: str(value) for name, value in mapping_in(seen, step, *path).items()}


def mapping_in(seen: Standing, step: str, *path: str) -> Mapping[str, Any]:
    """Give what is kept by name."""
    value = found(seen, step, *path)
    return value if isinstance(value, Mapping) else {}


def rows_in(seen: Standing, step: str, *path: str) -> list[Mapping[str, Any]]:
    """Give a list of entries that have names."""
    value = found(seen, step, *path)
    return [row for row in _listed(value) if isinstance(row, Mapping)]


def sentences_in(seen: Standing, step: str, *path: str) -> list[str]:
    """Give a list of texts."""
    return [text for text in _listed(found(seen, step, *path)) if isinstance(text, str)]


def decided_on(seen: Standing, step: str) -> date:
    """Tell which day a step's facts are about; today where it never was performed."""
    return business_date(seen.done_at.get(step, seen.now))


def _listed(value: Json) -> Sequence[Json]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()
