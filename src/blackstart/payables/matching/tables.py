"""What was agreed besides the order's lines, and the goods that suppliers say are on their way."""

import dataframely as dy
import polars as pl

from blackstart.base import columns
from blackstart.base.table import Origin, Table

EVERYBODY = "*"
PERCENT_MICRO_MAX = 100_000_000


class Tolerances(dy.Schema):
    """How far above the agreed price, and above what arrived, an invoice may lie.

    A row for a supplier and a commodity comes before one for the supplier, that before one for the
    commodity, and that before one for everybody. Both limits of the price must be kept; an empty
    one is none. Of the quantity the rows count that say something of it; where none does, not a
    single piece more than arrived may be billed.
    """

    supplier = columns.identifier("who bills, or * for everybody", primary_key=True)
    commodity = columns.identifier("kind of goods, or * for all of them", primary_key=True)
    currency = dy.String(
        primary_key=True, regex=r"^([A-Z]{3}|\*)$", description="ISO 4217 code, or * for all"
    )
    valid_from = dy.Date(primary_key=True, description="first day of the tolerance")
    valid_until = dy.Date(nullable=True, description="last day; empty when open")
    percent_micro = dy.Int64(
        nullable=True,
        min=0,
        max=PERCENT_MICRO_MAX,
        description="at most so much above the agreed price, in millionths of a per cent",
    )
    amount_minor = columns.amount_minor("and at most so much above it a line", nullable=True)
    quantity_percent_micro = dy.Int64(
        nullable=True,
        min=0,
        max=PERCENT_MICRO_MAX,
        description="at most so much more than arrived, in millionths of a per cent",
    )

    @dy.rule()
    def limits_something(cls) -> pl.Expr:
        """A tolerance without any limit would let everything pass."""
        return pl.col("percent_micro").is_not_null() | pl.col("amount_minor").is_not_null()

    @dy.rule()
    def amount_has_a_currency(cls) -> pl.Expr:
        """An amount says nothing without its currency."""
        return pl.col("amount_minor").is_null() | (pl.col("currency") != EVERYBODY)


class Prices(dy.Schema):
    """Prices that were agreed later for a line of an order; before the first the order's holds."""

    order_no = columns.identifier("order or scheduling agreement", primary_key=True)
    line_no = columns.count("line of the order", primary_key=True)
    valid_from = dy.Date(primary_key=True, description="first day of the price")
    price_micro = columns.price_micro("agreed unit price")


class OrderCharges(dy.Schema):
    """What an order allows beyond its lines, such as freight; without a row the supplier pays."""

    order_no = columns.identifier("order or scheduling agreement", primary_key=True)
    allowed_minor = columns.amount_minor("what one invoice may charge, without VAT")
    currency = columns.currency()
    what = columns.text("what it is for, such as freight from the works", nullable=True)


class Despatches(dy.Schema):
    """Lines of despatch advices: nothing is owed for them, unless the agreement bills from them."""

    supplier = columns.identifier("who delivers", primary_key=True)
    despatch_no = columns.identifier("despatch advice, the supplier's number", primary_key=True)
    line_no = columns.count("line of the despatch advice", primary_key=True)
    order_no = columns.identifier("order")
    order_line = columns.count("line of the order; empty: by part and unit", nullable=True)
    part = columns.identifier("our part number")
    quantity_micro = columns.quantity_micro("quantity that was sent")
    unit = columns.text("unit of measure as it stands; empty: the order's", nullable=True)
    despatched_on = dy.Date(description="business date of the despatch")
    document = dy.String(
        nullable=True, regex=r"^[0-9a-f]{64}$", description="file it was read from, if any"
    )


class CancelledDespatches(dy.Schema):
    """Despatch advices that the supplier took back: what they announced is not billed by them."""

    supplier = columns.identifier("who cancelled", primary_key=True)
    despatch_no = columns.identifier("despatch advice, the supplier's number", primary_key=True)
    cancelled_on = dy.Date(description="business date on which we heard of it")
    document = dy.String(
        nullable=True, regex=r"^[0-9a-f]{64}$", description="file it was read from, if any"
    )


class BilledDespatches(dy.Schema):
    """Which self-billed invoice bills which despatch; receipts of it are then billed by the same.

    What did not arrive is taken back by a credit note of ours, with a negative quantity here.
    """

    supplier = columns.identifier("who delivers", primary_key=True)
    despatch_no = columns.identifier("despatch advice", primary_key=True)
    line_no = columns.count("line of the despatch advice", primary_key=True)
    invoice = columns.identifier("the invoice or credit note of ours", primary_key=True)
    quantity_micro = columns.quantity_micro("how much of it is billed", signed=True)


TERMS = (
    Table(name="tolerances", schema=Tolerances),
    Table(name="prices", schema=Prices),
    Table(name="order_charges", schema=OrderCharges),
    Table(name="despatches", schema=Despatches),
    Table(name="cancelled_despatches", schema=CancelledDespatches),
)
BILLED_DESPATCHES = Table(name="billed_despatches", schema=BilledDespatches, origin=Origin.MADE)
