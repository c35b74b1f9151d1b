"""The exception queue in words."""

from typing import Any

import polars as pl
import pytest

from blackstart.payables.clearing.handling import CLERK, PURCHASING
from blackstart.payables.clearing.told import by_cause, by_owner, narrowed, row_told
from tests.payables.clearing.test_exceptions import held, queue
from tests.payables.made import ago, frame


def waiting() -> pl.DataFrame:
    """Make a queue of five."""
    return queue(
        debts=frame(
            "debts",
            held("a"),
            held("b", amount_minor=1),
            held("c", supplier="S2", currency="EUR"),
            held("d", "BS-PAY-023", supplier="S2", arrived_on=ago(1)),
            held("e", "BS-PAY-022", supplier=None),
        )
    )


@pytest.mark.parametrize(
    ("owner", "supplier", "code", "left"),
    [
        (None, None, None, ["a", "b", "c", "d", "e"]),
        (PURCHASING, None, None, ["a", "b", "c"]),
        (None, "S2", None, ["c", "d"]),
        (PURCHASING, "S1", "BS-PAY-028", ["a", "b"]),
        ("nobody", None, None, []),
    ],
)
def test_a_queue_is_narrowed(
    owner: str | None, supplier: str | None, code: str | None, left: list[str]
) -> None:
    """By desk, supplier and reason, alone and together."""
    assert sorted(narrowed(waiting(), owner, supplier, code)["invoice"]) == left


def test_each_desk_has_its_count_and_its_value() -> None:
    """Currencies are never added; an amount that nobody knows counts as an invoice only."""
    unknown = pl.col("invoice") == "d"
    rows = waiting().with_columns(amount_minor=pl.when(~unknown).then("amount_minor"))
    found = {one["owner"]: (one["invoices"], one["value"]) for one in by_owner(rows)}
    assert found[PURCHASING] == (3, {"EUR": "150.00", "GBP": "150.01"})
    assert found[CLERK] == (1, {})


def test_one_cause_of_several() -> None:
    """Two of the same supplier and reason are one call; single ones and nobody's are not listed."""
    rows = by_cause(waiting()).rows()
    assert rows == [(PURCHASING, "S1", "Seat Works Ltd", "BS-PAY-028", 2, True)]


def told(invoice: str) -> dict[str, Any]:
    """Give a row of the queue in words."""
    return row_told(waiting().filter(invoice=invoice).row(0, named=True))


def test_a_row_says_why_it_stands_there() -> None:
    """Weeks of cash and age, or that clearing it pays nobody."""
    row = told("a")
    assert (row["amount"], row["currency"], row["weeks_left"]) == ("150.00", "GBP", 2.0)
    assert row["why_here"] == "cash for 2.0 weeks, 8 working days old"
    assert row["sealed"] == ""
    assert told("c")["why_here"] == "weeks of cash unknown, counted as 3.9, 8 working days old"
    assert told("d")["why_here"] == "clearing it pays nobody, 1 working day old"
    assert told("d")["sealed"].startswith("it is claimed already")


def test_what_is_unknown_stays_unknown() -> None:
    """No amount and no weeks: nothing is made up."""
    row = waiting().row(0, named=True)
    bare = row_told({**row, "amount_minor": None, "currency": None, "weeks_left": None})
    assert bare["amount"] is bare["weeks_left"] is None
