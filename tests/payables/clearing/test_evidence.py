"""One invoice beside its order and its receipts."""

from typing import Any

import polars as pl
import pytest

from blackstart.base.money import MICRO
from blackstart.payables.clearing.decided import tolerances
from blackstart.payables.clearing.evidence import EVIDENCE, evidence, plain_price, plain_quantity
from blackstart.payables.matching.agreed import Agreed
from blackstart.payables.matching.prices import price_list
from blackstart.payables.matching.tolerance import in_force
from tests.payables.made import DAY, ago, frame


def beside(line: dict[str, Any] | None = None, **said: pl.DataFrame) -> dict[str, Any]:
    """Lay the one line of an invoice beside what there is; give its row."""
    said = {
        "orders": frame("purchase_orders", {}),
        "prices": frame("prices"),
        "tolerances": frame("tolerances"),
        "receipts": frame("receipts", {}, {"receipt_no": "G2", "quantity_micro": 50 * MICRO}),
        "billed": frame("billed_receipts", {"invoice": "I-9", "quantity_micro": 30 * MICRO}),
    } | said
    lines = frame("invoice_lines", {"part": "P1", "net_minor": 13_000, **(line or {})})
    head = {"supplier": "S1", "currency": "GBP", "issued_on": ago(15)}
    lines = lines.with_columns(**{name: pl.lit(value) for name, value in head.items()})
    orders = said["orders"].with_row_index("order_key")
    terms = Agreed(
        orders=orders,
        prices=price_list(orders, said["prices"]),
        tolerances=in_force(said["tolerances"], tolerances(frame("invoice_decisions")), DAY),
        charges=frame("order_charges"),
    )
    found = evidence(lines, terms, said["receipts"], said["billed"])
    assert dict(found.schema) == EVIDENCE
    return found.row(0, named=True)


def test_price_and_quantity_stand_side_by_side() -> None:
    """What is billed, what was agreed, what arrived, and who bills it."""
    row = beside()
    assert (row["net_minor"], row["agreed_minor"], row["over_minor"]) == (13_000, 12_500, 500)
    assert (row["agreed_unit"], row["agreed_price_micro"]) == ("EA", 1_250_000)
    assert row["arrived_micro"] == 150 * MICRO
    assert (row["billed_here_micro"], row["billed_elsewhere_micro"]) == (0, 30 * MICRO)


def test_the_price_of_the_day_and_what_is_tolerated_stand_beside_it() -> None:
    """What the desk compares is what the page shows: a later price, a supplier's tolerance."""
    row = beside(
        prices=frame("prices", {"valid_from": ago(18), "price_micro": 1_300_000}),
        tolerances=frame("tolerances", {"percent_micro": 3_000_000, "amount_minor": None}),
    )
    assert (row["agreed_price_micro"], row["over_minor"]) == (1_300_000, 0)
    assert row["tolerated"].startswith("3 % (agreed from ")


def test_its_own_share_is_told_from_others() -> None:
    """What this invoice bills already is not somebody else's."""
    own = frame("billed_receipts", {}, {"invoice": "I-9", "receipt_no": "G2"})
    row = beside(billed=own)
    assert (row["billed_here_micro"], row["billed_elsewhere_micro"]) == (100 * MICRO, 100 * MICRO)


def test_a_line_without_a_number_is_shown_by_its_part() -> None:
    """The order line of the same part, so that the clerk sees what may have been meant."""
    row = beside({"order_line": None})
    assert (row["order_line"], row["agreed_minor"]) == (1, 12_500)


@pytest.mark.parametrize(
    "line", [{"order_no": "PO9"}, {"order_no": None}, {"order_line": 7, "part": None}]
)
def test_what_is_not_known_is_empty(line: dict[str, Any]) -> None:
    """No order of ours: nothing to compare with, and no fault."""
    row = beside(line)
    assert row["agreed_minor"] is row["over_minor"] is row["arrived_micro"] is None


def test_what_cannot_be_counted_is_empty() -> None:
    """A billion pieces at a billion a piece are no amount."""
    huge = {"price_micro": 10**15}
    row = beside({"quantity_micro": 10**15}, orders=frame("purchase_orders", huge))
    assert row["agreed_minor"] is None


@pytest.mark.parametrize(
    ("price", "text"), [(1_250_000, "1.25"), (1, "0.000001"), (2_000_000, "2.00"), (0, "0.00")]
)
def test_prices_have_two_decimals_or_more(price: int, text: str) -> None:
    """As a clerk writes them."""
    assert plain_price(price) == text


@pytest.mark.parametrize(
    ("quantity", "text"),
    [(1_500_000, "1.5"), (100_000_000, "100"), (0, "0"), (-500_000, "-0.5"), (1, "0.000001")],
)
def test_quantities_have_no_idle_zeros(quantity: int, text: str) -> None:
    """As a clerk writes them."""
    assert plain_quantity(quantity) == text
