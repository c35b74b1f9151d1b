"""What waits at each desk, counted with the rooms' own functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from blackstart.base import activity
from blackstart.base.table import Frames
from blackstart.outlook.assumed import ARRIVALS_LOOK_BACK_DAYS
from blackstart.parts.allocate import share_out
from blackstart.parts.backlog import waiting
from blackstart.parts.shelf import on_shelf
from blackstart.vehicles.register import UK, queue
from blackstart.vehicles.wholesale import unbilled

READS = (
    "debts",
    "part_stock",
    "part_arrivals",
    "part_orders",
    "allocations",
    "vehicles",
    "retailers",
    "wholesale_invoices",
    "registrations",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A desk and its backlog.

    Attributes:
        activity: its name.
        series: name of the series of its backlog.
        waiting: pieces that can be done.
        stuck: pieces that wait for something else than the desk.
        per_day: new pieces a day, as lately.
        known: false when the dossier has none of its tables.
    """

    activity: str
    series: str
    waiting: int
    stuck: int
    per_day: float
    known: bool


def desks(frames: Frames, day: date) -> tuple[Desk, ...]:
    """Count what waits at the desks that work pieces off.

    Args:
        frames: the tables of `READS`.
        day: today; what comes later is not seen.

    Returns:
        Invoicing, parts, wholesale and registration; new cars to be wholesaled are not counted as
        lately, because they come from the lines.
    """
    return (
        _invoicing(frames, day),
        _parts(frames, day),
        _wholesale(frames, day),
        _registration(frames, day),
    )


def lately(days: Iterable[date | None], day: date) -> float:
    """Tell how many pieces came a day in the last four weeks.

    The median of all days, so that a heap that was handed in at once does not count as a habit.
    """
    first = day - timedelta(days=ARRIVALS_LOOK_BACK_DAYS - 1)
    counts = dict.fromkeys(range(ARRIVALS_LOOK_BACK_DAYS), 0)
    for each in days:
        if each is not None and first <= each <= day:
            counts[(each - first).days] += 1
    ordered = sorted(counts.values())
    half = len(ordered) // 2
    return (ordered[half - 1] + ordered[half]) / 2


def _invoicing(frames: Frames, day: date) -> Desk:
    debts = frames["debts"].filter(pl.col("arrived_on") <= day)
    states = debts["state"].to_list()
    return Desk(
        activity=activity.INVOICING,
        series="invoices_backlog",
        waiting=states.count("matched"),
        stuck=states.count("held"),
        per_day=lately(debts["arrived_on"], day),
        known=not debts.is_empty(),
    )


def _parts(frames: Frames, day: date) -> Desk:
    given = frames["allocations"]
    lines = waiting(frames["part_orders"], given, day)
    open_ = lines.filter(pl.col("open") > 0).height
    shelf = on_shelf(frames["part_stock"], frames["part_arrivals"], given, day)
    possible = share_out(lines, shelf)["line"].n_unique()
    return Desk(
        activity=activity.PARTS,
        series="parts_backlog",
        waiting=possible,
        stuck=open_ - possible,
        per_day=lately(lines["ordered_on"], day),
        known=not lines.is_empty(),
    )


def _wholesale(frames: Frames, day: date) -> Desk:
    cars = unbilled(frames["vehicles"], frames["retailers"], frames["wholesale_invoices"], day)
    free = cars["blocked"].null_count()
    return Desk(
        activity=activity.WHOLESALE,
        series="wholesale_backlog",
        waiting=free,
        stuck=cars.height - free,
        per_day=0.0,
        known=not frames["vehicles"].is_empty(),
    )


def _registration(frames: Frames, day: date) -> Desk:
    cars = queue(frames["vehicles"], frames["wholesale_invoices"], frames["registrations"], day)
    free = cars["reason"].null_count()
    return Desk(
        activity=activity.REGISTRATION,
        series="registrations_backlog",
        waiting=free,
        stuck=cars.height - free,
        per_day=lately(frames["vehicles"].filter(pl.col("market") == UK)["sold_on"], day),
        known=not frames["vehicles"].is_empty(),
    )
