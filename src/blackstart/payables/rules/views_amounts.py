"""Views about amounts: totals beside the sums that they must agree with."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from blackstart.payables.rules.words import E8, text

Views = dict[str, pl.DataFrame]

_DOCUMENT = pl.col("place") == "document"
_SUMMED = ("lines", "charges", "allowances")


def joined(made: Views) -> None:
    """Join totals, VAT totals and the VAT breakdown with their sums."""
    made["totals"] = _totals(made)
    made["breakdown"] = _breakdown(made)
    made["tax_totals"] = _tax_totals(made)
    made["invoices"] = _grand(made)
    made["lines"] = _prices(made)


def _totals(made: Views) -> pl.DataFrame:
    charges = made["charges"].filter(_DOCUMENT)
    lines = made["lines"].group_by("document").agg(lines_sum_e8=pl.col("net_e8").sum())
    sums = (
        charges.select(
            "document",
            charges_sum_e8=pl.when("is_charge").then("amount_e8"),
            n_charges="is_charge",
            allowances_sum_e8=pl.when(~pl.col("is_charge")).then("amount_e8"),
            n_allowances=~pl.col("is_charge"),
        )
        .group_by("document")
        .agg(pl.all().sum())
    )
    nothing = pl.lit(0, dtype=pl.Int128)
    return (
        made["totals"]
        .join(lines, on="document", how="left")
        .join(sums, on="document", how="left")
        .with_columns(
            pl.col("lines_sum_e8", "charges_sum_e8", "allowances_sum_e8").fill_null(nothing),
            pl.col("n_charges", "n_allowances").fill_null(0),
        )
    )


def _tax_totals(made: Views) -> pl.DataFrame:
    sums = (
        made["breakdown"]
        .group_by("parent")
        .agg(breakdown_sum_e8=pl.col("tax_e8").sum(), n_breakdown=pl.len())
    )
    return made["tax_totals"].join(sums.rename({"parent": "row"}), on="row", how="left")


def _grand(made: Views) -> pl.DataFrame:
    """Join the totals with the invoice; more than one group of totals gives any that agrees."""
    totals = (
        made["totals"]
        .group_by("document")
        .agg(
            gross_e8=pl.col("gross_total_e8").first(),
            net_e8=pl.col("net_total_e8").first(),
            gross_total=pl.col("gross_total").first(),
            net_total=pl.col("net_total").first(),
        )
    )
    return made["invoices"].join(totals, on="document", how="left")


def _prices(made: Views) -> pl.DataFrame:
    """Join each line with the discounts on its price; a price may have any number of decimals."""
    discounts = (
        made["charges"]
        .filter(pl.col("place") == "price")
        .group_by("parent")
        .agg(
            n_discounts=pl.col("amount").is_not_null().sum(),
            gross_best=_rough("base").max(),
            base=pl.col("base").first(),
        )
    )
    lines = made["lines"].join(discounts.rename({"parent": "row"}), on="row", how="left")
    return lines.with_columns(
        price_below_zero=_rough("price") < 0,
        gross_price_below_zero=pl.coalesce("gross_best", _rough("gross_price")) < 0,
        gross_price=pl.coalesce("gross_price", "base"),
    )


def _rough(column: str) -> pl.Expr:
    """Read a number for its sign only, as XPath compares: as a double."""
    return text(column).cast(pl.Float64, strict=False)


def _breakdown(made: Views) -> pl.DataFrame:
    """Join each VAT breakdown with the sums of its category, and of its category and rate."""
    parts = _parts(made)
    by_category = _summed(_once(parts, "use"), "category", "use")
    rated = parts.filter(pl.col("rate_e8").is_not_null())
    by_rate = _summed(_once(rated, "use", "rate_e8"), "rate", "use", "rate_e8")
    has_lines = made["invoices"].select("document", "has_lines")
    return (
        made["breakdown"]
        .join(by_category, on="use", how="left")
        .join(by_rate, on=["use", "rate_e8"], how="left")
        .join(has_lines, on="document", how="left")
        .with_columns(edge=_edge())
    )


def _edge() -> pl.Expr:
    """Say which amounts pass when they are exactly one unit of the currency from their sum.

    Less than one unit is right and one is wrong, but the official UBL rule adds the one in binary
    floating point, and what is lost there decides. The same is lost here, for the same verdict.
    """
    names = [f"rate_{part}_e8" for part in ("lines", "charges", "allowances")]
    lines, charges, allowances = (
        pl.col(name).fill_null(pl.lit(0, dtype=pl.Int128)) for name in names
    )
    apart = (lines + charges - allowances) - pl.col("taxable_e8")
    return (
        pl.when(apart.abs() == E8)
        .then(pl.struct("taxable", sign=(apart > 0) * 2 - 1))
        .map_elements(_passes_edge, return_dtype=pl.Boolean, skip_nulls=True)
    )


def _passes_edge(row: Mapping[str, Any]) -> bool:
    taxable, sign = Decimal(row["taxable"].strip()), row["sign"]
    added = Decimal(float(taxable) + sign)
    return bool((added - (taxable + sign)) * sign > 0)


def _once(parts: pl.DataFrame, *named: str) -> pl.DataFrame:
    """Count the amount of a line or charge once that names one category several times: few do."""
    if parts["row"].n_unique() == parts.height:
        return parts
    return parts.unique(subset=["row", *named])


def _summed(parts: pl.DataFrame, prefix: str, *keys: str) -> pl.DataFrame:
    """Sum the lines, charges and allowances of each category, or of each category and rate."""
    sums = {f"{prefix}_{part}_e8": pl.col(part).sum() for part in _SUMMED}
    return parts.group_by(keys).agg(**sums)


def _parts(made: Views) -> pl.DataFrame:
    """List the amounts that a VAT breakdown sums; charges on lines stand in their nets already."""
    categories = made["categories"]
    nets = made["lines"].select(parent="row", part_e8="net_e8")
    named = ("use", "rate_e8")
    lines = (
        categories.filter(pl.col("place") == "line")
        .join(nets, on="parent")
        .select(*named, "part_e8", part=pl.lit("lines"), row="parent")
    )
    kind = (
        pl.when("is_charge")
        .then(pl.lit("charges"))
        .when(~pl.col("is_charge"))
        .then(pl.lit("allowances"))
    )
    at_document = pl.when(pl.col("charge_place") == "document").then("charge_e8")
    charges = categories.filter(pl.col("place") == "charge").select(
        *named, part_e8=at_document, part=kind, row="parent"
    )
    of_part = {part: pl.when(pl.col("part") == part).then("part_e8") for part in _SUMMED}
    return pl.concat([lines, charges]).with_columns(**of_part)
