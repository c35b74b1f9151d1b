"""Views about VAT: categories with what they belong to, and how a document uses each of them."""

import polars as pl

Views = dict[str, pl.DataFrame]

_IN_LINES = pl.col("place").is_in(("line", "classified"))


def joined(made: Views) -> None:
    """Join categories with their lines and charges, and the other way round."""
    charges = made["charges"]
    owners = charges.select("is_charge", parent="row", charge_place="place", charge_e8="amount_e8")
    made["categories"] = made["categories"].join(owners, on="parent", how="left")
    categories = made["categories"]
    of_vat = categories.filter("is_vat", pl.col("code").is_not_null())
    made["charges"] = charges.with_columns(has_vat_category=_owns(of_vat))
    in_line = categories.filter(pl.col("place") == "line")
    counts = in_line.group_by("parent").agg(n_categories=pl.len())
    made["lines"] = (
        made["lines"]
        .join(counts.rename({"parent": "row"}), on="row", how="left")
        .with_columns(
            has_vat_category=_owns(of_vat), n_categories=pl.col("n_categories").fill_null(0)
        )
    )
    made["uses"] = _uses(made)


def _owns(frame: pl.DataFrame) -> pl.Expr:
    return pl.col("row").is_in(frame["parent"].implode())


def _uses(made: Views) -> pl.DataFrame:
    """Count, for each document and VAT category, where the document uses it."""
    counted = _placed(made).group_by("use").agg(pl.col("document", "category").first(), **_COUNTS)
    listed = pl.col("n_breakdown") + pl.col("n_document_charged") + pl.col("n_line") > 0
    uses = counted.with_columns(is_listed=listed)
    return uses.join(_beside(uses), on="document", how="left")


def _beside(uses: pl.DataFrame) -> pl.DataFrame:
    """Sum up the documents with a category that does not go with every other one: few have."""
    alone = uses.filter(pl.col("category").is_in(("B", "O")))["document"].implode()
    standard = pl.col("is_listed") & (pl.col("category") == "S")
    return (
        uses.filter(pl.col("document").is_in(alone))
        .group_by("document")
        .agg(
            **{f"all_{part}": pl.col(f"n_{part}").sum() for part in _OTHERS},
            has_standard=standard.any(),
        )
    )


_OTHERS = ("breakdown_vat", "line_vat", "allowance_vat", "charge_vat")


def _placed(made: Views) -> pl.DataFrame:
    """List every VAT category of the documents with the part that it stands in."""
    charge = pl.col("place") == "charge"
    nowhere = pl.lit(value=False)
    used = made["categories"].select(
        *_NAMED,
        in_line=_IN_LINES,
        in_charge=charge & pl.col("is_charge"),
        in_allowance=charge & ~pl.col("is_charge"),
        at_document=charge & (pl.col("charge_place") == "document"),
        in_breakdown=nowhere,
        is_charged=charge,
    )
    parts = ("in_line", "in_charge", "in_allowance", "at_document")
    broken = made["breakdown"].select(
        *_NAMED,
        *(nowhere.alias(part) for part in parts),
        in_breakdown=pl.col("place") == "document",
        is_charged=nowhere,
    )
    return pl.concat([used, broken])


_NAMED = ("use", "document", "category", "is_vat")
_VAT = pl.col("is_vat")
_LINE, _ALLOWANCE, _CHARGE, _BREAKDOWN, _AT_DOCUMENT = (
    pl.col(name) for name in ("in_line", "in_allowance", "in_charge", "in_breakdown", "at_document")
)
_COUNTS = {
    f"n_{name}": condition.sum()
    for name, condition in (
        ("vat", _VAT),
        ("charged", pl.col("is_charged")),
        ("line", _LINE),
        ("line_vat", _LINE & _VAT),
        ("allowance", _ALLOWANCE),
        ("allowance_vat", _ALLOWANCE & _VAT),
        ("charge", _CHARGE),
        ("charge_vat", _CHARGE & _VAT),
        ("document_allowance_vat", _ALLOWANCE & _AT_DOCUMENT & _VAT),
        ("document_charge_vat", _CHARGE & _AT_DOCUMENT & _VAT),
        ("document_charged", (_CHARGE | _ALLOWANCE) & _AT_DOCUMENT),
        ("breakdown", _BREAKDOWN),
        ("breakdown_vat", _BREAKDOWN & _VAT),
    )
}
