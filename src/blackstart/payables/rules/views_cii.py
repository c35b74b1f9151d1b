"""Views that only CII needs: its rules ask many questions of a part that UBL's ask of the whole."""

import polars as pl

Views = dict[str, pl.DataFrame]

_PARTIES = (
    "seller_tax_id",
    "seller_vat",
    "representative_vat",
    "buyer_vat",
    "buyer_legal_id",
)
_OF_BREAKDOWN = (
    "has_period_days",
    "has_delivery_date",
    "names_delivery_country",
    "has_tax_point_date",
    "has_due_code",
    "taxed_otherwise",
    "charged_otherwise",
)
# Values of which the rules want exactly one.
_COUNTED = {
    "invoices": ("guideline", "spec_id", "type_code"),
    "properties": ("name", "value"),
    "lines": ("origin", "price", "agreement_group"),
}


def joined(made: Views) -> None:
    """Join what is known of the document with its parts."""
    invoices = made["invoices"]
    _told(made, "categories", invoices, _PARTIES)
    _told(made, "breakdown", invoices, _OF_BREAKDOWN)
    _told(made, "lines", invoices, ("has_breakdown",))
    _told(made, "totals", invoices, ("currency", "tax_currency"))
    _told(made, "attributes", invoices, ("has_unit",))
    made["periods"] = _dated(made["periods"], made["dates"])
    first = pl.col("row") == pl.col("row").min().over("document", "place")
    made["endpoints"] = made["endpoints"].with_columns(is_first=first)
    for context, fields in _COUNTED.items():
        made[context] = _given(made, context, fields)
    own = made["categories"].group_by(row="parent").agg(n_own_categories=pl.len())
    made["charges"] = made["charges"].join(own, on="row", how="left")
    made["members"] = _members(made)
    made["tax_totals"] = _tax_totals(made)
    made["totals"] = _shown(made)


def _told(made: Views, view: str, invoices: pl.DataFrame, columns: tuple[str, ...]) -> None:
    told = invoices.select("document", *columns)
    made[view] = made[view].join(told, on="document", how="left", maintain_order="left")


def _given(made: Views, context: str, fields: tuple[str, ...]) -> pl.DataFrame:
    """Count how often each value is given in each part."""
    again = made["repeats"].filter(pl.col("context") == context, pl.col("field").is_in(fields))
    frame = made[context].with_columns(
        (pl.col(field).is_not_null() + 0).alias(f"{field}_given") for field in fields
    )
    for field in again["field"].unique().sort():
        more = again.filter(pl.col("field") == field).group_by("row").agg(more=pl.len())
        count = pl.col(f"{field}_given") + pl.col("more").fill_null(0)
        frame = frame.join(more, on="row", how="left")
        frame = frame.with_columns(count.alias(f"{field}_given")).drop("more")
    return frame


def _dated(periods: pl.DataFrame, dates: pl.DataFrame) -> pl.DataFrame:
    """Join each period with its days, as texts of eight digits."""
    plain = dates.filter(pl.col("format") == "102")
    for place, name in (("start", "start"), ("end", "end")):
        days = (
            plain.filter(pl.col("place") == place)
            .group_by("parent")
            .agg(pl.col("value").first().alias(name))
        )
        periods = periods.join(days.rename({"parent": "row"}), on="row", how="left")
    return periods


def _members(made: Views) -> pl.DataFrame:
    """List each member of a group once, with the type of the group where it has one."""
    types = made["references"].select("row", "type_code")
    groups = pl.concat(
        [
            made[name].select("row", group=pl.lit(name))
            for name in ("references", "periods", "addresses")
        ]
    )
    once = made["members"].unique(subset=["row", "member"], keep="first", maintain_order=True)
    return once.join(types, on="row", how="left", maintain_order="left").join(
        groups, on="row", how="left", maintain_order="left"
    )


def _tax_totals(made: Views) -> pl.DataFrame:
    """Join each VAT total with the VAT breakdown, which in CII stands beside it, not in it."""
    sums = (
        made["breakdown"]
        .group_by("document")
        .agg(all_breakdown_sum_e8=pl.col("tax_e8").sum(), n_all_breakdown=pl.len())
    )
    own = made["invoices"].select("document", own_currency="currency")
    return (
        made["tax_totals"]
        .join(sums, on="document", how="left")
        .join(own, on="document", how="left")
    )


def _shown(made: Views) -> pl.DataFrame:
    """Say of each group of totals which VAT totals it has, and whether they have two decimals."""
    taxes = made["tax_totals"]
    whole = (pl.col("amount_e8") % 10**6 == 0).fill_null(value=False)
    in_own = (pl.col("currency") == pl.col("own_currency")).fill_null(value=False)
    own = taxes.group_by(row="parent").agg(n_tax_totals=pl.len(), any_plain=(~in_own | whole).any())
    named = (
        taxes.filter(pl.col("currency").is_not_null())
        .group_by(row="parent", tax_currency="currency")
        .agg(accounted=pl.lit(value=True), accounted_whole=whole.any())
    )
    return (
        made["totals"]
        .join(own, on="row", how="left")
        .join(named, on=["row", "tax_currency"], how="left")
    )
