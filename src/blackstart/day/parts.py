"""The day's question to the parts room: which order lines get pieces, and what leaves?"""

from collections.abc import Iterator

import polars as pl

from blackstart.base.activity import PARTS
from blackstart.base.canonical import Json
from blackstart.base.table import Decision, Frames
from blackstart.base.today import Today
from blackstart.day.step import Step
from blackstart.parts.allocate import share_out, within
from blackstart.parts.backlog import waiting
from blackstart.parts.check import check
from blackstart.parts.figures import figures
from blackstart.parts.shelf import on_shelf
from blackstart.parts.ship import pack

READS = ("part_stock", "part_arrivals", "part_orders", "allocations", "shipments")


def allocate(frames: Frames, today: Today) -> Decision:
    """Share the pieces that are there among the lines that wait, and ship what the day allows."""
    orders, given, day = frames["part_orders"], frames["allocations"], today.day
    shelf = on_shelf(frames["part_stock"], frames["part_arrivals"], given, day)
    lines = waiting(orders, given, day)
    shared = share_out(lines, shelf)
    left = today.left.get(PARTS)
    rows, loads = pack(within(shared, left or 0), frames["shipments"], day)
    now_given = pl.concat([given, rows.select(given.columns)])
    facts: dict[str, Json] = {
        **figures(waiting(orders, now_given, day), now_given, day),
        "now": {
            "capacity": left,
            "lines_possible": shared["line"].n_unique(),
            "lines": rows["line"].n_unique(),
            "shipments": loads.height,
        },
        "unknown": list(_unknown(orders, shelf, today)),
    }
    return Decision(
        rows={"allocations": rows, "shipments": loads},
        takes={} if left is None else {PARTS: rows["line"].n_unique()},
        findings=tuple(check(lines, shelf)),
        facts=facts,
    )


def _unknown(orders: pl.DataFrame, shelf: pl.DataFrame, today: Today) -> Iterator[str]:
    if orders.is_empty():
        yield "No parts orders are known: nobody can tell who waits for parts."
    if shelf.is_empty():
        yield "No parts stock is known: nothing can be given."
    if PARTS not in today.left:
        yield "The capacity of parts is unknown: nothing is shipped."


ALLOCATE = Step(name="parts.allocate", reads=READS, decide=allocate)
