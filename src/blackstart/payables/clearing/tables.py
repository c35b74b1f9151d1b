"""What people decide about invoices that wait: dated, named and with a reason, like a signature."""

import dataframely as dy
import polars as pl

from blackstart.base import columns
from blackstart.base.table import Table

VERDICTS = ("accept", "reject", "tolerate", "assign")
# Most that a batch decision may let pass; more is a price to be agreed (assumption).
PERCENT_MICRO_MAX = 10_000_000


class InvoiceDecisions(dy.Schema):
    """What a person decided about one held invoice, or about price differences of one supplier."""

    decision = columns.identifier("id of the decision", primary_key=True)
    decided_on = dy.Date(description="business date from which it counts")
    person = columns.identifier("who decided")
    verdict = dy.Enum(
        VERDICTS,
        description=(
            "accept or reject one invoice, tolerate price differences of a supplier, or assign "
            "an invoice to a person"
        ),
    )
    invoice = columns.identifier("the invoice; none: it is about a supplier", nullable=True)
    code = columns.identifier("finding that is accepted", nullable=True)
    assigned_to = columns.identifier("who looks after it from now on", nullable=True)
    supplier = columns.identifier("whose price differences are tolerated", nullable=True)
    commodity = columns.identifier("of which commodity; none: of all", nullable=True)
    percent_micro = dy.Int64(
        nullable=True,
        min=0,
        max=PERCENT_MICRO_MAX,
        description="at most so much above the agreed price, in millionths of a per cent",
    )
    amount_minor = columns.amount_minor("and at most so much above it a line", nullable=True)
    currency = columns.currency(nullable=True)
    valid_until = dy.Date(nullable=True, description="last day of a tolerance")
    reason = columns.text("why, in the person's words")

    @dy.rule()
    def says_why(cls) -> pl.Expr:
        """A decision without a reason is none."""
        return pl.col("reason").str.strip_chars().str.len_chars() > 0

    @dy.rule()
    def about_one_thing(cls) -> pl.Expr:
        """It is about an invoice, or about a supplier's prices, and says what it has to say."""
        verdict = pl.col("verdict").cast(pl.String)
        invoice = pl.col("invoice").is_not_null() & pl.col("supplier").is_null()
        accepts = invoice & pl.col("code").is_not_null()
        assigns = invoice & pl.col("assigned_to").is_not_null()
        limits = ("supplier", "percent_micro", "amount_minor", "currency", "valid_until")
        tolerates = pl.all_horizontal(pl.col(name).is_not_null() for name in limits)
        return (
            pl.when(verdict == "accept")
            .then(accepts)
            .when(verdict == "assign")
            .then(assigns)
            .when(verdict == "tolerate")
            .then(tolerates & pl.col("invoice").is_null())
            .otherwise(invoice)
        )

    @dy.rule()
    def ends_after_it_began(cls) -> pl.Expr:
        """A tolerance does not end before it was decided."""
        return pl.col("valid_until").is_null() | (pl.col("valid_until") >= pl.col("decided_on"))


DECISIONS = Table(name="invoice_decisions", schema=InvoiceDecisions)
