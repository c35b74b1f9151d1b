"""What was agreed, in the form in which matching asks for it."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from blackstart.payables.clearing.decided import tolerances
from blackstart.payables.inbox import Inbox
from blackstart.payables.matching.prices import price_list
from blackstart.payables.matching.tolerance import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What was agreed.

    Attributes:
        orders: order lines, sorted, with `order_key`, at which everything else can point.
        prices: later prices, as `prices.price_list` gives them.
        tolerances: those in force, as `tolerance.in_force` gives them.
        charges: what orders allow beyond their lines.
    """

    orders: pl.DataFrame
    prices: pl.DataFrame
    tolerances: pl.DataFrame
    charges: pl.DataFrame


def agreed(box: Inbox, day: date) -> Agreed:
    """Put together what was agreed up to a day, and what people decided since."""
    orders = box.orders.sort("order_no", "line_no").with_row_index("order_key")
    return Agreed(
        orders=orders,
        prices=price_list(orders, box.prices),
        tolerances=in_force(box.tolerances, tolerances(box.decisions), day),
        charges=box.charges,
    )
