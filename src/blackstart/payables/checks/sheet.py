"""One row an invoice with what its lines add up to: what the document checks look at."""

import polars as pl

from blackstart.payables.words import said


def sheet(invoices: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Join invoices with the sums of their lines.

    Args:
        invoices: one row an invoice.
        lines: their lines.

    Returns:
        The invoices with `line_count`, `lines_net_minor` (in 128 bits; empty when a line's total
        is unknown) and `gap_line`, the first line that cannot be priced or counted.
    """
    net = pl.col("net_minor")
    gap = pl.col("quantity_micro").is_null() | (net.is_null() & pl.col("price_micro").is_null())
    named = said(pl.coalesce("line_id", pl.col("line_no").cast(pl.String)))
    gaps = (
        lines.filter(gap).sort("invoice", "line_no").group_by("invoice").agg(gap_line=named.first())
    )
    sums = lines.group_by("invoice").agg(
        line_count=pl.len().cast(pl.Int64),
        lines_net_minor=pl.when(net.is_null().any().not_()).then(net.cast(pl.Int128).sum()),
    )
    return (
        invoices.join(sums, on="invoice", how="left", maintain_order="left")
        .join(gaps, on="invoice", how="left", maintain_order="left")
        .with_columns(pl.col("line_count").fill_null(0))
    )
