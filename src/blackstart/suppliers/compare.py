"""What a support package would do, against doing nothing, on the same random numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from blackstart.suppliers.book import Amounts, Book, Flags
from blackstart.suppliers.draws import Draws
from blackstart.suppliers.packages import Package
from blackstart.suppliers.runway import drain, money_minor
from blackstart.suppliers.tables import SupportResults

HORIZON_DAYS = 120
_CHECKS = range(0, HORIZON_DAYS + 1, 5)  # every working week is seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A package against no support.

    Attributes:
        firms_kept: firms not out of cash because of it: low, middle, high of the 80 % range.
        jobs_kept: people in those firms, middle.
        cost_minor: to whoever pays, middle.
        deadweight_share: share of the cost spent on firms that last without it.
    """

    firms_kept: tuple[float, float, float]
    jobs_kept: float
    cost_minor: int
    deadweight_share: float


def lost(book: Book, draws: Draws, package: Package | None) -> Flags:
    """Tell which firms run out of cash within the horizon.

    Args:
        book: the firms.
        draws: what nobody knows.
        package: support; None: none.

    Returns:
        By draw and firm.
    """
    going = drain(book, draws.costs_kept)
    start = money_minor(book, draws.days_of_costs, going)
    out = np.zeros(start.shape, np.bool_)
    for day in _CHECKS:
        money = start - going.lost_minor(0, day)
        money += (draws.paid_after_days <= day)[:, None] * np.maximum(book.owed_minor, 0)
        if package is not None:
            money += package.paid_out_minor(book, day)
        out |= money < 0
    return out


def compare(book: Book, draws: Draws, package: Package, without: Flags) -> Comparison:
    """Judge a package against no support.

    Args:
        book: the firms.
        draws: the same for all packages.
        package: what is judged.
        without: what `lost` says for no package.

    Returns:
        Firms and jobs kept, cost, and the share of it that changes nothing.
    """
    still_lost = lost(book, draws, package)
    kept = without & ~still_lost
    cost = package.cost_minor(book, HORIZON_DAYS, still_lost)
    return Comparison(
        firms_kept=_range(kept.sum(axis=1)),
        jobs_kept=float(np.median(kept @ book.staff)),
        cost_minor=_middle(cost.sum(axis=1)),
        deadweight_share=_share(float((cost * ~without).sum()), float(cost.sum())),
    )


def _range(firms: Amounts) -> tuple[float, float, float]:
    low, middle, high = np.quantile(firms, (0.1, 0.5, 0.9), method="inverted_cdf")
    return float(low), float(middle), float(high)


def _middle(amounts: Amounts) -> int:
    return int(np.quantile(amounts, 0.5, method="inverted_cdf"))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def result_rows(results: Sequence[tuple[Package, Comparison]], day: date) -> pl.DataFrame:
    """Write comparisons as rows of the table `support_results`."""
    rows = [
        {
            "package": package.name,
            "day": day,
            "firms_kept_low": result.firms_kept[0],
            "firms_kept": result.firms_kept[1],
            "firms_kept_high": result.firms_kept[2],
            "jobs_kept": result.jobs_kept,
            "cost_minor": result.cost_minor,
            "deadweight_share": result.deadweight_share,
            "currency": package.currency,
        }
        for package, result in results
    ]
    return pl.DataFrame(rows, schema=SupportResults.create_empty().schema)
