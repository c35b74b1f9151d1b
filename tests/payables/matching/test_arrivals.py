"""What arrived is billed once: who is let in, and which receipt line an invoice bills."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from blackstart.base.money import MICRO
from blackstart.payables.clearing.decided import TOLERANCES
from blackstart.payables.matching.arrivals import admit, allocate, arrivals, claims, pools, wants
from blackstart.payables.matching.slack import with_slack
from blackstart.payables.matching.tolerance import in_force
from tests.payables.made import DAY, ago, frame

LINE = {"rank": pl.UInt32, "invoice": pl.String, "order_key": pl.UInt32}
Want = tuple[int, int, str | None, int]  # invoice, order line, named receipt, pieces
Gift = tuple[int, str, int]  # order line, receipt, pieces


def asking(*rows: Want) -> pl.DataFrame:
    """Make invoice lines that point at order lines."""
    said = [(rank, f"I-{rank}", key, receipt, n * MICRO) for rank, key, receipt, n in rows]
    schema = {**LINE, "receipt_no": pl.String, "quantity_micro": pl.Int64}
    return pl.DataFrame(said, schema, orient="row")


def giving(*rows: Gift) -> pl.DataFrame:
    """Make receipt lines as `arrivals` gives them, oldest first."""
    said = [
        (key, receipt, place, n * MICRO, n * MICRO, None)
        for place, (key, receipt, n) in enumerate(rows)
    ]
    schema = {
        "order_key": pl.UInt32,
        "receipt_no": pl.String,
        "line_no": pl.Int64,
        "arrived": pl.Int128,
        "left": pl.Int128,
        "billed_by": pl.String,
    }
    return pl.DataFrame(said, schema, orient="row")


def let_in(lines: pl.DataFrame, arrived: pl.DataFrame, percent: int = 0) -> list[str]:
    """Tell which invoices are let in, when so much more than arrived may be billed."""
    none = frame("invoices").select("invoice")
    orders = frame("purchase_orders", *({"line_no": line} for line in range(1, 4)))
    rules = frame("tolerances", {"quantity_percent_micro": percent * MICRO})
    undecided = pl.DataFrame(schema=TOLERANCES)
    pool = with_slack(
        pools(arrived, none),
        orders.with_row_index("order_key"),
        in_force(rules, undecided, DAY),
    )
    return admit(claims(wants(lines, arrived)), pool)["invoice"].to_list()


def one_by_one(lines: list[Want], arrived: list[Gift], percent: int) -> list[str]:
    """Ask one invoice after the other, the plain way."""
    room: dict[tuple[int, str | None], float] = {}
    for key, receipt, n in arrived:
        for name in (None, receipt):
            room[key, name] = room.get((key, name), 0) + n * (100 + percent) / 100
    accepted = []
    for rank in sorted({line[0] for line in lines}):
        asked = _asked([line for line in lines if line[0] == rank], room)
        if asked and all(n <= room.get(pool, 0) for pool, n in asked.items()):
            accepted.append(f"I-{rank}")
            for pool, n in asked.items():
                room[pool] -= n
    return accepted


def _asked(
    lines: list[Want], room: dict[tuple[int, str | None], float]
) -> dict[tuple[int, str | None], int]:
    """Add up what one invoice claims of each order line, and of each receipt that it names."""
    sums: dict[tuple[int, str | None], int] = {}
    for _, key, receipt, n in lines:
        pool = (key, receipt if (key, receipt) in room else None)
        sums[pool] = sums.get(pool, 0) + n
    asked: dict[tuple[int, str | None], int] = {}
    for (key, receipt), n in sums.items():
        for pool in {(key, None), (key, receipt)} if n > 0 else ():
            asked[pool] = asked.get(pool, 0) + n
    return asked


want_lists = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.integers(0, 2),
        st.sampled_from([None, "G1", "G2", "G9"]),
        st.integers(-3, 9),
    ),
    max_size=12,
)
gift_lists = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["G1", "G2"]), st.integers(0, 9)), max_size=6
)


shares = st.sampled_from([0, 0, 25, 50])  # exact in binary


@given(want_lists, gift_lists, shares)
def test_rounds_let_in_whom_a_queue_would(
    lines: list[Want], arrived: list[Gift], percent: int
) -> None:
    """Sets of invoices at once give the answer of one after the other, tolerated or not."""
    found = let_in(asking(*lines), giving(*arrived), percent)
    assert found == sorted(one_by_one(lines, arrived, percent))


@given(want_lists, gift_lists, shares)
def test_what_is_let_in_is_laid_on_receipts_exactly(
    lines: list[Want], arrived: list[Gift], percent: int
) -> None:
    """Each invoice gets what it wants, no order line gives more than is tolerated of it."""
    stock = giving(*arrived)
    names = let_in(asking(*lines), stock, percent)
    inside = pl.DataFrame({"invoice": names}, {"invoice": pl.String})
    wanted = wants(asking(*lines), stock).join(inside, on="invoice", how="semi")
    taken = allocate(wanted, stock)
    by_invoice = taken.group_by("invoice").agg(pl.col("quantity_micro").sum()).sort("invoice")
    asked = wanted.group_by("invoice").agg(pl.col("want").sum().cast(pl.Int64)).sort("invoice")
    assert by_invoice.rows() == asked.rows()
    given_ = taken.group_by("receipt_no", "line_no").agg(pl.col("quantity_micro").sum())
    least = given_.join(stock, on=["receipt_no", "line_no"])
    assert least.height == given_.height
    assert percent or (least["quantity_micro"] <= least["left"]).all()
    arrived_sum = dict(stock.group_by("order_key").agg(pl.col("arrived").sum()).iter_rows())
    billed_sum = least.group_by("order_key").agg(pl.col("quantity_micro").sum()).iter_rows()
    assert all(n * 100 <= arrived_sum[key] * (100 + percent) for key, n in billed_sum)
    assert (taken["quantity_micro"] > 0).all()


def test_named_receipts_first_then_the_oldest() -> None:
    """I-1 names the newer receipt and gets it; I-0 gets the older one and the rest of the newer."""
    stock = giving((0, "old", 5), (0, "new", 5))
    wanted = wants(asking((0, 0, None, 6), (1, 0, "new", 3)), stock)
    assert allocate(wanted, stock).rows() == [
        ("new", 1, "I-0", 1 * MICRO),
        ("new", 1, "I-1", 3 * MICRO),
        ("old", 0, "I-0", 5 * MICRO),
    ]


def test_who_does_not_fit_keeps_nobody_out() -> None:
    """An invoice over too much waits; the sound one behind it is let in."""
    lines = asking((0, 0, None, 50), (1, 0, None, 10))
    assert let_in(lines, giving((0, "G1", 10))) == ["I-1"]


def test_arrivals_know_what_is_left_and_who_bills() -> None:
    """Only receipts of our orders up to today; partly billed ones keep the rest."""
    receipts = frame(
        "receipts",
        {"receipt_no": "G1", "received_on": ago(3)},
        {"receipt_no": "G2", "received_on": ago(9)},
        {"receipt_no": "G3", "received_on": ago(-1)},
        {"receipt_no": "G4", "order_no": "PO9"},
        {"receipt_no": "G5", "supplier": "S2"},
    )
    billed = frame(
        "billed_receipts",
        {"quantity_micro": 30 * MICRO, "invoice": "I-2"},
        {"quantity_micro": 20 * MICRO, "invoice": "I-1"},
    )
    arrived = arrivals(
        receipts, billed, frame("purchase_orders", {}).with_row_index("order_key"), DAY
    )
    assert arrived.select("receipt_no", "arrived", "left", "billed_by").rows() == [
        ("G2", 100 * MICRO, 100 * MICRO, None),
        ("G1", 100 * MICRO, 50 * MICRO, "I-1"),
    ]


def test_pools_name_the_self_billed_invoice() -> None:
    """A pool says what arrived, what is left, and that we billed some of it ourselves."""
    stock = giving((0, "G1", 5), (0, "G2", 5)).with_columns(billed_by=pl.Series(["SB-1", "I-1"]))
    ours = pl.DataFrame({"invoice": ["SB-1"]})
    made = pools(stock, ours).sort("receipt_no", nulls_last=True)
    assert made.select("receipt_no", "arrived", "self_bill").rows() == [
        ("G1", 5 * MICRO, "SB-1"),
        ("G2", 5 * MICRO, None),
        (None, 10 * MICRO, "SB-1"),
    ]


def test_enormous_quantities_do_not_wrap() -> None:
    """Ten thousand receipts of a billion pieces are more than 64 bits hold."""
    billion = 10**9
    stock = giving(*((0, f"G{place}", billion) for place in range(10_000)))
    lines = asking(*((place, 0, None, billion) for place in range(10_001)))
    assert len(let_in(lines, stock)) == 10_000
