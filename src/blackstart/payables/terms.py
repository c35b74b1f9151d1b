"""When a debt is due."""

from datetime import timedelta

import polars as pl

# Assumption: the reference carmaker's standard terms, public since 7 October 2025 only: 60 days
# after the invoice.
TERMS_DAYS = 60


def due_on() -> pl.Expr:
    """Give the day that an invoice names (BT-9), else the standard terms after its date."""
    start = pl.coalesce("issued_on", "arrived_on")
    return pl.coalesce("due_on", start + timedelta(days=TERMS_DAYS))
