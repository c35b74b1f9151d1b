"""The supplier desk's figures, for the record and for the operator."""

import numpy as np
import polars as pl

from blackstart.base.canonical import Json
from blackstart.base.money import show
from blackstart.suppliers.book import Book
from blackstart.suppliers.compare import Comparison
from blackstart.suppliers.packages import Package

WORRY_WEEKS = 4
FIRST = 10


def runway_facts(book: Book, rows: pl.DataFrame) -> dict[str, Json]:
    """Count who will not last, and name who falls first.

    Args:
        book: the firms.
        rows: what `runways` made of them, in the same order.
    """
    likely = rows["weeks_likely"].to_numpy()
    worried = likely < WORRY_WEEKS
    told = int(book.told.sum())
    return {
        "firms": len(likely),
        "told": told,
        "assumed": len(likely) - told,
        "stand_ins": dict(sorted(book.stand_ins.items())),
        "under_weeks": {
            str(weeks): {
                "firms": int((likely < weeks).sum()),
                "only_source": int(((likely < weeks) & book.only_source).sum()),
            }
            for weeks in (1, 2, WORRY_WEEKS)
        },
        "jobs_at_risk": int(book.staff[worried].sum()),
        "first": _first(book, rows),
    }


def _first(book: Book, rows: pl.DataFrame) -> list[Json]:
    """Name the firms with the fewest weeks, those that nobody can replace first."""
    order = np.lexsort((~book.only_source, rows["weeks_likely"].to_numpy()))[:FIRST]
    return [
        {
            "firm": book.firm[place],
            "only_source": bool(book.only_source[place]),
            "weeks": [
                rows[column][int(place)] for column in ("weeks_low", "weeks_likely", "weeks_high")
            ],
            "basis": rows["basis"][int(place)],
            "owed": {book.currency[place]: show(int(book.owed_minor[place]), book.currency[place])},
        }
        for place in order
    ]


def package_facts(package: Package, result: Comparison) -> Json:
    """Say what a package would do, and on what terms."""
    low, likely, high = result.firms_kept
    return {
        "package": package.name,
        "schemes": [scheme.describe() for scheme in package.schemes],
        "source": package.source,
        "firms_kept": {"low": low, "likely": likely, "high": high},
        "jobs_kept": result.jobs_kept,
        "cost": {package.currency: show(result.cost_minor, package.currency)},
        "deadweight_share": round(result.deadweight_share, 4),
    }
