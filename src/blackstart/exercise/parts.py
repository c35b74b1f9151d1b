"""Spare parts: who waits for what, what lies on the shelves, and what will come."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import polars as pl

from blackstart.exercise.draw import Ints, chosen, pareto, pick, stream
from blackstart.exercise.scene import Scene
from blackstart.exercise.vehicles import markets, retailer_ids

BLOCK = 20_000  # order lines that are built at once: it bounds the memory
POPULARITY = pareto(10, 0.9, 30_000)
PIECES_MAX = {"vor": 2, "daily": 4, "stock": 20}
CLASSES = ("vor", "daily", "stock")
STOCK = CLASSES.index("stock")
CHANNELS = ("edi", "csv", "phone", "paper")
# With the ordering system down most orders come some other way (assumption).
CHANNEL_SHARES = (0.25, 0.30, 0.25, 0.20)
LINES_PER_JOB = 2
ARRIVALS_WITHIN_DAYS = 21


def write(scene: Scene) -> None:
    """Write order lines, then shelves and deliveries that fit to them."""
    count = scene.scaled(scene.recipe.parts.order_lines)
    parts = max(scene.scaled(scene.recipe.parts.parts), 1)
    liked = POPULARITY.draw(stream(scene.seed, "part popularity"), parts)
    ends = np.cumsum(liked)
    asked = np.zeros(parts, dtype=np.int64)
    for start, end in pairwise([*range(0, count, BLOCK), count]):
        _orders(scene, ends, asked, start, end)
        scene.progress("parts", end, count)
    _shelves(scene, asked)


def part_number(place: int) -> str:
    """Number a spare part."""
    return f"LR{place + 1:07d}"


def _orders(scene: Scene, ends: Ints, asked: Ints, start: int, end: int) -> None:
    shape, count = scene.recipe.parts, end - start
    chance = stream(scene.seed, "part orders", start)
    part = np.searchsorted(ends, chance.integers(0, int(ends[-1]), count), side="right")
    kind = pick(
        chance, (shape.vor_share, shape.daily_share, 1 - shape.vor_share - shape.daily_share), count
    )
    most = np.array([PIECES_MAX[name] for name in CLASSES])[kind]
    quantity = 1 + chance.integers(0, 1_000_000, count) % most
    names, where = retailer_ids(scene), markets(scene)
    retailer = chance.integers(0, len(names), count)
    cancelled = chosen(chance, shape.cancelled_share, count)
    place = np.arange(start, end)
    job = chance.integers(0, LINES_PER_JOB + 1, count)
    np.add.at(asked, part[~cancelled], quantity[~cancelled])
    scene.out.append(
        "part_orders",
        {
            "line": [f"PO{number + 1:08d}" for number in place],
            "retailer": [names[one] for one in retailer],
            "market": [where[one] for one in retailer],
            "part": [part_number(int(one)) for one in part],
            "order_class": [CLASSES[one] for one in kind],
            "quantity": quantity,
            "ordered_on": _days(scene, chance, count),
            "job": [
                f"J{number // LINES_PER_JOB + 1:08d}" if urgent and job[n] else None
                for n, (number, urgent) in enumerate(zip(place, kind < STOCK, strict=True))
            ],
            "channel": [CHANNELS[one] for one in pick(chance, CHANNEL_SHARES, count)],
            "cancelled": cancelled,
        },
    )


def _days(scene: Scene, chance: np.random.Generator, count: int) -> list[date]:
    """Draw days since the stop, and a few of the days to come."""
    recipe = scene.recipe
    late = chosen(chance, recipe.parts.late_share, count)
    before = chance.integers(0, (recipe.day - recipe.stopped_on).days, count)
    after = chance.integers(0, max(recipe.trade.script_days, 1), count)
    return [
        recipe.day + timedelta(days=int(after[n]))
        if late[n]
        else recipe.stopped_on + timedelta(days=int(before[n]))
        for n in range(count)
    ]


def _shelves(scene: Scene, asked: Ints) -> None:
    """Put enough on the shelf for most parts, and too little of the scarce ones."""
    shape, count = scene.recipe.parts, len(asked)
    chance = stream(scene.seed, "part stock")
    scarce = chosen(chance, shape.scarce_share, count)
    cover = np.where(scarce, chance.integers(0, 61, count), chance.integers(110, 400, count))
    on_hand = (asked * cover + 50) // 100 + np.where(scarce, 0, 2)
    counted = chosen(chance, shape.counted_share, count)
    ago = chance.integers(1, 6, count)
    site = chance.integers(0, len(shape.sites), count)
    day = scene.recipe.day
    frame = pl.DataFrame(
        {
            "site": [shape.sites[one] for one in site],
            "part": [part_number(place) for place in range(count)],
            "on_hand": on_hand,
            "reserve": on_hand // 10,
            "counted_on": [
                day - timedelta(days=int(ago[n])) if counted[n] else None for n in range(count)
            ],
        }
    )
    scene.out.append("part_stock", frame.sort("site", "part"))
    coming = np.flatnonzero(scarce & (asked > 0))
    due = chance.integers(0, ARRIVALS_WITHIN_DAYS, len(coming))
    share = chance.integers(20, 121, len(coming))
    scene.out.append(
        "part_arrivals",
        {
            "arrival": [f"PA{number + 1:07d}" for number in range(len(coming))],
            "site": [shape.sites[site[place]] for place in coming],
            "part": [part_number(int(place)) for place in coming],
            "quantity": (asked[coming] * share + 99) // 100,
            "due_on": [day + timedelta(days=int(one)) for one in due],
        },
    )
