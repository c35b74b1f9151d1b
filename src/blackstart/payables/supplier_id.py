"""Who the seller of an invoice is, among the firms that we know."""

import polars as pl

from blackstart.payables.words import plain

WAYS = ("by_id", "by_vat", "by_name")


def identify(invoices: pl.DataFrame, firms: pl.DataFrame) -> pl.DataFrame:
    """Find the supplier of each invoice: by our number, else VAT number, else exact name.

    Upper and lower case, blanks and punctuation make no difference to a VAT number or a name; one
    that two firms share says nothing. Similar is not equal: a guess would pay the wrong firm.

    Args:
        invoices: with `invoice`, `seller_id`, `seller_vat` and `seller_name`.
        firms: with `firm`, `name` and `vat_number`.

    Returns:
        `invoice` and `supplier` (empty: unknown), in the order of the invoices.

    Findings:
        BS-PAY-022: the desk holds what stays unknown.
    """
    known = firms.select(
        "firm",
        by_id=pl.col("firm").str.strip_chars(),
        by_vat=plain(pl.col("vat_number")),
        by_name=plain(pl.col("name")),
    )
    named = invoices.select(
        "invoice",
        by_id=pl.col("seller_id").str.strip_chars(),
        by_vat=plain(pl.col("seller_vat")),
        by_name=plain(pl.col("seller_name")),
    )
    for way in WAYS:
        alone = known.filter(pl.col(way).is_not_null() & pl.col(way).is_unique())
        found = alone.select(way, pl.col("firm").alias(f"firm_{way}"))
        named = named.join(found, on=way, how="left", maintain_order="left")
    return named.select("invoice", supplier=pl.coalesce(f"firm_{way}" for way in WAYS))
