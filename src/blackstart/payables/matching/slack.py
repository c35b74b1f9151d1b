"""How much more than arrived may be billed: short counts, rounded units, a little more in the box.

All invoices of an order line together bill at most the agreed share more than arrived of it, and of
a receipt that they name; not once for each invoice. What we billed ourselves leaves no room: a
supplier that bills the rest of it would bill goods that nobody received.
"""

import polars as pl

from blackstart.base.money import MICRO
from blackstart.payables.matching.tolerance import more_than_arrived

_PERCENT = 100 * MICRO


def with_slack(pool: pl.DataFrame, orders: pl.DataFrame, rules: pl.DataFrame) -> pl.DataFrame:
    """Widen the room of each order line and receipt by what is tolerated.

    Args:
        pool: as `arrivals.pools` gives it.
        orders: order lines with `order_key`.
        rules: tolerances in force.

    Returns:
        The pools with `room` widened, and `more_micro_max` and `more_source`, what is tolerated.
    """
    said = rules.drop_nulls("quantity_percent_micro")
    asked = orders.clear() if said.is_empty() else orders.join(pool, on="order_key", how="semi")
    shares = more_than_arrived(asked, said).select("order_key", "more_micro_max", "more_source")
    widened = pool.join(shares, on="order_key", how="left", maintain_order="left")
    share = pl.when(pl.col("self_bill").is_null()).then(pl.col("more_micro_max")).otherwise(0)
    slack = pl.col("arrived") * share.fill_null(0).cast(pl.Int128) // _PERCENT
    return widened.with_columns(room=pl.col("room") + slack)
