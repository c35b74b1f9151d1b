"""Invoices that look like another one: not the same number, but perhaps the same claim.

A likeness is a question to a person, never an answer: the later one is held and names the earlier
one. What part billing looks like raises none: other amounts, other receipts, other orders, running
numbers.
"""

import polars as pl

from blackstart.payables.repeats.numbers import AROUND, READING, left_out, readings, swapped
from blackstart.payables.words import plain

SPELLED = "the same number but for letters, a year or a prefix"
SWAPPED = "two digits of the number swapped, on the same day"
GOODS = "the same receipts or the same whole order lines under another number"
FORMAT = "the same quantities of the same day in another format"

_CLAIM = ("supplier", "kind", "payable_minor", "currency")
_PAIR = ("one", "two", "how")


def likenesses(
    invoices: pl.DataFrame, lines: pl.DataFrame, orders: pl.DataFrame, documents: pl.DataFrame
) -> pl.DataFrame:
    """Find invoices that look like an earlier one of the same supplier and amount.

    Args:
        invoices: as `duplicates.ranked` gives them, copies left out; with `supplier`, `kind`,
            `number`, `payable_minor`, `currency`, `issued_on`, `order_no` and `document`.
        lines: their lines; those of other invoices are left alone.
        orders: order lines with their quantities.
        documents: with `document` and `format`.

    Returns:
        `invoice`, `like` (the first one that it looks like) and `how`, for the later ones only.
    """
    claims = invoices.drop_nulls(_CLAIM)
    several = claims.group_by(_CLAIM).len().filter(pl.col("len") > 1)
    asked = claims.join(several, on=_CLAIM, how="semi").join(documents, on="document", how="left")
    if asked.is_empty():
        return pl.DataFrame(schema=dict.fromkeys(("invoice", "like", "how"), pl.String))
    billed = _billed(asked, lines, orders)
    spelled = _apart(pl.concat([_spelled(asked), _swapped(asked)]), billed)
    pairs = pl.concat([spelled, _same_goods(asked, billed), _other_format(asked, billed)])
    return _named(pairs, asked)


def _named(pairs: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """Turn each pair so that the earlier one is named, and keep the earliest."""
    places = asked.select("place", "invoice", "fresh")
    sides = pairs.with_columns(
        place=pl.max_horizontal("one", "two"), first=pl.min_horizontal("one", "two")
    )
    return (
        sides.join(places.filter("fresh"), on="place")
        .join(places.select(first="place", like="invoice"), on="first")
        .sort("invoice", "first", "how")
        .unique("invoice", keep="first", maintain_order=True)
        .select("invoice", "like", "how")
    )


def _spelled(asked: pl.DataFrame) -> pl.DataFrame:
    """Pair numbers one of which is the other with something around it left out."""
    read = readings(asked).filter(pl.col("core").is_not_null()).select(*_CLAIM, *READING, "place")
    barer = left_out(read).rename({"place": "two"})
    return _paired(read.rename({"place": "one"}), barer, [*_CLAIM, *READING], SPELLED)


def _swapped(asked: pl.DataFrame) -> pl.DataFrame:
    """Pair numbers of one day that differ by two swapped digits."""
    key = [*_CLAIM, *READING, "issued_on"]
    read = readings(asked).drop_nulls(["core", "issued_on"]).select(*key, "place")
    slips = swapped(read).rename({"place": "two"})
    return _paired(read.rename({"place": "one"}), slips, key, SWAPPED)


def _paired(one: pl.DataFrame, two: pl.DataFrame, key: list[str], how: str) -> pl.DataFrame:
    absent = [pl.col(name).fill_null("") for name in AROUND]
    pairs = one.with_columns(absent).join(two.with_columns(absent), on=key)
    return pairs.filter(pl.col("one") != pl.col("two")).select(*_PAIR[:2], how=pl.lit(how))


def _billed(asked: pl.DataFrame, lines: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """Say what each invoice bills.

    Returns:
        `place`; `orders` and `receipts` that its lines name, empty unless all of them do; `goods`,
        what it bills if that can be billed once only (named receipts, whole order lines); and
        `amounts`, quantity and total of each line.
    """
    ordered = orders.select(
        "supplier", "order_no", order_line="line_no", ordered_micro="quantity_micro"
    )
    header = asked.select("place", "invoice", "supplier", header_order="order_no")
    bare = (
        lines.select(
            "invoice", "order_no", "order_line", "receipt_no", "quantity_micro", "net_minor"
        )
        .join(header, on="invoice")
        .with_columns(order_no=pl.coalesce("order_no", "header_order").str.strip_chars())
        .join(ordered, on=["supplier", "order_no", "order_line"], how="left")
        .with_columns(receipt=plain(pl.col("receipt_no")), order=plain(pl.col("order_no")))
    )
    whole = pl.col("quantity_micro") >= pl.col("ordered_micro")
    once = pl.col("receipt").is_not_null() | whole
    goods = _text("order", "order_line", "receipt", "quantity_micro")
    return bare.group_by("place").agg(
        orders=_all("order"),
        receipts=_all("receipt"),
        goods=pl.when(once.fill_null(value=False).all()).then(goods.sort().str.join("|")),
        amounts=_text("quantity_micro", "net_minor").sort().str.join("|"),
    )


def _all(name: str) -> pl.Expr:
    """Collect what all lines name; nothing when one of them names nothing."""
    return pl.when(pl.col(name).is_not_null().all()).then(pl.col(name).unique().sort().implode())


def _text(*names: str) -> pl.Expr:
    return pl.concat_str(
        [pl.col(name).cast(pl.String).fill_null("?") for name in names], separator="/"
    )


def _apart(pairs: pl.DataFrame, billed: pl.DataFrame) -> pl.DataFrame:
    """Leave out pairs that bill other receipts or other orders: that is part billing."""
    named = billed.select("place", "orders", "receipts")
    both = pairs.join(named, left_on="one", right_on="place", how="left").join(
        named, left_on="two", right_on="place", how="left", suffix="_two"
    )
    other = pl.any_horizontal(
        (pl.col(name).list.set_intersection(f"{name}_two").list.len() == 0).fill_null(value=False)
        for name in ("orders", "receipts")
    )
    return both.filter(other.not_()).select(_PAIR)


def _same_goods(asked: pl.DataFrame, billed: pl.DataFrame) -> pl.DataFrame:
    """Pair each invoice with the first one that bills just the same goods."""
    said = asked.join(billed.drop_nulls("goods"), on="place")
    first = said.with_columns(one=pl.col("place").min().over(*_CLAIM, "goods"))
    return first.filter(pl.col("one") != pl.col("place")).select(
        "one", two="place", how=pl.lit(GOODS)
    )


def _other_format(asked: pl.DataFrame, billed: pl.DataFrame) -> pl.DataFrame:
    """Pair each invoice with the first one of its day that says the same in another format."""
    key = [*_CLAIM, "issued_on", "amounts"]
    said = asked.join(billed, on="place").drop_nulls(["issued_on", "format"])
    firsts = said.group_by(*key, "format").agg(one=pl.col("place").min())
    other = pl.col("format") != pl.col("format_two")
    pairs = (
        firsts.join(said.select(*key, "place", format_two="format"), on=key)
        .filter(other)
        .select("one", two="place", how=pl.lit(FORMAT))
    )
    return _apart(pairs, billed)
