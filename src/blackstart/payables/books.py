"""What came in equals what went out and what is left, to the penny, currency by currency."""

from collections.abc import Mapping

import polars as pl

from blackstart.base.money import show
from blackstart.payables.amounts import signed_minor
from blackstart.payables.debts import bookable

STATES_OF = {"open": ("matched", "posted"), "held": ("held",), "refused": ("refused",)}
SIDES = ("debt_in", "credits", "paid", "set_off", "discount", "open", "held", "refused")


def books(
    invoices: pl.DataFrame,
    debts: pl.DataFrame,
    payments: pl.DataFrame,
    paid_debts: pl.DataFrame,
) -> dict[str, dict[str, str]]:
    """Write the payables' books.

    `debt_in − credits = paid + set_off + discount + open + held + refused`, to the minor unit. The
    left side is added up from the documents, `paid` from the payments that the bank settled,
    the rest from the states of the debts. So the identity can fail: it does when an invoice has
    no debt, or a debt is paid without a payment, or paid and still open. A credit note counts
    negative in its state. One that lowers a payment lowers `paid`; `set_off` is what
    was set off without any payment, and `discount` stays zero because no discount is taken yet.

    Args:
        invoices: what came, and what we billed ourselves; without amount or currency it counts not.
        debts: the debts of these invoices.
        payments: all payments; the settled ones count.
        paid_debts: which debts a payment pays.

    Returns:
        By currency, each side as a decimal string such as "1234.56".
    """
    sums = sides(invoices, debts, payments, paid_debts)
    return {
        currency: {side: show(minor.get(side, 0), currency) for side in SIDES}
        for currency, minor in sums.items()
    }


def sides(
    invoices: pl.DataFrame,
    debts: pl.DataFrame,
    payments: pl.DataFrame,
    paid_debts: pl.DataFrame,
) -> Mapping[str, Mapping[str, int]]:
    """Add up each side of the books in minor units, by currency."""
    settled = payments.filter(pl.col("state") == "settled")
    carried = paid_debts.join(settled, on="payment", how="semi")
    alone = debts.filter(pl.col("state") == "set off").join(carried, on="invoice", how="anti")
    rows = [
        *_came(invoices),
        *_sum(settled, "paid", pl.col("amount_minor")),
        *_sum(alone, "set_off", signed_minor()),
        *(
            row
            for side, states in STATES_OF.items()
            for row in _sum(debts.filter(pl.col("state").is_in(states)), side, signed_minor())
        ),
    ]
    totals: dict[str, dict[str, int]] = {}
    for side, currency, amount in sorted(rows):
        totals.setdefault(currency, {})[side] = amount
    return dict(sorted(totals.items()))


def balanced(minor: Mapping[str, int]) -> bool:
    """Tell whether the books of one currency balance."""
    came = minor.get("debt_in", 0) - minor.get("credits", 0)
    return came == sum(minor.get(side, 0) for side in SIDES[2:])


def _came(invoices: pl.DataFrame) -> list[tuple[str, str, int]]:
    known = invoices.filter(bookable())
    credit = pl.col("kind") == "credit note"
    payable = pl.col("payable_minor")
    return [
        *_sum(known.filter(credit.not_()), "debt_in", payable),
        *_sum(known.filter(credit), "credits", payable),
    ]


def _sum(frame: pl.DataFrame, side: str, amount: pl.Expr) -> list[tuple[str, str, int]]:
    """Add up in 128 bits: a sum of amounts may be larger than an amount may be."""
    sums = frame.group_by("currency").agg(total=amount.cast(pl.Int128).sum())
    return [(side, currency, int(total)) for currency, total in sums.iter_rows()]
